"""Reads YAML that people write: bounded, without aliases, objects or keys given twice; errors name line and column."""

from pathlib import Path
from typing import Any

import yaml

from gradatim.frameworks.interface import FrameworkError

MAX_BYTES = 4_000_000
MAX_DEPTH = 24
"""Our deepest file has 12 levels; a sub-sub-clause with a requirement with a list needs no more."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        FrameworkError: it cannot be read, or is larger than any framework.
    """
    try:
        with path.open("rb") as stream:
            text = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise FrameworkError(f"{path}: cannot be read ({error.strerror or error})") from None
    if len(text) > MAX_BYTES:
        raise FrameworkError(f"{path}: larger than {MAX_BYTES:,} bytes; no framework file is")
    return text


def parse(path: Path, text: bytes) -> Any:
    """Return the plain values of a YAML document.

    Raises:
        FrameworkError: it is no YAML, uses aliases or tags, nests too deep, or gives a key twice.
    """
    try:
        _check_events(path, text)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            _check_keys(path, node)
            return None if node is None else loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        raise FrameworkError(f"{path}{_place(error.problem_mark)}: {error.problem or 'is no YAML'}") from None
    except (yaml.YAMLError, ValueError) as error:
        raise FrameworkError(f"{path}: is no YAML ({str(error).splitlines()[0]})") from None


def _check_events(path: Path, text: bytes) -> None:
    """Refuse what could cost without bound, before anything is built. Events come one by one, without recursion."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise FrameworkError(f"{path}{_place(event.start_mark)}: aliases are not allowed; write the value out")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise FrameworkError(f"{path}{_place(event.start_mark)}: nested deeper than {MAX_DEPTH} levels")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _check_keys(path: Path, node: Any) -> None:
    """Refuse keys given twice: YAML would keep the last one and say nothing."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _check_keys(path, item)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise FrameworkError(f"{path}{_place(key.start_mark)}: the key {key.value!r} is there twice")
            seen.add(str(key.value))
            _check_keys(path, value)


def _place(mark: Any) -> str:
    return f":{mark.line + 1}:{mark.column + 1}" if mark else ""
