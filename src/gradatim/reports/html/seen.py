"""What the probes saw: one entry a question, with the fact, what may mislead, and records, counter-examples first."""

import msgspec
from markupsafe import Markup

from gradatim.model.observation import Observation, Outcome
from gradatim.model.result import ProbeInfo
from gradatim.reports.frame.safe import foreign
from gradatim.reports.html import marks, rates
from gradatim.reports.html.index import Index, local
from gradatim.reports.html.records import Records, records
from gradatim.reports.words import count

RECORDS = 10
"""Records under an observation of the only unit; several units share them."""
FEWEST = 3
UNITS = 12
"""Units shown under one question."""
NAMED = 12
"""Criteria named under one question."""

_OUTCOMES = {
    Outcome.TRUE: ("open", "yes", "yes"),
    Outcome.FALSE: ("open", "no", "no"),
    Outcome.NOT_AVAILABLE: ("open", "open", "could not tell"),
    Outcome.NOT_APPLICABLE: ("open", "na", "does not apply"),
    Outcome.ERROR: ("open", "open", "the probe failed"),
}
_SET_ASIDE = ("open", "blank", "set aside")
_GROUPS = (
    ("yes", "Answered yes"),
    ("no", "Answered no"),
    ("set aside", "Set aside by people"),
    ("could not tell", "Could not tell"),
    ("the probe failed", "The probe failed"),
    ("does not apply", "Does not apply"),
    ("differs", "Differs between units"),
)


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """What a probe saw in one unit."""

    unit: str
    mark: Markup
    message: Markup
    chart: Markup
    caveats: tuple[str, ...]
    suppressed: str
    records: Records


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A probe with what it saw."""

    anchor: str
    probe: str
    info: ProbeInfo | None
    mark: Markup
    short: Markup
    facts: tuple[Fact, ...]
    hidden: int
    """Units left out."""
    bears: tuple[tuple[str, str], ...]
    bears_more: int


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Questions with the same answer."""

    title: str
    questions: tuple[Question, ...]
    """Those that narrow something."""
    rest: tuple[Question, ...]
    """Those that rule out no value as they stand."""


def groups(index: Index) -> list[Group]:
    """Return the questions by their answer, in each group those that narrow something first."""
    by_probe: dict[str, list[Observation]] = {}
    for observation in index.result.observations:
        by_probe.setdefault(observation.probe, []).append(observation)
    sorted_in: dict[str, list[str]] = {}
    for probe, seen in by_probe.items():
        sorted_in.setdefault(_answer(seen), []).append(probe)
    out = []
    for answer, title in _GROUPS:
        probes = sorted(sorted_in.get(answer, []), key=lambda p: (-len(index.narrowing.get(p, ())), p))
        if probes:
            made = [_question(index, p, by_probe[p]) for p in probes]
            out.append(
                Group(
                    title=f"{title}: {len(made)}",
                    questions=tuple(q for q in made if q.bears),
                    rest=tuple(q for q in made if not q.bears),
                )
            )
    return out


def _answer(seen: list[Observation]) -> str:
    answers = {_outcome(o)[2] for o in seen}
    return answers.pop() if len(answers) == 1 else "differs"


def _outcome(observation: Observation) -> tuple[str, str, str]:
    return _SET_ASIDE if observation.suppressed else _OUTCOMES[observation.outcome]


def _mark(index: Index, observation: Observation) -> tuple[str, str, str]:
    """Return symbol and word of an outcome; in colour only where it moves a criterion, and the way it does."""
    _, name, word = _outcome(observation)
    return index.effects.get((observation.unit, observation.probe), "open"), name, word


def _question(index: Index, probe: str, seen: list[Observation]) -> Question:
    most = max(FEWEST, RECORDS // len(index.result.units)) if index.result.units else RECORDS
    bears = index.narrowing.get(probe, [])
    several = len(seen) > 1
    return Question(
        anchor=index.place(probe),
        probe=probe,
        info=index.probes.get(probe),
        mark=_together(index, seen),
        short=Markup(count(len(seen), "unit")) if several else foreign(seen[0].message, 240),  # noqa: S704 - a number
        facts=tuple(_fact(index, o, most) for o in seen[:UNITS]),
        hidden=max(len(seen) - UNITS, 0),
        bears=tuple((local(full), index.shown.get(full, "")) for full in bears[:NAMED]),
        bears_more=max(len(bears) - NAMED, 0),
    )


def _together(index: Index, seen: list[Observation]) -> Markup:
    if _answer(seen) != "differs":
        return marks.symbol(*_mark(index, seen[0]))
    yes = sum(_outcome(o)[2] == "yes" for o in seen)
    return marks.symbol("open", "open", f"yes in {yes} of {len(seen)} units")


def _fact(index: Index, observation: Observation, most: int) -> Fact:
    rate = observation.rate
    return Fact(
        unit=index.title(observation.unit) if index.several else "",
        mark=marks.state(*_mark(index, observation)),
        message=foreign(observation.message),
        chart=rates.chart(rate) if rate else Markup(""),
        caveats=observation.caveats,
        suppressed=observation.suppressed,
        records=records(index, observation, most),
    )
