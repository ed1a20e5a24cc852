"""Review over the changes that touch one kind of file, and no others."""

import pytest

from gradatim.model.dependencies import DependencyFacts, LockFile, Manifest, ManifestEdit
from gradatim.model.observation import Outcome
from gradatim.probes import (
    dependency_changes_are_reviewed,
    design_changes_are_reviewed,
    documentation_changes_are_reviewed,
    pipeline_changes_are_reviewed,
    process_changes_are_reviewed,
    requirement_changes_are_reviewed,
)
from tests.support.values import change, document, documents, history, pipeline, pipelines, reviewed

DOCUMENTS = documents(
    document("needs.md", "requirements"),
    document("docs/adr/1.md", "decision-record"),
    document("CONTRIBUTING.md", "contributing"),
)


@pytest.mark.parametrize(
    ("probe", "path"),
    [
        (requirement_changes_are_reviewed, "needs.md"),
        (design_changes_are_reviewed, "docs/adr/1.md"),
        (process_changes_are_reviewed, "CONTRIBUTING.md"),
    ],
)
def test_only_changes_of_such_documents_count(probe, path, settings):
    changes = [*(reviewed(n, path) for n in range(1, 13)), *(change(n, "src/a.py") for n in range(50, 90))]
    seen = probe.answer(history(*changes), DOCUMENTS, settings)
    assert (seen.rate.numerator, seen.rate.denominator) == (12, 12)


def test_few_changes_of_requirements_are_not_judged(settings):
    seen = requirement_changes_are_reviewed.answer(
        history(*(reviewed(n, "needs.md") for n in range(1, 4))), DOCUMENTS, settings
    )
    assert seen.outcome is Outcome.NOT_AVAILABLE


def test_documentation_is_every_document_but_the_changelog(settings):
    changes = [*(reviewed(n, "docs/a.md") for n in range(1, 13)), *(change(n, "CHANGES.md") for n in range(50, 90))]
    assert documentation_changes_are_reviewed.answer(history(*changes), settings).rate.denominator == 12


def test_pipelines_of_vendored_code_are_not_the_projects_own(settings):
    foreign = pipeline(path="fixtures/.github/workflows/x.yml", active=False, inactive_because="fixture")
    changes = [
        *(reviewed(n, ".github/workflows/ci.yml") for n in range(1, 13)),
        *(change(n, "fixtures/.github/workflows/x.yml") for n in range(50, 90)),
    ]
    seen = pipeline_changes_are_reviewed.answer(history(*changes), pipelines(pipeline(), foreign), settings)
    assert seen.rate.denominator == 12


def test_a_bots_update_that_a_person_merges_is_reviewed_and_one_it_merges_itself_is_not(settings):
    facts = DependencyFacts(
        manifests=(Manifest(path="package.json", ecosystem="npm", declared=3, pinned=0),),
        locks=(LockFile(path="package-lock.json", ecosystem="npm", entries=9, hashed=9),),
    )
    by_bot = {"authors": ("robot",), "by_bot": True, "landed_by": ""}
    merged = [change(n, "package-lock.json", reviewers=("bob",), **by_bot) for n in range(1, 13)]
    alone = [change(n, "package.json", **by_bot) for n in range(50, 54)]
    bump = change(99, "package.json", title="Release 1.2.0")
    seen = dependency_changes_are_reviewed.answer(history(*merged, *alone, bump, bots=("robot",)), facts, settings)
    assert (seen.rate.numerator, seen.rate.denominator) == (12, 16)


def test_what_a_manifest_declares_decides_where_it_was_read_and_else_the_title(settings):
    read = [change(n, "package.json", title="Tidy scripts") for n in range(1, 40)]
    by_title = [change(n, "package.json", title=t) for n, t in ((60, "Bump a to 2.0"), (61, "Tidy scripts"))]
    gone = change(70, "old/package.json", title="Tidy scripts")
    facts = DependencyFacts(
        manifests=(Manifest(path="package.json", ecosystem="npm", declared=3, pinned=0),),
        edits=(
            *(ManifestEdit(c.id, "package.json", components=n < 19) for n, c in enumerate(read)),
            ManifestEdit(gone.id, "old/package.json", components=True),
        ),
    )
    seen = dependency_changes_are_reviewed.answer(history(*read, *by_title, gone), facts, settings)
    assert seen.rate.denominator == 19 + 1 + 1


def test_a_manifest_of_fixtures_is_none_of_the_product(settings):
    one = change(1, "tests/data/package.json")
    facts = DependencyFacts(edits=(ManifestEdit(one.id, "tests/data/package.json", components=True),))
    assert dependency_changes_are_reviewed.answer(history(one), facts, settings).rate is None
