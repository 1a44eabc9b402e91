"""The function without the class: one array. `untyped`, `typed` or `cached`."""
import sys

import clock

import numpy as np
from numba import jit

clock.mark()
clock.mark()


def func(x):
    array = np.zeros(4, dtype=np.int64)
    array[0] = x * 10
    return array[0]


mode = sys.argv[1]
if mode == "typed":
    func = jit("int64(int64)", nopython=True)(func)
elif mode == "cached":
    func = jit("int64(int64)", nopython=True, cache=True)(func)
else:
    func = jit(nopython=True)(func)

clock.mark()
first = func(10)
clock.mark()
second = func(10)
clock.mark()
clock.report([first, second])
