"""Next steps: what blocks first, shared work once, few of a kind."""

from typing import Any

import msgspec
import pytest

from gradatim.evaluation.policy import load_policy
from gradatim.frameworks import loader
from gradatim.model.framework import Crosswalk, CrosswalkLink, Framework, Indicator, Mining
from gradatim.model.judgement import Constraint, Judgement
from gradatim.model.observation import Observation, Outcome
from gradatim.model.result import Step
from gradatim.planning.steps import _strong_links, blocking, steps
from tests.support.judging import UNIT, bounds, criterion, judged, seen, staged, standard

POLICY = load_policy()
REVIEW = Indicator("reviewed", "direct")
MODEL = staged(
    {"A": (2, {"A.G1": ["A.1", "A.2", "A.3"]}), "B": (3, {"B.G1": ["B.1"]})},
    criteria={
        "A.1": criterion("A.1", REVIEW, group="A", goals=("A.G1",)),
        "A.3": criterion("A.3", Indicator("trained", "direct"), group="A", goals=("A.G1",), mining=Mining.PEOPLE),
        "B.1": criterion("B.1", Indicator("planned", "direct"), group="B", goals=("B.G1",)),
    },
)
NORM = msgspec.structs.replace(
    standard({"8": [], "8.1": ["8.1-1", "8.1-2"]}),
    criteria=(criterion("8.1-1", REVIEW, group="8.1"), criterion("8.1-2", group="8.1")),
)


class Doc(msgspec.Struct, frozen=True):
    question: str
    remedy: str


DOCS = {
    p: Doc(f"Is it {p}?", f"Make it {p}. Then it shows in the history.") for p in ("reviewed", "planned", "trained")
}
NO = tuple(seen(p, Outcome.FALSE) for p in DOCS)


def made(
    model: dict[str, Any], norm: dict[str, Any] | None = None, observations: tuple[Observation, ...] = NO, **more: Any
) -> tuple[Step, ...]:
    known = {"model": judged(MODEL, model), "standard": judged(NORM, norm or {})}
    return steps((MODEL, NORM), known, observations, DOCS, POLICY, **more)


def by_title(found: tuple[Step, ...], start: str) -> Step:
    return next(s for s in found if s.title.startswith(start))


def test_a_probe_that_says_no_becomes_one_step_over_all_frameworks() -> None:
    step = by_title(made({}), "Make it reviewed")
    assert step.criteria == ("model:A.1", "standard:8.1-1")
    assert step.confirm == ("reviewed",)
    assert step.blocks == "model level 2, standard"
    assert step.how == "Then it shows in the history."
    assert step.why.startswith("Message of reviewed. It bears on 2 criteria")
    assert step.why.endswith("some of which block MODEL level 2 and STANDARD.")


def test_what_blocks_the_next_level_comes_before_what_comes_later() -> None:
    found = made({})
    assert by_title(found, "Make it reviewed").rank < by_title(found, "Make it planned").rank
    assert by_title(found, "Make it planned").blocks == ""


def test_refuted_weighs_more_than_unknown() -> None:
    found = made({"A.1": (0, 1)}, {"8.1-1": (3, 3), "8.1-2": (3, 3)})
    assert found[0].title == "Make it reviewed"


def test_no_step_for_what_only_people_can_tell_or_what_holds_already() -> None:
    assert not any(s.title.startswith("Make it trained") for s in made({}))
    good = {"A.1": (2, 3), "A.2": (2, 3), "A.3": (2, 3), "B.1": (2, 3)}
    assert made(good, {"8.1-1": (2, 3), "8.1-2": (3, 3)}) == ()


@pytest.mark.parametrize(
    "observation",
    [seen("reviewed"), seen("reviewed", Outcome.NOT_AVAILABLE), seen("reviewed", Outcome.FALSE, suppressed="x")],
)
def test_only_a_no_in_force_is_a_reason_to_change_work(observation: Observation) -> None:
    assert not any(s.title.startswith("Make it") for s in made({}, observations=(observation,)))


NOT_DONE = bounds(0, 0, said=True, source="answer:model:A.2")


def _short(criterion: str, *constraints: Constraint) -> Judgement:
    narrowed = min(c.high for c in constraints)
    return Judgement(criterion=criterion, unit=UNIT, high=narrowed, constraints=constraints)


def test_what_people_say_is_missing_leads_and_says_what_it_rules_out() -> None:
    known = {"model": (_short("model:A.1", bounds(0, 1)), _short("model:A.2", NOT_DONE))}
    first, second, *_ = steps((MODEL,), known, NO, DOCS, POLICY)
    assert first.title == "Put in place what Area A (A) lacks: Title of A.2"
    assert first.criteria == ("model:A.2",)
    assert first.why.endswith("MODEL level 2 is ruled out until it is there.")
    assert "`gradatim explain model:A.2`" in first.how
    assert second.title == "Make it reviewed"


def test_what_is_missing_is_one_step_an_area_the_worst_named() -> None:
    partly = msgspec.structs.replace(NOT_DONE, high=1, low=1)
    known = {"model": (_short("model:A.1", partly), _short("model:A.2", NOT_DONE))}
    found = [s for s in steps((MODEL,), known, (), DOCS, POLICY) if s.title.startswith("Put in place")]
    assert [(s.title, s.criteria) for s in found] == [
        ("Put in place what Area A (A) lacks: Title of A.2 and 1 more", ("model:A.2", "model:A.1"))
    ]


def test_what_a_probe_would_see_mended_is_left_to_its_remedy_unless_people_deny_it() -> None:
    seen_only = {"model": (_short("model:A.1", bounds(0, 1)),)}
    assert not any(s.title.startswith("Put") for s in steps((MODEL,), seen_only, NO, DOCS, POLICY))
    both = {"model": (_short("model:A.1", bounds(0, 1), NOT_DONE),)}
    assert by_title(steps((MODEL,), both, NO, DOCS, POLICY), "Put in place").criteria == ("model:A.1",)


def test_questions_are_grouped_by_area_or_clause() -> None:
    step = by_title(made({"A.1": (2, 3)}), "Answer 2 questions on Area A")
    assert step.criteria == ("model:A.2", "model:A.3")
    assert step.how == "`gradatim ask --area model:A`"
    assert by_title(made({}), "Answer 2 questions on Clause 8.1").blocks == "standard"


def test_with_several_units_a_step_says_where_it_was_seen() -> None:
    no = seen("reviewed", Outcome.FALSE)
    other = msgspec.structs.replace(no, unit="two")
    units = {no.unit: "First", "two": "Second"}
    assert "In Second: Message" in by_title(made({}, observations=(other,), units=units), "Make it reviewed").why
    both = by_title(made({}, observations=(no, other), units=units), "Make it reviewed").why
    assert "In 2 units, among them First: Message" in both
    assert by_title(made({}, observations=(no,)), "Make it reviewed").why.startswith("Message")


def test_a_contradiction_goes_to_a_person() -> None:
    clash = Judgement(
        criterion="model:A.1",
        unit=UNIT,
        contradiction=True,
        constraints=(bounds(2, 3), bounds(0, 0, said=True, source="answer:model:A.1")),
    )
    found = steps((MODEL,), {"model": (clash,)}, (), DOCS, POLICY)
    assert found[0].title == "Decide the contradiction on model:A.1 (Title of A.1)"


def test_the_next_level_is_the_lowest_that_is_not_proved() -> None:
    done = judged(MODEL, {"A.1": (2, 3), "A.2": (2, 2), "A.3": (3, 3)})
    block = blocking(MODEL, done)
    assert block is not None
    assert (block.name, list(block.criteria)) == ("model level 3", ["model:B.1"])


def test_generic_practices_of_a_lower_area_block_the_level_that_asks_for_them() -> None:
    generic = staged({"A": (2, {"A.SG1": ["A.SP1"], "A.GG3": ["A.GP3"]})}, id="cmmi-dev", generic={"A.GG3": 3})
    block = blocking(generic, judged(generic, {"A.SP1": (3, 3)}))
    assert block is not None
    assert block.name == "cmmi-dev level 3"


def test_never_more_than_the_policy_allows_and_ranks_count_up() -> None:
    many = staged({f"A{n}": (2, {f"A{n}.G1": [f"A{n}.1"]}) for n in range(30)})
    found = steps((many,), {"model": judged(many, {})}, (), DOCS, POLICY)
    assert 0 < len(found) <= POLICY.steps.most
    assert [s.rank for s in found] == list(range(1, len(found) + 1))


def test_an_indirect_trace_weighs_half_of_direct_evidence() -> None:
    two = staged(
        {"A": (2, {"A.G1": ["A.1", "A.2"]})},
        criteria={
            "A.1": criterion("A.1", Indicator("planned", "indirect"), group="A", goals=("A.G1",)),
            "A.2": criterion("A.2", Indicator("reviewed", "direct"), group="A", goals=("A.G1",)),
        },
    )
    found = steps((two,), {"model": judged(two, {})}, NO, DOCS, POLICY)
    titles = [s.title for s in found if s.confirm[0] in DOCS]
    assert titles == ["Make it reviewed", "Make it planned"]


def test_what_moves_most_comes_first_whatever_its_kind() -> None:
    """Twenty questions on one area outweigh one practice that a probe would move a little."""
    many = staged(
        {"A": (2, {"A.G1": [f"A.{n}" for n in range(20)]}), "B": (2, {"B.G1": ["B.1"]})},
        criteria={"B.1": criterion("B.1", Indicator("planned", "indirect"), group="B", goals=("B.G1",))},
    )
    found = steps((many,), {"model": judged(many, {})}, NO, DOCS, POLICY)
    assert found[0].title.startswith("Answer 20 questions")
    assert "Make it planned" in [s.title for s in found[1:]]


def walk(*links: CrosswalkLink) -> Crosswalk:
    return Crosswalk(
        id="x",
        title="",
        source_framework="model@1",
        target_framework="standard@1",
        provenance="",
        reference="",
        links=links,
    )


def test_strong_links_bring_in_the_other_framework() -> None:
    strong = CrosswalkLink(source="B.1", target="8.1-2", strength="strong")
    weak = CrosswalkLink(source="A.1", target="8.1-2", strength="weak")
    found = made({}, crosswalks=(walk(strong, weak),))
    assert by_title(found, "Make it planned").criteria == ("model:B.1", "standard:8.1-2")
    assert "standard:8.1-2" not in by_title(found, "Make it reviewed").criteria


def test_links_hold_in_the_direction_that_supports_and_for_work_alone() -> None:
    """Meeting the linked item must support the other; an answer to one question answers no other."""

    def linked(direction: str) -> tuple[str, ...]:
        link = CrosswalkLink(source="B.1", target="8.1-2", strength="strong", direction=direction)
        return by_title(made({}, crosswalks=(walk(link),)), "Make it planned").criteria

    assert "standard:8.1-2" in linked("from_supports_to")
    assert "standard:8.1-2" not in linked("to_supports_from")


def test_the_links_of_the_real_crosswalks_reach_the_other_framework() -> None:
    """Crosswalks name frameworks with their editions, criteria without: they never met before."""
    sw, dev = loader.load("sw-cmm"), loader.load("cmmi-dev")
    links = _strong_links(loader.crosswalks(), (sw, dev))
    criteria = {f.full_id(c.id) for f in (sw, dev) for c in f.criteria}
    assert "cmmi-dev:REQM.SP1.1" in links["sw-cmm:RM.Ac1"]
    assert len(criteria & links.keys()) > 100


def test_order_of_input_never_matters() -> None:
    def ordered(frameworks: tuple[Framework, ...], observations: tuple[Observation, ...]) -> list[str]:
        known = {"model": judged(MODEL, {}), "standard": judged(NORM, {})}
        return [s.title for s in steps(frameworks, known, observations, DOCS, POLICY)]

    assert ordered((MODEL, NORM), NO) == ordered((NORM, MODEL), NO[::-1])


def test_an_area_that_may_not_apply_offers_to_say_so() -> None:
    optional = staged({"A": (2, {"A.G1": ["A.1"]})}, optional=["A"])
    (step,) = steps((optional,), {"model": judged(optional, {})}, (), DOCS, POLICY)
    assert step.how.startswith("`gradatim ask --area model:A`, or say under `not_applicable`")
