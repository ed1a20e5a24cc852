"""What a probe is: one question, answered from facts it names as parameters."""

from collections.abc import Callable
from typing import Literal

import msgspec

from gradatim.model.observation import ProbeResult
from gradatim.model.settings import ProbeSettings

__all__ = ["Probe", "ProbeError", "ProbeSettings"]


class ProbeError(Exception):
    """A probe or its registration is wrong: a bug, or a broken plugin."""


class Probe(msgspec.Struct, frozen=True, kw_only=True):
    """A question, its documentation and the function that answers it.

    The function gets its inputs by parameter name, any of: `history` (History), `documents` (DocumentFacts),
    `pipelines` (PipelineFacts), `dependencies` (DependencyFacts), `period` (Period), `settings` (ProbeSettings).
    A probe that asks for `history` in a folder that is no repository is not run: its outcome is NOT_AVAILABLE.
    """

    id: str
    """The question as a name: `changes_are_reviewed`."""
    question: str
    what: str
    why: str
    how: str
    """How it is judged: what is counted over what, what is left out."""
    misleads: str
    """How it can mislead, and what was done about it."""
    remedy: str
    """How to put it right, and what will then be seen."""
    family: str
    """`changes`, `review`, `versions`, `people`, `documents`, `pipelines`, `tests`, `dependencies`, `operations`."""
    answer: Callable[..., ProbeResult]
    reads_contents: bool = True
    """Contents of files that are not in the clone might change a "no". Not so where only tags are looked at."""
    looks_back: Literal["", "period", "history"] = ""
    """Over what a "no" has to look: all of the period, or all of the history. Where a clone hides part of that, "no"
    becomes "could not tell". Empty for a share of records, which a part of them estimates, and for what HEAD shows."""
