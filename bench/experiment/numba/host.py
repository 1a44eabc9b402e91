"""The ring buffer used by the interpreter. Its methods are compiled in every process: there is no way to keep them."""
import clock

import numpy as np
from numba import int64
from numba.experimental import jitclass

clock.mark()


@jitclass([("_top", int64), ("_bottom", int64), ("_arraysize", int64), ("_array", int64[:])])
class Buffer:
    def __init__(self):
        self._top = 0
        self._bottom = 0
        self._arraysize = 4
        self._array = np.zeros(4, dtype=np.int64)

    @property
    def nholdings(self):
        return self._top - self._bottom

    def append(self, value):
        if self.nholdings >= self._arraysize:
            self._extend()
        self._array[self._top % self._arraysize] = value
        self._top += 1

    def pop(self):
        if self.nholdings <= 0:
            raise IndexError("pop from an empty buffer")
        self._top -= 1
        return self._array[self._top % self._arraysize]

    def popleft(self):
        if self.nholdings <= 0:
            raise IndexError("pop from an empty buffer")
        value = self._array[self._bottom % self._arraysize]
        self._bottom += 1
        return value

    def _extend(self):
        wider = np.zeros(self._arraysize * 2, dtype=np.int64)
        holdings = self.nholdings
        for i in range(holdings):
            wider[i] = self._array[(self._bottom + i) % self._arraysize]
        self._array = wider
        self._arraysize *= 2
        self._bottom = 0
        self._top = holdings


clock.mark()


def func(x):
    buffer = Buffer()
    buffer.append(x * 10)
    return buffer.popleft()


clock.mark()
first = func(10)
clock.mark()
second = func(10)
clock.mark()
clock.report([first, second])
