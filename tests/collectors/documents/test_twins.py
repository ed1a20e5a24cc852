"""What misleads: copies, identical or overtaken."""

from tests.collectors.documents import texts
from tests.collectors.documents.conftest import history_of, path_history


def test_an_identical_copy_names_the_living_one(collected):
    known = {"CONTRIBUTING.md": path_history(last=2_000), "docs/CONTRIBUTING.md": path_history(last=1_000)}
    found = collected(
        {"CONTRIBUTING.md": texts.CONTRIBUTING, "docs/CONTRIBUTING.md": texts.CONTRIBUTING + "\n"},
        history=history_of(known),
    )
    assert found["docs/CONTRIBUTING.md"].twin_of == "CONTRIBUTING.md"
    assert found["CONTRIBUTING.md"].twin_of == ""


def test_a_stale_copy_names_the_one_that_was_changed_last(collected):
    known = {"CONTRIBUTING.md": path_history(last=1_000), "docs/CONTRIBUTING.md": path_history(last=2_000)}
    old = texts.CONTRIBUTING.replace("Run the test suite with `pytest` before you commit. ", "")
    found = collected({"CONTRIBUTING.md": old, "docs/CONTRIBUTING.md": texts.CONTRIBUTING}, history=history_of(known))
    assert found["CONTRIBUTING.md"].twin_of == "docs/CONTRIBUTING.md"
    assert not found["CONTRIBUTING.md"].is_a("contributing")


def test_an_archived_copy_is_the_twin_whenever_it_was_changed(collected):
    known = {"docs/risks.md": path_history(last=1_000), "docs/archive/risks.md": path_history(last=2_000)}
    found = collected({"docs/risks.md": texts.RISKS, "docs/archive/risks.md": texts.RISKS}, history=history_of(known))
    assert found["docs/archive/risks.md"].twin_of == "docs/risks.md"


def test_two_documents_of_one_name_are_not_twins(collected):
    found = collected({"a/docs/risks.md": texts.RISKS, "b/docs/risks.md": texts.MINUTES})
    assert not any(d.twin_of for d in found.facts.documents)


def test_without_history_the_one_nearest_to_the_root_lives(collected):
    found = collected({"SECURITY.md": texts.SECURITY, "docs/SECURITY.md": texts.SECURITY})
    assert found["docs/SECURITY.md"].twin_of == "SECURITY.md"
