"""Loads what aot_build.py has built: `ring_aot` or `array_aot`."""
import importlib
import sys

import clock

clock.mark()
clock.mark()
func = importlib.import_module(sys.argv[2]).func
clock.mark()
first = func(10)
clock.mark()
second = func(10)
clock.mark()
clock.report([first, second])
