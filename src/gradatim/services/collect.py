"""Collects everything about one path into an evidence set."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec

from gradatim import __version__
from gradatim.collectors import answers, dependencies, documents, git, pipelines
from gradatim.collectors.content import open_reader
from gradatim.collectors.interface import ContentReader, SourceUnavailable
from gradatim.evidence import cache
from gradatim.model.answers import Answers
from gradatim.model.dependencies import DependencyFacts
from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import EvidenceSet, Period, Problem, Provenance
from gradatim.model.framework import Framework
from gradatim.model.history import History
from gradatim.model.pipelines import PipelineFacts

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done and how much there is (0: not known)."""


class CollectOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to collect."""

    period: Period
    cache: Path | None = None
    branch: str = ""
    line_counts: bool = False
    frameworks: tuple[Framework, ...] = ()
    """To check the ids in `gradatim.yaml` against."""
    answers_file: Path | None = None
    """Read instead of the path's own `gradatim.yaml`."""


class _Content(msgspec.Struct, frozen=True):
    documents: DocumentFacts
    pipelines: PipelineFacts
    dependencies: DependencyFacts


def collect(path: Path, unit: str, options: CollectOptions, progress: Progress | None = None) -> EvidenceSet:
    """Collect one repository or folder.

    Raises:
        SourceUnavailable: the path is missing or cannot be read.
        InvalidInput: its `gradatim.yaml` is broken.
    """
    if not path.exists():
        raise SourceUnavailable(f"{path}: no such file or folder. Give the path of a repository or folder.")
    said = _answers(path, options)
    history, problems = _history(path, said, options, progress)
    reader = open_reader(path)
    content = _content(reader, history, said, options, progress)
    return EvidenceSet(
        unit=unit,
        title=said.project or unit,
        period=options.period,
        history=history,
        documents=content.documents,
        pipelines=content.pipelines,
        dependencies=content.dependencies,
        answers=said,
        problems=problems + _skipped(content),
        provenance=_provenance(unit, history, said),
    )


def _answers(path: Path, options: CollectOptions) -> Answers:
    return answers.read(options.answers_file or path, frameworks=options.frameworks)


def _history(
    path: Path, said: Answers, options: CollectOptions, progress: Progress | None
) -> tuple[History | None, tuple[Problem, ...]]:
    try:
        return git.collect(
            path,
            options.period,
            cache=options.cache,
            main_branch=options.branch or said.main_branch,
            line_counts=options.line_counts,
            progress=progress,
        )
    except git.NotARepository:
        problem = Problem(
            source="git",
            location=str(path.name),
            what="The folder is no git repository.",
            hides="Everything that history shows: changes, reviews, releases, how documents grew.",
            mend="Run on a clone of the repository.",
        )
        return None, (problem,)


def _content(
    reader: ContentReader, history: History | None, said: Answers, options: CollectOptions, progress: Progress | None
) -> _Content:
    folder = options.cache / "content" if options.cache else None
    name = ""
    if folder is not None and history is not None:
        made_from = msgspec.msgpack.encode((history, said.ignore_paths, said.documents, options.period))
        name = cache.key(__version__, made_from)
        kept = cache.get(folder, name, _Content)
        if kept is not None:
            return kept
    content = _read_content(reader, history, said, options, progress)
    if name:
        cache.put(folder, name, content)
    return content


def _read_content(
    reader: ContentReader, history: History | None, said: Answers, options: CollectOptions, progress: Progress | None
) -> _Content:
    tell = progress or (lambda _what, _done, _of: None)
    ignore = said.ignore_paths
    tell("Reading documents", 0, 0)
    found = documents.collect(reader, history, options.period, ignore=ignore)
    tell("Reading pipeline definitions", 0, 0)
    defined = pipelines.collect(reader, history, main_branch=options.branch or said.main_branch, ignore=ignore)
    tell("Reading dependencies and releases", 0, 0)
    return _Content(found, defined, dependencies.collect(reader, history, options.period, ignore=ignore))


def _skipped(content: _Content) -> tuple[Problem, ...]:
    unread = [("documents", path, reason) for path, reason in content.documents.skipped]
    unread += [("pipelines", path, reason) for path, reason in content.pipelines.problems]
    return tuple(
        Problem(
            source=source,
            location=path,
            what=f"Not read: {reason}",
            hides="What this file would show.",
            mend="Mend or remove the file, or list it under ignore: in gradatim.yaml.",
        )
        for source, path, reason in unread
    )


def _provenance(unit: str, history: History | None, said: Answers) -> tuple[Provenance, ...]:
    revision = history.head if history else ""
    read = ("git",) * (history is not None) + ("documents", "pipelines", "dependencies")
    rows = [Provenance(collector=name, version=__version__, source=unit, revision=revision) for name in read]
    if said.path:
        digest = hashlib.sha256(msgspec.json.encode(said)).hexdigest()[:12]
        rows.append(Provenance(collector="answers", version=__version__, source=said.path, revision=digest))
    return tuple(rows)
