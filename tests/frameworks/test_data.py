"""The data themselves: counts of the models, ids, references, and what every entry has to carry."""

import re
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

import pytest

from gradatim.frameworks import loader
from gradatim.frameworks.shape import FrameworkFile
from gradatim.model.framework import Framework, Mining, Scheme

ALL = [framework.id for framework in loader.load_all()]
FEATURES = ("commitment", "ability", "activity", "measurement", "verification")

# CMU/SEI-93-TR-025: goals, then practices by common feature.
SW_CMM = {
    "RM": (2, 1, 4, 3, 1, 3),
    "SPP": (3, 2, 4, 15, 1, 3),
    "SPTO": (3, 2, 5, 13, 1, 3),
    "SSM": (4, 2, 3, 13, 1, 3),
    "SQA": (4, 1, 4, 8, 1, 3),
    "SCM": (4, 1, 5, 10, 1, 4),
    "OPF": (3, 3, 4, 7, 1, 1),
    "OPD": (2, 1, 2, 6, 1, 1),
    "TP": (3, 1, 4, 6, 2, 3),
    "ISM": (2, 1, 3, 11, 1, 3),
    "SPE": (2, 1, 4, 10, 2, 3),
    "IC": (3, 1, 5, 7, 1, 3),
    "PR": (2, 1, 3, 3, 1, 1),
    "QPM": (3, 2, 5, 7, 1, 3),
    "SQM": (3, 1, 3, 5, 1, 3),
    "DP": (3, 2, 4, 8, 1, 3),
    "TCM": (3, 3, 5, 8, 1, 2),
    "PCM": (3, 2, 4, 10, 1, 2),
}


@pytest.mark.parametrize("area", SW_CMM)
def test_sw_cmm_area_has_the_goals_and_practices_of_the_model(frameworks: dict[str, Framework], area: str) -> None:
    model = frameworks["sw-cmm"]
    features = Counter(item.feature for item in model.criteria if item.group == area)
    goals = sum(goal.group == area for goal in model.goals)
    assert (goals, *(features[name] for name in FEATURES)) == SW_CMM[area]


def test_sw_cmm_totals(frameworks: dict[str, Framework]) -> None:
    model = frameworks["sw-cmm"]
    assert (len(model.areas), len(model.goals), len(model.criteria)) == (18, 52, 316)
    assert Counter(area.level for area in model.areas) == {2: 6, 3: 7, 4: 2, 5: 3}
    assert Counter(item.mining.value for item in model.criteria) == {"direct": 63, "indirect": 125, "people": 128}


def test_sw_cmm_feature_follows_from_the_id(frameworks: dict[str, Framework]) -> None:
    short = dict(zip(("Co", "Ab", "Ac", "Me", "Ve"), FEATURES, strict=True))
    for item in frameworks["sw-cmm"].criteria:
        assert item.feature == short[item.id.split(".")[1][:2]], item.id
        assert item.id.split(".")[0] == item.group


def test_sw_cmm_goal_mapping_keeps_its_doubt(frameworks: dict[str, Framework]) -> None:
    sourced = [item.id for item in frameworks["sw-cmm"].criteria if not item.doubt]
    assert sourced == ["DP.Ac1", "DP.Ac2", "DP.Ac3", "DP.Ac4", "DP.Ac5"]


# Words of our own statements that tell the subject read at that place: SSC San Diego policies of 1997 (source
# `ssc-policies`), DFAS slides and the article on tracking (see the sources of the framework file).
READ_AT = {
    "RM.Ab1": "divide",
    "RM.Ab2": "written form",
    "RM.Ac1": "before the project takes them on",
    "RM.Ac3": "changes",
    "SPP.Ab1": "work statement",
    "SPP.Ac1": "proposal",
    "SPP.Ac2": "alongside",
    "SPP.Ac4": "senior management",
    "SPP.Ac5": "life cycle",
    "SPP.Ac8": "work products",
    "SPP.Ac9": "Size",
    "SPTO.Ab2": "explicitly assigned",
    "SPTO.Ab5": "First-level",
    "SPTO.Ac2": "changed",
    "SPTO.Ac4": "told",
    "SQA.Ab4": "authority",
    "SQA.Ac3": "development plan",
    "SQA.Ac5": "work products",
    "SQA.Ac6": "engineers",
    "SQA.Ac7": "Deviations",
    "SCM.Ab1": "board",
    "SCM.Ab2": "group",
    "SCM.Ac3": "library",
    "SCM.Ac5": "change request",
    "TP.Ac1": "Each project",
    "TP.Ac2": "organisation-wide",
    "TP.Ac4": "set standards",
    "TP.Ac5": "excusing",
    "TP.Ac6": "Records",
    "TP.Me2": "quality of the training",
    "TP.Ve2": "independent",
    "ISM.Ab2": "tailoring",
    "ISM.Ac1": "derive",
    "OPD.Ac4": "adapt",
    "IC.Ab2": "tools",
    "IC.Ab4": "leading tasks",
    "QPM.Ab1": "group",
    "QPM.Ab5": "introduced",
    "SQM.Ac2": "quality plan",
    "DP.Ab2": "Within the project",
    "DP.Ac2": "start of a task",
    "TCM.Co3": "watches over",
    "TCM.Ab4": "Past figures",
    "TCM.Ac3": "told about new technologies",
    "PCM.Ab4": "Top managers",
    "PCM.Ac1": "everybody",
}
# The words "according to a documented procedure", or a plan that the work follows, were read there, or were not there.
BY_PROCEDURE = [
    "SPP.Ac4",
    "SPP.Ac6",
    "SPTO.Ac1",
    "SPTO.Ac2",
    "SPTO.Ac3",
    "SSM.Ac1",
    "SQA.Ac1",
    "SQA.Ac2",
    "SCM.Ac1",
    "SCM.Ac2",
    "SCM.Ac5",
    "TP.Ac2",
    "TP.Ac3",
    "ISM.Ac1",
    "ISM.Ac2",
    "SQM.Ac1",
    "SQM.Ac2",
    "DP.Ac3",
]


@pytest.mark.parametrize(("practice", "subject"), READ_AT.items())
def test_sw_cmm_practices_stand_where_they_were_read(
    frameworks: dict[str, Framework], practice: str, subject: str
) -> None:
    model = frameworks["sw-cmm"]
    statement = next(item.statement for item in model.criteria if item.id == practice)
    assert subject in statement
    assert any(practice in source.place for source in model.sources)


def test_sw_cmm_written_procedures_are_those_that_were_read(frameworks: dict[str, Framework]) -> None:
    model = frameworks["sw-cmm"]
    read = {local for source in model.sources for local in source.procedure}
    assert [item.id for item in model.criteria if item.id in read and item.by_procedure] == BY_PROCEDURE


def test_sw_cmm_says_how_much_was_read(frameworks: dict[str, Framework]) -> None:
    model = frameworks["sw-cmm"]
    assert len({local for source in model.sources for local in source.place}) == 147
    assert len({local for source in model.sources for local in source.procedure}) == 55
    assert not {local for source in model.sources for local in source.place if local.startswith(("PR.", "SPE.A"))}


# CMU/SEI-2010-TR-033, Table 3.2 (page 33), as the notes named as source S8 give it.
CMMI_AREAS = {
    "Process Management": {3: "OPD OPF OT", 4: "OPP", 5: "OPM"},
    "Project Management": {2: "PMC PP REQM SAM", 3: "IPM RSKM", 4: "QPM"},
    "Engineering": {3: "PI RD TS VAL VER"},
    "Support": {2: "CM MA PPQA", 3: "DAR", 5: "CAR"},
}


def test_cmmi_areas_have_category_and_level_of_the_model(frameworks: dict[str, Framework]) -> None:
    expected = {
        (area, category, level)
        for category, levels in CMMI_AREAS.items()
        for level, areas in levels.items()
        for area in areas.split()
    }
    assert {(area.id, area.category, area.level) for area in frameworks["cmmi-dev"].areas} == expected


# List letters of the standard, clauses 5 to 10, as source S23 has them (it lacks 5.3.e and 7.2.d).
LETTERS = {
    "5.1.1": "abcdefghij", "5.1.2": "abc", "5.2.1": "abcd", "5.2.2": "abc", "6.1.1": "abcd", "6.1.2": "ab",
    "6.2.1": "abcdefg", "6.2.2": "abcde", "6.3": "abcd", "7.1.1": "ab", "7.1.5.1": "ab", "7.1.5.2": "abc",
    "7.3": "abcd", "7.4": "abcde", "7.5.1": "ab", "7.5.2": "abc", "7.5.3.1": "ab", "7.5.3.2": "abcd", "8.1": "abcde",
    "8.2.1": "abcde",
    "8.2.2": "ab", "8.2.3.1": "abcde", "8.2.3.2": "ab", "8.3.2": "abcdefghij", "8.3.3": "abcde", "8.3.4": "abcdef",
    "8.3.5": "abcd", "8.3.6": "abcd", "8.4.1": "abc", "8.4.2": "abcd", "8.4.3": "abcdef", "8.5.1": "abcdefgh",
    "8.5.5": "abcde", "8.6": "ab", "8.7.1": "abcd", "8.7.2": "abcd", "9.1.1": "abcd", "9.1.3": "abcdefg", "9.2.1": "ab",
    "9.2.2": "abcdef", "9.3.2": "abcdef", "9.3.3": "abc", "10.1": "abc", "10.2.1": "abcdef", "10.2.2": "ab",
}  # fmt: skip


@pytest.mark.parametrize(("clause", "letters"), LETTERS.items())
def test_iso_9001_lists_have_the_letters_of_the_standard(
    frameworks: dict[str, Framework], clause: str, letters: str
) -> None:
    own = [item.id.removeprefix(f"{clause}.") for item in frameworks["iso-9001"].criteria if item.group == clause]
    assert "".join(dict.fromkeys(local[0] for local in own if local[0].isalpha())) == letters


def test_cmmi_totals_are_those_of_the_model(frameworks: dict[str, Framework]) -> None:
    model = frameworks["cmmi-dev"]
    assert len(model.areas) == 22
    assert sum(not goal.generic_level for goal in model.goals) == 49
    assert Counter(item.feature for item in model.criteria) == {"specific": 167, "generic": 22 * 12}
    assert Counter(area.level for area in model.areas) == {2: 7, 3: 11, 4: 2, 5: 2}


def test_cmmi_per_area_counts(frameworks: dict[str, Framework]) -> None:
    model = frameworks["cmmi-dev"]
    for area, counts in loader.annex("cmmi-dev")["counts"]["per_area"].items():
        goals = [goal for goal in model.goals if goal.group == area and not goal.generic_level]
        practices = [item for item in model.criteria if item.group == area and item.feature == "specific"]
        assert {"goals": len(goals), "practices": len(practices)} == counts, area


def test_cmmi_generic_goals_stand_in_every_area_and_gp_1_1_in_none(frameworks: dict[str, Framework]) -> None:
    model = frameworks["cmmi-dev"]
    goals = {goal.id: goal for goal in model.goals}
    for area in model.areas:
        assert len(goals[f"{area.id}.GG2"].practices) == 10
        assert goals[f"{area.id}.GG2"].generic_level == 2
        assert goals[f"{area.id}.GG3"].practices == (f"{area.id}.GP3.1", f"{area.id}.GP3.2")
        assert goals[f"{area.id}.GG3"].generic_level == 3
    assert not [item for item in model.criteria if item.id.endswith("GP1.1")]


def test_cmmi_generic_questions_name_the_work_of_their_area(frameworks: dict[str, Framework]) -> None:
    questions = [item.question for item in frameworks["cmmi-dev"].criteria if item.feature == "generic"]
    assert len(set(questions)) == len(questions) == 264
    assert not [text for text in questions if "{" in text]


def test_iso_9001_totals(frameworks: dict[str, Framework]) -> None:
    standard = frameworks["iso-9001"]
    counts = loader.annex("iso-9001")["counts"]
    assert (len(standard.clauses), len(standard.criteria)) == (91, 326)
    assert sum(bool(clause.requirements) for clause in standard.clauses) == counts["clauses_with_requirements"]
    by_top = Counter(item.group.split(".")[0] for item in standard.criteria)
    assert dict(by_top) == counts["atomic_by_top_clause"]
    asked = Counter(item.documented_information or "none" for item in standard.criteria)
    assert dict(asked) == counts["by_documented_information"]


def test_iso_9001_obligation_groups(frameworks: dict[str, Framework]) -> None:
    groups = {item.obligation for item in frameworks["iso-9001"].criteria}
    # One condition, on what may be left out of the scope, binds without the usual verb.
    groups.remove("4.3/rule")
    assert len(groups) == 127
    by_top = Counter(group.split(".")[0] for group in groups)
    assert dict(by_top) == loader.annex("iso-9001")["counts"]["obligation_groups_by_top_clause"]


def test_iso_9001_mining_follows_the_evidence_mode(frameworks: dict[str, Framework]) -> None:
    modes = {"direct": "mined", "indirect": "mixed", "people": "people"}
    counted = Counter(modes[item.mining.value] for item in frameworks["iso-9001"].criteria)
    assert dict(counted) == loader.annex("iso-9001")["counts"]["by_evidence_mode"]


def test_iso_9001_documented_information_index_agrees(frameworks: dict[str, Framework]) -> None:
    index = loader.annex("iso-9001")["documented_information_index"]
    for kind in ("maintain", "retain"):
        asked = {item.id for item in frameworks["iso-9001"].criteria if item.documented_information == kind}
        assert asked == {entry["requirement"] for entry in index[kind]}


def test_every_requirement_is_reachable_from_a_top_clause(frameworks: dict[str, Framework]) -> None:
    standard = frameworks["iso-9001"]
    parents = {clause.id: clause.parent for clause in standard.clauses}
    for clause in standard.clauses:
        at = clause.id
        while parents[at]:
            assert at.startswith(f"{parents[at]}.")
            at = parents[at]
        assert at in {"4", "5", "6", "7", "8", "9", "10"}
    listed = [local for clause in standard.clauses for local in clause.requirements]
    assert listed == [item.id for item in standard.criteria]


@pytest.mark.parametrize("id", ALL)
def test_every_criterion_belongs_to_its_group_and_goals(frameworks: dict[str, Framework], id: str) -> None:
    framework = frameworks[id]
    groups = {area.id for area in framework.areas} | {clause.id for clause in framework.clauses}
    goals = {goal.id: goal for goal in framework.goals}
    for item in framework.criteria:
        assert item.group in groups
        assert bool(item.goals) is (framework.scheme is Scheme.STAGED), item.id
        assert all(item.id in goals[goal].practices for goal in item.goals)
    for area in framework.areas:
        assert set(area.practices) == {item.id for item in framework.criteria if item.group == area.id}
        assert all(goals[goal].group == area.id and goals[goal].practices for goal in area.goals)


@pytest.mark.parametrize("id", ALL)
def test_every_criterion_is_asked_in_its_own_words(frameworks: dict[str, Framework], id: str) -> None:
    criteria = frameworks[id].criteria
    for item in criteria:
        assert re.fullmatch(r"[A-Z].{15,230}\?", item.question), item.id
        assert item.title and item.statement.endswith("."), item.id
        assert item.artifacts or item.feature == "generic" or id == "iso-9001", item.id
    repeated = [text for text, count in Counter(item.question for item in criteria).items() if count > 1]
    assert not repeated


@pytest.mark.parametrize("id", ALL)
def test_totals_in_the_file_hold(frameworks: dict[str, Framework], files: dict[str, FrameworkFile], id: str) -> None:
    framework = frameworks[id]
    found = {
        "areas": len(framework.areas),
        "goals": len(framework.goals),
        "practices": len(framework.criteria),
        "specific_goals": sum(not goal.generic_level for goal in framework.goals),
        "specific_practices": sum(item.feature == "specific" for item in framework.criteria),
        "generic_goals": 3,
        "generic_practices": 13,
        "clauses": len(framework.clauses),
        "clauses_with_requirements": sum(bool(clause.requirements) for clause in framework.clauses),
        "requirements": len(framework.criteria),
        "obligation_groups": len({item.obligation for item in framework.criteria if "/s" in item.obligation}),
        "signals": len(framework.signals),
    }
    totals = files[id].totals
    assert totals
    assert {name: found[name] for name in totals} == totals


def test_generic_totals_of_cmmi_count_what_is_not_instantiated_too(files: dict[str, FrameworkFile]) -> None:
    generic = files["cmmi-dev"].generic
    assert generic is not None
    assert (len(generic.goals), len(generic.practices)) == (3, 13)
    assert [goal.id for goal in generic.goals if not goal.instantiated] == ["GG1"]


@pytest.mark.parametrize("id", ["sw-cmm", "iso-9001"])
def test_every_signal_is_mined_or_says_why_not(frameworks: dict[str, Framework], probes: set[str], id: str) -> None:
    framework = frameworks[id]
    spoken = {item.id: {one.probe for one in item.indicators} for item in framework.criteria}
    for signal in framework.signals:
        assert bool(signal.probes) != bool(signal.not_yet_mined), signal.id
        assert set(signal.probes) <= probes, signal.id
        if signal.probes and signal.criteria:
            reached = set().union(*(spoken[local] for local in signal.criteria))
            assert reached & set(signal.probes), f"{signal.id}: no probe of it speaks to any criterion it names"


def test_signal_counts(frameworks: dict[str, Framework]) -> None:
    assert (len(frameworks["sw-cmm"].signals), len(frameworks["iso-9001"].signals)) == (107, 74)


def test_mined_practices_are_touched_by_a_signal_or_stand_on_the_list(frameworks: dict[str, Framework]) -> None:
    model = frameworks["sw-cmm"]
    touched = {local for signal in model.signals for local in signal.criteria}
    left = {item.id for item in model.criteria if item.mining is Mining.DIRECT} - touched
    assert not left
    # Reviews by managers and audits follow one pattern over all areas and have no signal of their own.
    indirect = {item.id for item in model.criteria if item.mining is Mining.INDIRECT} - touched
    assert {local for local in indirect if not fnmatch(local, "*.[MV]e?")} <= {"SPP.Ab2", "IC.Ac7", "DP.Ac1"}


@pytest.mark.parametrize("path", sorted((Path(loader.__file__).parents[1]).rglob("*.yaml")), ids=lambda p: p.name)
def test_data_cite_what_a_user_can_find(path: Path) -> None:
    """Working notes that are in no release are no source."""
    assert not re.search(r"\b(research|shared)/[\w-]+\.md|reference file", path.read_text(encoding="utf-8"))
