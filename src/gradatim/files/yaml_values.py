"""YAML to plain values: numbers, texts, lists, mappings."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import msgspec
import yaml

from gradatim.files.interface import FileError
from gradatim.files.yaml_events import LOADER, Bounds, checked, fault

_T = TypeVar("_T")
_DATE = "tag:yaml.org,2002:timestamp"
_TEXT = "tag:yaml.org,2002:str"
_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")


class _Loader(LOADER):  # type: ignore[misc]  # the base is chosen when the program starts
    """Leaves dates as they were written: a version that looks like a date is a text."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, Any]]]] = {
        first: [(tag, pattern) for tag, pattern in known if tag != _DATE]
        for first, known in LOADER.yaml_implicit_resolvers.items()
    }


class Document(msgspec.Struct, frozen=True):
    """A document and where its keys stand."""

    value: Any
    places: dict[str, tuple[int, int]]
    """Line and column, from 1, of each key by its path: `scales.practice.cuts`."""


def nearest(places: Mapping[str, tuple[int, int]], key: str) -> tuple[int, int]:
    """Return where a key stands, or the nearest key above it; (0, 0) where none does."""
    while key and key not in places:
        key = key.rpartition(".")[0]
    return places.get(key, (0, 0))


def own(path: Path, kind: type[_T]) -> _T:
    """Return a data file that comes with the program as a value of its kind: trusted, so read the fast way."""
    return msgspec.convert(yaml.load(path.read_bytes(), Loader=_Loader), kind)  # noqa: S506 - a safe loader


def parse(content: bytes, bounds: Bounds) -> Document:
    """Return what a file that people wrote holds; keys are numbers or texts.

    Raises:
        FileError: it is broken or out of bounds (see `yaml_events.checked`), or gives a key twice.
    """
    for _ in checked(content, bounds):
        pass  # before anything is built
    text = content.decode("utf-8-sig")
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        places = dict(_places(node, ""))
        return Document(None if node is None else loader.construct_document(node), places)
    except yaml.YAMLError as error:
        raise fault(error, text) from None
    except ValueError as error:
        raise FileError(f"not valid YAML: {error}", 1, 1) from None
    finally:
        loader.dispose()


def _places(node: Any, path: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield where each key stands, and make each a number or a text: `yes:` names an answer, not a truth.

    A key given twice is refused: YAML would keep the last one and say nothing.
    """
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _places(item, path)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            place = key.start_mark.line + 1, key.start_mark.column + 1
            if not isinstance(key, yaml.ScalarNode):
                raise FileError("a key must be plain text", *place)
            if key.value in seen:
                raise FileError(f"the key {key.value!r} stands twice. Keep one", *place)
            seen.add(key.value)
            key.tag = key.tag if key.tag in _NUMBERS else _TEXT
            here = f"{path}.{key.value}" if path else key.value
            yield here, place
            yield from _places(value, here)
