"""Two results and why they differ: criteria that moved, what lies behind each move, policy and version."""

from collections.abc import Iterator

import msgspec

from gradatim.model.comparison import Difference, Moved, Shift
from gradatim.model.framework import Scheme
from gradatim.model.judgement import Applicability, Constraint, ConstraintKind
from gradatim.model.names import framework_name
from gradatim.model.observation import Observation
from gradatim.model.rating import StagedVerdict, Verdict
from gradatim.model.result import CriterionResult, Result
from gradatim.reports.words import DECISIONS, count, interval_code, level_title

Key = tuple[str, str]
"""Unit and criterion or probe."""


def difference(first: Result, second: Result, names: tuple[str, str]) -> Difference:
    """Return what differs between two results, in the order of the first one's frameworks, and why."""
    renamed, note = _renamed(first, second)
    before = {(c.unit, c.id): c for c in first.criteria}
    after = {(renamed.get(c.unit, c.unit), c.id): c for c in second.criteria}
    seen_before = {(o.unit, o.probe): o for o in first.observations}
    seen_after = {(renamed.get(o.unit, o.unit), o.probe): o for o in second.observations}
    schemes = {f.id: Scheme(f.scheme) for f in (*second.frameworks, *first.frameworks)}
    both = [key for key in before if key in after]
    moved = tuple(
        _moved(before[key], after[key], schemes, _Seen(key[0], seen_before, seen_after))
        for key in both
        if _place(before[key]) != _place(after[key])
    )
    settings, verdicts = _settings(first, second), _verdicts(first, second, renamed)
    observations, answers = _observations(seen_before, seen_after), _answers(before, after)
    return Difference(
        first=names[0],
        second=names[1],
        same=not (moved or verdicts or observations or answers or before.keys() ^ after.keys() or settings),
        verdicts=verdicts,
        settings=settings,
        moved=tuple(sorted(moved, key=lambda m: (_WAYS.index(m.way), m.unit))),
        observations=observations,
        answers=answers,
        only_first=tuple(_named(key) for key in before if key not in after),
        only_second=tuple(_named(key) for key in after if key not in before),
        unchanged=len(both) - len(moved),
        notes=note,
    )


_WAYS = ["worse", "better", "wider", "narrower", "other"]


def _renamed(first: Result, second: Result) -> tuple[dict[str, str], tuple[str, ...]]:
    """Pair the only unit of each result, whatever it is called; several units are paired by their ids."""
    if len(first.units) == len(second.units) == 1 and first.units[0].id != second.units[0].id:
        one, other = first.units[0].id, second.units[0].id
        return {other: one}, (f"The units are called {one} and {other}; being the only ones, they are compared.",)
    return {}, ()


def _named(key: Key) -> str:
    return f"{key[1]} ({key[0]})"


def _place(criterion: CriterionResult) -> tuple[object, ...]:
    return criterion.low, criterion.high, criterion.applicability, criterion.contradiction


def _code(criterion: CriterionResult, schemes: dict[str, Scheme]) -> str:
    if criterion.applicability is not Applicability.APPLIES:
        return criterion.applicability.value.replace("_", " ")
    scheme = schemes[criterion.id.partition(":")[0]]
    known = bool(criterion.constraints)
    code = interval_code(scheme, criterion.low, criterion.high, known=known)
    return f"{code}, contradiction" if criterion.contradiction else code


class _Seen(msgspec.Struct, frozen=True):
    """The observations of one unit on both sides."""

    unit: str
    before: dict[Key, Observation]
    after: dict[Key, Observation]

    def pair(self, probe: str) -> tuple[Observation | None, Observation | None]:
        """Return a probe's observation before and after."""
        return self.before.get((self.unit, probe)), self.after.get((self.unit, probe))


def _moved(before: CriterionResult, after: CriterionResult, schemes: dict[str, Scheme], seen: _Seen) -> Moved:
    return Moved(
        criterion=after.id,
        title=after.title,
        unit=before.unit,
        before=_code(before, schemes),
        after=_code(after, schemes),
        way=_way(before, after),
        reasons=tuple(_reasons(before, after, seen)) or ("No constraint differs; the rules that combine them do.",),
    )


def _way(before: CriterionResult, after: CriterionResult) -> str:
    low, high = after.low - before.low, after.high - before.high
    if before.applicability != after.applicability:
        return "other"
    if low >= 0 and high >= 0 and low + high > 0:
        # Narrowed from below: more is proved. Narrowed from above is bad news, and read as worse.
        return "better"
    if low <= 0 and high <= 0 and low + high < 0:
        return "wider" if low < 0 and high == 0 and not after.constraints else "worse"
    if low > 0 and high < 0:
        return "narrower"
    return "wider" if low < 0 < high else "other"


def _reasons(before: CriterionResult, after: CriterionResult, seen: _Seen) -> Iterator[str]:
    if before.applicability != after.applicability:
        yield f"Applicability: {after.applicability_reason or before.applicability_reason or 'no reason was given'}"
    was = {(c.kind, c.source): c for c in before.constraints}
    now = {(c.kind, c.source): c for c in after.constraints}
    for key in dict.fromkeys((*was, *now)):
        old, new = was.get(key), now.get(key)
        if old is None or new is None or (old.low, old.high) != (new.low, new.high):
            yield _constraint(old, new, seen)
    if before.contradiction != after.contradiction:
        yield "The contradiction is gone." if before.contradiction else "Two sources now contradict each other."


def _constraint(old: Constraint | None, new: Constraint | None, seen: _Seen) -> str:
    one = new or old
    if one is None:
        return ""
    if one.kind is not ConstraintKind.OBSERVATION:
        return _said_otherwise(old, new, one)
    before, after = seen.pair(one.source)
    if old is not None and new is not None:
        same = before is not None and after is not None and _fact(before) == _fact(after)
        if same:
            return f"{one.source} saw the same, but counts otherwise: {old.reason} Then: {new.reason}"
        return f"{one.source}: {_message(before)} Then: {_message(after)}"
    if old is None:
        return _speaks(one, before, after)
    return _is_silent(one, before, after)


def _speaks(one: Constraint, before: Observation | None, after: Observation | None) -> str:
    """Why a probe narrows what it did not before."""
    was = f" Before: {before.message}" if before is not None else ""
    ended = before is not None and before.suppressed
    how = f"is no longer set aside ({ended})" if ended else "speaks now"
    return f"{one.source} {how}: {_message(after) or one.reason}{was}"


def _is_silent(one: Constraint, before: Observation | None, after: Observation | None) -> str:
    """Why a probe no longer narrows what it did before."""
    was = f"Before: {_message(before) or one.reason}"
    if after is not None and after.suppressed:
        return f"{one.source} is set aside now ({after.suppressed}): {after.message} {was}"
    return f"{one.source} no longer speaks: {_message(after) or 'it was not asked.'} {was}"


def _said_otherwise(old: Constraint | None, new: Constraint | None, one: Constraint) -> str:
    said = "Answer" if one.kind is ConstraintKind.ANSWER else "Decision"
    if old is None or new is None:
        return f"{said} {'given' if old is None else 'no longer counted'}: {one.reason}"
    return f"{said} changed: {old.reason} Then: {new.reason}"


def _message(observation: Observation | None) -> str:
    if observation is None:
        return ""
    return (
        f"{observation.message} (suppressed: {observation.suppressed})"
        if observation.suppressed
        else observation.message
    )


def _fact(observation: Observation) -> tuple[object, ...]:
    return (
        observation.outcome,
        observation.numerator,
        observation.denominator,
        observation.low,
        observation.high,
        observation.alive,
        observation.counter_examples,
        observation.suppressed,
    )


def _observations(before: dict[Key, Observation], after: dict[Key, Observation]) -> tuple[Shift, ...]:
    return tuple(
        _shift(_named((key[0], key[1])), before.get(key), after.get(key))
        for key in dict.fromkeys((*before, *after))
        if key not in before or key not in after or _fact(before[key]) != _fact(after[key])
    )


def _shift(what: str, before: Observation | None, after: Observation | None) -> Shift:
    """Return what a probe said on both sides; where the words are the same, with what differs behind them."""
    one, other = _message(before) or "not asked", _message(after) or "not asked"
    if one == other and before is not None and after is not None:
        one, other = f"{one} {_behind(before)}", f"{other} {_behind(after)}"
    return Shift(what=what, before=one, after=other)


def _behind(observation: Observation) -> str:
    kept = {True: ", alive", False: ", not alive", None: ""}[observation.alive]
    return f"({count(observation.counter_examples, 'record')} against it{kept})"


def _answers(before: dict[Key, CriterionResult], after: dict[Key, CriterionResult]) -> tuple[Shift, ...]:
    was, now = _said(before), _said(after)
    return tuple(
        Shift(what=key, before=was.get(key, _NO_ANSWER), after=now.get(key, _NO_ANSWER))
        for key in dict.fromkeys((*was, *now))
        if was.get(key) != now.get(key)
    )


_NO_ANSWER = "none that counts"
"""No answer at all, or one that expired or was refused."""


def _said(criteria: dict[Key, CriterionResult]) -> dict[str, str]:
    return {
        _named(key): constraint.reason
        for key, criterion in criteria.items()
        for constraint in criterion.constraints
        if constraint.kind is not ConstraintKind.OBSERVATION
    }


def _verdicts(first: Result, second: Result, renamed: dict[str, str]) -> tuple[Shift, ...]:
    was = {(v.framework, v.unit): v for v in first.verdicts}
    now = {(v.framework, renamed.get(v.unit, v.unit)): v for v in second.verdicts}
    return tuple(
        Shift(
            what=f"{framework_name(key[0])} ({'all units' if key[1] == 'all' else key[1]})",
            before=_verdict(was.get(key)),
            after=_verdict(now.get(key)),
        )
        for key in dict.fromkeys((*was, *now))
        if _verdict(was.get(key)) != _verdict(now.get(key))
    )


def _verdict(verdict: Verdict | None) -> str:
    if verdict is None:
        return "not judged"
    if isinstance(verdict, StagedVerdict):
        states = [area.rating.value for area in verdict.areas]
        held, failed = states.count("satisfied"), states.count("unsatisfied")
        level = level_title(verdict.level.low, verdict.level.high)
        return f"{level}; {count(held, 'area')} satisfied, {failed} unsatisfied"
    parts = f"{count(verdict.majors, 'major')}, {count(verdict.minors, 'minor')}, {verdict.not_assessed} not assessed"
    return f"{DECISIONS[verdict.decision]}; {parts}"


def _settings(first: Result, second: Result) -> tuple[Shift, ...]:
    pairs = [
        ("Version of Gradatim", first.tool_version, second.tool_version),
        ("Day", first.date.isoformat(), second.date.isoformat()),
        ("Period", f"{first.period.start} to {first.period.end}", f"{second.period.start} to {second.period.end}"),
        ("Mode", first.mode, second.mode),
        ("Policy", f"{first.policy.id} {first.policy.version}", f"{second.policy.id} {second.policy.version}"),
        *_overrides(first, second),
        ("Frameworks", _frameworks(first), _frameworks(second)),
        *_units(first, second),
        *_probes(first, second),
    ]
    return tuple(Shift(what=what, before=one, after=other) for what, one, other in pairs if one != other)


def _overrides(first: Result, second: Result) -> Iterator[tuple[str, str, str]]:
    was = {o.key: o for o in first.policy.overrides}
    now = {o.key: o for o in second.policy.overrides}
    for key in dict.fromkeys((*was, *now)):
        default = (was.get(key) or now[key]).default
        yield (
            f"Policy key {key}",
            was[key].used if key in was else f"{default} (default)",
            now[key].used if key in now else f"{default} (default)",
        )


def _frameworks(result: Result) -> str:
    return ", ".join(f"{f.id} {f.edition}" for f in result.frameworks)


def _units(first: Result, second: Result) -> Iterator[tuple[str, str, str]]:
    was, now = {u.id: u for u in first.units}, {u.id: u for u in second.units}
    single = len(was) == len(now) == 1
    pairs = [(one.id, one, other) for one, other in zip(first.units, second.units, strict=True)] if single else [
        (id, was.get(id), now.get(id)) for id in dict.fromkeys((*was, *now))
    ]  # fmt: skip
    for id, one, other in pairs:
        yield (
            f"Revision of {id}",
            (one.revision[:12] or "none") if one else "absent",
            (other.revision[:12] or "none") if other else "absent",
        )


def _probes(first: Result, second: Result) -> Iterator[tuple[str, str, str]]:
    was, now = {p.id for p in first.probes}, {p.id for p in second.probes}
    if was != now:
        yield "Probes", f"{len(was)}", f"{len(now)}: new {_list(now - was)}; gone {_list(was - now)}"


def _list(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "none"
