"""The one loader of frameworks and crosswalks: YAML in, frozen model values out, compiled once, read in milliseconds.

    >>> load("sw-cmm").edition
    '1.1'

Files written by users are read with `load_file`. `files/kept.py` says how the compiled forms are kept.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from gradatim.files import kept
from gradatim.frameworks import yaml_reader
from gradatim.frameworks.build import build_crosswalk, build_framework
from gradatim.frameworks.interface import FrameworkError, UnknownFramework
from gradatim.frameworks.shape import CrosswalkFile, FrameworkFile, IndicatorFile
from gradatim.model import framework as model
from gradatim.model.framework import Crosswalk, Framework

__all__ = [
    "DATA",
    "FrameworkError",
    "UnknownFramework",
    "annex",
    "available",
    "crosswalks",
    "literature",
    "load",
    "load_all",
    "load_file",
    "newest",
]

DATA = Path(__file__).parent
"""The folder that holds our own files; every function takes another one as `folder`."""

_HEAD = re.compile(rb"^(schema|framework|edition):[ \t]*['\"]?([^'\"\s#]+)", re.MULTILINE)

_T = TypeVar("_T")
_File = TypeVar("_File", FrameworkFile, IndicatorFile, CrosswalkFile)


def load(id: str, edition: str | None = None, *, folder: Path = DATA, cache_dir: Path | None = None) -> Framework:
    """Return one framework; without an edition, the newest one. The edition may stand in the id: `iso-9001@2015`.

    Raises:
        UnknownFramework: there is no such id or edition.
        FrameworkError: its file is broken, or two files hold the same edition.
    """
    id, _, named = id.partition("@")
    edition = edition or named or None
    paths = [path for path, head in _files(folder) if head[0] == id and edition in (None, head[1])]
    if not paths:
        asked = id if edition is None else f"{id}@{edition}"
        have = ", ".join(f"{one}@{which}" for one, which in available(folder=folder))
        raise UnknownFramework(f"there is no framework {asked}; there are: {have or 'none'}")
    return max((_load_one(path, cache_dir) for path in paths), key=lambda item: (item.year, item.edition))


def load_all(*, folder: Path = DATA, cache_dir: Path | None = None) -> tuple[Framework, ...]:
    """Return every framework of the folder: staged ones first, then by publisher's year and id.

    Raises:
        FrameworkError: a file in the folder is broken, or two files hold the same edition.
    """
    found = [_load_one(path, cache_dir) for path, _ in _files(folder)]
    return tuple(sorted(found, key=lambda item: (item.scheme != "staged", item.year, item.id)))


def newest(*, folder: Path = DATA, cache_dir: Path | None = None) -> tuple[Framework, ...]:
    """Return the newest edition of every framework of the folder, in the order of `load_all`.

    Raises:
        FrameworkError: see `load_all`.
    """
    held = load_all(folder=folder, cache_dir=cache_dir)
    best = {item.id: item for item in sorted(held, key=lambda item: (item.year, item.edition))}
    return tuple(item for item in held if item is best[item.id])


def available(*, folder: Path = DATA) -> tuple[tuple[str, str], ...]:
    """Return id and edition of every framework of the folder, sorted, without reading the files whole."""
    return tuple(sorted(head for _, head in _files(folder)))


def crosswalks(*, folder: Path = DATA, cache_dir: Path | None = None) -> tuple[Crosswalk, ...]:
    """Return every crosswalk of the folder, by id. Its two ends are named with their editions, `iso-9001@2015`.

    Raises:
        FrameworkError: a file in the folder is broken.
    """
    paths = sorted((folder / "crosswalks").glob("*--*.yaml"))
    return tuple(sorted((_crosswalk(path, cache_dir) for path in paths), key=lambda item: item.id))


def load_file(path: Path, indicators: Path | None = None) -> Framework:
    """Return the framework of one file, for example one that a user wrote; nothing is cached.

    Raises:
        FrameworkError: the file cannot be read, is no YAML, is not in the shape of `framework.schema.json`, or
            refers to something that is not in it. The message names file, line or key, and what to mend.
    """
    spoken = _decode(indicators, yaml_reader.read(indicators), IndicatorFile) if indicators else None
    return _build(path, _decode(path, yaml_reader.read(path), FrameworkFile), spoken)


def annex(id: str, edition: str | None = None, *, folder: Path = DATA) -> dict[str, Any]:
    """Return what a file keeps beside the framework: certification rules, staging tables, counts. Parsed anew.

    Raises:
        UnknownFramework: there is no such id or edition.
    """
    wanted = load(id, edition, folder=folder)
    path = next(path for path, head in _files(folder) if head == (wanted.id, wanted.edition))
    return _decode(path, yaml_reader.read(path), FrameworkFile).annex


def literature(*, folder: Path = DATA) -> dict[str, Any]:
    """Return what publications say about the crosswalks: sources, profiles, conclusions, checks, corroboration."""
    path = folder / "crosswalks" / "literature.yaml"
    found = yaml_reader.parse(path, yaml_reader.read(path))
    if not isinstance(found, dict):
        raise FrameworkError(f"{path}: should hold a mapping")
    return found


def _files(folder: Path) -> Iterator[tuple[Path, tuple[str, str]]]:
    """Yield each framework file with its id and edition, read from its first lines."""
    seen: dict[tuple[str, str], Path] = {}
    for path in sorted(folder.glob("*.yaml")):
        head = _head(path)
        if head in seen:
            raise FrameworkError(f"{path}: holds {head[0]}@{head[1]}, and so does {seen[head].name}; keep one")
        seen[head] = path
        yield path, head


def _head(path: Path) -> tuple[str, str]:
    try:
        with path.open("rb") as stream:
            found = dict(_HEAD.findall(stream.read(4096)))
    except OSError as error:
        raise FrameworkError(f"{path}: cannot be read ({error.strerror or error})") from None
    if b"framework" not in found or b"edition" not in found:
        raise FrameworkError(
            f"{path}: does not begin with `schema`, `framework` and `edition`; see framework.schema.json"
        )
    return found[b"framework"].decode(errors="replace"), found[b"edition"].decode(errors="replace")


def _load_one(path: Path, cache_dir: Path | None) -> Framework:
    text = yaml_reader.read(path)
    spoken = _indicator_file(path)
    words = yaml_reader.read(spoken) if spoken else b""

    def make() -> Framework:
        file = _decode(path, text, FrameworkFile)
        return _build(path, file, _decode(spoken, words, IndicatorFile) if spoken else None)

    return _compiled(path, [text, words], make, Framework, cache_dir)


def _indicator_file(path: Path) -> Path | None:
    """Return the indicator file of a framework file: the one of its edition, else the one of its framework."""
    id, edition = _head(path)
    for stem in (f"{id}@{edition}", id):
        spoken = path.parent / "indicators" / f"{stem}.yaml"
        if spoken.is_file() and _head(spoken) == (id, edition):
            return spoken
    return None


def _crosswalk(path: Path, cache_dir: Path | None) -> Crosswalk:
    text = yaml_reader.read(path)
    return _compiled(path, [text], lambda: build_crosswalk(_decode(path, text, CrosswalkFile)), Crosswalk, cache_dir)


def _build(path: Path, file: FrameworkFile, indicators: IndicatorFile | None) -> Framework:
    try:
        return build_framework(file, indicators)
    except FrameworkError as error:
        raise FrameworkError(f"{path}: {error}") from None


def _decode(path: Path, text: bytes, kind: type[_File]) -> _File:
    raw = yaml_reader.parse(path, text)
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise FrameworkError(f"{path}: {error}") from None


def _compiled(path: Path, parts: list[bytes], make: Callable[[], _T], kind: type[_T], cache_dir: Path | None) -> _T:
    """Return the compiled value of a file, or make it and leave the compiled form in the first place that takes it."""
    places = [kept.beside(__file__)] if path.is_relative_to(DATA) else []
    targets = [place / f"{path.stem}.compiled" for place in (*places, *([cache_dir] if cache_dir else []))]
    return kept.value(targets, kept.stamp(*parts, _code()), make, kind)


@cache
def _code() -> bytes:
    """Return what a compiled form depends on beside its files: the fields of the model, the code that fills them."""
    fields = [
        (name, kind.__struct_fields__) for name, kind in vars(model).items() if hasattr(kind, "__struct_fields__")
    ]
    sources = [path for path in (DATA / "build.py", DATA / "shape.py") if path.is_file()]
    return kept.stamp(repr(fields).encode(), *(path.read_bytes() for path in sources))
