"""What is asked of the collector."""

from collections.abc import Callable
from typing import NamedTuple

from gradatim.collectors.git.layout import Layout
from gradatim.collectors.git.refs import Head
from gradatim.model.evidence import Period

Progress = Callable[[str, int, int], None]
"""Hears a step's name, how far it is, and the total (0: unknown)."""


class Job(NamedTuple):
    """One collection."""

    layout: Layout
    head: Head
    period: Period
    line_counts: bool
    progress: Progress | None
