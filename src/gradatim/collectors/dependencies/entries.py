"""Reads the lines of a changelog that head the entry of a version.

Read are Markdown, reStructuredText, AsciiDoc, NEWS and Debian styles, and the XML of Maven's changes plugin.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from gradatim.files import yaml_values

_DATA = Path(__file__).with_name("changelogs.yaml")
_DEBIAN = re.compile(r"^[a-z0-9][a-z0-9.+-]+ \((?:\d+:)?(?P<version>\d[^()\s]*)\) [\w -]+;")
_XML = re.compile(r"^\s*<release\s[^<>]{0,200}?version=[\"']v?(?P<version>\d[^\"'<>\s]*)[\"']")
_WHOLE_NUMBER = re.compile(r"^\W*(?:version|release|v)?\W*\d+\W*(?:\(.*\)?)?\W*$", re.IGNORECASE)
_NAMED_NUMBER = re.compile(r"^(?P<name>[A-Za-z][\w.+-]*) v?\d+$")
_UNDERLINE = re.compile(r"^([=\-~^\"'*#+_`.])\1{2,}\s*$")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = re.compile(
    rf"\b\d{{4}}[-./]\d{{1,2}}\b|\b\d{{1,2}}[-./]\d{{1,2}}[-./]\d{{2,4}}\b|\b(?:{_MONTHS})[a-z]*\b.{{0,12}}\d{{4}}"
    r"|^\W*(?:19|20)\d\d\W*$|unreleased|in development",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(r"^\W*(?P<day>(?:19|20)\d\d[-/]\d{1,2}[-/]\d{1,2})(?!\d)(?P<rest>.*)$")
_MONTH = rf"(?:{_MONTHS})[a-z]{{0,6}}\.?"
_MONTH_FIRST = re.compile(
    rf"^(?:{_MONTH} \d{{1,2}},?|\d{{1,2}}\.? {_MONTH}) (?:19|20)\d\d[:,;]? (?P<rest>.*)$", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]{0,120}>")


class Rolled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a file counts as one that only ever describes the coming release."""

    entries: int
    changes: int
    days: int


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `changelogs.yaml`."""

    version: str
    stems: str
    inside: str
    ends: tuple[str, ...]
    folders: str
    no_product: frozenset[str]
    suffix: str
    marked: str
    news: str
    tail: str
    out: str
    few: int
    no_prose: tuple[str, ...]
    rolled: Rolled


@cache
def rules() -> Rules:
    """Return how changelogs look."""
    return yaml_values.own(_DATA, Rules)


class _Forms(NamedTuple):
    token: re.Pattern[str]
    plain: re.Pattern[str]
    marked: re.Pattern[str]
    news: re.Pattern[str]
    tail: re.Pattern[str]
    out: re.Pattern[str]


@cache
def _forms() -> _Forms:
    known = rules()
    number = number_pattern()
    return _Forms(
        re.compile(rf"(?<![\w.])(?:[\w@/-]*@)?[vV]?\.?({number})(?![\w%]|\.\d)"),
        re.compile(rf"^(?:[A-Za-z][\w.'+-]*:?[ \t]+){{0,5}}[\[(]?[vV]?{number}[\])]?(?:[ \t]*[,:;–-]*[ \t]*(.*))?$"),
        re.compile(known.marked, re.IGNORECASE),
        re.compile(known.news, re.IGNORECASE),
        re.compile(known.tail, re.IGNORECASE),
        re.compile(known.out, re.IGNORECASE),
    )


def number_pattern() -> str:
    """Return the pattern of a version's number with what belongs to it."""
    return rf"\d+(?:\.\d+){{0,4}}(?:{rules().suffix})?"


def normal(version: str) -> str:
    """Return a version in one spelling: no `v`, no zeros at the end of its numbers, `rc1` joined."""
    text = version.rpartition("@")[2].strip().lower().lstrip("v.")
    match = re.match(r"(\d+(?:\.\d+)*)(.*)$", re.sub(r"(?<=\d)-(?=\d)", ".", text.replace("_", ".")))
    if not match:
        return text
    numbers = [part.lstrip("0") or "0" for part in match[1].split(".")]
    while len(numbers) > 1 and numbers[-1] == "0":
        numbers.pop()
    rest = re.sub(r"^[-.]?(?:final|ga|release)$", "", match[2])
    return ".".join(numbers) + re.sub(r"[-._]", "", rest)


def versions(text: str) -> Iterator[tuple[str, int]]:
    """Yield normalised versions and the line where each has its entry, first entry first."""
    lines = text.splitlines()
    seen: set[str] = set()
    for index, raw in enumerate(lines):
        below = lines[index + 1] if index + 1 < len(lines) else ""
        for version in _entry(raw[:300], below):
            if version not in seen:
                seen.add(version)
                yield version, index + 1


def _entry(line: str, below: str) -> tuple[str, ...]:
    """Return the version that a line heads an entry of, in each spelling that tags have for it; none for others."""
    if not any(c.isdigit() for c in line):
        return ()
    if debian := _DEBIAN.match(line):
        # The revision of the package stands behind the version of what is packed.
        whole = debian["version"]
        return tuple(dict.fromkeys((normal(whole), normal(whole.rpartition("-")[0] or whole))))
    if xml := _XML.match(line):
        return (normal(xml["version"]),)
    heading = bool(_forms().marked.match(line)) or (bool(_UNDERLINE.match(below)) and not line[0].isspace())
    text = _TAG.sub("", line).strip("#=* \t")
    if day_first := _DAY_FIRST.match(text):
        if not heading:
            return ()
        return (_headed(day_first["rest"]) if "." in day_first["rest"] else normal(day_first["day"]),)
    version = _headed(text) if heading else _unheaded(line)
    return (version,) if version else ()


def _headed(text: str) -> str:
    """Return the version that a heading names; one without a dot must be all of it, dated, or behind a name alone."""
    token = _forms().token.search(text)
    if token is None:
        return ""
    named = _NAMED_NUMBER.match(text)
    whole = (
        "." in token[1]
        or _WHOLE_NUMBER.match(text)
        or _DATE.search(text[token.end() :])
        or (named and named["name"].lower() not in rules().no_product)
    )
    return normal(token[1]) if whole else ""


def _unheaded(line: str) -> str:
    """Return the version that a line without a mark is all about."""
    if dated := _MONTH_FIRST.match(line):
        # The day of a release, and then what came out: `May 20, 2025: tool 3.8.0 released`.
        line = dated["rest"] if _forms().out.search(dated["rest"]) else ""
    token = _forms().token.search(_TAG.sub("", line))
    if token is None or "." not in token[1]:
        return ""
    if _forms().news.match(line) and len(line) < 100:
        return normal(token[1])
    plain = _forms().plain.match(_TAG.sub("", line).rstrip())
    if plain is None or len(line) >= 120:
        return ""
    after = str(plain[1] or "")
    told = not after.strip("()[]:*-?! ") or _DATE.search(after) or _forms().tail.match(after)
    return normal(token[1]) if told else ""
