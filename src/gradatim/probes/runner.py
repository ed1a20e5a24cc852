"""Runs probes over what was collected. A probe that breaks becomes one clear observation, never a traceback."""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from gradatim.model.answers import Suppression
from gradatim.model.evidence import Evidence, EvidenceSet, Period
from gradatim.model.history import History
from gradatim.model.observation import Observation, Outcome, ProbeResult, Rate
from gradatim.probes import wilson
from gradatim.probes.interface import Probe, ProbeError, ProbeSettings
from gradatim.probes.registry import parameters
from gradatim.probes.support.records import day, from_root, linked

NO_REPOSITORY = "This folder is no git repository, so there is no history to look at."
NO_COMMIT = "No commit up to the end of the period is in this repository, so there is nothing to look at."
TREE_CUT = "Not all files at HEAD could be listed, so nothing can be called absent"
_FROM_CONTENT = frozenset(("documents", "pipelines", "dependencies"))


def run(
    probes: Mapping[str, Probe],
    evidence_set: EvidenceSet,
    settings: ProbeSettings,
    suppressions: Iterable[Suppression] = (),
    *,
    debug: bool = False,
) -> tuple[tuple[Observation, ...], tuple[Evidence, ...]]:
    """Answer every probe for one unit.

    Args:
        probes: what `registry.load` returned, or any part of it.
        evidence_set: all that was collected for the unit.
        settings: the policy's numbers.
        suppressions: outcomes set aside by the unit's `gradatim.yaml`.
        debug: let a probe's exception through instead of turning it into an observation.

    Returns:
        Observations in order of probe id, and the evidence they name, once each, in order of id.
    """
    asides = tuple(suppressions)
    observations: list[Observation] = []
    evidence: dict[str, Evidence] = {}
    for name in sorted(probes):
        result = _answer(probes[name], evidence_set, settings, debug)
        records = tuple(from_root(evidence_set.history, record) for record in _records(result))
        for record in records:
            evidence.setdefault(record.id, linked(evidence_set.history, record))
        observation = _observation(name, evidence_set.unit, result, records)
        observations.append(_set_aside(observation, asides, evidence_set.period.end))
    return tuple(observations), tuple(evidence[key] for key in sorted(evidence))


def _answer(probe: Probe, evidence_set: EvidenceSet, settings: ProbeSettings, debug: bool) -> ProbeResult:
    wanted, history = parameters(probe), evidence_set.history
    if "history" in wanted and history is None:
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=NO_REPOSITORY)
    if history is not None and not history.head:
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=NO_COMMIT)
    offered = {
        "history": history,
        "documents": evidence_set.documents,
        "pipelines": evidence_set.pipelines,
        "dependencies": evidence_set.dependencies,
        "period": evidence_set.period,
        "settings": settings,
    }
    try:
        result = _checked(probe.answer(**{name: offered[name] for name in wanted}))
    except Exception as error:
        # Third-party code runs here; whatever it raises must cost its own answer and nothing else.
        if debug:
            raise
        return ProbeResult(outcome=Outcome.ERROR, message=_failure(probe.id, error))
    result = _cut_off(probe, result, history, evidence_set.period)
    from_content = probe.reads_contents and _FROM_CONTENT & set(wanted)
    return _with_gaps(result, history, settings) if from_content else result


def _cut_off(probe: Probe, result: ProbeResult, history: History | None, period: Period) -> ProbeResult:
    """Turn "it did not happen" into "could not tell" where the clone does not reach back over what was asked."""
    if history is None or not history.cut_at or result.outcome is not Outcome.FALSE:
        return result
    since = day(history.cut_at)
    if probe.looks_back == "history" or (probe.looks_back == "period" and since > period.start):
        why = f"This clone shows everything from {since} on only, so what was not seen may have happened before"
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=f"{why}. Seen in it: {result.message}")
    return result


def _with_gaps(result: ProbeResult, history: History | None, settings: ProbeSettings) -> ProbeResult:
    """Turn "it is not there" into "could not tell" where files that might show it are not in the clone."""
    if history is None or result.outcome not in (Outcome.FALSE, Outcome.NOT_APPLICABLE):
        return result
    absent = sum(file.size < 0 for file in history.tree)
    if not absent and not history.tree_cut:
        return result
    why = TREE_CUT if history.tree_cut else f"Contents of {absent} of {len(history.tree)} files are not in this clone"
    if history.tree_cut or absent > settings.get("contents.absent") * len(history.tree):
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=f"{why}. Seen without them: {result.message}")
    return msgspec.structs.replace(result, caveats=(*result.caveats, f"{why}."))


def _checked(result: object) -> ProbeResult:
    """Refuse what is no answer; widen the interval to Wilson's where a probe claims more than its sample carries."""
    if not isinstance(result, ProbeResult):
        raise ProbeError(f"it returned {type(result).__name__}, not a ProbeResult")
    if result.rate is None:
        return result
    given, least = result.rate, wilson.rate(result.rate.numerator, result.rate.denominator)
    covering = Rate(given.numerator, given.denominator, min(given.low, least.low), max(given.high, least.high))
    return msgspec.structs.replace(result, rate=covering)


def _failure(probe: str, error: Exception) -> str:
    words = " ".join(str(error).split())[:300]
    return f"The probe {probe} failed ({type(error).__name__}: {words}). Run again with --debug and report it."


def _records(result: ProbeResult) -> tuple[Evidence, ...]:
    """Return the records once each, counter-examples first."""
    unique: dict[str, Evidence] = {}
    for record in (*result.counter, *result.support):
        unique.setdefault(record.id, record)
    return tuple(unique.values())


def _observation(probe: str, unit: str, result: ProbeResult, records: tuple[Evidence, ...]) -> Observation:
    rate = result.rate
    return Observation(
        probe=probe,
        unit=unit,
        outcome=result.outcome,
        message=result.message,
        numerator=rate.numerator if rate else None,
        denominator=rate.denominator if rate else None,
        low=rate.low if rate else None,
        high=rate.high if rate else None,
        alive=result.alive,
        evidence=tuple(record.id for record in records),
        counter_examples=len({record.id for record in result.counter}),
        caveats=result.caveats,
    )


def _set_aside(observation: Observation, suppressions: tuple[Suppression, ...], end: date) -> Observation:
    """Mark an observation as set aside, or say that the suppression for it has run out."""
    mine = sorted((s for s in suppressions if s.probe == observation.probe), key=lambda s: (s.expires, s.owner))
    if not mine:
        return observation
    last = mine[-1]
    said = f"{last.reason} (owner {last.owner}, until {last.expires})"
    if last.expires >= end:
        return msgspec.structs.replace(observation, suppressed=said)
    expired = f"A suppression by {last.owner} ran out on {last.expires}; it is no longer in force."
    return msgspec.structs.replace(observation, caveats=(*observation.caveats, expired))
