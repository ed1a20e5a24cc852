"""Functions of shell scripts: they count where they are called, not where they stand."""

import re
from typing import Any

import msgspec

MAX_FUNCTIONS = 200
_HEAD = re.compile(
    r"^(?P<indent>[ \t]*)(?:function[ \t]+(?P<a>[\w:.-]+)[ \t]*(?:\([ \t]*\))?|(?P<b>[\w:.-]+)[ \t]*\([ \t]*\))"
    r"\s{0,20}(?P<open>[{(])",
    re.MULTILINE,
)
_CLOSING = {"{": "}", "(": ")"}


class Function(msgspec.Struct, frozen=True):
    """One function as written."""

    body: str
    line: int
    """Lines below the first of the text that it stands in."""
    path: str = ""
    """The file that it was read from, where that is not the script itself."""


class Scope(msgspec.Struct):
    """The functions that one run of a shell knows, and what is known of them already."""

    functions: dict[str, Function] = {}
    called: set[str] = set()
    open: set[str] = set()
    results: dict[tuple[str, tuple[str, ...], str], Any] = {}
    sourced: dict[tuple[str, str], Any] = {}
    """What files that were sourced came to, by path and the folder they were sourced in."""
    strict: bool = False
    """The first failure ends the script."""


def cut(text: str, path: str = "") -> tuple[str, dict[str, Function]]:
    """Return a script without the bodies of its functions, and the functions; lines keep their numbers.

    A body ends at the closing mark that stands under the head's first letter, or on the head's own line: so scripts are
    laid out. What is laid out otherwise stays where it is.
    """
    parts: list[str] = []
    found: dict[str, Function] = {}
    position = 0
    for _ in range(MAX_FUNCTIONS):
        head = _HEAD.search(text, position)
        if head is None:
            break
        body, end = _body(text, head)
        if end < 0:
            parts.append(text[position : head.end()])
            position = head.end()
            continue
        found[head["a"] or head["b"]] = Function(body, text.count("\n", 0, head.end()), path)
        parts += [text[position : head.start()], "\n" * text.count("\n", head.start(), end)]
        position = end
    return "".join([*parts, text[position:]]), found


def _body(text: str, head: re.Match[str]) -> tuple[str, int]:
    """Return the body after a head and where it ends; -1 where no end is found."""
    mark = _CLOSING[head["open"]]
    line_end = text.find("\n", head.end())
    first = text[head.end() : len(text) if line_end < 0 else line_end]
    if first.rstrip().endswith(mark):
        end = head.end() + len(first.rstrip())
        return text[head.end() : end - 1], end
    closing = re.compile(rf"^{re.escape(head['indent'])}{re.escape(mark)}", re.MULTILINE).search(text, head.end())
    return (text[head.end() : closing.start()], closing.end()) if closing else ("", -1)


def mentions(name: str, text: str, function: Function) -> int:
    """Count how often a name stands in a text outside of its function's body: its head, a trap, a list that runs it."""
    word = re.compile(rf"(?<![\w:.-]){re.escape(name)}(?![\w:.-])")
    return len(word.findall(text)) - len(word.findall(function.body))
