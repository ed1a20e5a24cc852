"""Keeps patterns and parsers from taking for ever on hostile text: long lines, runs of blanks, endless dotted keys."""

import ast
import re
import tomllib
import warnings
from typing import Any

MAX_TOML_LINE = 20_000
LONG_RUN = 80
_BLANKS = re.compile(rf"[ \t]{{{LONG_RUN},}}")
_EMPTY_LINES = re.compile(r"\n{3,}")


def tamed(text: str, width: int = 1000, limit: int = 400_000) -> str:
    """Return text whose lines have at most `width` characters, without long runs of blanks and empty lines.

    Most patterns take time in the square of a line's length at worst; so bounded, that is milliseconds. Line numbers
    do not survive.
    """
    lines = map(str.rstrip, text[:limit].splitlines())
    cut = "\n".join(line if len(line) < LONG_RUN else _BLANKS.sub(" ", line[:width]).rstrip() for line in lines)
    return _EMPTY_LINES.sub("\n\n", cut)


def load_toml(text: str) -> dict[str, Any]:
    """Read TOML.

    Raises:
        ValueError: it is none, or has a line so long that the parser would take minutes.
    """
    if max(map(len, text.splitlines()), default=0) > MAX_TOML_LINE:
        raise ValueError(f"a line is longer than {MAX_TOML_LINE} characters")
    return tomllib.loads(text)


def load_python(text: str) -> ast.Module:
    """Read Python without running it; what its parser only warns of (`"\\d"`) is no matter of who appraises.

    Raises:
        SyntaxError, ValueError: it is none.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def without_comments(text: str, opening: str, closing: str) -> str:
    """Blank out comments from `opening` to `closing`, in one pass; what is never closed stays."""
    parts: list[str] = []
    position = 0
    while (start := text.find(opening, position)) >= 0 and (end := text.find(closing, start + len(opening))) >= 0:
        parts += [text[position:start], " "]
        position = end + len(closing)
    return "".join([*parts, text[position:]])


def between(text: str, opening: str, closing: str, limit: int = 5_000) -> list[str]:
    """Return what stands between marks, in one pass, each piece cut to `limit` characters."""
    found: list[str] = []
    position = 0
    while (start := text.find(opening, position)) >= 0 and (end := text.find(closing, start + len(opening))) >= 0:
        found.append(text[start + len(opening) : end][:limit])
        position = end + len(closing)
    return found
