"""The question bank: large, deterministic, and wrong answers that are wrong by the data."""

from collections import Counter

import pytest

from gradatim.frameworks import learning, loader
from gradatim.model.framework import Framework
from gradatim.model.learning import Question
from gradatim.services.compare import links
from gradatim.services.explain.catalogue import entries
from gradatim.services.quiz import TOPICS, QuizError, bank, select
from gradatim.services.quiz.make import CASES

SEEDS = (1, 7)


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
    assert len(of("activity", seed)) > 140
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
    assert len(of("requirement", seed)) > 300
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
