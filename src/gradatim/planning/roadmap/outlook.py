"""What else to know of a plan: what sharing saves, how likely it is in time, what to drop, how it compares."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from gradatim.model.names import target_name
from gradatim.model.plan import Plan, PlanChance, PlanCheck, PlanDrop, PlanGap, PlanSaving, PlanTarget
from gradatim.model.words import joined
from gradatim.planning.roadmap.data import Check, EffortFile, Number
from gradatim.planning.roadmap.make import Made, Wish, rungs_of, tier_names
from gradatim.planning.roadmap.optimise import CLOSE, least_cost
from gradatim.planning.roadmap.schedule import workdays_until
from gradatim.planning.roadmap.simulate import chance, quantile, simulate
from gradatim.planning.roadmap.timeline import Timeline, put

MANY_STEPS = 600
FEW_DRAWS = 100
"""Draws for plans of many steps, where nobody asked for more."""


def saving(made: Made, wish: Wish) -> PlanSaving | None:
    """Return what several targets in one plan save against one plan each; None for a single target."""
    if len(wish.targets) < 2:
        return None
    items, alone = made.problem.items, {}
    in_plans = Counter[int]()
    for target in wish.targets:
        own = [at for at, n in enumerate(made.problem.elements) if n.framework == target.framework]
        choice = least_cost(items, own, seconds=wish.seconds) if own else None
        alone[target.text] = choice.cost if choice else 0.0
        in_plans.update({items[i].step for i in choice.items} if choice else ())
    return PlanSaving(
        alone=alone,
        together=made.full.cost,
        saved=sum(alone.values()) - made.full.cost,
        shared_steps=sum(plans > 1 for plans in in_plans.values()),
    )


def days_if_all_met(made: Made, wish: Wish) -> float:
    """Return the expected person-days where every undecided criterion turns out to be met: asking, and the rest."""
    elements, items = made.problem.elements, made.problem.items
    sure = [e for e in range(len(elements)) if not elements[e].undecided and e not in set(made.missing)]
    chosen = set(least_cost(items, sure, seconds=wish.seconds).items) if sure else set()
    chosen |= {i for i in made.choice.items if made.problem.steps[items[i].step].kind in {"ask", "clash"}}
    return sum(items[i].cost for i in chosen)


def gaps(made: Made, targets: Sequence[PlanTarget]) -> tuple[PlanGap, ...]:
    """Return how far each part of the answer may be from the best."""
    line = made.timeline
    exact = "integer programme (HiGHS), solved to the end" if made.choice.gap == 0.0 else "integer programme (HiGHS)"
    if made.hurried:
        exact += "; stopped by the clock, so another run may find another plan"
    out = [
        PlanGap(
            what="cost, person-days", value=made.choice.cost, bound=made.choice.bound, gap=made.choice.gap, how=exact
        )
    ]
    out += _reached(made, targets, exact)
    out.append(
        PlanGap(
            what="order, benefit times days until it comes", value=line.ordered.value, bound=line.ordered.bound,
            gap=line.ordered.gap, how=_how_ordered(line),
        )
    )  # fmt: skip
    end = float(line.end + 1)
    out.append(
        PlanGap(
            what="finish, workdays", value=end, bound=min(end, line.shortest),
            gap=max(0.0, (end - line.shortest) / line.shortest) if line.shortest else 0.0,
            how="list schedule against all work at full capacity and the longest chain",
        )
    )  # fmt: skip
    return tuple(out)


def _how_ordered(line: Timeline) -> str:
    if line.narrow:
        return (
            "on the calendar, in workdays; search against a linear programme that knows each role's capacity but lets "
            "steps go on side by side, so most of the gap may be the bound's"
        )
    blocks = f"{line.ordered.blocks} blocks by minimum cuts (Sidney), small ones exactly"
    return blocks + ("; what the date asks is priced (Lagrange)" if line.latest else "")


def _reached(made: Made, targets: Sequence[PlanTarget], exact: str) -> list[PlanGap]:
    """Return how much more could be reached, tier by tier, as far as what comes before is the most there is."""
    top = made.top or made.choice
    how = "limits that every schedule has to keep, " + exact if made.top else exact
    out = []
    names = tier_names(made.problem, targets)
    for name, value, best, most in zip(names, made.choice.reached, top.reached, top.tops, strict=False):
        if made.top or most > value + CLOSE:
            gap = (most - value) / most if most > value + CLOSE else 0.0
            out.append(PlanGap(what=f"reached: {name}", value=value, bound=max(value, most), gap=gap, how=how))
        if abs(value - best) > CLOSE:  # what comes after is counted for another choice
            break
    return out


def probability(
    made: Made, wish: Wish, conditions: Sequence[tuple[int, ...]], draws: int | None, seed: int
) -> PlanChance | None:
    """Return when the plan is through, by simulation; None for an empty plan."""
    line, factors = made.timeline, wish.effort.factors
    if not line.steps:
        return None
    number = draws if draws is not None else (FEW_DRAWS if len(line.steps) > MANY_STEPS else 500)
    daily = wish.clock.daily()

    def redo(days: Sequence[float]) -> float:
        # A step that answers made needless leaves no records to wait for.
        tasks = [
            msgspec.structs.replace(t, days=d, settle=t.settle if d > 0 else 0)
            for t, d in zip(line.tasks, days, strict=True)
        ]
        return max(s.shown for s in line.again(tasks, daily))

    drawn = simulate(
        line.efforts, conditions, redo, draws=number, seed=seed, together=factors["together"].value,
        unknown_met=factors["unknown_met"].value,
    )  # fmt: skip
    share = error = None
    if wish.by is not None:
        share, error = chance(drawn.finish, workdays_until(wish.clock.start, wish.by) - 1)
    days = [quantile(drawn.finish, q) for q in (0.1, 0.5, 0.8, 0.95)]
    dates = [wish.clock.date(round(d)) for d in days]
    work = [quantile(drawn.days, q) for q in (0.1, 0.5, 0.8, 0.95)]
    return PlanChance(
        draws=number, seed=seed, p10=dates[0], p50=dates[1], p80=dates[2], p95=dates[3],
        days_p10=work[0], days_p50=work[1], days_p80=work[2], days_p95=work[3],
        by=wish.by, probability=share, error=error,
        note=_drawn_from(factors, any(conditions)),
    )  # fmt: skip


def _drawn_from(factors: Mapping[str, Number], asked: bool) -> str:
    used = ["together", *(["unknown_met"] if asked else [])]
    met = f", each undecided criterion met with {factors['unknown_met'].value:.0%} where it is asked first"
    basis = " and ".join(dict.fromkeys(factors[name].basis for name in used))
    return (
        f"PERT distributions through the three points, correlation {factors['together'].value:g} between steps"
        f"{met if asked else ''} (basis: {basis})."
    )


def drops(made: Made, wish: Wish, optional: Mapping[str, str]) -> tuple[PlanDrop, ...]:
    """Return what may be left out, and the finish without it, quickest first.

    Args:
        made: the plan.
        wish: what was asked for.
        optional: titles of areas that may not apply, by `framework:area`.
    """
    options: list[tuple[str, str, set[int]]] = []
    elements = range(len(made.problem.elements))
    for target in wish.targets:
        ladder = rungs_of(made.problem, target)
        own = {at for at in elements if made.problem.elements[at].framework == target.framework}
        if len(wish.targets) > 1 and own:
            options.append((f"Leave out {target.words}", f"{target.words} is not reached", own))
        if target.level and len(ladder) > 1:
            (below, kept), (highest, _) = ladder[-2:]
            options.append(
                (f"Stop at {target_name(below)}", f"{target_name(highest)} is not reached", own - set(kept.elements))
            )
    for name, title in optional.items():
        area = {
            at for at in elements if f"{made.problem.elements[at].framework}:{made.problem.elements[at].group}" == name
        }
        if area:
            words = "nothing, if it does not apply; the reason has to be recorded"
            options.append((f"Leave out {title} (--leave-out {name})", words, area))
    out = []
    for what, loses, gone in options:
        left = [e for e in elements if e not in gone]
        choice = least_cost(made.problem.items, left, seconds=wish.seconds)
        line = put(made.problem, choice.items, wish.effort, wish.clock, by_roles=False)
        finish = wish.clock.date(line.shown) if line.steps else wish.clock.start
        saved = made.full.cost - choice.cost
        out.append(PlanDrop(what=what, days=saved, left=choice.cost, finish=finish, loses=loses))
    return tuple(sorted(out, key=lambda d: d.finish or dt.date.max))


def checks(plan: Plan, effort: EffortFile, first_levels: Mapping[str, int], people: int) -> tuple[PlanCheck, ...]:
    """Return the plan held against sourced figures.

    Args:
        plan: as made so far.
        effort: holds the figures.
        first_levels: level that is proved now, by staged framework; the way starts there.
        people: in all units.
    """
    known = {c.id: c for c in effort.checks}
    out = []
    if plan.shown is not None and plan.reached:
        months = (plan.shown - plan.start).days / 30.44
        for target in plan.targets:
            low, high, sources = _months(target, known, first_levels)
            if high:
                out.append(_check(f"Months to {target.words}", _months_to(plan, target) or months, low, high, sources))
    each = effort.calendar["workdays_in_month"].value
    share = plan.capacity / (people * each) if people and plan.steps else 0.0
    if share and (found := known.get("share-of-time")):
        of = f"{found.what} ({people} {'person' if people == 1 else 'people'})"
        out.append(_check(of, share, found.low, found.high, [(found.basis, found.source)]))
    return tuple(out)


def _months_to(plan: Plan, target: PlanTarget) -> float | None:
    names = {f"{target.framework} ready", f"{target.framework} level {target.level}"}
    shown = next((r.shown for r in plan.rungs if r.target in names and r.reached), None)
    return None if shown is None else (shown - plan.start).days / 30.44


def _months(
    target: PlanTarget, known: Mapping[str, Check], first: Mapping[str, int]
) -> tuple[float, float, list[tuple[str, str]]]:
    keys = (
        [f"months-{n}-{n + 1}" for n in range(first.get(target.framework, 1), target.level)]
        if target.level
        else ["months-iso"]
    )
    found = [c for k in keys if (c := known.get(k)) and target.framework in c.frameworks]
    if len(found) < len(keys):
        return 0.0, 0.0, []
    return sum(c.low for c in found), sum(c.high for c in found), [(c.basis, c.source) for c in found]


def _check(what: str, ours: float, low: float, high: float, sources: Sequence[tuple[str, str]]) -> PlanCheck:
    verdict = "within what is reported"
    if ours < low:
        verdict = "less than is reported: take it as hopeful"
    elif ours > high:
        verdict = "more than is reported"
    basis = "background" if any(b == "background" for b, _ in sources) else sources[0][0]
    return PlanCheck(
        what=what, ours=ours, low=low, high=high, basis=basis,
        source="; ".join(dict.fromkeys(s for _, s in sources)), verdict=verdict,
    )  # fmt: skip


def sentence(plan: Plan, line: Timeline) -> str:
    """Return the plan in one or two sentences."""
    goal = joined([t.words for t in plan.targets])
    if plan.reached and not plan.steps:
        return f"{goal}: everything the target asks for is met already. There is nothing to plan."
    total = line.total
    size = f"{len(plan.steps)} steps, {total.expected:,.0f} person-days ({total.low:,.0f} to {total.high:,.0f})"
    if plan.reached:
        return f"{goal} by {plan.shown}: {size}, at {plan.capacity:g} person-days a month."
    # Rungs come lowest first, so the highest of each framework stays.
    best = {r.target.partition(" ")[0]: target_name(r.target) for r in plan.rungs if r.reached}
    limits = " and ".join(
        w
        for w in (
            f"{plan.budget:g} person-days" if plan.budget is not None else "",
            f"the date {plan.by}" if plan.by else "",
        )
        if w
    )
    verb = "is" if len(plan.targets) == 1 else "are"
    left = f"{len(plan.not_planned)} criteria stay unmet"
    if not plan.steps:
        return f"{goal} {verb} out of reach with {limits}. No step fits; {left}."
    what = f"It reaches {joined([*best.values()])}" if best else "It reaches no whole level or readiness"
    return f"{goal} {verb} out of reach with {limits}. {what}: {size}, until {plan.shown}; {left}."
