"""A plan held against a newer result."""

import datetime as dt
from collections.abc import Collection, Mapping

import msgspec

from gradatim.model.judgement import ALL, MET, Applicability, Judgement
from gradatim.model.plan import Plan, PlanCriterion, PlanStep, Progress, StepProgress
from gradatim.planning.roadmap.schedule import Task, schedule
from gradatim.planning.roadmap.timeline import Clock

_Known = Mapping[tuple[str, str], Judgement]
THROUGH = ("done", "not needed")
"""States of steps with which nothing is left to do."""


def progress(plan: Plan, known: _Known, date: dt.date, seen: Collection[str]) -> Progress:
    """Return where each step stands.

    Args:
        plan: as it was made.
        known: judgements now, by criterion and unit.
        date: of the newer result.
        seen: probes that say yes now (in every unit).
    """
    before = {(c.id, c.unit): c for c in plan.open_criteria}
    now = frozenset(seen)
    steps = _with_groundwork(plan, [_step(plan, s, before, known, date, now) for s in plan.steps])
    count = {state: sum(s.state == state for s in steps) for state in (*THROUGH, "under way", "not begun", "lost")}
    shares = [_left(s) * p.days.expected for s, p in zip(steps, plan.steps, strict=True)]
    left = sum(shares)
    total = sum(p.days.expected for p in plan.steps)
    finish = _finish(plan, steps, date)
    due = [s for s in steps if s.end is not None and s.end <= date]
    due_done = sum(s.state in THROUGH for s in due)
    slip = (finish - plan.shown).days if finish and plan.shown else None
    return Progress(
        plan=plan.title, date=date, through=sum(count[s] for s in THROUGH),
        done=count["done"], under_way=count["under way"], not_begun=count["not begun"],
        not_needed=count["not needed"], lost=count["lost"], of=len(steps), days_done=total - left, days_left=left,
        due=len(due), due_done=due_done, finish=finish, slip_days=slip, steps=steps,
        sentence=" ".join((_counts(len(steps), count), _due(len(due), due_done), _rest(left, total, finish, slip))),
    )  # fmt: skip


def _cells(plan: Plan, step: PlanStep, before: Mapping[tuple[str, str], PlanCriterion]) -> list[tuple[str, str]]:
    units = [u.id for u in plan.units] if step.unit == ALL else [step.unit]
    return [(c, u) for c in step.criteria for u in units if (c, u) in before]


def _met(judgement: Judgement | None) -> bool:
    if judgement is None:
        return False
    return judgement.applicability is Applicability.NOT_APPLICABLE or (
        judgement.low >= MET and not judgement.contradiction
    )


def _step(  # noqa: PLR0917 - one step and everything it is held against
    plan: Plan,
    step: PlanStep,
    before: Mapping[tuple[str, str], PlanCriterion],
    known: _Known,
    date: dt.date,
    now: frozenset[str],
) -> StepProgress:
    cells = _cells(plan, step, before)
    asks = step.kind in {"ask", "clash"}
    met = sum(_settled(known.get(c)) if asks else _met(known.get(c)) for c in cells)
    better = any((j := known.get(c)) is not None and j.low > before[c].low for c in cells if not asks)
    worse = any((j := known.get(c)) is not None and j.high < min(before[c].high, MET) for c in cells if not asks)
    # A document that is a day old narrows nothing, and yet somebody has begun.
    new = now - frozenset(now if plan.seen is None else plan.seen)
    signs = tuple(p for p in (*step.confirm, *step.traces) if p in new)
    state = _state(step, met, len(cells), better or bool(signs), worse)
    return StepProgress(
        id=step.id, title=step.title, unit=step.unit, role=step.role, state=state, met=met, of=len(cells), end=step.end,
        late=_late(state, step.end, date),
        confirmed_by=tuple(p for p in step.confirm if p in now),
        signs=signs,
    )  # fmt: skip


def _late(state: str, end: dt.date | None, date: dt.date) -> bool:
    return end is not None and end <= date and state not in THROUGH


def _with_groundwork(plan: Plan, steps: list[StepProgress]) -> tuple[StepProgress, ...]:
    """Return the steps, groundwork as far as what stands on it: no criterion of the targets shows it by itself."""
    place = {s.id: k for k, s in enumerate(plan.steps)}
    users: list[list[int]] = [[] for _ in steps]
    for k, planned in enumerate(plan.steps):
        for after in planned.after:
            if after.step in place:
                users[place[after.step]].append(k)
    for k in reversed(range(len(steps))):
        step = steps[k]
        if step.of == 0 and users[k]:
            states = {steps[u].state for u in users[k]}
            state = _groundwork(states)
            steps[k] = msgspec.structs.replace(step, state=state, late=step.late and state not in THROUGH)
    return tuple(steps)


def _groundwork(states: set[str]) -> str:
    if states <= set(THROUGH):
        return "done" if "done" in states else "not needed"
    return "under way" if states & {"done", "under way"} else "not begun"


def _settled(judgement: Judgement | None) -> bool:
    """Tell whether a question is settled, either way."""
    return judgement is not None and (_met(judgement) or (judgement.high < MET and not judgement.contradiction))


def _state(step: PlanStep, met: int, of: int, better: bool, worse: bool) -> str:
    if of == 0:  # groundwork, see `_with_groundwork`
        return "not begun"
    if met == of:
        return "not needed" if step.conditional else "done"
    if worse and not step.conditional:
        return "lost"
    return "under way" if met or better else "not begun"


def _left(step: StepProgress) -> float:
    if step.state in THROUGH:
        return 0.0
    return 1.0 - (step.met / step.of if step.of else 0.0)


def _finish(plan: Plan, steps: tuple[StepProgress, ...], date: dt.date) -> dt.date | None:
    """Return the day from which everything can be shown: the rest scheduled anew from the date, at planned capacity."""
    if not any(_left(s) for s in steps):
        return date
    place = {s.id: k for k, s in enumerate(plan.steps)}
    tasks = [
        Task(
            days=_left(s) * p.days.expected,
            at_once=p.at_once,
            role=p.role,
            settle=p.settle if _left(s) else 0,
            after=tuple(
                (place[a.step], a.wait == "shown") for a in p.after if a.step in place and _left(steps[place[a.step]])
            ),
        )
        for s, p in zip(steps, plan.steps, strict=True)
    ]
    clock = Clock(start=max(date, plan.start), capacity=plan.capacity, roles=plan.role_capacity)
    order = sorted(range(len(tasks)), key=lambda k: plan.steps[k].rank)
    slots = schedule(tasks, order, clock.daily())
    return clock.date(max(s.shown for s, p in zip(slots, steps, strict=True) if _left(p)))


def _counts(of: int, count: Mapping[str, int]) -> str:
    through = sum(count[s] for s in THROUGH)
    apart = f" ({count['done']} done, {count['not needed']} not needed)" if count["not needed"] else ""
    lost = f", {count['lost']} lost ground" if count["lost"] else ""
    verb = "is" if through == 1 else "are"
    return (
        f"{through} of {of} steps {verb} through{apart}, {count['under way']} under way, "
        f"{count['not begun']} not begun{lost}."
    )


def _due(due: int, done: int) -> str:
    return f"Of {due} that were due, {done} {'is' if done == 1 else 'are'} through." if due else "None was due yet."


def _rest(left: float, total: float, finish: dt.date | None, slip: int | None) -> str:
    if not left:
        return "Nothing is left to do."
    words = f"{left:,.0f} of {total:,.0f} person-days are left; at the planned capacity that is {finish} at best"
    if slip:
        words += f", {abs(slip)} day{'' if abs(slip) == 1 else 's'} {'later' if slip > 0 else 'earlier'} than planned"
    return words + "."
