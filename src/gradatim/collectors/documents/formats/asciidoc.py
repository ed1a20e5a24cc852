"""AsciiDoc, read by lines: one-line and underlined titles, blocks, links, includes, tables."""

import re

from gradatim.collectors.documents.formats.builder import Builder
from gradatim.collectors.documents.parsed import Parsed, clean, split_lines

_TITLE = re.compile(r"(={1,6}|#{1,6})\s+(\S.*?)(?:\s+=+)?\s*$")
_ANCHOR = re.compile(r"^\[\[[^\]]{0,200}\]\]\s*")
_UNDERLINES = "=-~^+"
_MACRO = re.compile(r"\b(link|xref|include|image)::?([^\s\[\]]{1,300})\[")
_CROSS = re.compile(r"<<([^<>,#\s]{1,200}\.(?:adoc|asciidoc|txt))[^<>]{0,200}>>")
_LINKGIT = re.compile(r"\blink(?:git|scalar):([\w-]{1,60})\[(\d)\]")
_SPAN = re.compile(r"`([^`]{1,300})`")
# A cross reference is resolved by the site's own rules (components, page folders), like an entry of contents.
_HOW = {"include": "include", "image": "image", "xref": "entry"}
_FENCES = frozenset({"----", "....", "++++", "////"})


def read_asciidoc(text: str) -> Parsed:
    """Return the document's structure."""
    lines = split_lines(text)
    build = Builder(lines)
    fence, at = "", 0
    while at < len(lines):
        line = lines[at].rstrip()
        if fence:
            if line == fence:
                fence = ""
            elif fence[0] in "-.":
                build.code(line, at + 1)
        elif len(line) >= 4 and line[:4] in _FENCES and not line.strip(line[0]) and not _is_underline(lines, at):
            fence = line
        elif line == "|===":
            at = _table(build, lines, at)
        elif line and not line.startswith("//"):
            at += _text(build, lines, at)
        at += 1
    return build.done()


def _is_underline(lines: list[str], at: int) -> bool:
    """Tell whether the line underlines the one above it (as `NAME` over `----` in old manual pages)."""
    if at == 0 or lines[at][0] not in _UNDERLINES:
        return False
    above = lines[at - 1].rstrip()
    before = lines[at - 2].strip() if at > 1 else ""
    plain = bool(above) and not above.startswith((" ", "[", ".", "|", "*", "-", "+"))
    return plain and not before and abs(len(above) - len(lines[at].rstrip())) <= 2


def _text(build: Builder, lines: list[str], at: int) -> int:
    """Read one line of text and return how many lines it took beyond itself."""
    line = lines[at].rstrip()
    if found := _TITLE.match(line):
        build.heading(len(found[1]), _ANCHOR.sub("", found[2]).replace("`", ""), at + 1)
    elif at + 1 < len(lines) and len(lines[at + 1].rstrip()) > 1:
        below = lines[at + 1].rstrip()
        if below[0] in _UNDERLINES and not below.strip(below[0]) and _is_underline(lines, at + 1):
            build.heading(_UNDERLINES.index(below[0]) + 1, line, at + 1)
            build.prose(line)
            return 1
    _inline(build, line, at + 1)
    return 0


def _inline(build: Builder, line: str, number: int) -> None:
    if ":" in line:
        for found in _MACRO.finditer(line):
            build.images += found[1] == "image"
            build.link(found[2], _HOW.get(found[1], "link"), number)
        for found in _LINKGIT.finditer(line):
            build.link(f"{found[1]}.adoc", "entry", number)
    if "<<" in line:
        for found in _CROSS.finditer(line):
            build.link(found[1], "link", number)
    if "`" in line:
        for found in _SPAN.finditer(line):
            build.code(found[1], number)
            build.link(found[1].strip(), "code", number)
    if not line.startswith(":"):
        build.prose(_MACRO.sub(" ", line))


def _table(build: Builder, lines: list[str], start: int) -> int:
    """Read a table and return the index of its closing line."""
    end = next((n for n in range(start + 1, len(lines)) if lines[n].rstrip() == "|==="), len(lines) - 1)
    rows = [line for line in lines[start + 1 : end] if line.startswith("|")]
    columns = [clean(c, 60) for c in rows[0].strip("|").split("|")] if rows else []
    per_row = max(1, len(columns)) if rows and rows[0].count("|") > 1 else 1
    cells = sum(row.count("|") for row in rows[1:])
    build.table(columns, cells // per_row, start + 1)
    for n in range(start + 1, end):
        _inline(build, lines[n].replace("|", " "), n + 1)
    return end
