import datetime as dt
from graphlib import TopologicalSorter

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx, fixture, mark, raises

from gradatim.frameworks import loader
from gradatim.model.plan import PlanTarget, PlanUnit
from gradatim.planning.roadmap import data
from gradatim.planning.roadmap.build import Inputs, build
from gradatim.planning.roadmap.catalogue import catalogue
from gradatim.planning.roadmap.interface import RoadmapError
from gradatim.planning.roadmap.make import Made, Wish, make
from gradatim.planning.roadmap.optimise import least_cost
from gradatim.planning.roadmap.problem import Need, Problem
from gradatim.planning.roadmap.schedule import workdays_until
from gradatim.planning.roadmap.targets import asked, parse_target
from gradatim.planning.roadmap.timeline import Clock

FRAMEWORKS = {f.id: f for f in loader.load_all()}
WORKS = catalogue(FRAMEWORKS.values(), data.measures())
START = dt.date(2027, 1, 4)
BOTH = (PlanTarget(framework="sw-cmm", level=2), PlanTarget(framework="iso-9001"))


def needs(targets: tuple[PlanTarget, ...], units: int = 1, state: str = "unmet") -> tuple[Need, ...]:
    return tuple(
        Need(
            criterion=a.criterion, unit=f"u{n}", framework=a.framework, group=a.group, level=a.level,
            low=0, high=1 if state == "unmet" else 3, state=state,
        )
        for t in targets
        for a in asked(FRAMEWORKS[t.framework], t, {2: 2, 3: 3} if t.framework == "cmmi-dev" else {})
        for n in range(units)
    )  # fmt: skip


def problem(wanted: tuple[Need, ...], unknown: str = "unmet", in_place: frozenset[str] = frozenset()) -> Problem:
    units = tuple(PlanUnit(id=u, title=u, people=5, people_basis="user") for u in sorted({n.unit for n in wanted}))
    return build(
        Inputs(
            works=WORKS, needs=wanted, units=units or (PlanUnit(id="u0", title="u0", people=5, people_basis="user"),),
            effort=data.own_effort(), prerequisites=data.prerequisites(), unknown=unknown, in_place=in_place,
        )
    )  # fmt: skip


def wish(targets: tuple[PlanTarget, ...] = BOTH, **changes: object) -> Wish:
    clock = Clock(start=START, capacity=30.0, roles={})
    return msgspec.structs.replace(Wish(targets=targets, clock=clock, effort=data.own_effort()), **changes)


@fixture(scope="module")
def full() -> Made:
    return make(problem(needs(BOTH)), wish())


def test_everything_is_reached_at_least_cost(full: Made) -> None:
    given_elements = {e for i in full.choice.items for e in full.problem.items[i].gives}
    assert given_elements == set(range(len(full.problem.elements)))
    assert full.choice.gap == 0.0
    assert full.missing == ()
    assert full.timeline.total.expected == approx(full.choice.cost)


def test_prerequisites_hold_on_the_calendar(full: Made) -> None:
    line = full.timeline
    place = {s: k for k, s in enumerate(line.steps)}
    for order in full.problem.orders:
        if order.first in place and order.then in place:
            first, then = line.slots[place[order.first]], line.slots[place[order.then]]
            assert then.start > (first.shown if order.wait == "shown" else first.end)


def test_the_models_own_order_is_kept(full: Made) -> None:
    """Commitment and ability before activity, activity before measurement and verification, in each area."""
    line = full.timeline
    slot = {full.problem.steps[s].id: line.slots[k] for k, s in enumerate(line.steps)}
    assert slot["policy.configuration@all"].end < slot["change-control@u0"].start
    assert slot["teach.configuration@u0"].end < slot["change-control@u0"].start
    assert slot["change-control@u0"].end < slot["measure.configuration@u0"].start
    assert slot["change-control@u0"].shown < slot["audit-of.configuration@u0"].start
    assert slot["project-plan@u0"].end < slot["approved-plan@u0"].start


def test_order_holds_within_an_area_also_for_work_that_serves_two_areas() -> None:
    """Tracing is CMMI's REQM as well as the CMM's product engineering: the policy on requirements comes first."""
    made = problem(needs((PlanTarget(framework="cmmi-dev", level=2),)))
    pairs = {(made.steps[o.first].measure, made.steps[o.then].measure) for o in made.orders}
    assert ("teach.requirements", "tracing") in pairs


def test_no_step_waits_for_itself_in_a_circle() -> None:
    every = tuple(PlanTarget(framework=f, level=n) for f, n in (("sw-cmm", 5), ("cmmi-dev", 5), ("iso-9001", 0)))
    made = problem(needs(every, units=2))
    for pairs in (
        ((o.then, o.first) for o in made.orders),
        ((at, n) for at, item in enumerate(made.items) for n in item.needs),
    ):
        graph: dict[int, set[int]] = {}
        for then, first in pairs:
            graph.setdefault(then, set()).add(first)
        tuple(TopologicalSorter(graph).static_order())


def test_shared_work_counts_once_and_the_sum_is_right_for_each_choice() -> None:
    made = problem(needs(BOTH))
    both = least_cost(made.items, range(len(made.elements))).cost
    alone = {}
    for target in BOTH:
        own = [e for e, n in enumerate(made.elements) if n.framework == target.framework]
        alone[target.framework] = least_cost(made.items, own).cost
        by_itself = problem(needs((target,)))
        assert alone[target.framework] == approx(least_cost(by_itself.items, range(len(by_itself.elements))).cost)
    assert max(alone.values()) < both < sum(alone.values())


def test_what_stands_in_place_needs_no_ground() -> None:
    wanted = needs((PlanTarget(framework="sw-cmm", level=2),))
    ids = {s.id for s in problem(wanted).steps}
    assert "document-control@all" in ids
    assert "document-control@all" not in {s.id for s in problem(wanted, in_place=frozenset({"document-control"})).steps}


def test_half_there_costs_less() -> None:
    nothing = needs((PlanTarget(framework="sw-cmm", level=2),))
    partly = tuple(msgspec.structs.replace(n, low=1) for n in nothing)
    costs = [least_cost(p.items, range(len(nothing))).cost for p in (problem(nothing), problem(partly))]
    assert costs[1] < costs[0]


@mark.parametrize(("unknown", "asks", "works"), [("ask", True, True), ("met", True, False), ("unmet", False, True)])
def test_what_is_not_known_is_asked_or_built_as_told(unknown: str, asks: bool, works: bool) -> None:
    kinds = {s.kind for s in problem(needs(BOTH, state="unknown"), unknown).steps}
    assert ("ask" in kinds) == asks
    assert bool(kinds - {"ask"}) == works


def test_questions_come_before_the_work_they_may_save() -> None:
    made = make(problem(needs(BOTH, state="unknown"), "ask"), wish())
    line = made.timeline
    slot = {made.problem.steps[s].id: line.slots[k] for k, s in enumerate(line.steps)}
    assert slot["ask.sw-cmm.SCM@u0"].end < slot["change-control@u0"].start


def test_a_contradiction_is_decided_by_a_step_of_its_own() -> None:
    wanted = needs(BOTH)
    clash = (msgspec.structs.replace(wanted[0], state="clash"), *wanted[1:])
    assert "clash.sw-cmm.RM@u0" in {s.id for s in problem(clash, "ask").steps}


def test_work_for_the_organisation_is_done_once() -> None:
    made = problem(needs(BOTH, units=3))
    assert sum(s.measure == "policy.configuration" for s in made.steps) == 1
    assert sum(s.measure == "change-control" for s in made.steps) == 3


@settings(max_examples=8, deadline=None)
@given(st.floats(0, 1), st.floats(0, 1))
def test_a_bigger_budget_never_gives_a_worse_plan(one: float, other: float) -> None:
    made = problem(needs(BOTH))
    whole = least_cost(made.items, range(len(made.elements))).cost
    small, large = sorted((one, other))
    less, more = (make(made, wish(budget=whole * share)) for share in (small, large))
    reached = [m.choice.reached or (float("inf"),) for m in (less, more)]
    assert reached[1] >= reached[0]
    assert less.choice.cost <= small * whole + 1e-6


def test_the_first_target_counts_most() -> None:
    """With money for either target alone, but not for both, the first is reached and the second is not."""
    made = problem(needs(BOTH))
    alone = (problem(needs((target,))) for target in BOTH)
    budget = max(least_cost(p.items, range(len(p.elements))).cost for p in alone)
    for order in (BOTH, BOTH[::-1]):
        found = make(made, wish(order, budget=budget + 1e-6))
        assert {made.elements[e].framework for e in found.missing} == {order[1].framework}


def test_a_date_is_kept() -> None:
    by = dt.date(2027, 9, 1)
    found = make(problem(needs(BOTH)), wish(by=by))
    assert found.missing
    assert found.timeline.steps
    assert found.timeline.shown <= workdays_until(START, by) - 1


def test_a_date_before_the_start_leaves_nothing() -> None:
    found = make(problem(needs(BOTH)), wish(by=dt.date(2026, 1, 1)))
    assert found.timeline.steps == ()
    assert len(found.missing) == len(found.problem.elements)


def test_no_capacity_says_what_is_missing() -> None:
    with raises(RoadmapError, match="--capacity"):
        make(problem(needs(BOTH)), wish(clock=Clock(start=START, capacity=0.0, roles={})))


@mark.parametrize(
    ("text", "message"),
    [
        ("sw-cm:3", "Did you mean sw-cmm:3"),
        ("iso9001", "Did you mean iso-9001"),
        ("sw-cmm:6", "levels 2 to 5"),
        ("sw-cmm", "levels 2 to 5"),
        ("iso-9001:3", "no levels"),
        ("nothing", "There are"),
    ],
)
def test_an_unknown_target_names_the_nearest(text: str, message: str) -> None:
    with raises(RoadmapError, match=message):
        parse_target(text, FRAMEWORKS.values())


def test_generic_goal_3_is_asked_of_level_2_areas_from_level_3_on() -> None:
    def ids(level: int) -> set[str]:
        target = PlanTarget(framework="cmmi-dev", level=level)
        return {a.criterion for a in asked(FRAMEWORKS["cmmi-dev"], target, {2: 2, 3: 3, 4: 3, 5: 3})}

    assert "cmmi-dev:CM.GP3.1" not in ids(2)
    assert "cmmi-dev:CM.GP3.1" in ids(3)
    assert "cmmi-dev:CM.GP2.1" in ids(2)
