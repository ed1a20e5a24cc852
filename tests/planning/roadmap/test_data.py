from graphlib import TopologicalSorter

from gradatim.frameworks import loader
from gradatim.planning.roadmap import data
from gradatim.planning.roadmap.catalogue import catalogue
from gradatim.planning.roadmap.work import Work

WORKS = catalogue(loader.load_all(), data.measures())
IDS = {w.id for w in WORKS}


def test_every_criterion_of_every_framework_is_served_by_exactly_one_measure() -> None:
    served = [c for w in WORKS for c in w.covers]
    wanted = [f.full_id(c.id) for f in loader.load_all() for c in f.criteria]
    assert sorted(served) == sorted(wanted)
    assert not [w.id for w in WORKS if w.kind == "assumed"]
    assert not any(w.joined for w in WORKS)


def test_the_measures_are_written_for_what_we_ship() -> None:
    assert sorted(data.measures().editions) == sorted(f"{f.id}@{f.edition}" for f in loader.load_all())


def test_kinds_and_roles_exist() -> None:
    effort = data.own_effort()
    assert {w.kind for w in WORKS} <= set(effort.kinds)
    assert {w.role for w in WORKS} <= set(effort.roles)


def test_names_in_covers_exist() -> None:
    known = {f.full_id(c.id) for f in loader.load_all() for c in f.criteria}
    file = data.measures()
    named = [c for part in (*file.measures, *file.themes) for c in part.covers if ":" in c and "*" not in c]
    assert set(named) <= known
    assert len(named) == len(set(named))


def test_patterns_all_find_something() -> None:
    for measure in data.measures().measures:
        work = next(w for w in WORKS if w.id == measure.id)
        assert work.covers, measure.id


def test_subjects_join_areas_by_a_strong_link_or_say_that_it_is_reasoned() -> None:
    strong = {
        (
            f"{x.source_framework.partition('@')[0]}:{link.source}",
            f"{x.target_framework.partition('@')[0]}:{link.target}",
        )
        for x in loader.crosswalks()
        for link in x.links
        if link.strength == "strong"
    }
    for subject in data.measures().subjects:
        first, *others = subject.areas
        for area in others:
            linked = (first, area) in strong or (area, first) in strong
            assert linked != (area in subject.reasoned), (subject.id, area)


def test_strong_practice_links_share_one_measure() -> None:
    """Work that the crosswalk calls the same is counted once; the exceptions are named here with their reason."""
    split = {
        ("sw-cmm:SPTO.Ac1", "cmmi-dev:PMC.SP1.1"),  # one practice against four activities: with the figures themselves
        ("sw-cmm:SQA.Ac6", "cmmi-dev:PPQA.SP2.1"),  # reporting goes with product audits, resolving with correction
        ("sw-cmm:SQM.Ac4", "cmmi-dev:QPM.SP2.2"),
        ("sw-cmm:TCM.Ac7", "cmmi-dev:OPM.SP3.2"),  # one CMMI practice against two key process areas
        ("sw-cmm:PCM.Ac3", "cmmi-dev:OPM.SP3.1"),
        ("sw-cmm:PCM.Ac7", "cmmi-dev:OPM.SP2.3"),
    }
    where = {c: w.id for w in WORKS for c in w.covers}
    walk = next(x for x in loader.crosswalks() if x.id == "swcmm-cmmi-practice")
    strong = [(f"sw-cmm:{x.source}", f"cmmi-dev:{x.target}") for x in walk.links if x.strength == "strong"]
    assert {pair for pair in strong if where[pair[0]] != where[pair[1]]} <= split


def _meets(end: str, full: str, group: str) -> bool:
    """An end of a link names a criterion, a clause over it, or a feature or generic practice in every area."""
    local = full.partition(":")[2]
    last = local.rpartition(".")[2]
    feature = end.startswith("*.") and last.startswith(end[2:])
    return end in {local, group, last} or group.startswith(f"{end}.") or feature


def test_work_is_shared_between_frameworks_only_where_a_crosswalk_links_them() -> None:
    """Of each measure and each two frameworks that it serves, a link of some strength joins what it meets in both."""
    group = {f.full_id(c.id): c.group for f in loader.load_all() for c in f.criteria}
    walks = {
        (x.source_framework.partition("@")[0], x.target_framework.partition("@")[0]): x.links
        for x in loader.crosswalks()
        if x.id in {"iso15-cmmi", "iso15-swcmm", "swcmm-cmmi-practice"}
    }

    def linked(work: Work, one: str, other: str) -> bool:
        def meets(end: str, framework: str) -> bool:
            return any(c.startswith(f"{framework}:") and _meets(end, c, group[c]) for c in work.covers)

        return any(meets(link.source, one) and meets(link.target, other) for link in walks[one, other])

    apart = {
        (work.id, *pair)
        for work in WORKS
        for pair in walks
        if not work.theme and set(pair) <= {c.partition(":")[0] for c in work.covers} and not linked(work, *pair)
    }
    assert apart == {
        ("project-training", "sw-cmm", "cmmi-dev"),  # a project's training plan; CMMI has it in project planning
        ("tracking-work", "sw-cmm", "cmmi-dev"),  # action to closure: SPTO goal 2 asks for it, no activity by itself
    }


def test_the_organisation_does_what_the_models_ask_of_it_and_each_unit_the_rest() -> None:
    """The models say of each area whether the organisation or the project does it; the exceptions are named here."""
    organisation = {
        *(f"sw-cmm:{a}" for a in ("OPF", "OPD", "TP", "TCM", "PCM")),
        *(f"cmmi-dev:{a}" for a in ("OPF", "OPD", "OT", "OPP", "OPM")),
    }
    other_than_the_area = {
        "sw-cmm:TP.Ac1",  # each project's own training plan
        "sw-cmm:QPM.Ac7",  # the capability of the organisation's standard process
        "sw-cmm:QPM.Ab1", "sw-cmm:DP.Ab1", "sw-cmm:IC.Ab3",  # a group, a team and managers of the organisation
        "sw-cmm:SQA.Ve3",  # experts from outside look at the quality assurance group
        "sw-cmm:SSM.Ac2", "sw-cmm:SSM.Ac3", "sw-cmm:SSM.Ac6",  # one purchasing for all
        "cmmi-dev:SAM.SP1.2", "cmmi-dev:SAM.SP1.3",
        "cmmi-dev:MA.SP1.1", "cmmi-dev:MA.SP1.2", "cmmi-dev:MA.SP1.3", "cmmi-dev:MA.SP1.4",  # one measurement plan
    }  # fmt: skip
    once = ("policy", "top-review")  # one policy and one management review serve all units
    found = set()
    for work in WORKS:
        if work.theme in once:
            assert work.scope == "organisation"
            continue
        for full in work.covers:
            area = full.partition(".")[0]
            if not full.startswith("iso-9001:") and (area in organisation) != (work.scope == "organisation"):
                found.add(full)
    assert found == other_than_the_area


def test_prerequisites_name_measures_themes_and_run_in_no_circle() -> None:
    file = data.prerequisites()
    themes = {t.id for t in data.measures().themes}
    graph: dict[str, set[str]] = {}
    for link in file.links:
        assert {link.first, link.then} <= IDS
        graph.setdefault(link.then, set()).add(link.first)
    for base in file.bases:
        assert base.base in IDS
        assert base.theme in themes
    for rule in file.rules:
        assert all(t in themes or t.startswith("stage:") for t in (*rule.first, *rule.then))
    tuple(TopologicalSorter(graph).static_order())


def test_every_effort_has_a_basis_and_rises() -> None:
    for kind in data.own_effort().kinds.values():
        for points in (kind.days, kind.more, kind.person):
            assert 0 <= points[0] <= points[1] <= points[2]
        assert kind.basis == ("assumed" if kind is data.own_effort().kinds["assumed"] else "ours")
        assert kind.why


def test_the_schema_file_is_current() -> None:
    assert (data.FOLDER / "roadmap.schema.json").read_text("utf-8") == data.schema()
