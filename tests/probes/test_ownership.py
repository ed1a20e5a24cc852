"""Ownership on paper, and whether several people live it."""

from gradatim.frameworks.loader import load_all
from gradatim.model.observation import Outcome
from gradatim.probes import ownership_is_assigned, ownership_is_lived
from tests.support.values import change, document, documents, history, path_history, reviewed, tree

PROBE = "ownership_is_assigned"

OWNED = documents(document("CODEOWNERS", "ownership", links=("src/web", "src/core")))
TREE = tree(*(f"src/{part}/{n}.py" for part in ("web", "core") for n in range(4)))


def test_an_ownership_file_with_content_assigns():
    seen = ownership_is_assigned.answer(OWNED)
    assert seen.outcome is Outcome.TRUE
    assert seen.message == "CODEOWNERS names who is responsible, for 2 parts of the tree."
    assert ownership_is_assigned.UNCHECKED in seen.caveats


def test_a_file_that_names_nobody_does_not():
    seen = ownership_is_assigned.answer(documents(document("CODEOWNERS", "ownership", placeholder="empty")))
    assert seen.outcome is Outcome.FALSE
    assert "names nobody: empty" in seen.message
    assert [r.location for r in seen.counter] == ["CODEOWNERS"]


def test_minutes_and_what_is_weakly_one_name_no_owners():
    minutes = document("meetings/30.md", "minutes", "ownership")
    for found in (minutes, document("GOVERNANCE.md", "governance", "ownership:weak")):
        assert ownership_is_assigned.answer(documents(found)).outcome is Outcome.FALSE


def test_a_file_whose_parts_are_gone_does_not():
    stale = documents(document("CODEOWNERS", "ownership", links=("src",), dead_links=("lib", "app", "web")))
    assert ownership_is_assigned.answer(stale).outcome is Outcome.FALSE


def test_a_forges_file_must_cover_half_of_the_tree():
    def seen(*covers):
        return ownership_is_assigned.answer(documents(document("CODEOWNERS", "ownership", covers=covers)))

    assert seen(8, 10).outcome is Outcome.TRUE
    assert seen(8, 10).message == "CODEOWNERS names who is responsible for 8 of 10 files."
    assert seen(2, 10).outcome is Outcome.FALSE


def test_whether_a_team_of_the_forge_is_empty_a_clone_cannot_know():
    """`* @acme/nobody` looks like any other: the answer says so, and no criterion takes it as direct."""
    seen = ownership_is_assigned.answer(documents(document("CODEOWNERS", "ownership", covers=(10, 10))))
    assert seen.outcome is Outcome.TRUE
    assert any("teams named exist" in caveat for caveat in seen.caveats)
    strengths = {i.strength for f in load_all() for c in f.criteria for i in c.indicators if i.probe == PROBE}
    assert strengths <= {"indirect", "hint"}


def test_a_list_for_people_stands_where_the_forges_file_covers_little():
    owners, list_ = (
        document("CODEOWNERS", "ownership", covers=(1, 10)),
        document("MAINTAINERS", "ownership", links=("a",)),
    )
    seen = ownership_is_assigned.answer(documents(owners, list_))
    assert seen.outcome is Outcome.TRUE
    assert seen.message == "MAINTAINERS names who is responsible, for 1 part of the tree."


def test_in_a_folder_without_history_life_is_unknown():
    seen = ownership_is_assigned.answer(documents(document("CODEOWNERS", "ownership", covers=(10, 10), history=None)))
    assert seen.alive is None


def test_a_file_that_arrived_with_an_import_does_not_live_by_its_date():
    dropped = path_history(changes=1, people=1, bulk=True)
    seen = ownership_is_assigned.answer(documents(document("CODEOWNERS", "ownership", covers=(9, 10), history=dropped)))
    assert seen.alive is False


def test_no_file_is_false():
    assert ownership_is_assigned.answer(documents()).outcome is Outcome.FALSE


def test_parts_with_three_people_are_lived(settings):
    web = [change(n, "src/web/0.py", authors=(who,)) for n, who in enumerate(("alice", "bob", "carol"), 1)]
    core = reviewed(9, "src/core/0.py")
    seen = ownership_is_lived.answer(history(*web, core, tree=TREE), OWNED, settings)
    assert seen.outcome is Outcome.FALSE
    assert seen.message == "1 of 2 parts worked on in the period saw 3 or more people at work."
    assert [r.location for r in seen.counter] == ["src/core"]


def test_without_an_ownership_file_the_question_does_not_arise(settings):
    seen = ownership_is_lived.answer(history(change(1, "src/web/0.py"), tree=TREE), documents(), settings)
    assert seen.outcome is Outcome.NOT_APPLICABLE
