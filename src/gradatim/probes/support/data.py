"""Reads the data files beside this module: rules that are policy or vocabulary, not code."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from gradatim.files import yaml_values

FOLDER = Path(__file__).parent


@cache
def load(name: str) -> dict[str, Any]:
    """Return the content of one of our own data files, `paths` for `paths.yaml`."""
    return yaml_values.own(FOLDER / f"{name}.yaml", dict[str, Any])


@cache
def pattern(name: str, key: str) -> re.Pattern[str]:
    """Return a regular expression of a data file, or the alternatives of a list of them; a key may be `fix.mends`.

    Letter case does not matter but for the keys that the file lists under `case_matters`.
    """
    found: Any = load(name)
    for part in key.split("."):
        found = found[part]
    flags = re.NOFLAG if key in load(name).get("case_matters", ()) else re.IGNORECASE
    return re.compile(found if isinstance(found, str) else _alternatives(found), flags)


def _alternatives(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{one})" for one in patterns)
