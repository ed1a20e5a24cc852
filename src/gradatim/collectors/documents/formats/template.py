"""Forms and ownership lists in YAML, read as lines: no YAML is loaded, so none of its tricks can work."""

import re

from gradatim.collectors.documents.formats.builder import Builder
from gradatim.collectors.documents.parsed import Parsed, split_lines

_KEY = re.compile(r"(\s*)(?:-\s+)?(name|title|label|about|description)\s*:\s*(\S.*)$")


def read_template(text: str) -> Parsed:
    """Return the form's structure: its name as title, its labels as headings."""
    lines = split_lines(text)
    build = Builder(lines)
    for number, line in enumerate(lines, 1):
        found = _KEY.match(line)
        if found and found[2] in ("name", "title") and not found[1] and not build.title:
            build.title = found[3].strip(" '\"")
        elif found and found[2] == "label":
            build.heading(2, found[3].strip(" '\""), number)
        if not line.lstrip().startswith("#"):
            build.prose(line)
    return build.done()
