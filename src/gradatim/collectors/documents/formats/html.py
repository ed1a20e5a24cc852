"""HTML as text: tags are cut, never interpreted; scripts and styles are dropped.

Line numbers stay those of the file.
"""

import html
import re

from gradatim.collectors.documents.formats.builder import Builder
from gradatim.collectors.documents.parsed import MAX_TEXT, Parsed, split_lines

# One pass, linear: a tag ends at the next "<" or ">", whatever its quotes claim.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})([^<>]*)>")
_TARGET = re.compile(r"\b(?:href|src)\s*=\s*[\"']?([^\"'\s>]{1,300})", re.IGNORECASE)
_HIDDEN = frozenset({"script", "style", "template", "noscript", "svg"})
_HEADINGS = {f"h{n}": n for n in range(1, 7)}


def read_html(text: str) -> Parsed:
    """Return the document's structure."""
    source = _without_comments(text[:MAX_TEXT])
    reader = _Reader()
    at = 0
    for found in _TAG.finditer(source):
        reader.text(source[at : found.start()])
        reader.tag(found[1] == "/", found[2].lower(), found[3])
        at = found.end()
    reader.text(source[at:])
    return reader.done()


def _without_comments(text: str) -> str:
    """Cut comments, keep their line breaks; an unclosed one runs to the end."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        end = len(text) if end < 0 else end + 3
        parts += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end
    return "".join([*parts, text[at:]])


class _Reader:
    """Text and structure so far; `line` is the line of the source."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.line = 1
        self.hidden = ""
        self.heading: tuple[int, int, list[str]] | None = None
        self.title: list[str] | None = None
        self.cells: list[list[str]] = []
        self.found_title = ""
        self.headings: list[tuple[int, str, int]] = []
        self.links: list[tuple[str, int]] = []
        self.tables: list[tuple[list[str], int, int]] = []
        self.code: list[tuple[str, int]] = []
        self.rows = 0
        self.table_line = 0
        self.in_header = False
        self.in_code = False
        self.images = 0

    def text(self, chunk: str) -> None:
        """Take text between tags."""
        shown = "" if self.hidden else html.unescape(chunk)
        breaks = chunk.count("\n")
        if self.hidden:
            self.out.append("\n" * breaks)
        else:
            self.out.append(shown if shown.count("\n") == breaks else chunk)
            self._collect(shown)
        self.line += breaks

    def _collect(self, shown: str) -> None:
        if self.heading:
            self.heading[2].append(shown)
        if self.title is not None:
            self.title.append(shown)
        if self.in_header and self.cells:
            self.cells[-1].append(shown)
        if self.in_code:
            self.code += [(line, self.line + n) for n, line in enumerate(shown.split("\n")) if line.strip()]

    def tag(self, closing: bool, name: str, attributes: str) -> None:
        """Take a tag."""
        if self.hidden:
            if closing and name == self.hidden:
                self.hidden = ""
        elif name in _HIDDEN:
            self.hidden = "" if closing or attributes.endswith("/") else name
        elif name in _HEADINGS:
            self._heading(closing, _HEADINGS[name])
        elif name in ("a", "img") and not closing:
            self.images += name == "img"
            if target := _TARGET.search(attributes[:1_000]):
                self.links.append((html.unescape(target[1]), self.line))
        elif name == "title":
            self._title(closing)
        elif name in ("code", "pre"):
            self.in_code = not closing
        else:
            self._table(closing, name)
        self.out.append(" " if not self.hidden else "")
        self.line += attributes.count("\n")
        self.out.append("\n" * attributes.count("\n"))

    def _heading(self, closing: bool, level: int) -> None:
        if closing and self.heading:
            self.headings.append((self.heading[0], "".join(self.heading[2]), self.heading[1]))
            self.heading = None
        elif not closing:
            self.heading = (level, self.line, [])

    def _title(self, closing: bool) -> None:
        if closing and self.title is not None:
            self.found_title = self.found_title or "".join(self.title)
        self.title = None if closing else []

    def _table(self, closing: bool, name: str) -> None:
        if name == "table" and not closing:
            self.cells, self.rows, self.table_line = [], 0, self.line
        elif name == "table" and self.table_line:
            self.tables.append((["".join(c) for c in self.cells], self.rows, self.table_line))
            self.table_line = 0
        elif name == "th":
            self.in_header = not closing
            if not closing and len(self.cells) < 30:
                self.cells.append([])
        elif name == "tr" and closing:
            self.rows += 1

    def done(self) -> Parsed:
        """Return what was gathered."""
        lines = split_lines("".join(self.out))
        build = Builder(lines)
        build.title = self.headings[0][1] if self.headings else self.found_title
        build.images = self.images
        for level, text, line in self.headings:
            build.heading(level, text, line)
        for target, line in self.links:
            build.link(target, "link", line)
        for columns, rows, line in self.tables:
            build.table(columns, rows - 1, line)
        for text, line in self.code:
            build.code(text, line)
            build.link(text.strip(), "code", line)
        for text in lines:
            build.prose(text)
        return build.done()
