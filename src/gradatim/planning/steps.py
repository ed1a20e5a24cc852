"""Next steps: what rules a verdict out first, few and concrete, work that serves both frameworks counted once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

import msgspec

from gradatim.model.framework import Criterion, Crosswalk, Framework, Scheme
from gradatim.model.judgement import MET, WORST, Applicability, ConstraintKind, Judgement
from gradatim.model.names import target_name
from gradatim.model.observation import Observation, Outcome
from gradatim.model.policy import PolicyValues, StepRules
from gradatim.model.result import Step
from gradatim.model.words import joined


class ProbeDoc(Protocol):
    """What steps read of a probe."""

    @property
    def question(self) -> str:
        """What the probe asks."""

    @property
    def remedy(self) -> str:
        """How to put it right, and what will then be seen."""


class Blocked(msgspec.Struct, frozen=True):
    """What stands between a unit and the next thing that can be proved in one framework."""

    framework: Framework
    name: str
    """`sw-cmm level 2` or `iso-9001`."""
    criteria: dict[str, Judgement]
    """Judgements that do not hold yet, by full id, in the framework's order."""


class _Candidate(msgspec.Struct, frozen=True):
    weight: float
    kind: int
    """0: settle a contradiction; 1: change at work; 2: answer questions; 3: put in place what people say is missing."""
    key: str
    step: Step
    rules_out: bool = False
    """Until it is done the verdict can not rise, whatever else is."""


_WORK, _MISSING = 1, 3
"""Kinds of candidates that change work: what a probe would see done, and what only people can tell done."""
_NAMED = 3
"""Questions shown with a step that asks for answers."""
_LEAVE_OUT = ", or say under `not_applicable` in gradatim.yaml why the area does not apply"


def steps(
    frameworks: Iterable[Framework],
    judgements: Mapping[str, Iterable[Judgement]],
    observations: Iterable[Observation],
    probe_docs: Mapping[str, ProbeDoc],
    policy: PolicyValues,
    *,
    crosswalks: Iterable[Crosswalk] = (),
    units: Mapping[str, str] | None = None,
) -> tuple[Step, ...]:
    """Return the next steps: those without which no verdict can rise first, of each sort the one that moves most.

    Args:
        frameworks: those in play.
        judgements: by framework id, of the unit (or of all together).
        observations: what the probes saw, of all units.
        probe_docs: question and remedy by probe id.
        policy: weights and the number of steps.
        units: names of the units by id, where there are several; a step then says where it was seen.
        crosswalks: where given, a step also names the criteria of the other framework that strong links reach.
    """
    rules = policy.steps
    in_play = tuple(frameworks)
    by_framework = {f.id: tuple(judgements.get(f.id, ())) for f in in_play}
    blocked = [b for f in in_play if (b := blocking(f, by_framework[f.id])) is not None]
    known = {j.criterion: j for several in by_framework.values() for j in several}
    uses = _uses(in_play, blocked, known)
    changes = _changes(uses, tuple(observations), probe_docs, lambda u: _score(u, known, rules), units or {})
    at_work = {full for change in changes for full in change.step.criteria}
    found = [
        *_contradictions(blocked, rules),
        *(_told(change, blocked) for change in changes),
        *_missing(blocked, at_work, rules),
        *_questions(blocked, rules),
    ]
    links = _strong_links(crosswalks, in_play)
    return tuple(_ranked(c, rank, links, known) for rank, c in enumerate(_choose(found, rules), 1))


def _ranked(candidate: _Candidate, rank: int, links: Mapping[str, set[str]], known: Mapping[str, Judgement]) -> Step:
    """Return a step in its place. Work serves what is linked to it, too; an answer or a decision does not."""
    step = candidate.step
    at_work = candidate.kind in {_WORK, _MISSING}
    criteria = _linked(step.criteria, links, known) if at_work else step.criteria
    return msgspec.structs.replace(step, rank=rank, criteria=criteria)


def blocking(framework: Framework, judgements: Iterable[Judgement]) -> Blocked | None:
    """Return what keeps the next level, or readiness, from being proved; None where nothing does."""
    unmet = {j.criterion: j for j in judgements if _unmet(j)}
    if framework.scheme is Scheme.CONFORMITY:
        return Blocked(framework, framework.id, unmet) if unmet else None
    needed = _first_level(framework)
    levels = {full: needed[full] for full in unmet if full in needed}
    if not levels:
        return None
    level = min(levels.values())
    return Blocked(framework, f"{framework.id} level {level}", {f: unmet[f] for f, n in levels.items() if n == level})


def _told(change: _Candidate, blocked: Sequence[Blocked]) -> _Candidate:
    """Return a change with whether a verdict is ruled out until it is made."""
    worst = {f for block in blocked for f, j in block.criteria.items() if j.high == WORST and not _said(j)}
    return msgspec.structs.replace(change, rules_out=not worst.isdisjoint(change.step.criteria))


def _unmet(judgement: Judgement) -> bool:
    return judgement.applicability is not Applicability.NOT_APPLICABLE and judgement.low < MET


def _first_level(framework: Framework) -> dict[str, int]:
    """Return the first level that needs each practice: its area's, or that of its generic goal."""
    area_level = {a.id: a.level for a in framework.areas}
    out: dict[str, int] = {}
    for goal in framework.goals:
        level = max(area_level[goal.group], goal.generic_level)
        for practice in goal.practices:
            full = framework.full_id(practice)
            out[full] = min(level, out.get(full, level))
    return out


def _weight(judgement: Judgement, rules: StepRules) -> float:
    if judgement.high < MET:
        return rules.weight_refuted
    return rules.weight_open if judgement.constraints else rules.weight_unknown


def _contradictions(blocked: Sequence[Blocked], rules: StepRules) -> list[_Candidate]:
    """One step per contradiction among what blocks: a person decides which side is right."""
    out = []
    for block in blocked:
        titles = {block.framework.full_id(c.id): c for c in block.framework.criteria}
        for full, judgement in block.criteria.items():
            if judgement.contradiction:
                step = Step(
                    rank=0,
                    title=f"Decide the contradiction on {full} ({_short(titles[full].title)})",
                    why=f"Two sides can not both be true, and {target_name(block.name)} hangs on it: "
                    + " ".join(c.reason for c in judgement.constraints),
                    criteria=(full,),
                    confirm=(f"a corrected answer or a decision on {full}",),
                    how="Correct the answer, or set the probe aside in gradatim.yaml with owner, reason and expiry.",
                    blocks=block.name,
                )
                out.append(_Candidate(rules.weight_refuted, 0, full, step))
    return out


class _Use(msgspec.Struct, frozen=True):
    """A criterion that a probe could move."""

    full: str
    strength: str
    blocks: str


def _changes(
    uses: Mapping[str, Sequence[_Use]],
    observations: tuple[Observation, ...],
    probe_docs: Mapping[str, ProbeDoc],
    score: Callable[[Sequence[_Use]], float],
    units: Mapping[str, str],
) -> list[_Candidate]:
    """One step per probe that answers no: its remedy, with all criteria of all frameworks that it would move."""
    wanting: dict[str, list[Observation]] = {}
    for observation in observations:
        if _wanting(observation) and observation.probe in uses and observation.probe in probe_docs:
            wanting.setdefault(observation.probe, []).append(observation)
    return [
        _change(probe, _seen(several, units), uses[probe], probe_docs[probe], score(uses[probe]))
        for probe, several in wanting.items()
    ]


def _wanting(observation: Observation) -> bool:
    return observation.outcome is Outcome.FALSE and not observation.suppressed


def _uses(
    frameworks: Sequence[Framework], blocked: Sequence[Blocked], known: Mapping[str, Judgement]
) -> dict[str, list[_Use]]:
    """Return by probe the unmet criteria that its turning TRUE would move, those of people-only criteria left out."""
    names = {full: b.name for b in blocked for full in b.criteria}
    out: dict[str, list[_Use]] = {}
    for framework in frameworks:
        for criterion in framework.criteria:
            full = framework.full_id(criterion.id)
            if full in known and _unmet(known[full]):
                for indicator in criterion.indicators:
                    if _can_move(criterion, indicator.strength, indicator.polarity):
                        out.setdefault(indicator.probe, []).append(_Use(full, indicator.strength, names.get(full, "")))
    return out


def _can_move(criterion: Criterion, strength: str, polarity: str) -> bool:
    return strength != "hint" and polarity != "refutes" and criterion.mining.value != "people"


def _score(uses: Sequence[_Use], known: Mapping[str, Judgement], rules: StepRules) -> float:
    """Return what moving these criteria is worth; an indirect trace moves half as much."""
    score = 0.0
    for use in uses:
        weight = _weight(known[use.full], rules) if use.blocks else rules.weight_other
        score += weight if use.strength == "direct" else weight / 2
    return score


def _seen(several: Sequence[Observation], units: Mapping[str, str]) -> str:
    """Return what the probe saw, and in which of several units."""
    first = several[0]
    if len(units) < 2:
        return first.message
    name = units.get(first.unit, first.unit)
    where = name if len(several) == 1 else f"{len(several)} units, among them {name}"
    return f"In {where}: {first.message}"


def _change(probe: str, seen: str, uses: Sequence[_Use], doc: ProbeDoc, score: float) -> _Candidate:
    blocks = list(dict.fromkeys(u.blocks for u in uses if u.blocks))
    title, _, how = doc.remedy.partition(". ")
    step = Step(
        rank=0,
        title=title.rstrip("."),
        why=f"{seen} {_moves(uses, blocks)}",
        criteria=tuple(dict.fromkeys(u.full for u in uses)),
        confirm=(probe,),
        how=how,
        blocks=", ".join(blocks),
    )
    return _Candidate(score, _WORK, probe, step)


def _moves(uses: Sequence[_Use], blocks: Sequence[str]) -> str:
    count = len({u.full for u in uses})
    what = f"It bears on {count} criteri{'on' if count == 1 else 'a'}"
    return f"{what}, some of which block {joined([*map(target_name, blocks)])}." if blocks else f"{what} further on."


def _missing(blocked: Sequence[Blocked], at_work: set[str], rules: StepRules) -> list[_Candidate]:
    """One step per area or clause: what people say falls short there, and what no probe would see mended."""
    out = []
    for block in blocked:
        short = {
            full: judgement
            for full, judgement in block.criteria.items()
            if judgement.high < MET and not judgement.contradiction and (_said(judgement) or full not in at_work)
        }
        for group, criteria in _by_group(block, short).items():
            worst = any(short[full].high == WORST for full, _ in criteria)
            step = _put_in_place(block, group, criteria, short, worst=worst)
            out.append(_Candidate(rules.weight_refuted * len(criteria), _MISSING, step.title, step, rules_out=worst))
    return out


def _said(judgement: Judgement) -> bool:
    """Tell whether people say that it falls short: no change at work is seen before they say otherwise."""
    return any(c.high < MET and c.kind is not ConstraintKind.OBSERVATION for c in judgement.constraints)


def _put_in_place(
    block: Blocked,
    group: tuple[str, str],
    criteria: Sequence[tuple[str, Criterion]],
    short: Mapping[str, Judgement],
    *,
    worst: bool,
) -> Step:
    # What rules the verdict out leads; the sort is stable, so the framework's order stays among equals.
    ordered = sorted(criteria, key=lambda c: short[c[0]].high)
    first, criterion = ordered[0]
    more = f" and {len(ordered) - 1} more" if len(ordered) > 1 else ""
    hangs = "is ruled out until it is there" if worst else "hangs on it"
    reasons = " ".join(c.reason for c in short[first].constraints if c.high < MET)
    return Step(
        rank=0,
        title=f"Put in place what {group[1]} ({group[0]}) lacks: {_short(criterion.title)}{more}",
        why=f"{criterion.id}: {reasons} {target_name(block.name)} {hangs}.",
        criteria=tuple(full for full, _ in ordered),
        confirm=tuple(c.question or c.statement for _, c in ordered[:_NAMED]),
        how=f"`gradatim explain {first}` says what it asks and what a team of today shows for it. "
        "When it is there, correct the answer in gradatim.yaml.",
        blocks=block.name,
    )


def _questions(blocked: Sequence[Blocked], rules: StepRules) -> list[_Candidate]:
    """One step per area or clause: what only people can tell there."""
    out = []
    for block in blocked:
        optional = {a.id for a in block.framework.areas if a.may_be_not_applicable}
        unknown = {full: judgement for full, judgement in block.criteria.items() if not judgement.constraints}
        for group, criteria in _by_group(block, unknown).items():
            title, fulls = group[1], tuple(full for full, _ in criteria)
            command = f"`gradatim ask --area {block.framework.id}:{group[0]}`"
            count = len(fulls)
            step = Step(
                rank=0,
                title=f"Answer {count} question{'' if count == 1 else 's'} on {title} ({group[0]})",
                why=f"Nothing found so far settles them, and {target_name(block.name)} hangs on every one.",
                criteria=fulls,
                confirm=tuple(c.question or c.statement for _, c in criteria[:_NAMED]),
                how=f"{command}{_LEAVE_OUT if group[0] in optional else ''}",
                blocks=block.name,
            )
            # An answer settles as much as a change does for less work, but a person may have to say no: it weighs half.
            out.append(_Candidate(rules.weight_unknown * count / 2, 2, f"{block.name} {group[0]}", step))
    return out


def _by_group(block: Blocked, wanted: Mapping[str, Judgement]) -> dict[tuple[str, str], list[tuple[str, Criterion]]]:
    """Return some of the criteria that block by area, or by clause of the second depth (x.y)."""
    areas = {a.id: a.title for a in block.framework.areas}
    clauses = {c.id: c.title for c in block.framework.clauses}
    out: dict[tuple[str, str], list[tuple[str, Criterion]]] = {}
    for criterion in block.framework.criteria:
        full = block.framework.full_id(criterion.id)
        if full in wanted:
            group = criterion.group if criterion.group in areas else ".".join(criterion.group.split(".")[:2])
            title = areas.get(group) or clauses.get(group, group)
            out.setdefault((group, title), []).append((full, criterion))
    return out


def _choose(found: Sequence[_Candidate], rules: StepRules) -> list[_Candidate]:
    """Return what rules a verdict out, then the heaviest, no kind of step crowding out the others."""
    most = {
        0: rules.most_contradictions,
        _WORK: rules.most_changes,
        2: rules.most_questions,
        _MISSING: rules.most_missing,
    }
    taken: dict[int, int] = {}
    chosen: list[_Candidate] = []
    for candidate in sorted(found, key=lambda c: (not c.rules_out, -c.weight, c.kind, c.key)):
        if taken.get(candidate.kind, 0) < most[candidate.kind] and len(chosen) < rules.most:
            taken[candidate.kind] = taken.get(candidate.kind, 0) + 1
            chosen.append(candidate)
    return chosen


def _strong_links(crosswalks: Iterable[Crosswalk], frameworks: Iterable[Framework]) -> dict[str, set[str]]:
    """Return by full id the full ids that a strong link reaches, in the directions in which one supports the other."""
    in_play = {f"{f.id}@{f.edition}": f for f in frameworks}
    out: dict[str, set[str]] = {}
    for crosswalk in crosswalks:
        source, target = in_play.get(crosswalk.source_framework), in_play.get(crosswalk.target_framework)
        if source is None or target is None:
            continue
        for link in crosswalk.links:
            ends = source.full_id(link.source), target.full_id(link.target)
            if link.strength == "strong":
                if link.direction in {"both", "from_supports_to"}:
                    out.setdefault(ends[0], set()).add(ends[1])
                if link.direction in {"both", "to_supports_from"}:
                    out.setdefault(ends[1], set()).add(ends[0])
    return out


def _linked(
    criteria: tuple[str, ...], links: Mapping[str, set[str]], known: Mapping[str, Judgement]
) -> tuple[str, ...]:
    """Add the unmet criteria of other frameworks that strong links reach: the same work serves them."""
    more = {t for full in criteria for t in links.get(full, ()) if t in known and _unmet(known[t])}
    return (*criteria, *sorted(more - set(criteria)))


def _short(title: str) -> str:
    return title if len(title) <= 60 else title[:57].rsplit(" ", 1)[0] + " ..."
