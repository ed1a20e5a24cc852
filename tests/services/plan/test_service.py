import datetime as dt
import re
from collections import Counter
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx, fixture, mark, raises

from gradatim.evaluation.results import criterion_results
from gradatim.frameworks import loader
from gradatim.model.evidence import Period
from gradatim.model.judgement import Applicability, Constraint, ConstraintKind, Judgement, Strength
from gradatim.model.plan import Plan, Progress
from gradatim.model.result import FrameworkInfo, PolicyInfo, Result, UnitInfo
from gradatim.planning.roadmap import outlook
from gradatim.planning.roadmap.progress import progress
from gradatim.reports.plan import json as plan_json
from gradatim.services.interface import ServiceError
from gradatim.services.plan import files
from gradatim.services.plan.check import carry_out
from gradatim.services.plan.inputs import known_of, targets_of
from gradatim.services.plan.service import PlanOptions, plan

START = dt.date(2027, 1, 4)
OPTIONS = PlanOptions(targets=("sw-cmm:2", "iso-9001"), start=START, capacity=30.0, draws=20)
PLACES = {"met": (2, 3), "refuted": (0, 0), "partly": (1, 1), "open": (1, 3), "unknown": (0, 3), "out": (0, 3)}


def judgement(full: str, unit: str, place: str) -> Judgement:
    low, high = PLACES[place]
    told = Constraint(
        kind=ConstraintKind.ANSWER, source="a", strength=Strength.DIRECT, low=low, high=high, reason="Said."
    )
    return Judgement(
        criterion=full, unit=unit, low=low, high=high, constraints=() if place == "unknown" else (told,),
        applicability=Applicability.NOT_APPLICABLE if place == "out" else Applicability.APPLIES,
    )  # fmt: skip


def result(
    places: dict[str, str], units: tuple[str, ...] = ("demo",), frameworks: tuple[str, ...] = ("sw-cmm", "iso-9001")
) -> Result:
    """A result in which each criterion has the place named for it, or is unknown."""
    found = [loader.load(f) for f in frameworks]
    rows = [
        row
        for f in found
        for u in units
        for row in criterion_results(
            f, (judgement(f.full_id(c.id), u, places.get(f.full_id(c.id), "unknown")) for c in f.criteria), ()
        )
    ]
    return Result(
        tool_version="0", title="Demo", date=START, period=Period(START, START), policy=PolicyInfo(id="p", version="1"),
        frameworks=tuple(
            FrameworkInfo(id=f.id, edition=f.edition, title=f.title, criteria=len(f.criteria)) for f in found
        ),
        units=tuple(UnitInfo(id=u, title=u, people_in_period=4) for u in units), verdicts=(), criteria=tuple(rows),
        observations=(), evidence=(), disclaimer="",
    )  # fmt: skip


@fixture(scope="module")
def zero() -> Plan:
    return plan(None, OPTIONS).plan


def test_a_step_that_asks_names_its_area_by_title() -> None:
    titles = [s.title for s in plan(result({}), OPTIONS).plan.steps if s.kind == "ask"]
    assert "Ask and verify 25 questions on Software Project Planning (SW-CMM SPP)" in titles
    assert any(t.endswith("questions on Internal audit (ISO 9001 9.2)") for t in titles)


def test_from_zero_the_rating_engine_reaches_the_targets(zero: Plan) -> None:
    assert zero.reached
    assert zero.rated == {"sw-cmm:2": 1, "iso-9001:ready": 1}
    assert zero.needed == len(zero.open_criteria)


@mark.parametrize("target", ["sw-cmm:3", "sw-cmm:5", "cmmi-dev:2", "cmmi-dev:3", "cmmi-dev:5"])
def test_each_level_is_reached_in_the_rating_engine(target: str) -> None:
    made = plan(None, msgspec.structs.replace(OPTIONS, targets=(target,)))
    assert made.plan.rated == {target: 1}


def test_several_units_all_reach_it() -> None:
    assert plan(None, msgspec.structs.replace(OPTIONS, units=3)).plan.rated == {"sw-cmm:2": 3, "iso-9001:ready": 3}


ALL_IDS = tuple(f.full_id(c.id) for f in (loader.load("sw-cmm"), loader.load("iso-9001")) for c in f.criteria)


@settings(max_examples=12, deadline=None)
@given(st.data(), st.sampled_from(["ask", "met", "unmet"]))
def test_from_any_standing_the_plan_reaches_the_target_and_plans_nothing_met(data: st.DataObject, unknown: str) -> None:
    random = data.draw(st.randoms(use_true_random=False))
    places = {full: random.choice(("met", "refuted", "partly", "open", "unknown")) for full in ALL_IDS}
    made = plan(result(places), msgspec.structs.replace(OPTIONS, unknown=unknown)).plan
    assert made.rated == {"sw-cmm:2": 1, "iso-9001:ready": 1}
    planned = {c for s in made.steps for c in s.criteria}
    assert not planned & {full for full, place in places.items() if place == "met"}
    asked = {c for s in made.steps if s.kind == "ask" for c in s.criteria}
    assert not asked & {full for full, place in places.items() if place in {"refuted", "partly"}}


def test_what_does_not_apply_is_not_planned() -> None:
    places = {full: "out" for full in ALL_IDS if full.startswith("sw-cmm:SSM.")}
    made = plan(result(places), OPTIONS).plan
    assert made.rated["sw-cmm:2"] == 1
    assert not any(c.startswith("sw-cmm:SSM.") for s in made.steps for c in s.criteria)


def test_an_area_may_be_left_out() -> None:
    made = plan(None, msgspec.structs.replace(OPTIONS, leave_out=("sw-cmm:SSM",))).plan
    assert made.rated["sw-cmm:2"] == 1
    assert not any(c.startswith("sw-cmm:SSM.") for s in made.steps for c in s.criteria)


def test_nothing_is_left_to_plan_where_all_is_met() -> None:
    made = plan(result(dict.fromkeys(ALL_IDS, "met")), OPTIONS).plan
    assert made.steps == ()
    assert made.reached
    assert made.rated == {"sw-cmm:2": 1, "iso-9001:ready": 1}
    assert "nothing to plan" in made.sentence


def test_each_step_says_what_it_leaves_and_what_will_confirm_it(zero: Plan) -> None:
    for step in zero.steps:
        assert step.leaves
        assert step.confirm or step.questions or not step.criteria
        assert bool(step.questions) == bool(step.to_ask)
        assert not set(step.confirm) & set(step.traces)
        assert step.start and step.end and step.shown and step.start <= step.end <= step.shown
        assert all(a.why and a.mark in {"model structure", "reasoned"} for a in step.after)


def test_money_appears_only_with_day_rates(zero: Plan) -> None:
    assert zero.money is None
    assert all(s.money is None for s in zero.steps)
    priced = plan(None, msgspec.structs.replace(OPTIONS, rates={"engineer": 100.0})).plan
    assert {s.role for s in priced.steps if s.money is not None} == {"engineer"}


def test_the_same_seed_gives_the_same_plan(zero: Plan) -> None:
    assert msgspec.json.encode(plan(None, OPTIONS).plan) == msgspec.json.encode(zero)


@mark.parametrize(
    ("changes", "limit"),
    [
        ({"budget": 0.0}, "0 person-days"),
        ({"by": START + dt.timedelta(days=1), "capacity": 1.0}, f"the date {START + dt.timedelta(days=1)}"),
    ],
)
def test_where_no_step_fits_nothing_is_said_to_be_met(changes: dict[str, object], limit: str) -> None:
    made = plan(None, msgspec.structs.replace(OPTIONS, **changes)).plan
    assert not made.steps
    assert not made.reached
    assert made.not_planned
    assert f" out of reach with {limit}. No step fits; {len(made.not_planned)} criteria stay unmet." in made.sentence


def test_a_budget_that_is_too_small_says_what_stays_unmet() -> None:
    made = plan(None, msgspec.structs.replace(OPTIONS, budget=100.0)).plan
    assert not made.reached
    assert made.not_planned
    assert made.days.expected <= 100.0 + 1e-6
    assert "out of reach" in made.sentence


@mark.parametrize(
    ("changes", "message"),
    [
        ({"targets": ("sw-cm:2",)}, "Did you mean"),
        ({"targets": ()}, "at least one"),
        ({"targets": ("sw-cmm:2", "sw-cmm:3")}, "twice"),
        ({"capacity": 0.0}, "--capacity"),
        ({"role_capacity": {"wizard": 1.0}}, "no role 'wizard'"),
        ({"role_capacity": {"engineer": 0.0}}, "--capacity"),
        ({"leave_out": ("sw-cmm:RM",)}, "may not be left out"),
        ({"leave_out": ("sw-cmm:XX",)}, "no such area"),
    ],
)
def test_bad_wishes_are_refused_with_the_mend(changes: dict[str, object], message: str) -> None:
    with raises(ServiceError, match=message):
        plan(None, msgspec.structs.replace(OPTIONS, **changes))


def test_a_framework_that_the_result_lacks_is_named() -> None:
    with raises(ServiceError, match="--framework cmmi-dev"):
        plan(result({}), msgspec.structs.replace(OPTIONS, targets=("cmmi-dev:2",)))


def held(made: Plan, places: dict[str, str], date: dt.date) -> Progress:
    return progress(made, known_of(result(places), targets_of(OPTIONS.targets, loader.load_all())), date, ())


def test_progress_counts_what_the_next_run_shows() -> None:
    before = dict.fromkeys(ALL_IDS, "refuted")
    made = plan(result(before), OPTIONS).plan
    assert held(made, before, START).done == 0
    first = next(s for s in made.steps if s.criteria)
    later = before | dict.fromkeys(first.criteria, "met")
    assert held(made, later, START).done == 1
    through = held(made, dict.fromkeys(ALL_IDS, "met"), made.shown or START)
    assert through.done == through.of == through.due
    assert "Nothing is left to do." in through.sentence


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_the_sums_of_progress_agree(data: st.DataObject) -> None:
    random = data.draw(st.randoms(use_true_random=False))
    before = {full: random.choice(("refuted", "open", "unknown")) for full in ALL_IDS}
    made = plan(result(before), OPTIONS).plan
    after = {full: random.choice(("met", before[full], "refuted")) for full in ALL_IDS}
    found = held(made, after, START + dt.timedelta(days=random.randrange(500)))
    states = Counter(s.state for s in found.steps)
    assert found.through == found.done + found.not_needed
    assert found.of == len(made.steps) == found.through + found.under_way + found.not_begun + found.lost
    assert (states["done"], states["not needed"]) == (found.done, found.not_needed)
    told = [int(n) for n in re.findall(r"\d+", found.sentence.partition(".")[0])]
    apart = [found.done, found.not_needed] if found.not_needed else []
    lost = [found.lost] if found.lost else []
    assert told == [found.through, found.of, *apart, found.under_way, found.not_begun, *lost]
    assert found.days_done + found.days_left == approx(sum(s.days.expected for s in made.steps))


def test_progress_notices_lost_ground() -> None:
    before = dict.fromkeys(ALL_IDS, "open")
    made = plan(result(before), msgspec.structs.replace(OPTIONS, unknown="unmet")).plan
    assert held(made, before, START).lost == 0
    assert held(made, dict.fromkeys(ALL_IDS, "refuted"), START).lost > 0


def test_groundwork_is_through_when_all_that_stands_on_it_is() -> None:
    """SW-CMM level 2 rests on work that only ISO 9001 asks for by a requirement of its own."""
    before = dict.fromkeys(ALL_IDS, "refuted")
    made = plan(result(before), msgspec.structs.replace(OPTIONS, targets=("sw-cmm:2",))).plan
    assert [s for s in made.steps if not s.criteria]
    nothing, everything = held(made, before, START), held(made, dict.fromkeys(ALL_IDS, "met"), START)
    assert {s.state for s in nothing.steps if s.of == 0} == {"not begun"}
    assert {s.state for s in everything.steps if s.of == 0} == {"done"}
    assert everything.days_left == 0


@mark.parametrize("capacity", [7.0, 30.0, 200.0])
def test_where_nothing_changed_nothing_slips(capacity: float) -> None:
    before = dict.fromkeys(ALL_IDS, "refuted")
    made = plan(result(before), msgspec.structs.replace(OPTIONS, capacity=capacity)).plan
    found = held(made, before, START)
    assert (found.finish, found.slip_days) == (made.shown, 0)


def test_a_month_of_capacity_is_spent_in_a_month_of_the_calendar() -> None:
    """Work that nothing holds up takes as many months as its days divided by the capacity."""
    made = plan(None, msgspec.structs.replace(OPTIONS, capacity=2.0)).plan
    assert made.finish is not None
    months = (made.finish - made.start).days / (365.25 / 12)
    assert months == approx(made.days.expected / 2.0, rel=0.01)


def holding(made: Plan) -> list[str]:
    return [n for n in made.notes if "holds the plan back" in n]


def test_a_role_that_holds_the_finish_is_named_with_what_one_more_person_brings() -> None:
    tight = msgspec.structs.replace(OPTIONS, targets=("sw-cmm:2",), role_capacity={"quality-assurance": 0.5})
    made = plan(None, tight).plan
    (note,) = holding(made)
    assert note.startswith("Quality assurance")
    own = sum(s.days.expected for s in made.steps if s.role == "quality-assurance")
    days, _, monthly = (float(n) for n in re.findall(r"\d+(?:\.\d+)?", note)[:3])
    assert (days, monthly) == (approx(own, abs=0.5), 0.5)
    first, last, then = (dt.date.fromisoformat(d) for d in re.findall(r"\d{4}-\d\d-\d\d", note))
    assert made.shown is not None
    assert made.start <= first < last <= made.shown
    # The promise is kept by the plan that is made with one more person.
    more = msgspec.structs.replace(tight, capacity=made.capacity + 20, role_capacity={"quality-assurance": 20.5})
    assert then < made.shown
    assert (found := plan(None, more).plan.shown) is not None
    assert (found - then).days <= 0.05 * (made.shown - made.start).days
    ample = msgspec.structs.replace(tight, role_capacity={"quality-assurance": 20.0})
    assert not holding(plan(None, ample).plan)


def test_by_a_date_one_more_person_of_a_tight_role_brings_what_the_plan_says() -> None:
    tight = msgspec.structs.replace(
        OPTIONS, targets=("sw-cmm:2",), role_capacity={"project-lead": 1.0}, by=START + dt.timedelta(days=200)
    )
    made = plan(None, tight)
    (note,) = holding(made.plan)
    (gain,) = re.findall(r"single criteria \+(\d+)", note)
    more = msgspec.structs.replace(tight, capacity=made.plan.capacity + 20, role_capacity={"project-lead": 21.0})
    assert len(made.plan.not_planned) - len(plan(None, more).plan.not_planned) >= int(gain)


def test_what_may_be_left_out_is_named_and_its_days_add_up() -> None:
    made = plan(None, msgspec.structs.replace(OPTIONS, targets=("sw-cmm:3", "iso-9001"))).plan
    drops = {d.what: d for d in made.drops}
    assert drops["Stop at SW-CMM level 2"].loses == "SW-CMM level 3 is not reached"
    assert "Leave out ISO 9001 readiness" in drops
    assert made.saving is not None
    for drop in drops.values():
        assert drop.days + drop.left == approx(made.saving.together)
    assert drops["Leave out ISO 9001 readiness"].left == approx(made.saving.alone["sw-cmm:3"])


def test_a_probe_that_newly_says_yes_is_a_sign_and_one_that_did_before_is_none(zero: Plan) -> None:
    policy = next(s for s in zero.steps if s.measure == "quality-policy")
    assert "quality_policy_is_written" in policy.traces
    day = dt.date(2026, 12, 1)
    held = {s.id: s for s in progress(zero, {}, day, ("quality_policy_is_written",)).steps}[policy.id]
    assert (held.state, held.signs, held.met) == ("under way", ("quality_policy_is_written",), 0)
    for before in (("quality_policy_is_written",), None):  # None: a plan of an earlier version does not know
        old = msgspec.structs.replace(zero, seen=before)
        again = {s.id: s for s in progress(old, {}, day, ("quality_policy_is_written",)).steps}[policy.id]
        assert (again.state, again.signs) == ("not begun", ())


def test_questions_that_nobody_answered_are_not_under_way() -> None:
    """Evidence that narrows what is open settles no question."""
    before = dict.fromkeys(ALL_IDS, "unknown")
    made = plan(result(before), OPTIONS).plan
    later = before | {next(s for s in made.steps if s.kind == "ask").criteria[0]: "open"}
    found = held(made, later, START)
    assert {s.state for s in found.steps if s.id.startswith("ask.")} == {"not begun"}


def test_a_unit_that_the_result_lacks_is_named(tmp_path: Path) -> None:
    made = plan(result({}, ("shop", "till")), OPTIONS).plan
    file = tmp_path / "plan.json"
    file.write_text(plan_json.render(made), "utf-8")
    assert files.hold(file, result({}, ("shop", "till"))).notes == ()
    assert files.hold(file, result({}, ("shop", "desk"))).notes == (
        "Not in the result, so nothing is known of their steps: till.",
    )


def test_carrying_out_leaves_what_is_not_planned() -> None:
    made = plan(None, msgspec.structs.replace(OPTIONS, budget=100.0)).plan
    after = carry_out(made, {})
    assert not {(c.id, c.unit) for c in made.not_planned} & set(after)


def test_two_runs_with_a_date_give_the_same_bytes_and_no_clock_stopped_them() -> None:
    options = PlanOptions(targets=("sw-cmm:2", "iso-9001"), start=START, units=2, by=START + dt.timedelta(days=400))
    one, other = plan(None, options), plan(None, options)
    assert one.made.late
    assert not one.made.hurried
    assert msgspec.json.encode(one.plan) == msgspec.json.encode(other.plan)


def test_where_the_clock_stopped_a_programme_the_plan_says_so() -> None:
    made = plan(None, PlanOptions(targets=("sw-cmm:2",), start=START)).made
    hurried = msgspec.structs.replace(made, choice=msgspec.structs.replace(made.choice, hurried=True))
    assert "by the clock" not in outlook.gaps(made, ())[0].how
    assert "by the clock" in outlook.gaps(hurried, ())[0].how
