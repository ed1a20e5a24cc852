"""YAML text to plain nodes with positions: every scalar stays the text that was written.

Reading scalars as text gives YAML 1.2 meaning to `yes` and `no` whatever the parser thinks of them, makes objects of no
kind, and keeps line and column for every message. Anchors and aliases are refused: a settings file needs none, and an
alias bomb is made of them.
"""

import unicodedata
from collections.abc import Iterator
from typing import Any

import msgspec
import yaml

from gradatim.collectors.interface import InvalidInput

SIZE_LIMIT = 1_000_000
"""Bytes; two thousand answers with reasons fit in it."""
_DEPTH_LIMIT = 8
_NODE_LIMIT = 100_000
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Node(msgspec.Struct, frozen=True):
    """A place in the file: line and column from 1, and where its text starts and ends."""

    line: int
    column: int
    start: int
    end: int
    """Offset after its last character that is neither blank nor comment."""


class Scalar(Node, frozen=True):
    """A text as written."""

    text: str
    quoted: bool = False
    """Quotes or a block make it text beyond doubt."""


class Sequence(Node, frozen=True):
    """A list."""

    items: tuple[Node, ...]


class Mapping(Node, frozen=True):
    """Keys with values, in the order written."""

    entries: tuple[tuple[Scalar, Node], ...]
    flow: bool = False
    """Written as `{...}`."""


def parse(content: bytes, name: str) -> Node:
    """Return the one document of a YAML file; an empty file is an empty mapping.

    Raises:
        InvalidInput: not UTF-8, not YAML, too large, too deep, or holding what a settings file does not need.
    """
    if len(content) > SIZE_LIMIT:
        raise InvalidInput(f"{name}:1:1: {len(content):,} bytes; at most {SIZE_LIMIT:,} are read. Split or shorten it.")
    text = decode(content, name)
    try:
        return _Composer(text, name).document()
    except yaml.MarkedYAMLError as error:
        raise InvalidInput(_syntax_message(error, name)) from None
    except yaml.reader.ReaderError as error:
        line, column = _position(text, error.position)
        raise InvalidInput(f"{name}:{line}:{column}: a character that YAML does not allow. Remove it.") from None


def decode(content: bytes, name: str) -> str:
    """Return the text; a byte order mark is no part of it.

    Raises:
        InvalidInput: it is not UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _position(content[: error.start].decode("utf-8", "replace"), None)
        raise InvalidInput(f"{name}:{line}:{column}: not UTF-8. Save the file as UTF-8.") from None


def _position(text: str, offset: int | None) -> tuple[int, int]:
    before = text if offset is None else text[:offset]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _events(text: str) -> Iterator[yaml.Event]:
    loader = _Loader(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


def _syntax_message(error: yaml.MarkedYAMLError, name: str) -> str:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    what = " ".join(part for part in (error.problem, error.context) if part)
    return (
        f"{name}:{line}:{column}: not valid YAML: {what}. Check indentation, colons and quotes on and above this line."
    )


def _place(mark: Any) -> tuple[int, int, int]:  # the C parser and the Python one have a mark class each
    """Return line and column from 1, and the offset."""
    return mark.line + 1, mark.column + 1, mark.index


class _Composer:
    """Builds nodes from events, with every limit checked on the way."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._events = _events(text)
        self._name = name
        self._count = 0

    def document(self) -> Node:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                raise self._error(event, "a second document. Keep one document, without `---` inside")
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, 0)
        if root is None or (isinstance(root, Scalar) and not root.text):
            return Mapping(1, 1, len(self._text), len(self._text), ())
        return root

    def _error(self, event: yaml.Event, what: str) -> InvalidInput:
        line, column, _ = _place(event.start_mark)
        return InvalidInput(f"{self._name}:{line}:{column}: {what}.")

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._check(event, depth)
        line, column, start = _place(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            end = self._content_end(start, _place(event.end_mark)[2])
            return Scalar(line, column, start, end, self._clean(event), event.style is not None)
        if isinstance(event, yaml.SequenceStartEvent):
            items, end = self._items(depth, event)
            return Sequence(line, column, start, end, items)
        assert isinstance(event, yaml.MappingStartEvent)  # noqa: S101 - aliases were refused above
        entries, end = self._entries(depth, event)
        return Mapping(line, column, start, end, entries, bool(event.flow_style))

    def _content_end(self, start: int, end: int) -> int:
        """Return where a scalar's text ends: a block scalar's mark stands after the blank lines that follow it."""
        return start + len(self._text[start:end].rstrip())

    def _check(self, event: yaml.Event, depth: int) -> None:
        self._count += 1
        if self._count > _NODE_LIMIT:
            raise self._error(event, f"more than {_NODE_LIMIT:,} values. Shorten the file")
        if depth > _DEPTH_LIMIT:
            raise self._error(event, "nested too deeply. The format needs four levels at most")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._error(
                event, "anchors (&) and aliases (*) are not read. Write the value out, or put it in quotes"
            )
        if getattr(event, "tag", None) not in (None, "!"):
            raise self._error(event, "tags (!) are not read. Write a plain value, or put it in quotes")

    def _clean(self, event: yaml.ScalarEvent) -> str:
        text: str = event.value
        if any((unicodedata.category(c) == "Cc" and c not in "\n\t") or c in _BIDI for c in text):
            raise self._error(event, "a control character in a value. Remove it")
        return text

    def _items(self, depth: int, start: yaml.SequenceStartEvent) -> tuple[tuple[Node, ...], int]:
        items: list[Node] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return tuple(items), self._end(start, event, items[-1] if items else None)
            items.append(self._node(event, depth + 1))
        raise AssertionError("the parser ended inside a list")

    def _entries(self, depth: int, start: yaml.MappingStartEvent) -> tuple[tuple[tuple[Scalar, Node], ...], int]:
        entries: dict[str, tuple[Scalar, Node]] = {}
        last: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                return tuple(entries.values()), self._end(start, event, last)
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise self._error(event, "a key that is no plain text. Put it in quotes")
            if key.text in entries:
                first = entries[key.text][0].line
                raise self._error(event, f"{key.text[:60]!r} stands here again (first on line {first}). Keep one")
            last = self._node(next(self._events), depth + 1)
            entries[key.text] = (key, last)
        raise AssertionError("the parser ended inside a mapping")

    @staticmethod
    def _end(start: yaml.CollectionStartEvent, end: yaml.CollectionEndEvent, last: Node | None) -> int:
        """Return where a collection's text ends: at its bracket, or with its last entry."""
        if start.flow_style or last is None:
            return _place(end.end_mark)[2]
        return last.end
