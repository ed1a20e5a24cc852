"""Markdown (CommonMark and what the forges add), read by lines."""

import re

from gradatim.collectors.documents.formats.builder import Builder
from gradatim.collectors.documents.parsed import Parsed, clean, split_lines

_ATX = re.compile(r" {0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*$")
_FENCE = re.compile(r"\s{0,12}(`{3,}|~{3,})")
_LINK = re.compile(
    r"(!?)\[([^\[\]]{0,300})\]\(\s*<?([^()\s<>]{1,300}(?:\([^()\s]{0,80}\)[^()\s<>]{0,80})?)>?[^()]{0,200}\)"
)
_DEFINITION = re.compile(r" {0,3}\[[^\]]{1,100}\]:\s*<?(\S{1,300}?)>?(?:\s|$)")
_HTML_HEADING = re.compile(r"<h([1-6])\b[^>]{0,300}>(.{0,400}?)(?:</h[1-6]>|$)", re.IGNORECASE)
_HTML_TARGET = re.compile(r"<(?:a|img)\b[^>]{0,400}?\b(href|src)\s*=\s*[\"']?([^\"'\s>]{1,300})", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,400}>")
_SPAN = re.compile(r"(`{1,2})([^`]{1,300})\1")
_RULE = re.compile(r"\s*(?:\|\s*)?:?-+:?\s*(?:\|\s*:?-+:?\s*)*(?:\|\s*)?$")
_MARKUP = re.compile(r"[*_~]{1,3}(?=\S)|(?<=\S)[*_~]{1,3}")
_EXPLICIT_ID = re.compile(r"\s*\{[#.:][^}]{0,100}\}\s*$")
_FRONT = re.compile(r"(title|sidebar_label)\s*:\s*(.+)", re.IGNORECASE)
_MAX_FRONT = 60


def read_markdown(text: str) -> Parsed:
    """Return the document's structure."""
    reader = _Reader(split_lines(text))
    reader.run()
    return reader.builder.done()


class _Reader:
    """Walks the lines once; `at` is the index of the line."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.builder = Builder(lines)
        self.at = 0

    def run(self) -> None:
        self._front_matter()
        fence = ""
        comment = False
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if fence:
                fence = self._code_line(line, fence)
            elif comment:
                comment = "-->" not in line
            elif (opened := _FENCE.match(line)) and "`" not in line[opened.end() :]:
                fence = opened[1]
            elif line.lstrip().startswith("<!--") and "-->" not in line:
                comment = True
            elif line.strip():
                self._text_line(line)
            self.at += 1

    def _front_matter(self) -> None:
        if not self.lines or self.lines[0].rstrip() not in ("---", "+++"):
            return
        mark = self.lines[0].rstrip()
        end = next((n for n in range(1, min(_MAX_FRONT, len(self.lines))) if self.lines[n].rstrip() == mark), 0)
        for line in self.lines[1:end]:
            if found := _FRONT.match(line):
                self.builder.title = self.builder.title or found[2].strip(" '\"")
        self.at = end + 1 if end else 0

    def _code_line(self, line: str, fence: str) -> str:
        bare = line.strip()
        if bare.startswith(fence) and not bare.strip(fence[0]):
            return ""
        self.builder.code(line, self.at + 1)
        return fence

    def _text_line(self, line: str) -> None:
        if line.startswith("    ") and not self._in_list():
            self.builder.code(line, self.at + 1)
            return
        if "#" in line[:10] and (found := _ATX.match(line)):
            self.builder.heading(len(found[1]), self._plain(found[2] or ""), self.at + 1)
        elif level := self._underlined(line):
            self.builder.heading(level, self._plain(line), self.at + 1)
        elif "|" in line and self._is_table():
            self._table()
            return
        self._inline(line, self.at + 1)

    def _in_list(self) -> bool:
        """Tell whether the indented line belongs to a list item above it."""
        for n in range(self.at - 1, max(-1, self.at - 12), -1):
            above = self.lines[n]
            if above.strip() and not above.startswith("    "):
                return bool(re.match(r"\s{0,3}([-*+]|\d{1,4}[.)])\s", above)) or bool(above.startswith("  "))
        return False

    def _underlined(self, line: str) -> int:
        if self.at + 1 >= len(self.lines) or line.startswith("    "):
            return 0
        below = self.lines[self.at + 1].strip()
        if len(below) < 2 or below.strip("=-") or len(set(below)) != 1 or "|" in line:
            return 0
        above = self.lines[self.at - 1] if self.at else ""
        starts_list = re.match(r"\s*([-*+>]|\d+[.)])\s", line)
        return 0 if above.strip() or starts_list else (1 if below[0] == "=" else 2)

    def _is_table(self) -> bool:
        if self.at + 1 >= len(self.lines):
            return False
        below = self.lines[self.at + 1]
        return "|" in below and "-" in below and bool(_RULE.match(below[:500]))

    def _table(self) -> None:
        start = self.at
        columns = [self._plain(cell) for cell in self.lines[start].strip().strip("|").split("|")]
        self.at += 2
        rows = 0
        while self.at < len(self.lines) and "|" in self.lines[self.at]:
            cells = self.lines[self.at].strip().strip("|").split("|")
            rows += sum(1 for cell in cells if cell.strip(" -–—.…")) > (1 if len(cells) > 1 else 0)
            self._inline(self.lines[self.at], self.at + 1)
            self.at += 1
        self._inline(self.lines[start], start + 1)
        self.builder.table(columns, rows, start + 1)
        self.at -= 1

    def _inline(self, line: str, number: int) -> None:
        """Note links, images and code of a line, and keep its words as prose."""
        build = self.builder
        if "<" in line:
            line = self._html(line, number)
        if "`" in line:
            for found in _SPAN.finditer(line):
                build.code(found[2], number)
                build.link(found[2].strip(), "code", number)
        if "](" in line:
            for found in _LINK.finditer(line):
                build.images += found[1] == "!"
                build.link(found[3], "link", number)
            line = _LINK.sub(r"\2", line)
        elif "]:" in line and (defined := _DEFINITION.match(line)):
            build.link(defined[1], "link", number)
            return
        build.prose(line)

    def _html(self, line: str, number: int) -> str:
        build = self.builder
        for found in _HTML_TARGET.finditer(line):
            build.images += found[1].lower() == "src"
            build.link(found[2], "link", number)
        for found in _HTML_HEADING.finditer(line):
            build.heading(int(found[1]), self._plain(found[2]), number)
        line = re.sub(r"<!--.{0,2000}?-->", "", line)
        return line if "<" not in line else _TAG.sub(" ", line)

    def _plain(self, text: str) -> str:
        """Return a heading's words without markup."""
        text = _LINK.sub(r"\2", text) if "](" in text else text
        text = re.sub(r"\[([^\[\]]{1,200})\]\[[^\]]{0,100}\]", r"\1", text) if "][" in text else text
        text = _TAG.sub(" ", text) if "<" in text else text
        text = _EXPLICIT_ID.sub("", text) if text.rstrip().endswith("}") else text
        return clean(_MARKUP.sub("", text).replace("`", ""))
