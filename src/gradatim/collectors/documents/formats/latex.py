"""LaTeX, read by lines: sections, running text without commands, tables, files that are put in. Nothing is expanded."""

import re

from gradatim.collectors.documents.formats.builder import Builder
from gradatim.collectors.documents.parsed import Parsed, split_lines

# LaTeX's own levels ("LaTeX2e: an unofficial reference manual", 6 "Sectioning"); a part holds chapters.
_LEVELS = {
    "part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5, "subparagraph": 6,
}  # fmt: skip
_HEADING = re.compile(r"\\(" + "|".join(_LEVELS) + r")\*?\s{0,3}(?:\[[^\]]{0,200}\]\s{0,3})?(?=\{)")
_TITLE = re.compile(r"\\title\s{0,3}(?:\[[^\]]{0,200}\]\s{0,3})?(?=\{)")
_COMMENT = re.compile(r"(?<!\\)%.*$")
_FILES = re.compile(r"\\(?:input|include|subfile|includegraphics)\s{0,3}(?:\[[^\]]{0,200}\])?\{([^{}]{1,200})\}")
_LINKS = re.compile(r"\\(?:href|url)\s{0,3}\{([^{}]{1,300})\}")
_BEGIN = re.compile(r"\\begin\{([\w*]{1,40})\}")
_END = re.compile(r"\\end\{([\w*]{1,40})\}")
# Commands whose arguments are names for the machine, and any other command: of those the arguments are text.
_MACHINE = re.compile(
    r"\\(?:label|ref|eqref|autoref|cref|pageref|cite\w{0,8}|usepackage|documentclass|bibliography\w{0,8}|vspace|hspace|"
    r"setlength|newcommand|renewcommand|providecommand|includegraphics|input|include|href|url|color|begin|end)\*?"
    r"\s{0,3}(?:\[[^\]]{0,200}\]\s{0,3}){0,2}(?:\{[^{}]{0,300}\})?"
)
_COMMAND = re.compile(r"\\(?:[a-zA-Z]{1,40}\*?|.)\s{0,3}(?:\[[^\]]{0,200}\])?")
_CODE = frozenset({"verbatim", "Verbatim", "lstlisting", "minted", "alltt"})
_TABLES = frozenset({"tabular", "tabular*", "tabularx", "longtable", "tabulary", "longtabu"})
_QUOTED = {"\\%": "%", "\\&": "&", "\\_": "_", "\\#": "#", "\\$": "$", "~": " ", "--": "-", "``": '"', "''": '"'}
_LONGEST_ARGUMENT = 300


def read_latex(text: str) -> Parsed:
    """Return the document's structure."""
    reader = _Reader(split_lines(text))
    for number, line in enumerate(reader.lines, 1):
        reader.take(line, number)
    return reader.build.done()


class _Reader:
    """Takes line by line; keeps which environment it is in."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.build = Builder(lines)
        self._code = ""
        self._table = 0
        self._columns: list[str] = []
        self._rows = 0

    def take(self, line: str, number: int) -> None:
        """Read one line."""
        if self._code:
            self._code = "" if (found := _END.search(line)) and found[1] == self._code else self._code
            self.build.code(line if self._code else "", number)
            return
        line = _COMMENT.sub("", line)
        if "\\" in line:
            self._commands(line, number)
        if self._table:
            self._row(line, number)
        if (words := plain(line)).strip():
            self.build.prose(words)

    def _commands(self, line: str, number: int) -> None:
        build = self.build
        if (found := _HEADING.search(line)) and (text := plain(_argument(line, found.end()))):
            build.heading(_LEVELS[found[1]], text, number)
        if not build.title and (found := _TITLE.search(line)):
            build.title = plain(_argument(line, found.end()))
        for found in _FILES.finditer(line):
            build.link(_with_ending(found[1], found.group()), "include", number)
        for found in _LINKS.finditer(line):
            build.link(found[1], "link", number)
        for found in _BEGIN.finditer(line):
            if found[1] in _CODE:
                self._code = found[1]
            elif found[1] in _TABLES:
                self._table, self._columns, self._rows = number, [], 0

    def _row(self, line: str, number: int) -> None:
        """Take a table's first row with several cells for its columns, and count the rows behind it."""
        if "&" in line.replace("\\&", ""):
            cells = [plain(cell).strip() for cell in re.split(r"(?<!\\)&", line)]
            if not self._columns:
                self._columns = cells
            else:
                self._rows += 1
        if (found := _END.search(line)) and found[1] in _TABLES:
            self.build.table(self._columns, self._rows, self._table)
            self._table = 0


def plain(text: str) -> str:
    """Return text without commands; what stands in their braces stays."""
    for mark, meant in _QUOTED.items():
        text = text.replace(mark, meant)
    text = _COMMAND.sub(" ", _MACHINE.sub(" ", text))
    return " ".join(text.replace("{", " ").replace("}", " ").split())


def _argument(line: str, start: int) -> str:
    """Return what stands in the braces that open at `start`, or what there is of it in the line."""
    depth = 0
    for at in range(start, min(len(line), start + _LONGEST_ARGUMENT)):
        depth += (line[at] == "{") - (line[at] == "}")
        if depth == 0:
            return line[start + 1 : at]
    return line[start + 1 : start + _LONGEST_ARGUMENT]


def _with_ending(path: str, command: str) -> str:
    last = path.rpartition("/")[2]
    return path if "." in last or "includegraphics" in command else f"{path}.tex"
