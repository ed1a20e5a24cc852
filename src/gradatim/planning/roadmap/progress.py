"""A plan held against a newer result."""

import datetime as dt
from collections.abc import Mapping

from gradatim.model.judgement import MET, Applicability, Judgement
from gradatim.model.plan import Plan, PlanCriterion, PlanStep, Progress, StepProgress
from gradatim.planning.roadmap.schedule import Capacity, Task, day_of, schedule

_Known = Mapping[tuple[str, str], Judgement]


def progress(plan: Plan, known: _Known, date: dt.date, seen: Mapping[str, bool], month: float) -> Progress:
    """Return where each step stands.

    Args:
        plan: as it was made.
        known: judgements now, by criterion and unit.
        date: of the newer result.
        seen: probe to whether it says yes now (in every unit).
        month: workdays in a month.
    """
    before = {(c.id, c.unit): c for c in plan.open_criteria}
    steps = tuple(_step(plan, s, before, known, date, seen) for s in plan.steps)
    count = {
        state: sum(s.state == state for s in steps)
        for state in ("done", "under way", "not begun", "not needed", "lost")
    }
    shares = [_left(s) * p.days.expected for s, p in zip(steps, plan.steps, strict=True)]
    left = sum(shares)
    total = sum(p.days.expected for p in plan.steps)
    finish = _finish(plan, steps, date, month)
    due = [s for s in steps if s.end is not None and s.end <= date]
    due_done = sum(s.state in {"done", "not needed"} for s in due)
    slip = (finish - plan.shown).days if finish and plan.shown else None
    return Progress(
        plan=plan.title, date=date, done=count["done"], under_way=count["under way"], not_begun=count["not begun"],
        not_needed=count["not needed"], lost=count["lost"], of=len(steps), days_done=total - left, days_left=left,
        due=len(due), due_done=due_done, finish=finish, slip_days=slip, steps=steps,
        sentence=_sentence(len(steps), count, len(due), due_done, left, finish, slip),
    )  # fmt: skip


def _cells(plan: Plan, step: PlanStep, before: Mapping[tuple[str, str], PlanCriterion]) -> list[tuple[str, str]]:
    units = [u.id for u in plan.units] if step.unit == "all" else [step.unit]
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
    seen: Mapping[str, bool],
) -> StepProgress:
    cells = _cells(plan, step, before)
    asks = step.kind in {"ask", "clash"}
    met = sum(_settled(known.get(c)) if asks else _met(known.get(c)) for c in cells)
    better = any((j := known.get(c)) is not None and j.low > before[c].low for c in cells)
    worse = any((j := known.get(c)) is not None and j.high < min(before[c].high, MET) for c in cells if not asks)
    state = _state(step, met, len(cells), better, worse)
    return StepProgress(
        id=step.id, title=step.title, unit=step.unit, role=step.role, state=state, met=met, of=len(cells), end=step.end,
        late=step.end is not None and step.end <= date and state not in {"done", "not needed"},
        confirmed_by=tuple(p for p in step.confirm if seen.get(p)),
    )  # fmt: skip


def _settled(judgement: Judgement | None) -> bool:
    """Tell whether a question is settled, either way."""
    return judgement is not None and (_met(judgement) or (judgement.high < MET and not judgement.contradiction))


def _state(step: PlanStep, met: int, of: int, better: bool, worse: bool) -> str:
    if of == 0:  # groundwork that no criterion shows
        return "not begun"
    if met == of:
        return "not needed" if step.conditional else "done"
    if worse and not step.conditional:
        return "lost"
    return "under way" if met or better else "not begun"


def _left(step: StepProgress) -> float:
    if step.state in {"done", "not needed"}:
        return 0.0
    return 1.0 - (step.met / step.of if step.of else 0.0)


def _finish(plan: Plan, steps: tuple[StepProgress, ...], date: dt.date, month: float) -> dt.date | None:
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
    roles = {r: v / month for r, v in plan.role_capacity.items()}
    capacity = Capacity(total=plan.capacity / month, roles=roles)
    slots = schedule(tasks, range(len(tasks)), capacity)
    return day_of(max(date, plan.start), max(s.shown for s, p in zip(slots, steps, strict=True) if _left(p)))


def _sentence(  # noqa: PLR0917 - the figures of one sentence
    of: int, count: Mapping[str, int], due: int, due_done: int, left: float, finish: dt.date | None, slip: int | None
) -> str:
    through = count["done"] + count["not needed"]
    words = f"{through} of {of} steps are through, {count['under way']} under way"
    words += f", {count['lost']} lost ground" if count["lost"] else ""
    words += (
        f". Of {due} that were due, {due_done} are through. {left:,.0f} person-days are left; at the planned capacity"
    )
    words += f" that is {finish} at best"
    if slip is not None and slip != 0:
        words += f", {abs(slip)} day{'' if abs(slip) == 1 else 's'} {'later' if slip > 0 else 'earlier'} than planned"
    return words + "."
