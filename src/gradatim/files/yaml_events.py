"""YAML as parser events, bounded while they come: the base of both readers, of values and of nodes.

Anchors, aliases and tags are refused: what people write for us needs none, an alias bomb is made of the first two and
objects of the last. Depth is counted on events, so that nesting without end reaches no recursion.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
import yaml

from gradatim.files import bounded
from gradatim.files.interface import FileError

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Makes plain values only; the C one where it is built."""


class Bounds(msgspec.Struct, frozen=True):
    """How much of a file is read."""

    size: int = 1_000_000
    """Bytes."""
    depth: int = 24
    values: int = 100_000


def checked(content: bytes, bounds: Bounds) -> Iterator[yaml.Event]:
    """Yield the events of one YAML document.

    Raises:
        FileError: it is not UTF-8, not YAML, out of bounds, or holds anchors, aliases, tags or a second document.
    """
    bounded.check_size(content, bounds.size)
    text = bounded.decode(content)
    try:
        yield from _bounded(_events(text), bounds)
    except yaml.YAMLError as error:
        raise fault(error, text) from None


def fault(error: yaml.YAMLError, text: str) -> FileError:
    """Return a complaint of the parser with its place."""
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        what = " ".join(part for part in (error.problem, error.context) if part)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return FileError(
            f"not valid YAML: {what}. Check indentation, colons and quotes on and above this line", line, column
        )
    at = getattr(error, "position", 0)
    return FileError("a character that YAML does not allow. Remove it", *bounded.place(text[:at]))


def refused(event: yaml.Event, what: str) -> FileError:
    """Return an error at the start of an event."""
    mark: Any = event.start_mark  # the C parser and the Python one have a mark class each
    return FileError(what, mark.line + 1, mark.column + 1)


def _events(text: str) -> Iterator[yaml.Event]:
    loader = LOADER(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


def _bounded(events: Iterator[yaml.Event], bounds: Bounds) -> Iterator[yaml.Event]:
    depth = count = documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise refused(event, "a second document. Keep one document, without `---` inside")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.NodeEvent):
            count += 1
            if count > bounds.values:
                raise refused(event, f"more than {bounds.values:,} values. Shorten the file")
            _refuse_riches(event)
            depth += isinstance(event, yaml.CollectionStartEvent)
            if depth > bounds.depth:
                raise refused(event, f"nested too deeply: more than {bounds.depth} levels")
        yield event


def _refuse_riches(event: yaml.NodeEvent) -> None:
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        raise refused(event, "anchors (&) and aliases (*) are not read. Write the value out, or put it in quotes")
    if getattr(event, "tag", None) not in (None, "!"):
        raise refused(event, "tags (!) are not read. Write a plain value, or put it in quotes")
