"""Knowledge and work, spread or not; nobody is named and nobody is scored."""

from gradatim.model.observation import Outcome
from gradatim.probes import knowledge_is_shared, work_does_not_hang_on_one_person
from tests.support.values import change, history, reviewed, tree

TREE = tree(*(f"src/{part}/{n}.py" for part in ("web", "core", "old") for n in range(4)))


def by(*who, first=1, path="src/app.py"):
    return [change(n, path, authors=(name,)) for n, name in enumerate(who, first)]


def test_a_part_that_two_know_is_shared(settings):
    web = by(*["alice"] * 3, *["bob"] * 3, path="src/web/0.py")
    seen = knowledge_is_shared.answer(history(*web, tree=TREE), settings)
    assert seen.outcome is Outcome.TRUE
    assert any("2 parts saw fewer than 6 changes" in c for c in seen.caveats)


def test_reviewing_makes_a_part_known(settings):
    core = [reviewed(n, "src/core/0.py") for n in range(1, 7)]
    assert knowledge_is_shared.answer(history(*core, tree=TREE), settings).outcome is Outcome.TRUE


def test_a_passer_by_does_not_know_a_part(settings):
    core = by(*["alice"] * 9, "bob", path="src/core/0.py")
    seen = knowledge_is_shared.answer(history(*core, tree=TREE), settings)
    assert seen.outcome is Outcome.FALSE
    assert [r.location for r in seen.counter] == ["src/core"]


def test_work_of_one_hangs_on_one(settings):
    seen = work_does_not_hang_on_one_person.answer(history(*by(*["alice"] * 19, "bob")), settings)
    assert seen.outcome is Outcome.FALSE
    assert "alice" not in seen.message
    assert seen.message == (
        "2 people wrote 20 changes; the most active had part in 95 %, and half of the work came from 1 person."
    )


def test_work_of_several_does_not(settings):
    seen = work_does_not_hang_on_one_person.answer(history(*by(*["alice", "bob", "carol"] * 7)), settings)
    assert seen.outcome is Outcome.TRUE


def test_bots_share_no_work(settings):
    robots = [change(n, authors=("robot",), by_bot=True) for n in range(100, 200)]
    seen = work_does_not_hang_on_one_person.answer(history(*by(*["alice"] * 20), *robots, bots=("robot",)), settings)
    assert seen.outcome is Outcome.FALSE
