"""The result as Markdown: for a wiki, an issue or a merge request."""

from collections.abc import Iterator

from gradatim.model.evidence import Evidence
from gradatim.model.framework import Scheme
from gradatim.model.names import edition_name, framework_name
from gradatim.model.observation import Observation
from gradatim.model.rating import ConformityVerdict, StagedVerdict
from gradatim.model.result import Result, UnitInfo
from gradatim.reports.differing import MOST_UNITS, differing
from gradatim.reports.frame.safe import address
from gradatim.reports.markup import safe, table
from gradatim.reports.select import leading_unit, leading_verdicts, settling_first
from gradatim.reports.turning import Change, named, turnings
from gradatim.reports.words import (
    GOAL_STATES,
    estimate_basis,
    interval_code,
    shared_words,
    side_words,
    verdict_title,
    with_stop,
)

CRITERIA_SHOWN = 12
"""Criteria named in a row; all of them are in the JSON."""
EVIDENCE_SHOWN = 10
"""Records listed below an observation; all of them are in the JSON."""


def render(result: Result) -> str:
    """Return the report as one Markdown document."""
    return "\n".join(_lines(result)).rstrip() + "\n"


def _lines(result: Result) -> Iterator[str]:
    yield f"# {safe(result.title)}"
    yield ""
    yield f"Indicative result for {result.period.start} to {result.period.end}, Gradatim {safe(result.tool_version)}."
    yield f"**{safe(result.disclaimer)}**"
    yield ""
    yield from _folders(result)
    yield from _units(result)
    for verdict in leading_verdicts(result):
        yield from _staged(result, verdict) if isinstance(verdict, StagedVerdict) else _conformity(verdict)
    yield from _findings(result)
    yield from _steps(result)
    yield from _turnings(result)
    yield from _contradictions(result)
    yield from _observations(result)
    yield from _overrides(result)
    yield from _limits(result)


def _folders(result: Result) -> Iterator[str]:
    """Say of each unit that is a folder of a repository what of it is shared."""
    for unit in (u for u in result.units[:MOST_UNITS] if u.folder):
        shared = shared_words(unit)
        tail = f" Shared with the rest of it: {safe(shared)}." if shared else ""
        yield f"{safe(unit.title)} is the folder {safe(unit.folder)} of its repository.{tail}"
        yield ""


def _units(result: Result) -> Iterator[str]:
    found = differing(result)
    if not found:
        return
    yield "## Units"
    yield ""
    own = {(v.framework, v.unit): v for v in result.verdicts}
    names = [d.framework for d in found]
    yield from table(
        ("Unit", "Period", *map(framework_name, names)),
        ((safe(u.title), _period(u), *(verdict_title(own[f, u.id]) for f in names)) for u in result.units),
    )
    for one in found:
        yield (
            f"Where they differ in {framework_name(one.framework)}, each unit by itself:"
            if one.rows
            else f"In {framework_name(one.framework)} they have the same counts in every {one.noun}."
        )
        yield ""
        if one.rows:
            head = (one.noun.capitalize(), *(safe(u.title) for u in one.units), "Of")
            yield from table(head, ((f"{r.id} {safe(r.title)}", *r.cells, r.total) for r in one.rows))
    if len(result.units) > MOST_UNITS:
        yield f"The first {MOST_UNITS} of {len(result.units)} units are set side by side; the JSON result has all."
        yield ""


def _period(unit: UnitInfo) -> str:
    return f"{unit.period.start} to {unit.period.end}" if unit.period else ""


def _staged(result: Result, verdict: StagedVerdict) -> Iterator[str]:
    name = next(safe(f.title) for f in result.frameworks if f.id == verdict.framework)
    yield f"## {name}: {verdict_title(verdict)}"
    yield ""
    yield safe(verdict.sentence)
    yield ""
    if verdict.estimate:
        shares = ", ".join(f"level {n}: {p:.0%}" for n, p in sorted(verdict.estimate.probabilities.items()))
        name = f"Estimate ({safe(verdict.estimate.model)}, never feeds a rating)"
        basis = f"It rests on {estimate_basis(verdict.estimate)}."
        yield f"{name}: {shares}. {basis} {safe(verdict.estimate.calibration)}"
        yield ""
    yield from table(
        ("Level", "Area", "State", "Supported", "Refuted", "Open", "Unknown", "Not applicable"),
        (
            (
                a.level,
                f"{a.id} {safe(a.title)}",
                GOAL_STATES[a.rating],
                a.supported,
                a.refuted,
                a.open,
                a.unknown,
                a.not_applicable,
            )
            for a in verdict.areas
        ),
    )


def _conformity(verdict: ConformityVerdict) -> Iterator[str]:
    yield f"## {edition_name(verdict.framework, verdict.edition)}: {verdict_title(verdict)}"
    yield ""
    yield safe(verdict.sentence)
    yield ""
    yield from table(
        ("Clause", "Met", "OFI", "Minor", "Major", "Open", "Unknown", "Not applicable", "Requirements"),
        (
            (
                f"{c.id} {safe(c.title)}",
                c.conform,
                c.ofi,
                c.minor,
                c.major,
                c.open,
                c.unknown,
                c.not_applicable,
                c.total,
            )
            for c in verdict.clauses
            if not c.parent
        ),
    )


def _findings(result: Result) -> Iterator[str]:
    if result.findings:
        yield "## Candidate findings"
        yield ""
        yield from table(
            ("Grade", "Criterion", "Unit", "What was found", "Remedy"),
            ((f.grade, f.criterion, safe(f.unit), safe(f.statement), safe(f.remedy)) for f in result.findings),
        )


def _steps(result: Result) -> Iterator[str]:
    if result.steps:
        yield "## Next steps"
        yield ""
        for step in result.steps:
            yield f"{step.rank}. **{safe(step.title)}.** {safe(step.why)} {safe(step.how)}".rstrip()
            yield f"   Moves {', '.join(step.criteria)}."
        yield ""
    if result.questions:
        yield "Only people can settle the rest. The most telling questions:"
        yield ""
        for question in result.questions[:10]:
            yield f"- {safe(question.text)} ({question.criterion})"
        yield ""
        if command := settling_first(result):
            yield f"`{command}` settles the grade soonest."
            yield ""


def _turnings(result: Result) -> Iterator[str]:
    for turning in turnings(result, leading_unit(result)):
        yield f"## What would change it: {framework_name(turning.framework)}, now {turning.now.lower()}"
        yield ""
        if turning.nothing:
            yield "No single fact, and no source, changes it."
            yield ""
        for head, changes in (("What would settle or raise it", turning.settles), ("What it hangs on", turning.hangs)):
            if changes:
                yield from table((head, "Then", "Criteria"), map(_change, changes))


def _change(change: Change) -> tuple[str, str, str]:
    return safe(change.if_), change.then, "" if change.named else ", ".join(named(change, CRITERIA_SHOWN))


def _contradictions(result: Result) -> Iterator[str]:
    if result.contradictions:
        yield "## Contradictions"
        yield ""
        for clash in result.contradictions:
            of = f" in {safe(clash.unit)}" if len(result.units) > 1 else ""
            yield f"- **{clash.criterion}**{of}: {safe(clash.text)}"
            yield from (f"  - {safe(side_words(side))}" for side in clash.sides)
        yield ""


def _observations(result: Result) -> Iterator[str]:
    yield "## What was seen"
    yield ""
    evidence = {e.id: e for e in result.evidence}
    for seen in result.observations:
        yield f"- `{seen.probe}` **{str(seen.outcome).replace('_', ' ')}**: {safe(seen.message)}"
        if seen.suppressed:
            yield f"  - Set aside, narrows nothing: {safe(seen.suppressed)}"
        if seen.caveats:
            yield f"  - In this case: {safe(with_stop('; '.join(c.rstrip('.') for c in seen.caveats)))}"
        for line in _records(seen, evidence):
            yield f"  - {line}"
    yield ""
    yield from _criteria(result)


def _records(seen: Observation, evidence: dict[str, Evidence]) -> Iterator[str]:
    for position, key in enumerate(seen.evidence[:EVIDENCE_SHOWN]):
        item = evidence[key]
        side = "against: " if position < seen.counter_examples else ""
        link = address(item.url)
        place = f"[{safe(item.location)}](<{link}>)" if link else safe(item.location)
        place += " (shared)" if item.shared else ""
        yield f"{side}{place} {safe(item.summary)}"
    if len(seen.evidence) > EVIDENCE_SHOWN:
        yield f"and {len(seen.evidence) - EVIDENCE_SHOWN} more in the JSON result"


def _criteria(result: Result) -> Iterator[str]:
    schemes = {f.id: Scheme(f.scheme) for f in result.frameworks}
    yield "## Criteria with evidence"
    yield ""
    yield from table(
        ("Criterion", "Unit", "Title", "Possible", "Basis"),
        (
            (c.id, safe(c.unit), safe(c.title), interval_code(schemes[c.id.partition(":")[0]], c.low, c.high), c.basis)
            for c in result.criteria
            if c.constraints
        ),
    )


def _overrides(result: Result) -> Iterator[str]:
    if result.policy.overrides:
        yield f"## Policy {safe(result.policy.id)}: values that differ from the default"
        yield ""
        rows = ((o.key, o.default, o.used, o.effect) for o in result.policy.overrides)
        yield from table(("Value", "Default", "Used", "Effect"), (tuple(safe(c) for c in row) for row in rows))


def _limits(result: Result) -> Iterator[str]:
    yield "## Limits"
    yield ""
    for problem in result.problems:
        where = f"{safe(problem.location)}: " if problem.location else ""
        told = (problem.what, f"Hides: {problem.hides}", f"To mend it: {problem.mend}" if problem.mend else "")
        yield f"- {where}{' '.join(safe(with_stop(t)) for t in told if t)}"
    for limit in result.limits:
        yield f"- {safe(limit)}"
    yield ""
