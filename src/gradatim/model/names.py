"""What frameworks are called: as their own files in `frameworks/` say, so that one dropped in has its name everywhere.

Only the first lines of each file are read, once: a result names frameworks in many places where none is loaded.
"""

import re
from functools import cache
from pathlib import Path

_FILES = Path(__file__).parent.parent / "frameworks"
_HEAD = 4096
"""Bytes in which a file says what it is; the loader looks for id and edition there too."""
_LINE = re.compile(r"^(framework|edition|name|short_title|year):[ \t]*(['\"]?)(\S.*?)\2[ \t]*$", re.MULTILINE)


def framework_name(framework: str) -> str:
    """Return a framework's name without an edition: `SW-CMM`, `ISO 9001`; its id in capitals where no file names it."""
    heads = [head for (id, _), head in _heads().items() if id == framework and "name" in head]
    newest = max(heads, key=lambda head: head.get("year", ""), default=None)
    return newest["name"] if newest else framework.upper()


def edition_name(framework: str, edition: str) -> str:
    """Return a framework with its edition, written as its publisher does: `SW-CMM 1.1`, `ISO 9001:2015`."""
    head = _heads().get((framework, edition), {})
    return head.get("short_title") or f"{framework_name(framework)} {edition}"


def target_name(target: str) -> str:
    """Return what is aimed at, by names: `SW-CMM level 2` for `sw-cmm level 2`, `ISO 9001` for `iso-9001`."""
    framework, gap, rest = target.partition(" ")
    return f"{framework_name(framework)}{gap}{rest}"


@cache
def _heads() -> dict[tuple[str, str], dict[str, str]]:
    """Return what each file says of itself, by id and edition."""
    found = (_head(path) for path in sorted(_FILES.glob("*.yaml")))
    return {(head["framework"], head["edition"]): head for head in found if {"framework", "edition"} <= set(head)}


def _head(path: Path) -> dict[str, str]:
    with path.open("rb") as stream:
        text = stream.read(_HEAD).decode(errors="replace")
    return {key: value for key, _, value in _LINE.findall(text)}
