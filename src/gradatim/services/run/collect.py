"""Collects everything about one path into an evidence set."""

import calendar
import contextlib
import datetime as dt
import hashlib
import os
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from gradatim import __version__
from gradatim.collectors import answers, git
from gradatim.collectors.content import open_reader
from gradatim.collectors.interface import ContentReader, InvalidInput, SourceUnavailable
from gradatim.evidence import cache
from gradatim.evidence.store import SUFFIX
from gradatim.model.answers import Answers
from gradatim.model.dependencies import DependencyFacts
from gradatim.model.documents import DocumentFacts, DocumentKind
from gradatim.model.evidence import EvidenceSet, Period, Problem, Provenance
from gradatim.model.framework import Framework
from gradatim.model.history import History
from gradatim.model.pipelines import PipelineFacts
from gradatim.probes import registry
from gradatim.services.run.answer_days import dated
from gradatim.services.run.folder_content import read_folder

MONTHS = 12
"""Length of the period where nobody says otherwise: one full cycle of releases, plans and audits."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done and how much there is (0: not known)."""


class CollectOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to collect."""

    date: dt.date
    """Last day of the period."""
    months: int | None = None
    """Length of the period; None: as gradatim.yaml says, else 12."""
    cache: Path | None = None
    branch: str = ""
    line_counts: bool = False
    frameworks: tuple[Framework, ...] = ()
    """To check the ids in `gradatim.yaml` against."""
    answers_file: Path | None = None
    """Read instead of the path's own `gradatim.yaml`."""


@dataclass(frozen=True)
class _Source:
    place: git.Place
    said: Answers
    period: Period
    options: CollectOptions
    tell: Progress

    @property
    def branch(self) -> str:
        return self.options.branch or self.said.main_branch

    @property
    def said_at_root(self) -> bool:
        """Whether a folder goes by what is said for its whole repository: paths there lead from the root."""
        return bool(self.place.folder) and self.options.answers_file is None and self.said.path == answers.FILE_NAME

    @property
    def folder(self) -> git.Folder | None:
        """The folder of the repository that is asked about, with what is said of paths from the root."""
        if not self.place.folder:
            return None
        if not self.said_at_root:
            return git.Folder(path=self.place.folder)
        named = tuple(sorted(set(self.said.documents.values())))
        return git.Folder(path=self.place.folder, ignore=self.said.ignore_paths, named=named)

    @property
    def ignore(self) -> tuple[str, ...]:
        """Patterns of what is left out, seen from the unit."""
        return () if self.said_at_root else self.said.ignore_paths


def _silent(_what: str, _done: int, _of: int) -> None:
    """Show no progress."""


def period_ending(date: dt.date, months: int) -> Period:
    """Return the period of so many months that ends on a day: twelve months to 2026-11-22 begin on 2025-11-23."""
    years, month = divmod(date.year * 12 + date.month - 1 - months, 12)
    day = min(date.day, calendar.monthrange(years, month + 1)[1])
    return Period(dt.date(years, month + 1, day) + dt.timedelta(days=1), date)


class _Content(msgspec.Struct, frozen=True):
    documents: DocumentFacts
    pipelines: PipelineFacts
    dependencies: DependencyFacts
    problems: tuple[Problem, ...] = ()
    """Folders that could not be listed."""


def collect(path: Path, unit: str, options: CollectOptions, progress: Progress | None = None) -> EvidenceSet:
    """Collect one repository or folder.

    Raises:
        SourceUnavailable: the path is missing or cannot be read.
        InvalidInput: its `gradatim.yaml` is broken.
    """
    source = _source(_place(path), options, progress or _silent)
    try:
        history, problems = _history(source)
    except git.NotARepository:
        check_folder(path)
        problems = (_no_repository(source.place),)
        source, history = _source(git.Place(path, ""), options, source.tell), None
    said = source.said
    if options.answers_file is None:
        said = dated(source.place.root, said, history, options.cache)
    # The files of the commit that the history speaks of: the branch asked for, as it stood on the day asked for.
    reader = open_reader(source.place.root, commit=history.head if history else None)
    content = _content(source, reader, history)
    unread = _unread_pointers(content.documents, said, _pointers(source, history))
    return EvidenceSet(
        unit=unit,
        title=_title(source, unit),
        period=source.period,
        history=history,
        documents=content.documents,
        pipelines=content.pipelines,
        dependencies=content.dependencies,
        answers=said,
        problems=problems + content.problems + _skipped(content, history) + unread,
        provenance=_provenance(unit, history, said),
    )


def _place(path: Path) -> git.Place:
    """Return the repository, and the folder of it, that a path names; a bare one holds folders that are not on disk."""
    try:
        place = git.place_of(path)
    except git.NotARepository:
        place = git.Place(path, "")
    if not place.folder or os.path.lexists(path):
        check_folder(path)
    return place


def enclosing_root(path: Path) -> Path | None:
    """Return the repository that a folder lies in; None for a repository, and for a folder that lies in none."""
    place = _place(path)
    return place.root if place.folder else None


def share_a_repository(paths: Iterable[Path]) -> bool:
    """Tell whether several of the paths lie in one repository."""
    roots = []
    for path in paths:
        with contextlib.suppress(git.NotARepository):
            roots.append(git.place_of(path).root.resolve())
    return len(set(roots)) < len(roots)


def settled_place(path: Path, history: History | None) -> git.Place:
    """Return what a path was judged as: a folder of a repository only where its history was found."""
    return _place(path) if history and history.folder else git.Place(path, "")


def _source(place: git.Place, options: CollectOptions, tell: Progress) -> _Source:
    said = _answers(place, options)
    return _Source(
        place, said, period_ending(options.date, options.months or said.period_months or MONTHS), options, tell
    )


def _title(source: _Source, unit: str) -> str:
    """Return what the unit is called: as people say, a folder that has no name of its own by its path."""
    folder, project = source.place.folder, source.said.project
    if not folder or (project and not source.said_at_root):
        return project or unit
    return f"{project}: {folder}" if project else folder


def check_folder(path: Path) -> None:
    """Refuse what is no folder that can be read.

    Raises:
        SourceUnavailable: with the reason and the mend.
    """
    try:
        path.stat()
    except FileNotFoundError:
        raise SourceUnavailable(f"{path}: no such file or folder. Give the path of a repository or folder.") from None
    except OSError as error:
        raise SourceUnavailable(f"{path}: cannot be read ({error.strerror}). Check the path.") from None
    if not path.is_dir():
        raise SourceUnavailable(
            f"{path}: is no folder. Give a repository, a folder, or an evidence file (its name ends in {SUFFIX})."
        )
    if not os.access(path, os.R_OK | os.X_OK):
        raise SourceUnavailable(f"{path}: cannot be read (Permission denied). Check the permissions.")


def _answers(place: git.Place, options: CollectOptions) -> Answers:
    known = tuple(name for name, _place, _version in registry.signature())
    file = options.answers_file
    try:
        return answers.read(
            place.root,
            folder=place.folder,
            frameworks=options.frameworks,
            probes=known,
            kinds=_document_kinds,
            file=file,
        )
    except InvalidInput as error:
        # Faults name the file alone, as results do. Whoever mends them has to know which of several it is.
        own = str(error).startswith(f"{place.folder}/{answers.FILE_NAME}:")
        whole = str(file or place.root / (place.folder if own else "") / answers.FILE_NAME)
        name = re.escape(f"{place.folder}/{answers.FILE_NAME}" if own else Path(whole).name)
        raise InvalidInput(re.sub(f"^{name}(?=:)", lambda _found: whole, str(error), flags=re.MULTILINE)) from None


def _document_kinds() -> Collection[str]:
    from gradatim.collectors.documents.vocabulary import load_vocabulary  # noqa: PLC0415 - slow, seldom needed

    return load_vocabulary().kinds


def _history(source: _Source) -> tuple[History, tuple[Problem, ...]]:
    found, problems = git.collect(
        source.place.root,
        source.period,
        cache=source.options.cache,
        main_branch=source.branch,
        folder=source.folder,
        line_counts=source.options.line_counts,
        progress=lambda what, done, of: source.tell(f"Reading {what}", done, of),
    )
    if found.damaged and not found.head:
        why = "; ".join(f"{p.what}. {p.mend[:1].upper()}{p.mend[1:]}." for p in problems if p.source == "git")
        raise SourceUnavailable(f"{source.place.root}: nothing of this repository can be read: {why}")
    return found, problems


def _no_repository(place: git.Place) -> Problem:
    """Say what a plain folder hides."""
    return Problem(
        source="git",
        what="The folder lies inside a git repository, whose commit holds nothing of it."
        if place.folder
        else "The folder is no git repository.",
        hides="Everything that history shows: changes, reviews, releases, how documents grew.",
        mend="Commit what belongs to the folder; its files were read as they lie there, committed or not."
        if place.folder
        else "Run on a clone of the repository.",
    )


def _content(source: _Source, reader: ContentReader, history: History | None) -> _Content:
    folder = source.options.cache / "content" if source.options.cache else None
    if folder is None or history is None:
        return _read_content(source, reader, history)
    made_from = (history, source.ignore, source.said.documents, source.period)
    name = cache.key(cache.code_stamp(), msgspec.msgpack.encode(made_from))
    kept = cache.get(folder, name, _Content)
    if kept is None:
        kept = _read_content(source, reader, history)
        cache.put(folder, name, kept)
    return kept


def _read_content(source: _Source, reader: ContentReader, history: History | None) -> _Content:
    # Imported only where content is read: an unchanged repository does not pay for their patterns.
    from gradatim.collectors import dependencies, documents, pipelines  # noqa: PLC0415

    ignore = source.ignore
    source.tell("Reading documents", 0, 0)
    if history and history.folder:
        pointers = _pointers(source, history)
        part = read_folder(
            reader,
            history,
            source.period,
            main_branch=source.branch,
            ignore=ignore,
            named=frozenset(pointers.values()),
            kept=source.options.cache / "content" if source.options.cache else None,
        )
        return _Content(_with_pointers(part.documents, pointers), part.pipelines, part.dependencies, reader.problems)
    found = _with_pointers(documents.collect(reader, history, source.period, ignore=ignore), source.said.documents)
    source.tell("Reading pipeline definitions", 0, 0)
    defined = pipelines.collect(reader, history, main_branch=source.branch, ignore=ignore)
    source.tell("Reading dependencies and releases", 0, 0)
    components = dependencies.collect(reader, history, source.period, ignore=ignore)
    return _Content(found, defined, components, reader.problems)


def _pointers(source: _Source, history: History | None) -> dict[str, str]:
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


def _unread_pointers(found: DocumentFacts, said: Answers, pointers: dict[str, str]) -> tuple[Problem, ...]:
    """Say which documents that people point to in `gradatim.yaml` were not read."""
    read = {d.path for d in found.documents}
    return tuple(
        Problem(
            source="answers",
            location=said.path,
            what=f"`documents:` names {path} as {kind}, and it was not read: "
            + ("nothing is opened on the web." if "://" in path else "no document that can be read lies there."),
            hides="What this document would show.",
            mend="Answer the questions that it speaks to, with its address (`gradatim ask`)."
            if "://" in path
            else "Correct the path, from the root of the repository; a document counts once it is committed.",
        )
        for kind, path in sorted(said.documents.items())
        if pointers[kind] not in read
    )


def _skipped(content: _Content, history: History | None) -> tuple[Problem, ...]:
    """Return one problem a file that could not be read, and one for all whose content a damaged repository lacks.

    What a partial clone lacks on purpose is a problem of the clone, told with its history.
    """
    unread = [("documents", path, reason) for path, reason in content.documents.skipped]
    unread += [("pipelines", path, reason) for path, reason in content.pipelines.problems]
    unread += [("dependencies", path, reason) for path, reason in content.dependencies.problems]
    place = history.repository_path if history else str
    absent = sorted(file.path for file in history.tree if file.size < 0) if history else []
    missing = set(absent)
    told = [_unread_file(source, place(path), why) for source, path, why in unread if path not in missing]
    if history and absent and not history.partial:
        told.append(_lost([place(path) for path in absent]))
    return tuple(told)


def _unread_file(source: str, path: str, reason: str) -> Problem:
    return Problem(
        source=source,
        location=path,
        what=f"Not read: {reason}",
        hides="What this file would show.",
        mend="Mend or remove the file, or list it under ignore_paths: in gradatim.yaml.",
    )


def _lost(paths: list[str]) -> Problem:
    return Problem(
        source="git",
        location=paths[0],
        what=f"Contents of {len(paths)} files at HEAD are missing from the repository; the first is {paths[0]}.",
        hides="What these files would show.",
        mend="Run `git fsck`, fetch the missing objects or clone again.",
    )


def _provenance(unit: str, history: History | None, said: Answers) -> tuple[Provenance, ...]:
    revision = history.head if history else ""
    read = ("git",) * (history is not None) + ("documents", "pipelines", "dependencies")
    rows = [Provenance(collector=name, version=__version__, source=unit, revision=revision) for name in read]
    if said.path:
        digest = hashlib.sha256(msgspec.json.encode(said)).hexdigest()[:12]
        rows.append(Provenance(collector="answers", version=__version__, source=said.path, revision=digest))
    return tuple(rows)
