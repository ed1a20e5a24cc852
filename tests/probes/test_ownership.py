"""Ownership on paper, and whether several people live it."""

from gradatim.model.observation import Outcome
from gradatim.probes import ownership_is_assigned, ownership_is_lived
from tests.support.values import change, document, documents, history, reviewed, tree

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


def test_a_file_whose_parts_are_gone_does_not():
    stale = documents(document("CODEOWNERS", "ownership", links=("src",), dead_links=("lib", "app", "web")))
    assert ownership_is_assigned.answer(stale).outcome is Outcome.FALSE


def test_a_forges_file_must_cover_half_of_the_tree():
    def seen(*covers):
        return ownership_is_assigned.answer(documents(document("CODEOWNERS", "ownership", covers=covers)))

    assert seen(8, 10).outcome is Outcome.TRUE
    assert seen(8, 10).message == "CODEOWNERS names who is responsible for 8 of 10 files."
    assert seen(2, 10).outcome is Outcome.FALSE


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
