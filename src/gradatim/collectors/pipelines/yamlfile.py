"""Reads YAML of unknown origin: no objects, bounded size, depth and alias expansion, line numbers kept.

The tree is built from parser events with a stack of our own, so that deep nesting cannot exhaust the interpreter's
stack, and duplicate keys (which forges tolerate: the last one wins) do not make a definition unreadable.
"""

from collections.abc import Iterator
from typing import Any

import yaml

from gradatim.files.yaml_events import LOADER

MAX_BYTES = 600_000
MAX_DEPTH = 60
MAX_EXPANDED = 200_000
"""Values in one file after following aliases: a bomb of nine levels of nine would have hundreds of millions."""

_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


class YamlError(Exception):
    """A file is no YAML that we can read; the message has line and column where the parser knows them."""


class Map(dict[str, Any]):
    """A mapping with the 1-based line of itself and of each key."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        """Return the line of a key, or of the mapping where the key came by a merge."""
        return self.lines.get(key, self.line)


class Seq(list[Any]):
    """A sequence with the 1-based line of itself and of each item, and its tag (GitLab's `!reference`)."""

    __slots__ = ("line", "lines", "tag")

    def __init__(self, line: int, tag: str = "") -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []
        self.tag = tag


class Text(str):
    """A string with the 1-based line where its text starts; a block scalar starts one line below its mark."""

    __slots__ = ("line",)
    line: int

    def __new__(cls, value: str, line: int) -> "Text":
        """Make a string that knows its line."""
        text = super().__new__(cls, value)
        text.line = line
        return text


class _Builder:
    """Builds plain values from events and refuses what grows beyond bounds."""

    def __init__(self) -> None:
        self.documents: list[Any] = []
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.stack: list[tuple[Any, str | None, list[int]]] = []
        self.keys: list[str | None] = []
        self.merges: list[tuple[Map, Any]] = []

    def put(self, value: Any, weight: int, line: int) -> None:
        """Add a value to the open collection, or as a document."""
        if not self.stack:
            self.documents.append(value)
            return
        container, _, weights = self.stack[-1]
        weights[0] += weight
        if weights[0] > MAX_EXPANDED:
            raise YamlError(f"line {line}: more than {MAX_EXPANDED} values after following aliases")
        if isinstance(container, Seq):
            container.append(value)
            container.lines.append(line)
            return
        key = self.keys[-1]
        if key is None:
            self.keys[-1] = value if isinstance(value, str) else str(value)
            container.lines[self.keys[-1]] = line
            return
        if key == "<<":
            container.lines.pop("<<", None)
            self.merges.append((container, value))
        else:
            container[key] = value
        self.keys[-1] = None

    def open(self, value: Any, anchor: str | None, line: int) -> None:
        """Open a collection."""
        if len(self.stack) >= MAX_DEPTH:
            raise YamlError(f"line {line}: nested deeper than {MAX_DEPTH} levels")
        self.stack.append((value, anchor, [1]))
        self.keys.append(None)

    def close(self) -> None:
        """Close the open collection and hand it to the one around it."""
        value, anchor, weights = self.stack.pop()
        self.keys.pop()
        if isinstance(value, Map):
            self._merge(value)
        if anchor:
            self.anchors[anchor] = (value, weights[0])
        self.put(value, weights[0], value.line)

    def _merge(self, value: Map) -> None:
        """Apply `<<` of this mapping; its own keys win over merged ones."""
        for target, source in [m for m in self.merges if m[0] is value]:
            for part in source if isinstance(source, list) else [source]:
                if isinstance(part, Map):
                    for key, item in part.items():
                        target.setdefault(key, item)
                        target.lines.setdefault(key, part.line_of(key))
        if self.merges:
            self.merges = [m for m in self.merges if m[0] is not value]

    def alias(self, name: str, line: int) -> None:
        """Put what an alias stands for; an alias to something still open would be endless."""
        if name not in self.anchors:
            raise YamlError(f"line {line}: alias *{name} names nothing that is complete before it")
        value, weight = self.anchors[name]
        self.put(value, weight, line)


def _scalar(event: Any) -> Any:
    """Return a scalar as text, or as a boolean or None where written plainly; numbers stay text."""
    value: str = event.value
    line = event.start_mark.line + 1
    if event.implicit[0] and event.style in (None, ""):
        if value in _BOOLEANS:
            return _BOOLEANS[value]
        if value in _NULLS:
            return None
    return Text(value, line + (1 if event.style in ("|", ">") else 0))


def _feed(builder: _Builder, event: Any) -> None:
    """Handle one parser event."""
    line = event.start_mark.line + 1
    if isinstance(event, yaml.ScalarEvent):
        value = _scalar(event)
        if builder.stack and isinstance(builder.stack[-1][0], Map) and builder.keys[-1] is None:
            value = Text(event.value, line)  # a key is always text: `on:` is no boolean here
        if event.anchor:
            builder.anchors[event.anchor] = (value, 1)
        builder.put(value, 1, line)
    elif isinstance(event, yaml.MappingStartEvent):
        builder.open(Map(line), event.anchor, line)
    elif isinstance(event, yaml.SequenceStartEvent):
        builder.open(Seq(line, event.tag or ""), event.anchor, line)
    elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
        builder.close()
    elif isinstance(event, yaml.AliasEvent):
        builder.alias(event.anchor or "", line)


def _message(error: yaml.YAMLError) -> str:
    """Return a parser's complaint in one line."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
    return f"{where}{problem}"


def load_all(data: bytes) -> list[Any]:
    """Return the documents of a YAML file as `Map`, `Seq`, `Text`, booleans and None.

    Raises:
        YamlError: it is no YAML, or beyond the bounds.
    """
    if len(data) > MAX_BYTES:
        raise YamlError(f"larger than {MAX_BYTES} bytes")
    builder = _Builder()
    try:
        for event in _events(data.decode("utf-8-sig", "replace")):
            _feed(builder, event)
    except yaml.YAMLError as error:
        raise YamlError(_message(error)) from None
    return builder.documents


def _events(text: str) -> Iterator[Any]:
    """Yield parser events."""
    yield from yaml.parse(text.replace("\x00", "�"), Loader=LOADER)


def load(data: bytes) -> Any:
    """Return the first document, None for an empty file.

    Raises:
        YamlError: see `load_all`.
    """
    documents = load_all(data)
    return documents[0] if documents else None


def as_map(value: Any) -> Map:
    """Return a mapping, or an empty one for anything else."""
    return value if isinstance(value, Map) else Map(getattr(value, "line", 1))


def as_list(value: Any) -> list[Any]:
    """Return a list: a sequence flattened one level, a single value as its only item, nothing for None."""
    if value is None:
        return []
    if not isinstance(value, list):
        return [value]
    flat: list[Any] = []
    for item in value:
        flat.extend(item if isinstance(item, list) else [item])
    return flat


def as_text(value: Any) -> str:
    """Return a scalar as text; collections and nothing become empty."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else ""


def line_of(value: Any, default: int) -> int:
    """Return the line of a value that knows it."""
    line = getattr(value, "line", default)
    return line if isinstance(line, int) else default
