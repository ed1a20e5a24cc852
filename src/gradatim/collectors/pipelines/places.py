"""Tells by its path what a file belongs to: the product, vendored code, fixtures, templates, generated output."""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from gradatim.files import yaml_values

_DATA = Path(__file__).with_name("places.yaml")


class _Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    folders: dict[str, frozenset[str]]
    template_folder: str
    template_mark: str
    resources: str
    generated_file: str


class _Patterns(NamedTuple):
    folders: dict[str, frozenset[str]]
    template_folder: re.Pattern[str]
    template_mark: re.Pattern[str]
    resources: re.Pattern[str]
    generated_file: re.Pattern[str]


@cache
def _rules() -> _Patterns:
    rules = yaml_values.own(_DATA, _Rules)
    return _Patterns(
        rules.folders,
        re.compile(rules.template_folder),
        re.compile(rules.template_mark),
        re.compile(rules.resources, re.IGNORECASE),
        re.compile(rules.generated_file, re.IGNORECASE),
    )


class Place(msgspec.Struct, frozen=True):
    """What a path belongs to; all empty for the product itself."""

    kind: str = ""
    """`vendored`, `fixture`, `template`, `example`, `generated`, `submodule` or empty."""
    folder: str = ""
    """The folder that shows it."""

    @property
    def foreign(self) -> bool:
        """Tell whether the file is no part of the product's own process."""
        return bool(self.kind)


@lru_cache(maxsize=65536)
def _folder_place(folder: str) -> Place:
    """Return the place of a folder; the outermost telling folder wins."""
    names = folder.split("/")
    for depth, name in enumerate(names, 1):
        if kind := _kind(name):
            return Place(kind, "/".join(names[:depth]))
    return Place()


@lru_cache(maxsize=65536)
def _kind(name: str) -> str:
    """Return what the name of a folder says about what lies in it."""
    lower, rules = name.lower(), _rules()
    for kind, names in rules.folders.items():
        if lower in names:
            return kind
    return "template" if rules.template_folder.search(lower) or rules.template_mark.search(name) else ""


@lru_cache(maxsize=65536)
def place_of(path: str) -> Place:
    """Return what a path belongs to, judged by its folders and name alone."""
    folder, _, name = path.rpartition("/")
    place = _folder_place(folder) if folder else Place()
    if place.foreign:
        return place
    rules = _rules()
    if rules.template_mark.search(name):
        return Place("template", folder)
    if rules.resources.search(path):
        return Place("fixture", folder)
    if rules.generated_file.search(name):
        return Place("generated", folder)
    return Place()
