"""Bills of materials, licences and notices."""

import re
from functools import cache
from pathlib import Path

import msgspec

from gradatim.collectors.pipelines.places import place_of
from gradatim.collectors.pipelines.project import Project
from gradatim.files import yaml_values
from gradatim.model.dependencies import ListedFile
from gradatim.model.history import History

MAX_FILES = 200
MAX_BYTES = 4_000_000
_FOREIGN = frozenset({"fixture", "template", "generated", "example"})
# The licence of what was copied in is not the product's; its notice and its bill of materials belong to the product's.
_ELSEWHERE = {
    "licence": _FOREIGN | {"vendored"},
    "notice": _FOREIGN,
    "sbom": _FOREIGN,
    "vulnerability-exchange": _FOREIGN,
}
_TEXT_END = (".txt", ".md", ".rst", ".html", ".adoc", ".markdown")

_DATA = Path(__file__).with_name("licences.yaml")


class _Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    licence: str
    notice: str
    bom: str
    exchange: str
    told: str


class _Licences(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    names: _Names
    titles: dict[str, str]
    marks: dict[str, tuple[str, ...]]


@cache
def _licences() -> _Licences:
    return yaml_values.own(_DATA, _Licences)


@cache
def _name(kind: str) -> re.Pattern[str]:
    return re.compile(getattr(_licences().names, kind), re.IGNORECASE)


def find(project: Project, history: History | None) -> tuple[ListedFile, ...]:
    """Return the unit's bills of materials, licences and notices; those of fixtures are left out."""
    wanted: dict[str, str] = {}
    for path in sorted(project.sizes, key=lambda p: (p.count("/"), p)):
        if len(wanted) >= MAX_FILES:
            break
        what = _what(path)
        if what and place_of(path).kind not in _ELSEWHERE[what]:
            wanted[path] = what
    found: list[ListedFile] = []
    for path, data in project.stream(tuple(wanted), MAX_BYTES):
        detail = _detail(data[:60_000].decode("utf-8", "replace"), path, wanted[path])
        if detail is not None:
            lived = history.paths.get(path) if history else None
            found.append(ListedFile(path=path, what=wanted[path], detail=detail, history=lived))
    return tuple(found)


def _what(path: str) -> str:
    """Return the kind of file by its name."""
    name = path.rpartition("/")[2]
    folder = path.rpartition("/")[0].rpartition("/")[2]
    if _name("bom").search(name) and not name.lower().startswith("license"):
        return "sbom"
    if _name("exchange").search(name):
        return "vulnerability-exchange"
    if _name("notice").match(name) or path.endswith(".reuse/dep5"):
        return "notice"
    end = "." + name.rpartition(".")[2].lower() if "." in name else ""
    if folder == "LICENSES" and end == ".txt":
        return "licence"
    # `LICENSE.py` is a program, `LICENSE.BSD` a licence.
    if _name("licence").match(name) and (end in ("", *_TEXT_END) or not re.search(r"\.[a-z]{1,4}$", name)):
        return "licence"
    return ""


def _detail(text: str, path: str, what: str) -> str | None:
    """Return the licence's id or the format; None where the content is nothing of the kind."""
    if what == "licence":
        name = licence_id(text, path)
        return name if name or ("/" not in path and text.strip()) else None
    if what == "sbom":
        if '"bomFormat"' in text or "cyclonedx.org/schema/bom" in text:
            return "CycloneDX"
        return "SPDX" if re.search(r"\"?spdxVersion\"?\s*:|SPDXVersion:|spdx\.org/rdf", text) else None
    if what == "vulnerability-exchange":
        return "OpenVEX" if "openvex" in text else ("CSAF" if '"csaf_version"' in text else None)
    # A NOTICE that only says whose the product is names no component's licence.
    return "" if re.search(_licences().names.told, text, re.IGNORECASE) else None


def licence_id(text: str, path: str = "") -> str:
    """Return the SPDX id of a licence by marks in its text; empty where none is recognised."""
    if match := re.search(r"SPDX-License-Identifier:\s*([\w.+-]+)", text):
        return match[1]
    plain = re.sub(r"[\s*#>]+", " ", text).lower()
    # Licences name each other: the title that comes first is the text's own.
    titles = [(m.start(), name) for name, title in _licences().titles.items() if (m := re.search(title, plain))]
    if titles:
        return min(titles)[1]
    for name, marks in _licences().marks.items():
        if all(re.search(mark, plain) for mark in marks):
            return name
    if re.search(r"/LICENSES/|^LICENSES/", path):
        return path.rpartition("/")[2].removesuffix(".txt")
    return ""
