"""Plain text: headings by underline, number or capitals, as people write them."""

import re

from gradatim.collectors.documents.formats.builder import Builder
from gradatim.collectors.documents.parsed import Parsed, split_lines

_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+([A-Z][^.!?]{2,70})$")
_MARKED = re.compile(r"(#{1,4}|={1,4})\s+(\S.{0,100}?)(?:\s+[=#]{1,4})?$")
_BANNER = re.compile(r"[*=#-]{2,}\s+(\S.{1,80}?)\s+[*=#-]{2,}$")
_PATH = re.compile(
    r"(?<![\w/.:@-])((?:[\w.-]{1,60}/){0,8}[\w-]{1,60}\.(?:md|rst|txt|adoc|html|py|sh|yml|yaml|toml|cfg|pl|js))(?![\w/])"
)
_PROMPT = re.compile(r"\s*[$%>]\s+(\S.*)$")


def read_text(text: str) -> Parsed:
    """Return the document's structure."""
    lines = split_lines(text)
    build = Builder(lines)
    marked = next((line.startswith("# ") for line in lines if line.strip()), False)
    for at, line in enumerate(lines):
        bare = line.strip()
        if not bare:
            continue
        if level := _level(lines, at, bare, marked):
            build.heading(level, _words(bare), at + 1)
        if (line.startswith("    ") and not lines[at - 1].strip()) or _PROMPT.match(line):
            build.code(bare.lstrip("$%> "), at + 1)
        if "." in bare:
            for found in _PATH.finditer(bare):
                build.link(found[1], "code", at + 1)
        build.prose(line)
    return build.done()


def read_csv(text: str) -> Parsed:
    """Return a table of comma or semicolon separated values as a document."""
    lines = split_lines(text)
    build = Builder(lines)
    head = lines[0] if lines else ""
    mark = ";" if head.count(";") > head.count(",") else ","
    rows = sum(1 for line in lines[1:] if line.strip(f'{mark} "'))
    build.table([c.strip(' "') for c in head.split(mark)], rows, 1)
    for line in lines:
        build.prose(line)
    return build.done()


def _level(lines: list[str], at: int, bare: str, marked: bool) -> int:
    """Return the level of the heading that the line is, 0 where it is none; `marked`: `#` begins headings here."""
    if len(bare) > 100 or bare.startswith(("- ", "* ", "+ ")) or (bare.startswith("# ") and not marked):
        return 0
    below = lines[at + 1].strip() if at + 1 < len(lines) else ""
    above = lines[at - 1].strip() if at else ""
    if len(below) >= 3 and below[0] in "=-~*#^" and not below.strip(below[0]) and bare.strip(bare[0]):
        return 1 if below[0] in "=*#" else 2
    if _MARKED.match(bare):
        return min(4, len(bare) - len(bare.lstrip("#=")))
    if _BANNER.match(bare) or (above and above.strip("=-*#")):
        return 2 if _BANNER.match(bare) else 0
    if (found := _NUMBERED.match(bare)) and (not below or not _NUMBERED.match(below)):
        return 2 + found[1].count(".")
    return 2 if not below and _is_shouted(bare) else 0


def _is_shouted(bare: str) -> bool:
    return len(bare) >= 4 and bare.isupper() and sum(c.isalpha() for c in bare) > len(bare) // 2


def _words(bare: str) -> str:
    for pattern in (_MARKED, _NUMBERED):
        if found := pattern.match(bare):
            return found[2]
    found = _BANNER.match(bare)
    return found[1] if found else bare
