"""Reads the files of a source: documents, pipeline definitions, dependencies; kept between runs."""

import msgspec

from gradatim.collectors.interface import ContentReader
from gradatim.evidence import cache
from gradatim.model.dependencies import DependencyFacts
from gradatim.model.documents import DocumentFacts, DocumentKind
from gradatim.model.evidence import Problem
from gradatim.model.history import History
from gradatim.model.pipelines import PipelineFacts
from gradatim.services.run.folder_content import read_folder
from gradatim.services.run.source import Source


class Content(msgspec.Struct, frozen=True):
    """What the files of a repository or folder say."""

    documents: DocumentFacts
    pipelines: PipelineFacts
    dependencies: DependencyFacts
    problems: tuple[Problem, ...] = ()
    """Folders that could not be listed."""


def read_content(source: Source, reader: ContentReader, history: History | None) -> Content:
    """Return what the files say, or what was kept of the very same files read in the very same way."""
    folder = source.options.cache / "content" if source.options.cache else None
    if folder is None or history is None:
        return _read(source, reader, history)
    made_from = (history, source.ignore, source.said.documents, source.period)
    name = cache.key(cache.code_stamp(), msgspec.msgpack.encode(made_from))
    kept = cache.get(folder, name, Content)
    if kept is None:
        kept = _read(source, reader, history)
        cache.put(folder, name, kept)
    return kept


def _read(source: Source, reader: ContentReader, history: History | None) -> Content:
    # Imported only where content is read: an unchanged repository does not pay for their patterns.
    from gradatim.collectors import dependencies, documents, pipelines  # noqa: PLC0415

    ignore = source.ignore
    source.tell("Reading documents", 0, 0)
    if history and history.folder:
        pointers = pointers_of(source, history)
        part = read_folder(
            reader,
            history,
            source.period,
            main_branch=source.branch,
            ignore=ignore,
            named=frozenset(pointers.values()),
            kept=source.options.cache / "content" if source.options.cache else None,
        )
        return Content(_with_pointers(part.documents, pointers), part.pipelines, part.dependencies, reader.problems)
    found = _with_pointers(documents.collect(reader, history, source.period, ignore=ignore), source.said.documents)
    source.tell("Reading pipeline definitions", 0, 0)
    defined = pipelines.collect(reader, history, main_branch=source.branch, ignore=ignore)
    source.tell("Reading dependencies and releases", 0, 0)
    components = dependencies.collect(reader, history, source.period, ignore=ignore)
    return Content(found, defined, components, reader.problems)


def pointers_of(source: Source, history: History | None) -> dict[str, str]:
    """Return the documents that people point to, by kind, as the unit sees their paths."""
    if not (history and source.said_at_root):
        return source.said.documents
    laid = {history.repository_path(file.path): file.path for file in history.tree}
    return {kind: laid.get(path, path) for kind, path in source.said.documents.items()}


def _with_pointers(found: DocumentFacts, pointers: dict[str, str]) -> DocumentFacts:
    """Give the documents that people point to in `gradatim.yaml` the kinds they are named for."""
    named: dict[str, list[str]] = {}
    for kind, path in pointers.items():
        named.setdefault(path, []).append(kind)
    replace = msgspec.structs.replace
    return replace(
        found,
        documents=tuple(
            replace(d, kinds=(*d.kinds, *(_pointed(kind) for kind in named[d.path]))) if d.path in named else d
            for d in found.documents
        ),
    )


def _pointed(kind: str) -> DocumentKind:
    return DocumentKind(kind=kind, confidence="strong", because="named in gradatim.yaml")
