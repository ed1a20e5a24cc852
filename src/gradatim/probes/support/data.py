"""Reads the data files beside this module: rules that are policy or vocabulary, not code."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load(name: str) -> dict[str, Any]:
    """Return the content of one of our own data files, `paths` for `paths.yaml`."""
    text = files("gradatim.probes.support").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - safe
    return content
