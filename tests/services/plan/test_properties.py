"""What holds of every plan, whatever the standing: three frameworks, one unit and two, budgets, answers.

The order and the outcome are worked out anew here from the data and the rating engine, not by the code that plans.
"""

import random
from collections.abc import Iterator

import msgspec
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pytest import mark

from gradatim.evaluation.policy import load_policy
from gradatim.evaluation.results import criterion_results
from gradatim.frameworks import loader
from gradatim.model.evidence import Period
from gradatim.model.judgement import ALL, MET, Judgement
from gradatim.model.plan import Plan, PlanStep
from gradatim.model.rating import ReadinessState, StagedVerdict
from gradatim.model.result import FrameworkInfo, PolicyInfo, Result, UnitInfo
from gradatim.planning.roadmap import data
from gradatim.planning.roadmap.catalogue import catalogue
from gradatim.planning.roadmap.targets import clause_of
from gradatim.planning.roadmap.work import Work
from gradatim.rating.sensitivity import from_result
from gradatim.services.plan.service import PlanOptions, plan
from gradatim.services.run.judging import rate
from tests.services.plan.test_service import START, judgement

FRAMEWORKS = {f.id: f for f in loader.newest()}
WORK = {full: w for w in catalogue(FRAMEWORKS.values(), data.measures()) for full in w.covers}
GROUP = {
    f.full_id(c.id): (f.id, c.group if f.areas else clause_of(c.group)) for f in FRAMEWORKS.values() for c in f.criteria
}
TARGETS = (
    ("sw-cmm:2",), ("sw-cmm:3",), ("sw-cmm:5",), ("cmmi-dev:2",), ("cmmi-dev:3",), ("cmmi-dev:5",), ("iso-9001",),
    ("sw-cmm:2", "iso-9001"), ("cmmi-dev:3", "iso-9001"), ("sw-cmm:3", "cmmi-dev:3"),
)  # fmt: skip
UNITS = (("one",), ("one", "two"))
Place = dict[tuple[str, str], str]
"""Where each criterion stands in each unit, by a word of `PLACES`, or `clash`."""


class Case(msgspec.Struct, frozen=True):
    """One organisation and what it asks for; a seed says where it stands, so that a failure can be read."""

    targets: tuple[str, ...]
    units: tuple[str, ...]
    unknown: str
    met: float
    words: tuple[str, ...]
    seed: int
    more: tuple[str, ...] = ()
    """Frameworks that were judged and are not asked for."""
    changed: Place = {}

    @property
    def options(self) -> PlanOptions:
        return PlanOptions(targets=self.targets, start=START, capacity=30.0, draws=10, unknown=self.unknown)

    @property
    def frameworks(self) -> tuple[str, ...]:
        return tuple(t.partition(":")[0] for t in self.targets)

    @property
    def judged(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.frameworks, *self.more)))

    @property
    def places(self) -> Place:
        chance = random.Random(self.seed)
        return {
            (f.full_id(c.id), u): "met" if chance.random() < self.met else chance.choice(self.words)
            for f in (FRAMEWORKS[name] for name in self.judged)
            for c in f.criteria
            for u in self.units
        } | self.changed


def cases(unknown: tuple[str, ...] = ("ask", "met", "unmet"), clash: bool = True) -> st.SearchStrategy[Case]:
    """Any target, one unit or two; some organisations are nearly there, others have hardly begun."""
    return st.builds(
        Case,
        targets=st.sampled_from(TARGETS),
        units=st.sampled_from(UNITS),
        unknown=st.sampled_from(unknown),
        met=st.sampled_from((0.1, 0.5, 0.9)),
        words=st.just(("refuted", "partly", "open", "unknown", *(("clash",) if clash else ()))),
        seed=st.integers(0, 10**6),
        more=st.sampled_from(((), ("iso-9001",), ("sw-cmm", "cmmi-dev"))),
        changed=st.just({}),
    )


def result(case: Case) -> Result:
    frameworks = [FRAMEWORKS[f] for f in case.judged]

    places = case.places

    def at(full: str, unit: str) -> Judgement:
        place = places[full, unit]
        found = judgement(full, unit, "met" if place == "clash" else place)
        return msgspec.structs.replace(found, low=0, contradiction=True) if place == "clash" else found

    rows = [
        row
        for f in frameworks
        for u in case.units
        for row in criterion_results(f, (at(f.full_id(c.id), u) for c in f.criteria), ())
    ]
    return Result(
        tool_version="0", title="Demo", date=START, period=Period(START, START), policy=PolicyInfo(id="p", version="1"),
        frameworks=tuple(
            FrameworkInfo(id=f.id, edition=f.edition, title=f.title, criteria=len(f.criteria)) for f in frameworks
        ),
        units=tuple(UnitInfo(id=u, title=u, people_in_period=4) for u in case.units), verdicts=(),
        criteria=tuple(rows), observations=(), evidence=(), disclaimer="",
    )  # fmt: skip


def made(case: Case, **changes: object) -> Plan:
    return plan(result(case), msgspec.structs.replace(case.options, **changes)).plan


def tried(examples: int) -> settings:
    """Plans take a third of a second; a failing case says all by its seed, so it is not shrunk."""
    return settings(max_examples=examples, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))


def units_of(step: PlanStep, case: Case) -> tuple[str, ...]:
    return case.units if step.unit == ALL else (step.unit,)


# ---- what is planned
@tried(4)
@given(cases())
def test_what_is_met_is_never_planned(case: Case) -> None:
    places = case.places
    for step in made(case).steps:
        for full in step.criteria:
            assert any(places[full, u] != "met" for u in units_of(step, case)), (step.id, full)


@tried(3)
@given(cases())
def test_each_criterion_is_built_in_one_step_and_asked_in_one_step_at_most(case: Case) -> None:
    places, steps = case.places, made(case).steps
    for asks in (True, False):
        seen = [
            (full, u)
            for step in steps
            if (step.kind in {"ask", "clash"}) == asks
            for full in step.criteria
            for u in units_of(step, case)
            if places[full, u] != "met"
        ]
        assert len(seen) == len(set(seen))


# ---- carried out
def after(case: Case, steps: tuple[PlanStep, ...], really: Place) -> dict[str, list[int | bool]]:
    """Carry steps out as people would, and rate: questions show what is really so, needless work is left out."""
    now = {(j.criterion, j.unit): j for j in from_result(result(case).criteria)}
    policy = load_policy(None)

    def holds(full: str, unit: str) -> bool:
        return now[full, unit].low >= MET and not now[full, unit].contradiction

    for step in steps:
        for full in step.criteria:
            for unit in units_of(step, case):
                if holds(full, unit):
                    continue
                if step.kind in {"ask", "clash"}:
                    now[full, unit] = judgement(full, unit, really[full, unit])
                elif not step.conditional or really[full, unit] != "met":
                    now[full, unit] = judgement(full, unit, "met")
    out: dict[str, list[int | bool]] = {}
    for name in case.frameworks:
        framework = FRAMEWORKS[name]
        verdicts = [
            rate(framework, tuple(now[framework.full_id(c.id), u] for c in framework.criteria), policy, u)
            for u in case.units
        ]
        out[name] = [
            v.level.low if isinstance(v, StagedVerdict) else v.decision is ReadinessState.READY for v in verdicts
        ]
    return out


def reaches(case: Case, found: dict[str, list[int | bool]]) -> bool:
    wanted = {t.partition(":")[0]: int(t.partition(":")[2] or 1) for t in case.targets}
    return all(value >= wanted[name] for name, values in found.items() for value in values)


@tried(5)
@given(cases(unknown=("ask", "unmet")))
def test_a_plan_that_is_carried_out_reaches_its_targets_whatever_the_answers(case: Case) -> None:
    chance = random.Random(case.seed + 1)
    really = {k: chance.choice(("met", "refuted")) for k in case.places}
    found = made(case)
    assert found.reached
    assert reaches(case, after(case, found.steps, really))


@tried(3)
@given(cases(unknown=("met",)))
def test_where_the_answers_are_yes_as_assumed_asking_and_the_rest_is_enough(case: Case) -> None:
    really = dict.fromkeys(case.places, "met")
    assert reaches(case, after(case, made(case).steps, really))


@tried(4)
@given(cases(unknown=("unmet",), clash=False))
def test_each_rung_is_reached_on_its_day_and_no_level_before(case: Case) -> None:
    """The rating engine says so of the steps that are through by then. Readiness may come earlier: it bears a minor."""
    found = made(case)
    really = dict.fromkeys(case.places, "refuted")
    for rung in found.rungs:
        name, _, level = rung.target.removesuffix(" ready").partition(" level ")
        until = tuple(s for s in found.steps if s.end and rung.done and s.end <= rung.done)
        wanted = int(level or 1)
        assert min(after(case, until, really)[name]) >= wanted, rung
        if not level:
            continue
        before = tuple(s for s in found.steps if s.end and rung.done and s.end < rung.done)
        assert min(after(case, before, really)[name]) < wanted, rung


# ---- order


def _is(work: Work, tokens: tuple[str, ...]) -> bool:
    return work.theme in tokens or f"stage:{work.stage}" in tokens


def _pairs(case: Case, keys: list[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], tuple[str, str], str]]:
    """Yield criteria in units of which the data say that the first comes before the second, with what is waited for."""
    by_group: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for full, unit in keys:
        by_group.setdefault(GROUP[full], []).append((full, unit))
    for rule in data.prerequisites().rules:
        for members in by_group.values():
            for first in members:
                for then in members if _is(WORK[first[0]], rule.first) else ():
                    together = first[1] == then[1] or "organisation" in {WORK[k[0]].scope for k in (first, then)}
                    if together and WORK[first[0]] != WORK[then[0]] and _is(WORK[then[0]], rule.then):
                        yield first, then, rule.wait


def _built(found: Plan, case: Case) -> dict[tuple[str, str], PlanStep]:
    places = case.places
    return {
        (full, u): step
        for step in found.steps
        if step.kind not in {"ask", "clash"}
        for full in step.criteria
        for u in units_of(step, case)
        if places[full, u] != "met"
    }


def _follows(then: PlanStep, first: PlanStep, wait: str) -> bool:
    assert then.start and first.end and first.shown
    return then.start > (first.shown if wait == "shown" else first.end)


@tried(4)
@given(cases(unknown=("ask", "unmet")), st.sampled_from((None, 0.3, 0.7)))
def test_prerequisites_hold_in_each_area_within_any_budget(case: Case, share: float | None) -> None:
    """What comes first by the rules is planned too, if it is open, and is through before."""
    found = made(case)
    if share is not None:
        found = made(case, budget=share * found.days.expected)
    built = _built(found, case)
    open_ones = {(c.id, c.unit) for c in found.open_criteria}
    for first, then, wait in _pairs(case, sorted(open_ones)):
        if then in built:
            assert first in built, (first, then)
            assert _follows(built[then], built[first], wait), (first, then)


@tried(4)
@given(cases(unknown=("ask", "unmet")))
def test_links_between_measures_hold_on_the_calendar(case: Case) -> None:
    found = made(case)
    by_measure: dict[str, list[PlanStep]] = {}
    for step in found.steps:
        by_measure.setdefault(step.measure, []).append(step)
    bases = {b.theme: b for b in data.prerequisites().bases}
    for link in data.prerequisites().links:
        for first in by_measure.get(link.first, ()):
            for then in by_measure.get(link.then, ()):
                if first.unit == then.unit or ALL in {first.unit, then.unit}:
                    assert _follows(then, first, link.wait), (first.id, then.id)
    for step in found.steps:
        base = bases.get(step.measure.partition(".")[0])
        if base and (ground := by_measure.get(base.base)):
            assert _follows(step, ground[0], base.wait)


@tried(4)
@given(cases(unknown=("ask",)))
def test_what_may_be_there_is_asked_before_it_is_built(case: Case) -> None:
    found, places = made(case), case.places
    asks = [s for s in found.steps if s.kind in {"ask", "clash"}]
    asked = {(full, u): s for s in asks for full in s.criteria for u in units_of(s, case)}
    for key, step in _built(found, case).items():
        if places[key] in {"open", "unknown", "clash"}:
            assert _follows(step, asked[key], "in_place")


# ---- money and standing
def _worth(found: Plan) -> tuple[int, ...]:
    """What a plan reaches, by tier: rungs of each target in their order, whole areas and clauses, single criteria."""
    missing = {(c.id, c.unit) for c in found.not_planned}
    groups: dict[tuple[str, str], bool] = {}
    single: dict[str, bool] = {}
    for c in found.open_criteria:
        there = (c.id, c.unit) not in missing
        groups[GROUP[c.id]] = groups.get(GROUP[c.id], True) and there
        single[c.id] = single.get(c.id, True) and there
    rungs = [sum(r.reached for r in found.rungs if r.target.startswith(f"{t.framework} ")) for t in found.targets]
    return (*rungs, sum(groups.values()), sum(single.values()))


@tried(3)
@given(cases(), st.floats(0, 1), st.floats(0, 1))
def test_more_money_never_reaches_less(case: Case, one: float, other: float) -> None:
    whole = made(case).days.expected
    less, more = (made(case, budget=share * whole) for share in sorted((one, other)))
    assert _worth(more) >= _worth(less)
    assert less.days.expected <= min(one, other) * whole + 1e-6


@tried(4)
@given(cases(), st.integers(1, 200))
def test_what_is_met_beforehand_never_makes_a_plan_dearer(case: Case, more: int) -> None:
    left = sorted(k for k, place in case.places.items() if place != "met")
    now_met = random.Random(case.seed + 1).sample(left, min(more, len(left)))
    better = msgspec.structs.replace(case, changed=dict.fromkeys(now_met, "met"))
    assert made(better).days.expected <= made(case).days.expected + 1e-6


def test_ground_that_is_in_place_for_a_target_is_not_laid_again_for_what_nobody_asks_for() -> None:
    """Measuring how requirements go rests on a measurement plan, of which ISO 9001 would ask more than CMMI does."""
    gaps = {"cmmi-dev:MA.SP1.1": "partly", "cmmi-dev:REQM.GP2.8": "partly", "iso-9001:9.1.1.a": "refuted"}
    case = Case(("cmmi-dev:2",), ("one",), "unmet", 1.0, ("partly",), 0, ("iso-9001",))
    for left in (gaps, {k: v for k, v in gaps.items() if k != "cmmi-dev:MA.SP1.1"}):
        found = made(msgspec.structs.replace(case, changed={(k, "one"): v for k, v in left.items()}))
        assert ("measurement-plan" in {s.measure for s in found.steps}) == ("cmmi-dev:MA.SP1.1" in left)


@mark.parametrize("target", ["sw-cmm:2", "cmmi-dev:2"])
def test_two_units_cost_less_than_twice_one_and_more_than_once(target: str) -> None:
    """What the organisation does is done once."""
    one, two = (
        plan(None, PlanOptions(targets=(target,), start=START, capacity=30.0, draws=10, units=n)).plan.days.expected
        for n in (1, 2)
    )
    assert one < two < 2 * one


@tried(3)
@given(cases(clash=False), st.sampled_from(("sw-cmm:SSM", "cmmi-dev:SAM")))
def test_what_does_not_apply_is_not_planned_and_does_not_hinder(case: Case, area: str) -> None:
    out = {k: "out" for k in case.places if k[0].startswith(f"{area}.")}
    found = made(msgspec.structs.replace(case, changed=out))
    assert not [full for s in found.steps for full in s.criteria if full.startswith(f"{area}.")]
    assert set(found.rated.values()) == {len(case.units)}
