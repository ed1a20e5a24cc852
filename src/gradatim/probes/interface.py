"""What a probe is: one question, answered from facts it names as parameters."""

from collections.abc import Callable

import msgspec

from gradatim.model.observation import ProbeResult


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


class ProbeSettings(msgspec.Struct, frozen=True):
    """The policy's numbers that probes use. The policy file says what each is for and where it comes from."""

    minimum_sample: int = 10
    """Records below which a rate is NOT_AVAILABLE, with the count in the message."""
    rate_holds: float = 0.75
    """Share from which the outcome is TRUE; the interval on the scale comes from the rate itself, not from this."""
    fresh_days: int = 365
    """A document changed within so many days of the period's end is fresh."""
    values: dict[str, float] = {}
    """Probe-specific numbers, `probe_id.name`; a probe reads them through `get`, which refuses unknown names."""

    def get(self, name: str) -> float:
        """Return a probe-specific number.

        Raises:
            ProbeError: the policy has no such number.
        """
        try:
            return self.values[name]
        except KeyError:
            raise ProbeError(f"policy has no number {name!r} under probes.values") from None
