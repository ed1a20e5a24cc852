"""Releases are held against the steps that leave a trace."""

from datetime import date

import pytest

from gradatim.model.dependencies import DependencyFacts
from gradatim.model.documents import DocumentFacts, Heading
from gradatim.model.history import FileChange
from gradatim.model.observation import Outcome
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.releases_follow_their_procedure import answer
from tests.support.values import (
    change,
    document,
    documents,
    history,
    job,
    path_history,
    pipeline,
    pipelines,
    release,
    seconds,
    step,
)

RELEASES = tuple(release(f"1.{n}.0", n, date(2026, n, 1), signed=n != 2) for n in range(1, 7))


def judge(settings, procedure=True, headings=(), releases=RELEASES, pipes=None, changes=()):
    written = (
        documents(document("RELEASING.md", "release-procedure", headings=headings)) if procedure else DocumentFacts()
    )
    facts = DependencyFacts(releases=releases, changelog="CHANGES.md")
    return answer(history(*changes), written, pipes or PipelineFacts(), facts, settings)


def test_releases_that_show_every_step(settings):
    seen = judge(settings)
    assert seen.outcome is Outcome.TRUE
    assert "(tag, changelog entry)" in seen.message
    assert "file:RELEASING.md" in [r.id for r in seen.support]


def test_a_procedure_that_speaks_of_signing_asks_for_signed_tags(settings):
    seen = judge(settings, headings=(Heading(2, "Sign the tag", 9),))
    assert [r.location for r in seen.counter] == ["v1.2.0"]


def test_a_release_from_before_the_pipeline_was_not_built_by_it(settings):
    young = pipeline(job(step(Stage.RELEASE)), history=path_history(first=seconds(date(2026, 1, 15))))
    assert [r.location for r in judge(settings, pipes=pipelines(young)).counter] == ["v1.1.0"]


@pytest.mark.parametrize(
    ("removed", "bulk", "judged"),
    [
        (".github/workflows/publish.yml", False, []),
        (".travis.yml", False, []),
        ("src/old.py", False, ["v1.1.0"]),
        ("src/old.py", True, []),
    ],
)
def test_a_pipeline_that_was_moved_or_imported_is_older_than_its_path(settings, removed, bulk, judged):
    born = seconds(date(2026, 1, 15))
    moved = pipeline(job(step(Stage.RELEASE)), history=path_history(first=born, bulk=bulk))
    swapped = change(1, landed=born, files=(FileChange(moved.path, "A"), FileChange(removed, "D")))
    seen = judge(settings, pipes=pipelines(moved), changes=(swapped,))
    assert [r.location for r in seen.counter] == judged


def test_without_a_written_procedure_there_is_nothing_to_follow(settings):
    assert judge(settings, procedure=False).outcome is Outcome.NOT_AVAILABLE
