"""The facts a verdict hangs on: what would be left of it if one source fell away."""

from collections.abc import Iterable

import msgspec

from gradatim.model.combine import combine
from gradatim.model.framework import Framework, Scheme
from gradatim.model.judgement import Constraint, Judgement
from gradatim.model.policy import PolicyValues
from gradatim.model.result import CriterionResult
from gradatim.rating.codes import code
from gradatim.rating.conformity import ConformityStanding
from gradatim.rating.conformity import rater as conformity_rater
from gradatim.rating.staged import rater as staged_rater
from gradatim.rating.standing import StagedStanding


class Hinge(msgspec.Struct, frozen=True, kw_only=True):
    """A source whose loss would change a verdict."""

    framework: str
    source: str
    """Probe id, answer id or decision id."""
    now: str
    """The verdict, as `level 1 to 2` or `not ready`."""
    without: str
    criteria: tuple[str, ...]
    """Full ids of the criteria that it narrows."""


def sensitivity(framework: Framework, judgements: Iterable[Judgement], policy: PolicyValues) -> tuple[Hinge, ...]:
    """Return the sources that the verdict hangs on, those that narrow most criteria first.

    Each source is taken away by itself. A verdict that rests on two sources for the same thing hangs on neither.
    """
    known = {j.criterion: j for j in judgements}
    standing = _start(framework, known.values(), policy)
    now = _words(standing)
    out = []
    for source, touched in _sources(known.values()).items():
        before = [(full, standing.change(full, code(_without(known[full], source)))) for full in touched]
        without = _words(standing)
        for full, value in before:
            standing.change(full, value)
        if without != now:
            out.append(Hinge(framework=framework.id, source=source, now=now, without=without, criteria=tuple(touched)))
    return tuple(sorted(out, key=lambda h: (-len(h.criteria), h.source)))


def from_result(criteria: Iterable[CriterionResult]) -> tuple[Judgement, ...]:
    """Return criteria of a saved result as judgements, so that they can be rated again."""
    return tuple(
        Judgement(
            criterion=c.id,
            unit=c.unit,
            low=c.low,
            high=c.high,
            applicability=c.applicability,
            applicability_reason=c.applicability_reason,
            constraints=c.constraints,
            contradiction=c.contradiction,
        )
        for c in criteria
    )


def _start(
    framework: Framework, judgements: Iterable[Judgement], policy: PolicyValues
) -> StagedStanding | ConformityStanding:
    if framework.scheme is Scheme.STAGED:
        return staged_rater(framework, policy).start(judgements)
    return conformity_rater(framework).start(judgements, policy)


def _words(standing: StagedStanding | ConformityStanding) -> str:
    if isinstance(standing, ConformityStanding):
        return standing.decision().value.replace("_", " ")
    level = standing.level()
    return f"level {level.low}" if level.settled else f"level {level.low} to {level.high}"


def _sources(judgements: Iterable[Judgement]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for judgement in judgements:
        for source in dict.fromkeys(c.source for c in judgement.constraints):
            out.setdefault(source, []).append(judgement.criterion)
    return out


def _without(judgement: Judgement, source: str) -> Judgement:
    left: tuple[Constraint, ...] = tuple(c for c in judgement.constraints if c.source != source)
    interval, contradiction = combine(left)
    return msgspec.structs.replace(
        judgement, constraints=left, low=interval.low, high=interval.high, contradiction=contradiction
    )
