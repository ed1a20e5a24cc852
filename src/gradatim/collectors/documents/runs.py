"""Cuts long runs of marks and blanks in a text before patterns are held against it."""

import re

_ROWS = re.compile(r"(\n\W{60})\W+")
_BLANKS = re.compile(r"([ \t]{60})[ \t]+")


def short_runs(text: str) -> str:
    """Return the text with no more than some sixty blanks or marks in a row.

    A pattern that begins with "any blanks at a line's beginning" tries every way to part thousands of empty lines, and
    does not end while anybody waits. Nothing that a pattern looks for is in the cut part. Lines are counted in the
    whole text.
    """
    return _BLANKS.sub(r"\1", _ROWS.sub(r"\1\n", text))
