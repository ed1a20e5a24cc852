"""YAML to nodes with positions: every scalar stays the text that was written.

Reading scalars as text gives YAML 1.2 meaning to `yes` and `no` whatever the parser thinks of them, and keeps line and
column for every message and the offsets for changes in place.
"""

import re
from typing import Any

import msgspec
import yaml

from gradatim.files.yaml_events import Bounds, checked, refused

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters but tab and line feed, and what turns the direction of writing: both mislead at a terminal."""


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


def parse(content: bytes, bounds: Bounds) -> Node:
    """Return the one document of a YAML file; an empty file is an empty mapping.

    Raises:
        FileError: it is broken or out of bounds; see `yaml_events.checked`.
    """
    return _Composer(content, bounds).document()


def _place(mark: Any) -> tuple[int, int, int]:  # the C parser and the Python one have a mark class each
    """Return line and column from 1, and the offset."""
    return mark.line + 1, mark.column + 1, mark.index


class _Composer:
    """Builds nodes from events."""

    def __init__(self, content: bytes, bounds: Bounds) -> None:
        self._events = checked(content, bounds)
        self._text = content.decode("utf-8-sig", "replace")

    def document(self) -> Node:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event)
        if root is None or (isinstance(root, Scalar) and not root.text):
            return Mapping(1, 1, len(self._text), len(self._text), ())
        return root

    def _node(self, event: yaml.Event) -> Node:
        line, column, start = _place(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            end = self._content_end(start, _place(event.end_mark)[2])
            return Scalar(line, column, start, end, _clean(event), event.style is not None)
        if isinstance(event, yaml.SequenceStartEvent):
            items, end = self._items(event)
            return Sequence(line, column, start, end, items)
        assert isinstance(event, yaml.MappingStartEvent)  # noqa: S101 - aliases were refused before
        entries, end = self._entries(event)
        return Mapping(line, column, start, end, entries, bool(event.flow_style))

    def _content_end(self, start: int, end: int) -> int:
        """Return where a scalar's text ends: a block scalar's mark stands after the blank lines that follow it."""
        return start + len(self._text[start:end].rstrip())

    def _items(self, start: yaml.SequenceStartEvent) -> tuple[tuple[Node, ...], int]:
        items: list[Node] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return tuple(items), _end(start, event, items[-1] if items else None)
            items.append(self._node(event))
        raise AssertionError("the parser ended inside a list")

    def _entries(self, start: yaml.MappingStartEvent) -> tuple[tuple[tuple[Scalar, Node], ...], int]:
        entries: dict[str, tuple[Scalar, Node]] = {}
        last: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                return tuple(entries.values()), _end(start, event, last)
            key = self._node(event)
            if not isinstance(key, Scalar):
                raise refused(event, "a key that is no plain text. Put it in quotes")
            if key.text in entries:
                first = entries[key.text][0].line
                raise refused(event, f"{key.text[:60]!r} stands here again (first on line {first}). Keep one")
            last = self._node(next(self._events))
            entries[key.text] = (key, last)
        raise AssertionError("the parser ended inside a mapping")


def _clean(event: yaml.ScalarEvent) -> str:
    text: str = event.value
    if _CONTROL.search(text):
        raise refused(event, "a control character in a value. Remove it")
    return text


def _end(start: yaml.CollectionStartEvent, end: yaml.CollectionEndEvent, last: Node | None) -> int:
    """Return where a collection's text ends: at its bracket, or with its last entry."""
    if start.flow_style or last is None:
        return _place(end.end_mark)[2]
    return last.end
