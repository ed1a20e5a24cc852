"""What the Markdown reports share: untrusted text escaped, tables."""

import re
from collections.abc import Iterable, Iterator

from gradatim.reports.safe import line

_SIGNS = "\\`*_[]<>|#~"
_SPECIAL = str.maketrans({c: f"\\{c}" for c in _SIGNS})
_ESCAPED = re.compile(rf"\\([{re.escape(_SIGNS)}])")
_BREAK = "\u200b"
"""Stands behind an at sign: what follows is then nobody's name."""


def safe(text: str) -> str:
    """Return untrusted text as one line that no Markdown reader takes for markup, and that mentions nobody."""
    return line(text).translate(_SPECIAL).replace("@", f"@{_BREAK}")


def unmarked(text: str) -> str:
    """Return what `safe` made without the signs that keep Markdown from reading it, for HTML, which would show them."""
    return _ESCAPED.sub(r"\1", text).replace(f"@{_BREAK}", "@")


def table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """Yield a Markdown table and the empty line after it."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join(' --- ' for _ in head)}|"
    for row in rows:
        yield f"| {' | '.join(str(cell) for cell in row)} |"
    yield ""
