"""Gathers the structure of one document while a format's reader walks its lines."""

from gradatim.collectors.documents.file_rules import pattern
from gradatim.collectors.documents.parsed import MAX_HEADINGS, MAX_LINKS, Link, Parsed, Table, clean
from gradatim.model.documents import Heading

_HEAD_LINES = 12
_MAX_TABLES = 100
_MAX_CODE = 2_000


class Builder:
    """Collects headings, links, tables and code, each up to a bound."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.title = ""
        self.images = 0
        self._headings: list[Heading] = []
        self._links: list[Link] = []
        self._tables: list[Table] = []
        self._code: list[tuple[int, str]] = []
        self._prose: list[str] = []

    def heading(self, level: int, text: str, line: int) -> None:
        """Note a heading; the first becomes the title where none was given."""
        text = clean(text)
        if text and len(self._headings) < MAX_HEADINGS:
            self._headings.append(Heading(level, text, line))

    def link(self, target: str, how: str, line: int) -> None:
        """Note a target named in the text."""
        if target and len(target) <= 300 and len(self._links) < MAX_LINKS:
            self._links.append(Link(target, how, line))

    def table(self, columns: list[str], rows: int, line: int) -> None:
        """Note a table by its columns."""
        if len(self._tables) < _MAX_TABLES:
            self._tables.append(Table(tuple(clean(c, 60) for c in columns[:30]), rows, line))

    def code(self, text: str, line: int) -> None:
        """Note a line of code, or code within a line."""
        if text.strip() and len(self._code) < _MAX_CODE:
            self._code.append((line, text.strip()))

    def prose(self, text: str) -> None:
        """Note a line of running text."""
        self._prose.append(text)

    def done(self) -> Parsed:
        """Return what was gathered."""
        title = clean(self.title) or (self._headings[0].text if self._headings else "")
        found = next((m for line in self.lines[:_HEAD_LINES] if (m := pattern("generated").search(line))), None)
        return Parsed(
            lines=tuple(self.lines),
            title=title,
            headings=tuple(self._headings),
            links=tuple(self._links),
            tables=tuple(self._tables),
            code=tuple(self._code),
            prose="\n".join(self._prose).lower(),
            images=self.images,
            generated=clean(found.group(), 60) if found else "",
        )
