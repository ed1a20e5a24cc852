"""Collects everything about one path into an evidence set."""

import hashlib
import re
from collections.abc import Collection
from pathlib import Path

import msgspec

from gradatim import __version__
from gradatim.collectors import answers, git
from gradatim.collectors.content import open_reader
from gradatim.collectors.interface import InvalidInput, SourceUnavailable
from gradatim.model.answers import Answers
from gradatim.model.evidence import EvidenceSet, Problem, Provenance
from gradatim.model.history import History
from gradatim.probes import registry
from gradatim.services.run.answer_days import dated
from gradatim.services.run.content import pointers_of, read_content
from gradatim.services.run.places import check_folder, place_of
from gradatim.services.run.source import MONTHS, CollectOptions, Progress, Source, period_ending
from gradatim.services.run.unread import no_repository, skipped_files, unread_pointers


def _silent(_what: str, _done: int, _of: int) -> None:
    """Show no progress."""


def collect(path: Path, unit: str, options: CollectOptions, progress: Progress | None = None) -> EvidenceSet:
    """Collect one repository or folder.

    Raises:
        SourceUnavailable: the path is missing or cannot be read.
        InvalidInput: its `gradatim.yaml` is broken.
    """
    source = _source(place_of(path), options, progress or _silent)
    try:
        history, problems = _history(source)
    except git.NotARepository:
        check_folder(path)
        problems = (no_repository(source.place),)
        source, history = _source(git.Place(path, ""), options, source.tell), None
    said = source.said
    if options.answers_file is None:
        said = dated(source.place.root, said, history, options.cache)
    # The files of the commit that the history speaks of: the branch asked for, as it stood on the day asked for.
    reader = open_reader(source.place.root, commit=history.head if history else None)
    content = read_content(source, reader, history)
    unread = unread_pointers(content.documents, said, pointers_of(source, history))
    return EvidenceSet(
        unit=unit,
        title=_title(source, unit),
        period=source.period,
        history=history,
        documents=content.documents,
        pipelines=content.pipelines,
        dependencies=content.dependencies,
        answers=said,
        problems=problems + content.problems + skipped_files(content, history) + unread,
        provenance=_provenance(unit, history, said),
    )


def _source(place: git.Place, options: CollectOptions, tell: Progress) -> Source:
    said = answers_at(place, options)
    return Source(
        place, said, period_ending(options.date, options.months or said.period_months or MONTHS), options, tell
    )


def _title(source: Source, unit: str) -> str:
    """Return what the unit is called: as people say, a folder that has no name of its own by its path."""
    folder, project = source.place.folder, source.said.project
    if not folder or (project and not source.said_at_root):
        return project or unit
    return f"{project}: {folder}" if project else folder


def answers_at(place: git.Place, options: CollectOptions) -> Answers:
    """Return what people said for a repository or a folder of it.

    Raises:
        InvalidInput: the file is broken; each fault names it as a user can find it.
        SourceUnavailable: it cannot be read.
    """
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


def _history(source: Source) -> tuple[History, tuple[Problem, ...]]:
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


def _provenance(unit: str, history: History | None, said: Answers) -> tuple[Provenance, ...]:
    revision = history.head if history else ""
    read = ("git",) * (history is not None) + ("documents", "pipelines", "dependencies")
    rows = [Provenance(collector=name, version=__version__, source=unit, revision=revision) for name in read]
    if said.path:
        digest = hashlib.sha256(msgspec.json.encode(said)).hexdigest()[:12]
        rows.append(Provenance(collector="answers", version=__version__, source=said.path, revision=digest))
    return tuple(rows)
