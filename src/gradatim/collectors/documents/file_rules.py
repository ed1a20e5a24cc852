"""Loads `files.yaml`: which files are read as documents, and what their names and places tell."""

import re
from functools import cache
from pathlib import Path

import msgspec

from gradatim.files import yaml_values

_DATA = Path(__file__).with_name("files.yaml")


class TwinRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What makes two documents twins."""

    words: int
    share: float
    most: int
    most_living: int


class SubjectRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the first page tells what the product is about, and for whom its documents are."""

    generic: frozenset[str]
    for_others: frozenset[str]
    handbooks: frozenset[str]
    own_ways: frozenset[str]
    documents: int
    code_share: float
    code: str


class FileRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `files.yaml`."""

    version: str
    not_documents: str
    forms: str
    manual_pages: str
    bare: frozenset[str]
    unread: frozenset[str]
    referrers: str
    invented: str
    makes: str
    generated: str
    archived: str
    twins: TwinRules
    subject: SubjectRules


@cache
def file_rules() -> FileRules:
    """Return the rules."""
    return yaml_values.own(_DATA, FileRules)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return one of the regular expressions by its key."""
    return re.compile(getattr(file_rules(), name), re.IGNORECASE)
