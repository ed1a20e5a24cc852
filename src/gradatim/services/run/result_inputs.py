"""What a result says of its inputs: frameworks, probes, units and their periods, and what could not be used."""

import datetime as dt
from collections.abc import Iterable

import msgspec

from gradatim.evaluation.policy import Policy
from gradatim.evaluation.unused import unused_answers
from gradatim.model.evidence import EvidenceSet, Period, Problem
from gradatim.model.framework import Framework
from gradatim.model.result import FrameworkInfo, ProbeInfo, UnitInfo
from gradatim.probes.interface import Probe


def framework_info(framework: Framework) -> FrameworkInfo:
    """Return what a result says of a framework."""
    return FrameworkInfo(
        id=framework.id,
        edition=framework.edition,
        title=framework.title,
        criteria=len(framework.criteria),
        scheme=str(framework.scheme),
        levels=framework.levels,
        sources=framework.sources,
        doubts=framework.doubts,
    )


def probe_info(probe: Probe) -> ProbeInfo:
    """Return what a result says of a probe."""
    return ProbeInfo(id=probe.id, question=probe.question, how=probe.how, misleads=probe.misleads, remedy=probe.remedy)


def unit_info(found: EvidenceSet) -> UnitInfo:
    """Return what a result says of a unit."""
    history = found.history
    own = sum(1 for d in found.documents.documents if not d.vendored)
    info = UnitInfo(
        id=found.unit,
        title=found.title,
        period=found.period,
        documents=own,
        pipelines=sum(1 for p in found.pipelines.pipelines if p.active),
        releases_in_period=sum(1 for r in found.dependencies.releases if r.in_period),
        roles=tuple(sorted({a.role for a in found.answers.answers if a.role})),
    )
    if history is None:
        return info
    return msgspec.structs.replace(
        info,
        folder=history.folder,
        shared_documents=sum(1 for d in found.documents.documents if not d.vendored and d.path in history.shared),
        shared_pipelines=sum(1 for p in found.pipelines.pipelines if p.active and p.path in history.shared),
        pipelines_elsewhere=found.pipelines.elsewhere,
        shared_releases=history.tags_shared,
        revision=history.head,
        branch=history.branch,
        url=history.remote_url,
        style=str(history.style),
        commits_total=history.commits_total,
        commits_in_period=len(history.commits),
        changes_in_period=sum(1 for c in history.changes if c.counts),
        people_in_period=sum(1 for p in history.people if not p.bot and not p.forge),
        first_day=_day(history.first_time),
        last_day=_day(history.last_time),
    )


def _day(seconds: int) -> dt.date | None:
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC).date() if seconds else None


def problems(
    sets: tuple[EvidenceSet, ...], frameworks: tuple[Framework, ...], policy: Policy, date: dt.date
) -> tuple[Problem, ...]:
    """Return what could not be read or does not count, each once; with several units each names its own."""
    several = len(sets) > 1
    found = [
        _of_unit(problem, one.unit) if several else problem
        for one in sets
        for problem in (
            *one.problems,
            *(p for f in frameworks for p in unused_answers(f, one.answers, policy, date)),
            *_expired_suppressions(one),
        )
    ]
    return tuple(dict.fromkeys((*found, *_mixed_periods(sets))))


def _of_unit(problem: Problem, unit: str) -> Problem:
    """Name the unit in front, as in the ids of evidence: a file of this name may be in each of them."""
    return msgspec.structs.replace(problem, location=f"{unit}/{problem.location}" if problem.location else unit)


def _expired_suppressions(found: EvidenceSet) -> list[Problem]:
    return [
        Problem(
            source="answers",
            what=f"The suppression of {s.probe} by {s.owner} ran out on {s.expires.isoformat()}; it is not in force.",
            hides="Nothing: what the probe found counts again.",
            mend="Remove it, or give it a later day and a reason that stands today.",
            location=s.location,
        )
        for s in found.answers.suppressions
        if s.expires < found.period.end
    ]


def span(periods: Iterable[Period]) -> Period:
    """Return the period that spans those of all units."""
    known = tuple(periods)
    return Period(min(p.start for p in known), max(p.end for p in known))


def _mixed_periods(sets: tuple[EvidenceSet, ...]) -> list[Problem]:
    """Say so where evidence files or `period_months` bring units of different periods together."""
    periods = dict.fromkeys(one.period for one in sets)
    if len(periods) < 2:
        return []
    spans = ", ".join(f"{p.start} to {p.end}" for p in periods)
    problem = Problem(
        source="evidence",
        what=f"The units were looked at over different periods: {spans}. The one that is shown spans them.",
        hides="Whether the units would compare the same way over one period.",
        mend="Judge all units again with one --months, evidence files collected anew with one --date.",
    )
    return [problem]
