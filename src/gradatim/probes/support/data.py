"""Reads the data files beside this module: rules that are policy or vocabulary, not code."""

from functools import cache
from pathlib import Path
from typing import Any

from gradatim.files import yaml_values

FOLDER = Path(__file__).parent


@cache
def load(name: str) -> dict[str, Any]:
    """Return the content of one of our own data files, `paths` for `paths.yaml`."""
    return yaml_values.own(FOLDER / f"{name}.yaml", dict[str, Any])
