"""Manual pages in roff, read by lines: headings, text without requests and escapes, no macro is expanded."""

import re

from gradatim.collectors.documents.formats.builder import Builder
from gradatim.collectors.documents.parsed import FormatError, Parsed, split_lines

# man(7) and mdoc(7): title, section, subsection.
_TITLE = re.compile(r"\.\s?(?:TH|Dt)\s+(.{1,200})")
_HEADING = re.compile(r"\.\s?(SH|Sh|SS|Ss)\s+(.{1,200})")
_REQUEST = re.compile(r"[.']\s{0,3}[A-Za-z\\]{1,3}\b\s?")
_NAME = r"(?:\[[^\]]{0,20}\]|\(..|.)"
_ESCAPE = re.compile(rf"\\(?:[f*]{_NAME}|s[+-]?\d{{1,2}}|{_NAME})")
_BEGINNING = 60
"""Lines in which a page names itself; comments and a licence come first."""


def read_man(text: str) -> Parsed:
    """Return the page's structure.

    Raises:
        FormatError: it is no manual page, whatever it is called.
    """
    lines = split_lines(text)
    if not any(_TITLE.match(line) for line in lines[:_BEGINNING]):
        raise FormatError("called like a manual page, but it is none")
    build = Builder(lines)
    for number, line in enumerate(lines, 1):
        if line.startswith(('.\\"', "'\\\"")):
            continue
        if found := _TITLE.match(line):
            build.title = _plain(found[1]).split(" ")[0].strip('"')
        elif found := _HEADING.match(line):
            build.heading(2 if found[1].lower() == "sh" else 3, _plain(found[2]).strip('" '), number)
        if words := _plain(_REQUEST.sub("", line, count=1) if line[:1] in ".'" else line):
            build.prose(words)
    return build.done()


def _plain(text: str) -> str:
    return _ESCAPE.sub(lambda m: "-" if m.group() == "\\-" else "", text).strip()
