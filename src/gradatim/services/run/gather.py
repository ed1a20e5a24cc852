"""Gathers the evidence of every path that was named: collected now, or read back where it was saved; one unit each."""

import contextlib
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec

from gradatim.evidence.store import SUFFIX, load
from gradatim.model.evidence import EvidenceSet
from gradatim.model.framework import Framework
from gradatim.model.judgement import ALL
from gradatim.services.interface import ServiceError
from gradatim.services.run.collect import collect
from gradatim.services.run.options import AppraiseOptions
from gradatim.services.run.places import share_a_repository
from gradatim.services.run.source import CollectOptions, Progress
from gradatim.services.run.units import units_of


def gather(
    paths: Iterable[Path], options: AppraiseOptions, frameworks: tuple[Framework, ...], progress: Progress | None = None
) -> tuple[EvidenceSet, ...]:
    """Collect every path, or read it back where it is an evidence file; one unit each, of a repository those it names.

    Raises:
        CollectorError: a source cannot be read, or a file that people wrote is broken.
        EvidenceError: an evidence file is damaged.
        ServiceError: a path is named twice, or an option cannot be heeded.
    """
    given = _each_once(paths if options.whole else units_of(paths, _collecting(options, frameworks)))
    with contextlib.ExitStack() as kept:
        if options.cache is None and share_a_repository(given):
            # Without a cache folders of one repository would each read its whole history.
            folder = Path(
                kept.enter_context(tempfile.TemporaryDirectory(prefix="gradatim-", ignore_cleanup_errors=True))
            )
            options = msgspec.structs.replace(options, cache=folder)
        return _told_apart(_gathered(given, options, frameworks, progress))


def _gathered(
    paths: tuple[Path, ...], options: AppraiseOptions, frameworks: tuple[Framework, ...], progress: Progress | None
) -> tuple[EvidenceSet, ...]:
    sets: list[EvidenceSet] = []
    for path in paths:
        if path.name.endswith(SUFFIX) and path.is_file():
            _refuse_collecting_options(path, options)
            for found in load(path):
                _refuse_earlier_day(path, found, options)
                sets.append(_renamed(found, {s.unit for s in sets}))
            continue
        taken = {s.unit for s in sets}
        sets.append(collect(path, _unit_id(path, taken), _collecting(options, frameworks), progress))
    return tuple(sets)


def _collecting(options: AppraiseOptions, frameworks: tuple[Framework, ...]) -> CollectOptions:
    return CollectOptions(
        date=options.date,
        months=options.months,
        cache=options.cache,
        branch=options.branch,
        line_counts=options.line_counts,
        frameworks=frameworks,
        answers_file=options.answers_file,
    )


def _told_apart(sets: Iterable[EvidenceSet]) -> tuple[EvidenceSet, ...]:
    """Return the sets with titles that no two share: those that bear one project's name get their unit beside it."""
    found = tuple(sets)
    bearers = Counter(s.title for s in found)
    return tuple(
        msgspec.structs.replace(s, title=f"{s.title} ({s.unit})") if bearers[s.title] > 1 else s for s in found
    )


def _each_once(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the paths; one that is named twice would count as two units."""
    given = tuple(paths)
    seen: dict[Path, Path] = {}
    for path in given:
        if (other := seen.setdefault(path.resolve(), path)) is not path:
            raise ServiceError(f"{other} and {path} are the same. Name each repository, folder or file once.")
    return given


def _refuse_collecting_options(path: Path, options: AppraiseOptions) -> None:
    """Refuse what says how to collect beside evidence that is collected already: it could only be ignored."""
    asked = {
        "--answers": options.answers_file is not None,
        "--branch": bool(options.branch),
        "--months": options.months is not None,
        "--lines": options.line_counts,
    }
    named = " and ".join(option for option, given in asked.items() if given)
    if named:
        raise ServiceError(
            f"{path}: was collected already, with its own answers, branch and period. "
            f"Leave out {named}, or run on the source itself."
        )


def _refuse_earlier_day(path: Path, found: EvidenceSet, options: AppraiseOptions) -> None:
    """Refuse a day before the evidence ends: the result would bear a day at which most of it did not exist."""
    if options.date < found.period.end:
        raise ServiceError(
            f"{path}: was collected to {found.period.end}, and {options.date} lies before. "
            f"Judge it with --date {found.period.end} or later, or run on the source itself."
        )


def _renamed(found: EvidenceSet, taken: set[str]) -> EvidenceSet:
    """Return saved evidence under an id that no other unit has."""
    unit = _unique(found.unit, taken)
    title = unit if found.title == found.unit else found.title
    return msgspec.structs.replace(found, unit=unit, title=title)


def _unit_id(path: Path, taken: set[str]) -> str:
    resolved = path.resolve()
    name = resolved.parent.name if resolved.name == ".git" else resolved.name.removesuffix(".git")
    name = "".join(c if c.isalnum() or c in "._-" else "-" for c in name) or "unit"
    if name == ALL:
        name = f"{name}-1"
    return _unique(name, taken)


def _unique(name: str, taken: set[str]) -> str:
    number = 2
    unique = name
    while unique in taken:
        unique, number = f"{name}-{number}", number + 1
    return unique
