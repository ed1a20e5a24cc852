"""Reads a framework file within bounds; what is wrong becomes a FrameworkError with line and column."""

from pathlib import Path
from typing import Any

from gradatim.files import bounded, yaml_values
from gradatim.files.interface import FileError
from gradatim.files.yaml_events import Bounds
from gradatim.frameworks.interface import FrameworkError

BOUNDS = Bounds(size=4_000_000, depth=24)
"""Our deepest file has 12 levels; a sub-sub-clause with a requirement with a list needs no more."""


def read(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        FrameworkError: it cannot be read, or is larger than any framework.
    """
    try:
        return bounded.read(path, BOUNDS.size)
    except FileError as error:
        raise FrameworkError(f"{path}: {error.what}") from None


def parse(path: Path, text: bytes) -> Any:
    """Return the plain values of a YAML document.

    Raises:
        FrameworkError: it is no YAML, uses aliases or tags, nests too deep, or gives a key twice.
    """
    try:
        return yaml_values.parse(text, BOUNDS).value
    except FileError as error:
        raise FrameworkError(error.at(path)) from None
