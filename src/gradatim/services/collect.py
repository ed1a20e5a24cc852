"""Collects everything about one path into an evidence set."""

import calendar
import datetime as dt
import hashlib
import os
import re
from collections.abc import Callable, Collection
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
from gradatim.services.answer_days import dated

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
    path: Path
    said: Answers
    period: Period
    options: CollectOptions
    tell: Progress

    @property
    def branch(self) -> str:
        return self.options.branch or self.said.main_branch


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
    check_folder(path)
    said = _answers(path, options)
    period = period_ending(options.date, options.months or said.period_months or MONTHS)
    source = _Source(path, said, period, options, progress or _silent)
    history, problems = _history(source)
    if options.answers_file is None:
        said = dated(path, said, history, options.cache)
    # The files of the commit that the history speaks of: the branch asked for, as it stood on the day asked for.
    content = _content(source, open_reader(path, commit=history.head if history else None), history)
    return EvidenceSet(
        unit=unit,
        title=said.project or unit,
        period=period,
        history=history,
        documents=content.documents,
        pipelines=content.pipelines,
        dependencies=content.dependencies,
        answers=said,
        problems=problems + content.problems + _skipped(content, history) + _unread_pointers(content.documents, said),
        provenance=_provenance(unit, history, said),
    )


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


def _answers(path: Path, options: CollectOptions) -> Answers:
    known = tuple(name for name, _place, _version in registry.signature())
    file = options.answers_file
    try:
        return answers.read(path, frameworks=options.frameworks, probes=known, kinds=_document_kinds, file=file)
    except InvalidInput as error:
        # Faults name the file alone, as results do. Whoever mends them has to know which of several it is.
        whole = str(file or path / answers.FILE_NAME)
        name = re.escape(Path(whole).name)
        raise InvalidInput(re.sub(f"^{name}(?=:)", lambda _found: whole, str(error), flags=re.MULTILINE)) from None


def _document_kinds() -> Collection[str]:
    from gradatim.collectors.documents.vocabulary import load_vocabulary  # noqa: PLC0415 - slow, seldom needed

    return load_vocabulary().kinds


def _history(source: _Source) -> tuple[History | None, tuple[Problem, ...]]:
    try:
        found, problems = git.collect(
            source.path,
            source.period,
            cache=source.options.cache,
            main_branch=source.branch,
            line_counts=source.options.line_counts,
            progress=lambda what, done, of: source.tell(f"Reading {what}", done, of),
        )
    except git.NotARepository as error:
        return None, (_no_repository(source.path, error.enclosing),)
    if found.damaged and not found.head:
        why = "; ".join(f"{p.what}. {p.mend[:1].upper()}{p.mend[1:]}." for p in problems if p.source == "git")
        raise SourceUnavailable(f"{source.path}: nothing of this repository can be read: {why}")
    return found, problems


def _no_repository(path: Path, enclosing: Path | None) -> Problem:
    """Say what a plain folder hides; a folder inside a repository is judged without its history."""
    return Problem(
        source="git",
        what="The folder lies inside a git repository." if enclosing else "The folder is no git repository.",
        hides="Everything that history shows: changes, reviews, releases, how documents grew.",
        mend=f"Run on the whole repository, which begins {_folders_up(path, enclosing)}."
        if enclosing
        else "Run on a clone of the repository.",
    )


def _folders_up(path: Path, enclosing: Path) -> str:
    """Return where an enclosing folder is from here; a result holds no path of the machine it was made on."""
    up = len(path.resolve().relative_to(enclosing.resolve()).parts)
    return "one folder up" if up == 1 else f"{up} folders up"


def _content(source: _Source, reader: ContentReader, history: History | None) -> _Content:
    folder = source.options.cache / "content" if source.options.cache else None
    if folder is None or history is None:
        return _read_content(source, reader, history)
    made_from = (history, source.said.ignore_paths, source.said.documents, source.period)
    name = cache.key(cache.code_stamp(), msgspec.msgpack.encode(made_from))
    kept = cache.get(folder, name, _Content)
    if kept is None:
        kept = _read_content(source, reader, history)
        cache.put(folder, name, kept)
    return kept


def _read_content(source: _Source, reader: ContentReader, history: History | None) -> _Content:
    # Imported only where content is read: an unchanged repository does not pay for their patterns.
    from gradatim.collectors import dependencies, documents, pipelines  # noqa: PLC0415

    ignore = source.said.ignore_paths
    source.tell("Reading documents", 0, 0)
    found = _with_pointers(documents.collect(reader, history, source.period, ignore=ignore), source.said)
    source.tell("Reading pipeline definitions", 0, 0)
    defined = pipelines.collect(reader, history, main_branch=source.branch, ignore=ignore)
    source.tell("Reading dependencies and releases", 0, 0)
    components = dependencies.collect(reader, history, source.period, ignore=ignore)
    return _Content(found, defined, components, reader.problems)


def _with_pointers(found: DocumentFacts, said: Answers) -> DocumentFacts:
    """Give the documents that people point to in `gradatim.yaml` the kinds they are named for."""
    named: dict[str, list[str]] = {}
    for kind, path in said.documents.items():
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


def _unread_pointers(found: DocumentFacts, said: Answers) -> tuple[Problem, ...]:
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
        if path not in read
    )


def _skipped(content: _Content, history: History | None) -> tuple[Problem, ...]:
    """Return one problem a file that could not be read, and one for all whose content a damaged repository lacks.

    What a partial clone lacks on purpose is a problem of the clone, told with its history.
    """
    unread = [("documents", path, reason) for path, reason in content.documents.skipped]
    unread += [("pipelines", path, reason) for path, reason in content.pipelines.problems]
    unread += [("dependencies", path, reason) for path, reason in content.dependencies.problems]
    absent = sorted(file.path for file in history.tree if file.size < 0) if history else []
    missing = set(absent)
    told = [_unread_file(*row) for row in unread if row[1] not in missing]
    if history and absent and not history.partial:
        told.append(_lost(absent))
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
