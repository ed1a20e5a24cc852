"""Reads the content of a folder in a repository: what is its own, and what the repository holds for all its parts."""

from pathlib import Path

import msgspec

from gradatim.collectors.interface import ContentReader
from gradatim.evidence import cache
from gradatim.model.dependencies import DependencyFacts
from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.history import History
from gradatim.model.pipelines import PipelineFacts


class FolderContent(msgspec.Struct, frozen=True):
    """What the files of a folder tell, and those above that apply to it."""

    documents: DocumentFacts
    pipelines: PipelineFacts
    dependencies: DependencyFacts


def read_folder(
    reader: ContentReader,
    history: History,
    period: Period,
    *,
    main_branch: str,
    ignore: tuple[str, ...],
    named: frozenset[str],
    kept: Path | None,
) -> FolderContent:
    """Return the content of a folder.

    Args:
        reader: reads the whole repository.
        history: the folder's.
        period: days that the appraisal looks at.
        main_branch: branch that changes land on; empty: the history's.
        ignore: patterns, seen from the folder, of what is left out.
        named: documents that people point to, as the unit sees their paths.
        kept: folder for what all parts of the repository share; None: nothing is kept.
    """
    from gradatim.collectors import dependencies, documents, pipelines  # noqa: PLC0415 - slow, only where content is read
    from gradatim.collectors.folder_reader import laid_reader, own_reader  # noqa: PLC0415

    whole = _whole_pipelines(reader, history, main_branch, kept)
    own = pipelines.collect(own_reader(reader, history), history, main_branch=main_branch, ignore=ignore)
    return FolderContent(
        documents=documents.collect_folder(reader, history, period, ignore=ignore, named=named),
        pipelines=pipelines.of_folder(whole, own, history),
        dependencies=_own_components(
            dependencies.collect(laid_reader(reader, history), history, period, ignore=ignore), history
        ),
    )


def _own_components(found: DependencyFacts, history: History) -> DependencyFacts:
    """Leave out what is declared above: of it only lock files of a whole workspace fix what the folder declares.

    Go packages without a module of their own are part of the one above, whose components are theirs too.
    """
    module = _module_above(history)
    return msgspec.structs.replace(
        found,
        manifests=tuple(m for m in found.manifests if m.path not in history.shared or m.path == module),
        locks=tuple(k for k in found.locks if _fixes(k.path, history) and (module or not _of_go(k.path, history))),
    )


def _fixes(path: str, history: History) -> bool:
    return "/" not in path or path not in history.shared


def _of_go(path: str, history: History) -> bool:
    return path.endswith("go.sum") and path in history.shared


def _module_above(history: History) -> str:
    """Return the go.mod above that the folder's Go files belong to; empty where they have their own."""
    holds_go = any(f.path.endswith(".go") and f.path not in history.shared for f in history.tree)
    return "go.mod" if holds_go and "go.mod" in history.shared else ""


def _whole_pipelines(reader: ContentReader, history: History, main_branch: str, kept: Path | None) -> PipelineFacts:
    """Return the pipelines of the whole repository, read once for all its folders: only there do services look."""
    from gradatim.collectors import pipelines  # noqa: PLC0415 - slow, only where content is read

    everywhere = msgspec.structs.replace(history, paths={})
    seen = (history.head, history.branch, history.branches, history.remote_url, main_branch)
    name = cache.key(cache.code_stamp(), b"pipelines", msgspec.msgpack.encode(seen))
    found = cache.get(kept, name, PipelineFacts)
    if found is None:
        found = pipelines.collect(reader, everywhere, main_branch=main_branch)
        cache.put(kept, name, found)
    return found
