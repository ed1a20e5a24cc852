"""Do the period's releases show the steps that the written release procedure names?"""

import msgspec

from gradatim.model.dependencies import DependencyFacts, Release
from gradatim.model.documents import Document, DocumentFacts
from gradatim.model.history import History, PathHistory
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.changelogs import entries_of
from gradatim.probes.support.data import pattern
from gradatim.probes.support.paths import role_of
from gradatim.probes.support.records import file_record
from gradatim.probes.support.releases import in_period, judge_releases, no_release

NO_PROCEDURE = "No written release procedure was found, so there is nothing to compare the releases with."


def answer(
    history: History,
    documents: DocumentFacts,
    pipelines: PipelineFacts,
    dependencies: DependencyFacts,
    settings: ProbeSettings,
) -> ProbeResult:
    """Judge the share of the period's releases that show every step that leaves a trace."""
    procedures = [d for d in documents.documents if d.is_a("release-procedure")]
    if not procedures:
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=NO_PROCEDURE)
    if not in_period(dependencies):
        return no_release(history, dependencies)
    entries = entries_of(history, dependencies)
    built_since = _release_pipeline_since(pipelines, history)
    signs = any(_names_signing(d) for d in procedures)

    def complete(release: Release) -> bool:
        steps = [
            bool(entries.unclear) or entries.has(release),
            release.signed or not signs,
            not built_since or release.time >= built_since,
        ]
        return all(steps)

    named = ["tag"]
    named += [] if entries.unclear else ["changelog entry"]
    named += ["signed tag"] if signs else []
    named += ["pipeline"] if built_since else []
    result = judge_releases(
        history, entries.releases, complete, settings, verb=f"show the steps that leave a trace ({', '.join(named)})"
    )
    if result.outcome is Outcome.NOT_AVAILABLE:
        return result
    place = tuple(file_record(history, d.path, summary=d.title, source="documents") for d in procedures)
    return msgspec.structs.replace(result, support=(*result.support, *place))


def _release_pipeline_since(pipelines: PipelineFacts, history: History) -> int:
    """Return since when a pipeline releases; 0 where none does or its age is unknown."""
    found = [
        _since(p.path, p.history, history)
        for p in pipelines.pipelines
        if p.active and p.history and (p.steps(Stage.RELEASE) or p.steps(Stage.PACKAGE))
    ]
    return min(found, default=0)


def _since(path: str, of_path: PathHistory, history: History) -> int:
    """Return since when a definition is there; 0 where it was moved, or came with an import: it is older than its path.

    It was moved where the change that added it took another definition away: a new name, or another service.
    """
    if of_path.bulk:
        return 0
    added = [c for c in history.changes if any(f.path == path and f.status == "A" for f in c.files)]
    moved = any(f.status == "D" and role_of(f.path) == "pipeline" for c in added for f in c.files)
    return 0 if moved else of_path.first


def _names_signing(document: Document) -> bool:
    return any(pattern("releases", "signing").search(heading.text) for heading in document.headings)


PROBE = Probe(
    id="releases_follow_their_procedure",
    question="Do the period's releases show the steps that the written release procedure names?",
    what="The share of the period's releases that show each step of which a trace can be left: tag, changelog entry, "
    "signature where the procedure speaks of signing, and a release pipeline that existed at the time (one that took "
    "the place of another definition, or came with an import, counts as older).",
    why="A procedure counts when the work follows it. The releases are where that can be checked.",
    how="Asked only where a written release procedure was found. Counts distinct releases of the period. Success: "
    "every step that the project's own means foresee shows its trace.",
    misleads="The procedure's text is not understood, so steps that leave no trace (announcing, testing by hand) are "
    "not checked. That a pipeline existed does not show that it ran for this release.",
    remedy="Turn the steps into a release pipeline, and keep the procedure short enough to be followed.",
    family="versions",
    answer=answer,
)
