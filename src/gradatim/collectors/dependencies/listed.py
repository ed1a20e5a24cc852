"""Bills of materials, licences and notices."""

import re

from gradatim.collectors.pipelines.places import place_of
from gradatim.collectors.pipelines.project import Project
from gradatim.model.dependencies import ListedFile
from gradatim.model.history import History

MAX_FILES = 200
MAX_BYTES = 4_000_000
_LICENCE = re.compile(
    r"^(?:UN)?LICEN[CS]E(?:S)?(?:[-_.][\w.+-]+)?$|^(?:MIT-|APACHE-|GPL-|BSD-)?(?:COPYING|COPYRIGHT)(?:[-_.][\w.+-]+)?$|^\w+-LICENSE(?:\.\w+)?$",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"^(?:NOTICE|ATTRIBUTIONS?)S?(?:\.\w+)?$|^REUSE\.toml$|^3rd[-_]?party.{0,30}\.(?:md|txt)$"
    r"|^.{0,20}THIRD[-_ ]?PARTY[-_ ]?(?:NOTICES?|LICEN[CS]ES?|SOFTWARE|CREDITS)?.{0,20}\.(?:md|txt|html|rst|json|csv)$",
    re.IGNORECASE,
)
_BOM = re.compile(
    r"(?:^|[._-])(?:s?bom|cyclonedx|cdx|spdx)(?:[._-].*)?\.(?:json|xml|ya?ml|spdx|txt)$|\.spdx(?:\.\w+)?$",
    re.IGNORECASE,
)
_VEX = re.compile(r"(?:openvex|[._-]vex|^vex|csaf).*\.json$", re.IGNORECASE)
_TEXT_END = (".txt", ".md", ".rst", ".html", ".adoc", ".markdown")

_TITLES = tuple(
    (re.compile(title), name)
    for name, title in (
        ("Apache-2.0", r"apache license,? version 2\.0"),
        ("AGPL-3.0", r"gnu affero general public license,? version 3"),
        ("LGPL-3.0", r"gnu lesser general public license,? version 3"),
        ("LGPL-2.1", r"gnu lesser general public license,? version 2\.1"),
        ("LGPL-2.0", r"gnu library general public license,? version 2"),
        ("GPL-3.0", r"gnu general public license,? version 3"),
        ("GPL-2.0", r"gnu general public license,? version 2"),
        ("MPL-2.0", r"mozilla public license,? version 2\.0"),
        ("EPL-2.0", r"eclipse public license\W+v(?:ersion)? ?2\.0"),
        ("EPL-1.0", r"eclipse public license\W+v(?:ersion)? ?1\.0"),
        ("EUPL-1.2", r"european union public licence v\. ?1\.2"),
        ("CC0-1.0", r"cc0 1\.0 universal"),
        ("CC-BY-SA-4.0", r"attribution-sharealike 4\.0"),
        ("CC-BY-4.0", r"attribution 4\.0 international"),
    )
)
# Licence without a title of its own, and what its text must hold: the more particular stand before the more general.
_MARKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("BSL-1.0", (r"boost software license", r"1\.0")),
    ("BUSL-1.1", (r"business source license 1\.1",)),
    ("Artistic-2.0", (r"artistic license 2\.0",)),
    ("Artistic-1.0-Perl", (r"the \"?artistic license\"?", r"perl")),
    ("PSF-2.0", (r"python software foundation license",)),
    ("Zlib", (r"altered source versions must be plainly marked", r"misrepresented")),
    ("Unlicense", (r"released into the public domain",)),
    ("WTFPL", (r"do what the fuck you want to",)),
    (
        "0BSD",
        (
            r"permission to use, copy, modify, and/or distribute this software for any purpose "
            r"with or without fee is hereby granted\.",
        ),
    ),
    ("curl", (r"copyright and permission notice",)),
    (
        "ISC",
        (
            r"permission to use, copy, modify, and(?:/or)? distribute this software for any purpose",
            r"provided that the above copyright",
        ),
    ),
    ("BSD-4-Clause", (r"redistributions? (?:of|in) source", r"all advertising materials")),
    (
        "BSD-3-Clause",
        (
            r"redistributions? (?:of|in) source",
            r"neither the names? of|may not be used to endorse|not be used to endorse",
        ),
    ),
    ("BSD-2-Clause", (r"redistributions? (?:of|in) source", r"redistributions? in binary form")),
    ("MIT-0", (r"permission is hereby granted, free of charge", r"mit no attribution")),
    ("MIT", (r"permission is hereby granted, free of charge, to any person obtaining a copy",)),
    ("MulanPSL-2.0", (r"mulan permissive software license",)),
)


def find(project: Project, history: History | None) -> tuple[ListedFile, ...]:
    """Return the unit's bills of materials, licences and notices; those of fixtures are left out."""
    wanted: dict[str, str] = {}
    for path in sorted(project.sizes, key=lambda p: (p.count("/"), p)):
        if len(wanted) >= MAX_FILES:
            break
        what = _what(path)
        if what and place_of(path).kind not in ("fixture", "template", "generated", "example"):
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
    if _BOM.search(name) and not name.lower().startswith("license"):
        return "sbom"
    if _VEX.search(name):
        return "vulnerability-exchange"
    if _NOTICE.match(name) or path.endswith(".reuse/dep5"):
        return "notice"
    end = "." + name.rpartition(".")[2].lower() if "." in name else ""
    if folder == "LICENSES" and end == ".txt":
        return "licence"
    if _LICENCE.match(name) and (end in ("", *_TEXT_END) or not re.match(r"\.[a-z]{1,4}$", end)):
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
    return "" if text.strip() else None


def licence_id(text: str, path: str = "") -> str:
    """Return the SPDX id of a licence by marks in its text; empty where none is recognised."""
    if match := re.search(r"SPDX-License-Identifier:\s*([\w.+-]+)", text):
        return match[1]
    plain = re.sub(r"[\s*#>]+", " ", text).lower()
    # Licences name each other: the title that comes first is the text's own.
    titles = [(m.start(), name) for title, name in _TITLES if (m := title.search(plain))]
    if titles:
        return min(titles)[1]
    for name, marks in _MARKS:
        if all(re.search(mark, plain) for mark in marks):
            return name
    if re.search(r"/LICENSES/|^LICENSES/", path):
        return path.rpartition("/")[2].removesuffix(".txt")
    return ""
