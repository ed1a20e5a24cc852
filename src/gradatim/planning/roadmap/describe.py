"""A made plan in words and dates: the steps with their reasons, evidence and questions."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from gradatim.model.framework import Criterion, Framework
from gradatim.model.plan import ALL_ROLES, PlanAfter, PlanCriterion, PlanStep, Sight
from gradatim.planning.roadmap.data import EffortFile
from gradatim.planning.roadmap.make import Made
from gradatim.planning.roadmap.problem import Order, Problem
from gradatim.planning.roadmap.timeline import ASKS, Clock, Timeline

MOST_NAMED = 6
"""Probes and questions that a step names at most."""


def steps(  # noqa: PLR0917 - a pure function, its inputs by name
    made: Made,
    frameworks: Iterable[Framework],
    clock: Clock,
    effort: EffortFile,
    rates: Mapping[str, float],
    unknown: str,
    sights: Mapping[str, Sight],
) -> tuple[PlanStep, ...]:
    """Return the chosen steps in the order in which they begin. sights: what a scan can see, by full id."""
    criteria = {f.full_id(c.id): c for f in frameworks for c in f.criteria}
    line = made.timeline
    place = {s: k for k, s in enumerate(line.steps)}
    maybe = conditions(made.problem, line, unknown)
    reasons: dict[int, list[Order]] = defaultdict(list)
    for order in made.problem.orders:
        if order.first in place and order.then in place:
            reasons[order.then].append(order)
    rank = {k: n for n, k in enumerate(line.order)}
    found = [
        _step(made.problem, line, k, criteria, sights, reasons[s], clock, effort, rates, bool(maybe[k]), rank[k])
        for k, s in enumerate(line.steps)
    ]
    in_order = sorted(range(len(found)), key=lambda k: (line.slots[k].start, line.slots[k].end, rank[k]))
    return tuple(found[k] for k in in_order)


def _step(  # noqa: PLR0917 - one step and everything that describes it
    problem: Problem,
    line: Timeline,
    k: int,
    criteria: Mapping[str, Criterion],
    sights: Mapping[str, Sight],
    reasons: Sequence[Order],
    clock: Clock,
    effort: EffortFile,
    rates: Mapping[str, float],
    conditional: bool,
    rank: int,
) -> PlanStep:
    step, slot = problem.steps[line.steps[k]], line.slots[k]
    asks = step.kind in ASKS
    own = step.elements if asks else line.met[k]
    ids = tuple(dict.fromkeys(problem.elements[e].criterion for e in own))
    rate = rates.get(step.role, rates.get(ALL_ROLES))
    expected = line.efforts[k].expected
    to_ask = [full for full in ids if asks or not sights[full].confirms]
    confirm = () if asks else _most([sights[full].confirms for full in ids])
    return PlanStep(
        id=step.id,
        measure=step.measure,
        title=step.title,
        kind=step.kind,
        unit=step.unit,
        role=step.role,
        criteria=ids,
        frameworks=tuple(dict.fromkeys(problem.elements[e].framework for e in own)),
        conditional=conditional,
        days=line.efforts[k],
        start=clock.date(slot.start),
        end=clock.date(slot.end),
        shown=clock.date(slot.shown),
        after=tuple(PlanAfter(step=problem.steps[o.first].id, why=o.why, mark=o.mark, wait=o.wait) for o in reasons),
        rank=rank,
        leaves=step.leaves,
        confirm=confirm,
        traces=() if asks else _most([_signs(sights[full], confirm) for full in ids]),
        questions=_questions(to_ask[:MOST_NAMED], criteria),
        to_ask=len(to_ask),
        command=step.command,
        basis=effort.kinds[step.kind].basis,
        money=None if rate is None else round(expected * rate, 2),
        benefit=line.benefit[k],
        at_once=line.tasks[k].at_once,
        settle=line.tasks[k].settle,
    )


def conditions(problem: Problem, line: Timeline, unknown: str) -> list[tuple[int, ...]]:
    """Return by chosen step the elements whose answers decide whether it is needed; none where it is needed anyway.

    A step is needless where all that it gives is undecided and turns out to be met. Groundwork, which gives nothing, is
    needless where everything that stands on it is.
    """
    out: list[tuple[int, ...]] = [()] * len(line.steps)
    if unknown != "ask":
        return out
    place = {s: k for k, s in enumerate(line.steps)}
    users: dict[int, set[int]] = defaultdict(set)
    chosen = {problem.steps[s].item: k for s, k in place.items()}
    for item in problem.items:
        for needed in item.needs:
            if needed in chosen and item.step in place and place[item.step] != chosen[needed]:
                users[chosen[needed]].add(place[item.step])
    for k in reversed(line.order):
        if problem.steps[line.steps[k]].kind in ASKS:
            continue
        given = line.met[k]
        if given:
            out[k] = given if all(problem.elements[e].undecided for e in given) else ()
        elif users[k] and all(out[u] for u in users[k]):
            out[k] = tuple(dict.fromkeys(e for u in sorted(users[k]) for e in out[u]))
    return out


def _signs(sight: Sight, confirm: Sequence[str]) -> tuple[str, ...]:
    return tuple(p for p in (*sight.traces, *sight.hints) if p not in confirm)


def _most(probes: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the probes that speak to most criteria first, as many as a step names."""
    return tuple(probe for probe, _ in Counter(p for several in probes for p in several).most_common(MOST_NAMED))


def _questions(ids: Iterable[str], criteria: Mapping[str, Criterion]) -> tuple[str, ...]:
    return tuple(criteria[full].question or f"Is this so? {criteria[full].statement}" for full in ids)


def criterion(problem: Problem, element: int) -> PlanCriterion:
    """Return one element as it stands in a plan."""
    need = problem.elements[element]
    return PlanCriterion(id=need.criterion, unit=need.unit, low=need.low, high=need.high, state=need.state)
