"""Keeps off standard output what the solver prints there by itself: machine output stands there, and nobody asked."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def off_output() -> Iterator[None]:
    """Drop what compiled code prints to standard output meanwhile.

    HiGHS prints a line now and then that no option turns off (`transformNewIntegerFeasibleSolution`) and that says
    nothing to a user; without this it would stand before the JSON of a plan. What it says to standard error stays.
    """
    try:
        sys.stdout.flush()
        kept = os.dup(1)
    except (OSError, ValueError, AttributeError):  # no standard output: nothing has to be kept off
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    try:
        yield
    finally:
        # C keeps what it prints until its own buffer is full.
        with suppress(OSError, TypeError, AttributeError):
            ctypes.CDLL(None).fflush(None)
        os.dup2(kept, 1)
        os.close(kept)
