"""reStructuredText, read by lines: sections, directives that lead elsewhere, roles, tables."""

import re

from gradatim.collectors.documents.formats.builder import Builder
from gradatim.collectors.documents.parsed import Parsed, clean, split_lines

_PUNCTUATION = frozenset("=-~^\"'`#*+:.<>_!$%&(),/;?@[]{|}\\")
_DIRECTIVE = re.compile(r"(\s*)\.\.\s+(?:\|[^|]{1,60}\|\s+)?([\w-]+)::\s*(.*)$")
_ROLE = re.compile(r":(doc|download|file|ref|source|gh-file|repo):`(?:[^`<]{0,200}<)?([^`<>]{1,200})>?`")
_LINK = re.compile(r"`([^`<]{0,200})<([^`<>]{1,300})>`_")
_TARGET = re.compile(r"\.\. _([^:]{1,100}):\s+(\S{1,300})\s*$")
_LITERAL = re.compile(r"``([^`]{1,300})``")
_MARKUP = re.compile(r":[\w:+-]{1,30}:`([^`<]{1,200})(?:<[^`>]{0,200}>)?`|[`*]{1,2}([^`*]{1,200})[`*]{1,2}_{0,2}")
_INCLUDES = frozenset({"include", "literalinclude", "mdinclude", "changelog", "towncrier-draft-entries"})
_SIMPLE_RULE = re.compile(r"\s*={2,}(\s+={2,})+\s*$")
_NOT_TEXT = frozenset(
    {"toctree", "image", "figure", "code", "code-block", "sourcecode", "raw", "autofunction", "autoclass"}
)


def read_rst(text: str) -> Parsed:
    """Return the document's structure."""
    reader = _Reader(split_lines(text))
    reader.run()
    return reader.builder.done()


class _Reader:
    """Walks the lines once. Heading levels follow the order in which underlines first appear, as docutils has it."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.builder = Builder(lines)
        self.styles: list[str] = []
        self.at = 0

    def run(self) -> None:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            stripped = line.strip()
            if not stripped:
                pass
            elif stripped.startswith(".."):
                self._explicit(line)
            elif not line.startswith(" ") and (style := self._section(line)):
                self._heading(line, style)
            elif self._is_table(line):
                self._table()
            elif stripped[0] in _PUNCTUATION and not stripped.strip(stripped[0]) and len(stripped) > 3:
                pass
            else:
                self._text(line)
            self.at += 1

    def _line(self, at: int) -> str:
        return self.lines[at] if 0 <= at < len(self.lines) else ""

    def _section(self, line: str) -> str:
        below = self._line(self.at + 1).rstrip()
        if len(below) < 2 or below[0] not in _PUNCTUATION or below.strip(below[0]):
            return ""
        if len(below) < min(len(line.rstrip()), 4) or (
            line.strip()[0] in "=-" and not line.strip().strip(line.strip()[0])
        ):
            return ""
        above = self._line(self.at - 1).rstrip()
        over = bool(above) and above == below
        return "" if above.strip() and not over else below[0] * (2 if over else 1)

    def _heading(self, line: str, style: str) -> None:
        if style not in self.styles:
            self.styles.append(style)
        self.builder.heading(self.styles.index(style) + 1, self._plain(line), self.at + 1)
        self.builder.prose(line)
        self.at += 1

    def _explicit(self, line: str) -> None:
        """A directive, target or comment."""
        if found := _DIRECTIVE.match(line):
            self._directive(found[2], found[3].strip(), len(found[1]))
        elif found := _TARGET.match(line):
            self.builder.link(found[2], "link", self.at + 1)
        elif line.strip() == ".." or not line.strip().startswith(".. _"):
            self._skip_block(len(line) - len(line.lstrip()))

    def _directive(self, name: str, argument: str, indent: int) -> None:
        build = self.builder
        if name in _INCLUDES and argument:
            build.link(argument, "include", self.at + 1)
        elif name in ("image", "figure"):
            build.images += 1
        elif name in ("csv-table", "list-table"):
            self._list_table(indent)
        elif name in _NOT_TEXT:
            for n, line in self._block(indent):
                if name == "toctree" and not line.strip().startswith(":"):
                    self._entry(line.strip(), n)
                elif name in ("code", "code-block", "sourcecode"):
                    build.code(line, n)
            self._skip_block(indent)
        elif argument:
            build.prose(argument)

    def _entry(self, text: str, line: int) -> None:
        found = re.search(r"<([^<>]{1,300})>\s*$", text)
        self.builder.link(found[1] if found else text, "entry", line)

    def _block(self, indent: int) -> list[tuple[int, str]]:
        """Return number and text of the indented lines below the present one."""
        found = []
        for n in range(self.at + 1, len(self.lines)):
            line = self.lines[n]
            if line.strip():
                if len(line) - len(line.lstrip()) <= indent:
                    break
                found.append((n + 1, line))
        return found

    def _skip_block(self, indent: int) -> None:
        block = self._block(indent)
        if block:
            self.at = block[-1][0] - 1

    def _list_table(self, indent: int) -> None:
        block = self._block(indent)
        cells = [line.strip() for _, line in block if not line.strip().startswith(":")]
        header = next((line.split(":header:", 1)[1] for _, line in block if ":header:" in line), "")
        if header:
            columns = [c.strip(' "') for c in header.split(",")]
            self.builder.table(columns, len(cells), self.at + 1)
        elif cells:
            rows = [n for n, cell in enumerate(cells) if cell.startswith("* -")]
            first = cells[rows[0] : rows[1] if len(rows) > 1 else None] if rows else cells[:1]
            self.builder.table([c.lstrip("*- ") for c in first], max(0, len(rows) - 1), self.at + 1)

    def _is_table(self, line: str) -> bool:
        return bool(line.strip().startswith("+-")) or ("= " in line and bool(_SIMPLE_RULE.match(line[:400])))

    def _table(self) -> None:
        start = self.at
        end = start
        while end < len(self.lines) and self.lines[end].strip():
            end += 1
        block = self.lines[start:end]
        if block[0].strip().startswith("+"):
            cells = [c.strip() for c in block[1].strip().strip("|").split("|")] if len(block) > 1 else []
            rows = sum(1 for line in block if line.strip().startswith("+-")) - 2
        else:
            cells = re.split(r"\s{2,}", block[1].strip()) if len(block) > 1 else []
            rows = len(block) - 4
        self.builder.table(cells, max(0, rows), start + 1)
        for n, line in enumerate(block, start + 1):
            self._inline(line, n)
        self.at = end - 1

    def _text(self, line: str) -> None:
        self._inline(line, self.at + 1)
        if line.rstrip().endswith("::"):
            indent = len(line) - len(line.lstrip())
            for n, code in self._block(indent):
                self.builder.code(code, n)
            self._skip_block(indent)

    def _inline(self, line: str, number: int) -> None:
        build = self.builder
        if "`" in line:
            for found in _ROLE.finditer(line):
                if found[1] != "ref":
                    build.link(found[2], {"doc": "entry", "download": "link"}.get(found[1], "code"), number)
            for found in _LINK.finditer(line):
                build.link(found[2].strip(), "link", number)
            for found in _LITERAL.finditer(line):
                build.code(found[1], number)
                build.link(found[1].strip(), "code", number)
            line = _LINK.sub(r"\1", line)
        build.prose(line)

    def _plain(self, text: str) -> str:
        return clean(_MARKUP.sub(lambda m: m[1] or m[2] or "", text) if "`" in text or "*" in text else text)
