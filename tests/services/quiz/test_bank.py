"""The question bank: large, deterministic, and wrong answers that are wrong by the data."""

import math
import re
from collections import Counter

import pytest

from gradatim.frameworks import learning, loader
from gradatim.model.framework import Framework
from gradatim.model.learning import Question
from gradatim.probes.wilson import interval as wilson
from gradatim.services.compare import links
from gradatim.services.explain.catalogue import entries
from gradatim.services.explain.rules import rules as method_rules
from gradatim.services.quiz import TOPICS, QuizError, bank, select
from gradatim.services.quiz.of_models import CASES

SEEDS = (1, 7)
SETS = {"scampi-c"}
"""Questions whose choices are sets, one inside the other, on purpose; the right one says "only"."""


def of(kind: str, seed: int = 1) -> list[Question]:
    return [q for q in bank(seed) if q.made and q.id.startswith(f"{kind}-")]


@pytest.fixture(scope="module")
def sw() -> Framework:
    return loader.load("sw-cmm")


def test_written_questions_alone_are_at_least_120_over_every_topic_and_difficulty() -> None:
    written = learning.questions()
    assert len(written) >= 120
    assert {q.topic for q in written} == set(TOPICS)
    assert {q.difficulty for q in written} == {1, 2, 3}


def test_ids_are_unique_and_references_lead_somewhere() -> None:
    assert max(Counter(q.id for q in bank()).values()) == 1
    assert {see for q in bank() for see in q.see} <= set(entries())


@pytest.mark.parametrize("seed", SEEDS)
def test_the_right_choice_is_there_once(seed: int) -> None:
    for q in bank(seed):
        if q.choices:
            assert len(q.choices) == 4, q.id
            assert len(set(q.choices)) == 4, q.id
            assert q.choices[q.right] == q.answer, q.id
        else:
            assert q.points, q.id
        assert q.reason.strip()
        assert q.sources


def test_the_same_seed_gives_the_same_questions_and_another_seed_another_order() -> None:
    bank.cache_clear()
    first = bank(3)
    bank.cache_clear()
    assert bank(3) == first
    assert [q.choices for q in bank(4)] != [q.choices for q in first]


def test_the_longest_choice_is_no_sign_of_the_right_one() -> None:
    for kind in (True, False):
        asked = [q for q in bank() if q.choices and q.made is kind]
        longest = [q for q in asked if len(q.answer) > max(len(c) for c in q.choices if c != q.answer)]
        assert len(longest) < 0.4 * len(asked)
    written = [q for q in learning.questions() if q.wrong]
    assert [q.id for q in written if len(q.answer) > 1.6 * max(map(len, q.wrong))] == []


def test_no_wrong_choice_says_the_right_one_and_more_or_a_part_of_it() -> None:
    for q in (q for q in bank() if re.search("[a-z]{3}", q.answer)):
        right = re.escape(q.answer.casefold().rstrip("."))
        for wrong in (c.casefold().rstrip(".") for c in q.choices if c != q.answer):
            within = re.search(rf"\b{right}\b", wrong) or re.search(rf"\b{re.escape(wrong)}\b", q.answer.casefold())
            assert not within or q.id in SETS or q.id.startswith("clause-"), (q.id, wrong)


def test_no_question_is_asked_twice() -> None:
    assert max(Counter((q.question, q.answer) for q in bank()).values()) == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_single_items_are_never_set_against_groups_that_speak_of_the_same(seed: int) -> None:
    for kind, framework in (("activity", "sw-cmm"), ("requirement", "iso-9001")):
        criteria = {c.id.lower(): c for c in loader.load(framework).criteria}
        for q in of(kind, seed):
            group = criteria[q.id.removeprefix(f"{kind}-")].group
            group = ".".join(group.split(".")[:2]) if kind == "requirement" else group
            named = {c.split()[0] if kind == "requirement" else c.rpartition("(")[2].rstrip(")") for c in q.choices}
            assert named & learning.near(framework, group) == {group}, q.id


def test_no_made_question_gives_its_answer_away_by_a_word_of_one_title_alone() -> None:
    """Among forty questions "quantitative management work follows a plan" asked for Quantitative Process Management."""
    ids = {q.id for q in bank()}
    assert not ids & {"goal-sw-cmm-qpm.g1", "goal-cmmi-dev-qpm.sg1", "requirement-6.3.b", "successor-sqa"}
    assert {"goal-sw-cmm-scm.g3", "requirement-10.3-2", "activity-spp.ac13", "successor-spto"} <= ids
    for framework in ("sw-cmm", "cmmi-dev"):
        words = {a.id: set(re.findall(r"[a-z]{6,}", a.title.casefold())) for a in loader.load(framework).areas}
        count = Counter(w for found in words.values() for w in found)
        for q in (*of(f"goal-{framework}"), *of(f"purpose-{framework}")):
            asked = set(re.findall(r"[a-z]{6,}", q.question.partition(": ")[2].casefold()))
            own = words[q.answer.rpartition("(")[2].strip(")")]
            assert not {w for w in own & asked if count[w] == 1}, q.id


def test_near_groups_are_there() -> None:
    for framework in ("sw-cmm", "iso-9001"):
        model = loader.load(framework)
        groups = {a.id for a in model.areas} | {c.id for c in model.clauses}
        for group in groups:
            assert learning.near(framework, group) <= groups
    assert "PCM" in learning.near("sw-cmm", "OPF")
    assert "10.2" in learning.near("iso-9001", "8.7")


def test_the_right_answer_stands_in_every_place_about_equally() -> None:
    places = Counter(q.right for q in bank() if q.choices)
    assert min(places.values()) > 0.2 * sum(places.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_levels_of_areas(seed: int) -> None:
    for framework in (loader.load("sw-cmm"), loader.load("cmmi-dev")):
        level = {f"level-{framework.id}-{a.id.lower()}": a.level for a in framework.areas}
        found = [q for q in of("level", seed) if q.id in level]
        assert len(found) == len(level)
        assert all(q.answer == f"Level {level[q.id]}" for q in found)


@pytest.mark.parametrize("seed", SEEDS)
def test_only_the_right_area_has_the_goal_or_purpose(seed: int) -> None:
    for framework in (loader.load("sw-cmm"), loader.load("cmmi-dev")):
        named = {f"{a.title} ({a.id})": a for a in framework.areas}
        for q in (*of("goal", seed), *of("purpose", seed)):
            if f"-{framework.id}-" not in q.id:
                continue
            text = q.question.partition(": ")[2]
            holders = {n for n, a in named.items() if a.purpose == text} | {
                n for n, a in named.items() for g in framework.goals if g.group == a.id and g.statement == text
            }
            assert holders & set(q.choices) == {q.answer}, q.id


@pytest.mark.parametrize("seed", SEEDS)
def test_only_the_right_area_has_the_activity(seed: int, sw: Framework) -> None:
    assert len(of("activity", seed)) > 80
    for q in of("activity", seed):
        text = q.question.partition(": ")[2]
        holders = {c.group for c in sw.criteria if c.statement == text}
        assert {c.rpartition("(")[2].rstrip(")") for c in q.choices} & holders == {
            q.answer.rpartition("(")[2].rstrip(")")
        }


@pytest.mark.parametrize("seed", SEEDS)
def test_odd_ones_are_at_another_level_than_all_others(seed: int) -> None:
    for q in of("odd", seed):
        framework = loader.load("sw-cmm" if "-sw-cmm-" in q.id else "cmmi-dev")
        level = {f"{a.title} ({a.id})": a.level for a in framework.areas}
        asked = int(q.id.removeprefix(f"odd-{framework.id}-").partition("-")[0])
        assert [c for c in q.choices if level[c] != asked] == [q.answer]


@pytest.mark.parametrize("seed", SEEDS)
def test_cases_follow_the_level_rule(seed: int, sw: Framework) -> None:
    level = {a.id.lower(): a.level for a in sw.areas}
    found = of("case", seed)
    assert len(found) == CASES
    for q in found:
        assert q.answer == f"Level {min(level[a] for a in q.id.split('-')[1:]) - 1}"


@pytest.mark.parametrize("seed", SEEDS)
def test_requirements_stand_in_no_other_choice(seed: int) -> None:
    criteria = {c.id.lower(): c for c in loader.load("iso-9001").criteria}
    assert len(of("requirement", seed)) > 80
    for q in of("requirement", seed):
        group = criteria[q.id.removeprefix("requirement-")].group
        holds = [c for c in q.choices if group == c.split()[0] or group.startswith(f"{c.split()[0]}.")]
        assert holds == [q.answer], q.id


@pytest.mark.parametrize("seed", SEEDS)
def test_clause_titles_belong_to_one_choice(seed: int) -> None:
    title = {f"Clause {c.id}": c.title for c in loader.load("iso-9001").clauses}
    for q in of("clause", seed):
        asked = q.question.partition("“")[2].partition("”")[0]
        assert [c for c in q.choices if title[c] == asked] == [q.answer]


@pytest.mark.parametrize("seed", SEEDS)
def test_wrong_successors_have_no_link_at_all(seed: int) -> None:
    linked = links.between("sw-cmm", "cmmi-dev")
    for q in of("successor", seed):
        own = q.id.removeprefix("successor-").upper()
        touched = {link.other.partition(".")[0] for k in linked if k.partition(".")[0] == own for link in linked[k]}
        ids = [c.rpartition("(")[2].rstrip(")") for c in q.choices]
        assert [i for i in ids if i in touched] == [q.answer.rpartition("(")[2].rstrip(")")], q.id


@pytest.mark.parametrize("seed", SEEDS)
def test_wrong_counterparts_have_no_link_by_area_or_practice(seed: int) -> None:
    linked = links.between("iso-9001", "sw-cmm")
    found = of("counterpart", seed)
    assert len(found) > 10
    for q in found:
        clause = q.id.removeprefix("counterpart-")
        touched = {x.other for x in linked[clause]} | {x.other.partition(".")[0] for x in links.finer(clause)}
        ids = [c.rpartition("(")[2].rstrip(")") for c in q.choices]
        assert [i for i in ids if i in touched] == [q.answer.rpartition("(")[2].rstrip(")")], q.id


@pytest.mark.parametrize("seed", SEEDS)
def test_wrong_terms_are_not_related_to_the_right_one(seed: int) -> None:
    terms = learning.terms()
    by_word = {t.term: t for t in terms.values()}
    for q in of("term", seed):
        right = by_word[q.answer]
        for choice in q.choices:
            other = by_word[choice]
            assert other is right or (other.id not in right.see and right.id not in other.see), q.id


def test_a_definition_does_not_hold_the_word_it_asks_for() -> None:
    for q in of("term"):
        first = q.question.removeprefix("Which word is meant: ")
        assert not first.casefold().startswith(q.answer.casefold()), q.id
        assert not re.search(rf"\b{re.escape(q.answer)}\b", first, re.IGNORECASE), q.id


def test_a_word_that_its_own_definition_names_is_not_asked_for() -> None:
    assert "iso-9000-family" in learning.terms()
    asked = {q.id.removeprefix("term-") for q in of("term")}
    assert not asked & {"accreditation", "certification-body", "iso-9000-family"}


class TestWrittenAnswersAgainstTheData:
    """Answers of written questions that the data can tell."""

    @pytest.fixture
    def answers(self) -> dict[str, str]:
        return {q.id: q.answer for q in learning.questions()}

    def test_counts(self, answers: dict[str, str], sw: Framework) -> None:
        cmmi = loader.load("cmmi-dev")
        assert answers["kpa-count"] == str(len(sw.areas))
        assert answers["how-many-levels"] == str(len(sw.levels))
        assert answers["cmmi-areas"] == str(len(cmmi.areas))
        assert answers["goals-count"] == f"{len(sw.goals)} goals and {len(sw.criteria)} key practices"
        per_level = Counter(a.level for a in sw.areas)
        assert answers["kpa-by-level"] == ", ".join(str(per_level[n]) for n in (2, 3, 4, 5))

    def test_names(self, answers: dict[str, str], sw: Framework) -> None:
        assert answers["level-names"] == ", ".join(level.title for level in sw.levels)
        assert answers["level5-word"] == ", ".join(a.title for a in sw.areas if a.level == 5)
        cmmi = {level.level: level.title for level in loader.load("cmmi-dev").levels}
        own = {level.level: level.title for level in sw.levels}
        assert answers["cmmi-level2-name"] == f"{own[2]} in the SW-CMM, {cmmi[2]} in CMMI-DEV"

    def test_levels_of_the_cases(self, answers: dict[str, str], sw: Framework) -> None:
        level = {a.id: a.level for a in sw.areas}
        assert answers["one-goal-fails"] == f"Level {level['SQA'] - 1}"
        assert answers["pr-missing"] == f"Level {level['PR'] - 1}"

    def test_clauses(self, answers: dict[str, str]) -> None:
        clauses = {c.id: c for c in loader.load("iso-9001").clauses}
        top = [c for c in clauses if "." not in c]
        assert answers["clauses-range"] == f"{top[0]} to {top[-1]}"
        checked = next(c for c in clauses.values() if c.pdca == "check")
        assert answers["pdca-clauses"] == f"Clause {checked.id}, {checked.title}"
        assert answers["training-clause"] == f"7.2 {clauses['7.2'].title}"

    def test_crosswalk(self, answers: dict[str, str]) -> None:
        linked = links.between("iso-9001", "sw-cmm")
        alone = [c for c in links.clauses() if c not in linked]
        assert alone == ["9.1.2"]
        assert "(9.1.2)" in answers["iso-only-subject"]
        named = learning.questions()
        wrong = next(q.wrong for q in named if q.id == "iso-only-subject")
        assert all(w.rpartition("(")[2].rstrip(")") in linked for w in wrong)
        split = {link.other for link in links.between("sw-cmm", "cmmi-dev")["SPE"] if link.strength != "weak"}
        titles = {a.id: a.title for a in loader.load("cmmi-dev").areas}
        assert all(titles[id] in answers["spe-split"] for id in split)

    def test_areas_of_the_subject_questions(self, answers: dict[str, str], sw: Framework) -> None:
        title = {a.id: a.title for a in sw.areas}
        level = {a.id: a.level for a in sw.areas}
        assert answers["qa-vs-testing"] == title["SPE"]
        assert all(c.group == "SPE" for c in sw.criteria if "testing" in c.title.casefold() and c.group != "SSM")
        assert answers["opf-vs-opd"] == title["OPD"]
        assert "at level 4" in answers["sqm-vs-sqa"]
        assert (level["SQM"], level["SQA"]) == (4, 2)
        assert [a.id for a in sw.areas if a.may_be_not_applicable] == ["SSM"]
        assert "not applicable" in answers["subcontract-none"]
        assert answers["ability-means"] == "Ability to perform"
        resources = [c for c in sw.criteria if c.title.startswith(("Resources for", "Training", "Orientation"))]
        assert resources
        assert all(c.feature in ("ability", "activity") for c in resources if c.group != "TP")
        policies = [c.feature for c in sw.criteria if c.title.startswith("Policy")]
        assert len(policies) >= 18
        assert set(policies) == {"commitment"}

    def test_level_rules(self, answers: dict[str, str]) -> None:
        assert answers["jump-levels"].startswith("No; a level needs all areas of it and of every level below")
        rules = {id.partition(":")[2]: rule.text for id, _, rule in method_rules() if id.startswith("cba-ipi")}
        assert "level 1 needs nothing" in rules["level"]
        assert answers["level-1-needs"].startswith("Nothing")
        assert "goals" in answers["percent-practices"]

    def test_iso_clauses_named_in_answers(self, answers: dict[str, str]) -> None:
        title = {c.id: c.title for c in loader.load("iso-9001").clauses}
        assert answers["risk-2015"] == f"{title['6.1']} (6.1)"
        assert "clause 8.4" in answers["supplier-clause"]
        assert title["8.4"].startswith("Control of externally provided")
        criteria = {c.id: c for c in loader.load("iso-9001").criteria}
        assert "climate change" in criteria["4.1-4"].statement
        assert "climate change" in answers["climate"]
        assert criteria["4.3-1"].obligation
        assert {c.documented_information for c in criteria.values() if c.group == "4.3"} >= {"maintain"}
        assert "objectivity" in criteria["9.2.2.c"].statement
        assert "effectiveness" in criteria["10.2.1.d"].title.casefold() + criteria["10.2.1.d"].statement.casefold()
        assert criteria["9.3.1-1"].statement.startswith("Top management")
        assert answers["management-review-who"] == "Top management's"
        assert answers["not-a-principle"] == "Statistical process control"

    def test_cmmi_answers(self, answers: dict[str, str]) -> None:
        cmmi = loader.load("cmmi-dev")
        annex = loader.annex("cmmi-dev")
        capability = sorted(int(one["level"]) for one in annex["capability_levels"])
        assert answers["cmmi-capability-levels"] == f"{capability[0]} to {capability[-1]}"
        second = {a.id for a in cmmi.areas if a.level == 2}
        third = [g for g in cmmi.goals if g.generic_level == 3 and g.group in second]
        assert len(third) == 7
        assert "Generic goal 3" in answers["gg3-rule"]

    def test_audit_time_and_sampling(self, answers: dict[str, str]) -> None:
        rules = loader.annex("iso-9001")["certification_rules"]
        table = rules["audit_time_qms"]["table"]
        days = next(days for low, high, days in table if low <= 55 <= high)
        assert answers["audit-days-55"] == f"{days:g}"
        assert answers["multi-site"].startswith(f"{math.ceil(math.sqrt(26))}, ")

    def test_the_interval_of_the_small_sample(self, answers: dict[str, str]) -> None:
        small, large = wilson(19, 20), wilson(950, 1000)
        for low, high in (small, large):
            assert f"between {low * 100:.0f} and {high * 100:.0f} %" in answers["small-sample"]

    def test_editions_of_iso_9001(self, answers: dict[str, str]) -> None:
        elements = loader.literature()["identifiers"]["iso-9001-1994"]
        assert answers["elements-1994"] == f"{len(elements)} elements, 4.1 to 4.{len(elements)}"

    def test_what_paulk_concluded(self, answers: dict[str, str]) -> None:
        said = {c["id"]: c["text"] for c in loader.literature()["conclusions"]["items"]}
        assert "possible at level 1" in said["C3"]
        assert answers["paulk-level1"].startswith("Yes")
        assert "easy from level 3" in said["C5"]
        assert answers["paulk-level3"].startswith("Easy")
        assert "continuous process improvement" in said["C9"]
        assert "continuous process improvement" in answers["main-difference"]

    def test_people_only_counts(self) -> None:
        reason = next(q.reason for q in learning.questions() if q.id == "scan-limits")
        for id in ("sw-cmm", "iso-9001"):
            people = sum(c.mining == "people" for c in loader.load(id).criteria)
            assert str(people) in reason


class TestSelection:
    def test_count_topics_and_difficulty(self) -> None:
        found = select(12, seed=1, topics=("iso-9000",), difficulty=2)
        assert len(found) == 12
        assert {(q.topic, q.difficulty) for q in found} == {("iso-9000", 2)}

    def test_no_question_comes_twice(self) -> None:
        found = select(400, seed=2)
        assert len({q.id for q in found}) == len(found) == 400

    def test_a_mix_of_written_and_made_over_topics(self) -> None:
        found = select(30, seed=5)
        assert 15 <= sum(not q.made for q in found) <= 20
        assert len({q.topic for q in found}) >= 5

    def test_interview_questions_alone(self) -> None:
        assert all(not q.choices for q in select(10, seed=1, spoken=True))

    def test_more_than_there_are_gives_all(self) -> None:
        spoken = [q for q in bank(1) if not q.choices]
        assert len(select(1000, seed=1, spoken=True)) == len(spoken)

    def test_nothing_fitting_is_refused(self) -> None:
        with pytest.raises(QuizError, match="No topic"):
            select(3, seed=1, topics=("astronomy",))
        with pytest.raises(QuizError, match="No question fits"):
            select(3, seed=1, topics=("basics",), difficulty=3)
