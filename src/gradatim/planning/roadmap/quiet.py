"""Keeps off standard output what the solver prints there by itself: machine output stands there."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def off_output() -> Iterator[None]:
    """Send what compiled code prints meanwhile to standard error.

    HiGHS prints a line now and then that no option turns off (`transformNewIntegerFeasibleSolution`); without this it
    would stand before the JSON of a plan.
    """
    try:
        sys.stdout.flush()
        kept = os.dup(1)
        os.dup2(2, 1)
    except (OSError, ValueError, AttributeError):  # no standard output, or none to error: nothing can be kept off
        yield
        return
    try:
        yield
    finally:
        # C keeps what it prints until its own buffer is full.
        with suppress(OSError, TypeError, AttributeError):
            ctypes.CDLL(None).fflush(None)
        os.dup2(kept, 1)
        os.close(kept)
