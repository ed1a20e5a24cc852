"""Criteria that no measure names: a made-up framework and edition beside ours."""

import msgspec
from pytest import mark

from gradatim.frameworks import loader
from gradatim.model.framework import Criterion, Crosswalk, CrosswalkLink, Framework, ProcessArea, Scheme
from gradatim.model.plan import PlanTarget, PlanUnit
from gradatim.planning.roadmap import data
from gradatim.planning.roadmap.build import Inputs, build
from gradatim.planning.roadmap.catalogue import catalogue
from gradatim.planning.roadmap.optimise import least_cost
from gradatim.planning.roadmap.work import Work
from tests.planning.roadmap.test_build import needs

SHIPPED = loader.newest()


def ladder(*ids: str) -> Framework:
    """A made-up staged model with these practices."""
    areas = dict.fromkeys(i.partition(".")[0] for i in ids)
    return Framework(
        id="ladder", edition="1", title="Ladder", short_title="Ladder", publisher="nobody", year=2020,
        scheme=Scheme.STAGED,
        criteria=tuple(Criterion(id=i, title=i, statement=i, group=i.partition(".")[0]) for i in ids),
        areas=tuple(ProcessArea(id=a, title=f"Area {a}", level=2, purpose="", goals=(), practices=()) for a in areas),
    )  # fmt: skip


def walk(*links: tuple[str, str], target: str = "sw-cmm@1.1", **changes: str) -> Crosswalk:
    """A made-up crosswalk from the ladder, or from what `source` says."""
    shape = {"strength": "strong", "direction": "both"} | {k: v for k, v in changes.items() if k != "source"}
    return Crosswalk(
        id="w", title="w", source_framework=changes.get("source", "ladder@1"), target_framework=target,
        provenance="judged", reference="none",
        links=tuple(CrosswalkLink(source=a, target=b, **shape) for a, b in links),
    )  # fmt: skip


def home(full: str, works: tuple[Work, ...]) -> str:
    """The one work that serves a criterion."""
    (found,) = [w.id for w in works if full in w.covers]
    return found


def served(framework: Framework, *walks: Crosswalk) -> tuple[Work, ...]:
    return catalogue((*SHIPPED, framework), data.measures(), walks, loader.load_all())


def test_without_a_crosswalk_each_area_is_one_work() -> None:
    works = served(ladder("REV.P1", "REV.P2", "TST.P1"))
    own = {w.id: w for w in works if w.kind == "assumed"}
    assert {i: w.covers for i, w in own.items()} == {
        "assumed.ladder.REV": ("ladder:REV.P1", "ladder:REV.P2"),
        "assumed.ladder.TST": ("ladder:TST.P1",),
    }
    assert own["assumed.ladder.REV"].title == "Put Area REV (REV) in place"


def test_a_strong_link_joins_a_practice_to_the_work_for_its_counterpart() -> None:
    works = served(ladder("REV.P1", "REV.P2"), walk(("REV.P1", "PR.Ac2")))
    assert home("ladder:REV.P1", works) == home("sw-cmm:PR.Ac2", works) == "peer-reviews"
    assert home("ladder:REV.P2", works) == "assumed.ladder.REV"
    assert next(w for w in works if w.id == "peer-reviews").joined == ("ladder:REV.P1",)


def test_a_crosswalk_is_read_from_either_end() -> None:
    works = served(ladder("REV.P1"), walk(("PR.Ac2", "REV.P1"), source="sw-cmm@1.1", target="ladder@1"))
    assert home("ladder:REV.P1", works) == "peer-reviews"


@mark.parametrize(
    "crosswalk",
    [
        walk(("REV.P1", "PR.Ac2"), strength="partial"),
        walk(("REV.P1", "PR.Ac2"), direction="from_supports_to"),  # meeting the CMM's practice says nothing of ours
        walk(("REV.P1", "PR.Ac2"), ("REV.P1", "SCM.Ac6")),  # two works together: neither is enough
        walk(("REV.P1", "PR")),  # a whole area is many works
        walk(("REV.P1", "PR.Ac99")),
        walk(("REV.P1", "PR.Ac2"), target="sw-cmm@2.0"),  # an edition that is not held
    ],
)
def test_what_a_crosswalk_does_not_settle_is_work_of_its_own(crosswalk: Crosswalk) -> None:
    assert home("ladder:REV.P1", served(ladder("REV.P1"), crosswalk)) == "assumed.ladder.REV"


def test_a_direction_that_carries_over_is_enough() -> None:
    works = served(ladder("REV.P1"), walk(("REV.P1", "PR.Ac2"), direction="to_supports_from"))
    assert home("ladder:REV.P1", works) == "peer-reviews"


def edition_2030() -> Framework:
    """A made-up edition of ISO 9001: one requirement under its old number, one moved, clause 8.10 new."""
    iso = loader.load("iso-9001")
    shape = {"title": "t", "statement": "s"}
    return msgspec.structs.replace(
        iso, edition="2030", year=2030,
        criteria=tuple(Criterion(id=i, group=i.partition("-")[0], **shape) for i in ("9.2.1-1", "8.10-1", "11.1-1")),
    )  # fmt: skip


def test_another_edition_is_served_by_its_ids_and_by_its_crosswalk_to_the_old_one() -> None:
    frameworks = (*(f for f in SHIPPED if f.id != "iso-9001"), edition_2030())
    walks = (walk(("11.1", "8.5.5"), source="iso-9001@2030", target="iso-9001@2015"),)
    works = catalogue(frameworks, data.measures(), walks, loader.load_all())
    assert home("iso-9001:9.2.1-1", works) == "process-audits"
    assert home("iso-9001:11.1-1", works) == "after-delivery"
    assert home("iso-9001:8.10-1", works) == "assumed.iso-9001.8.10"


@mark.parametrize(
    ("framework", "level"), [("sw-cmm", 2), ("sw-cmm", 5), ("cmmi-dev", 2), ("cmmi-dev", 5), ("iso-9001", 0)]
)
def test_assumed_effort_is_of_the_size_of_what_is_written(framework: str, level: int) -> None:
    """Were our frameworks dropped in without measures, their plans would cost half to twice what they cost now."""
    wanted = needs((PlanTarget(framework=framework, level=level),))
    bare = msgspec.structs.replace(data.measures(), subjects=(), themes=(), measures=())
    no_ground = msgspec.structs.replace(data.prerequisites(), bases=())
    units = (PlanUnit(id="u0", title="u0", people=5, people_basis="user"),)
    cost = {}
    for measures, prerequisites in ((data.measures(), data.prerequisites()), (bare, no_ground)):
        problem = build(
            Inputs(
                works=catalogue(SHIPPED, measures), needs=wanted, units=units, effort=data.own_effort(),
                prerequisites=prerequisites, unknown="unmet",
            )
        )  # fmt: skip
        cost[measures is bare] = least_cost(problem.items, range(len(wanted))).cost
    assert 0.5 < cost[True] / cost[False] < 2
