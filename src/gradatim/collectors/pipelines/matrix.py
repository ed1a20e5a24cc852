"""Values that a matrix gives to a job, bounded, and their place in expressions."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from gradatim.collectors.pipelines.yamlfile import Map, as_map, as_text

MAX_VARIANTS = 24
"""Combinations whose commands are looked at; a matrix of hundreds repeats the same commands."""

_EXPRESSION = re.compile(r"\$\{\{([^{}\n]{1,300}|[^}\n]{1,100}\{0\}[^}\n]{1,200})\}\}")
_FORMAT = re.compile(r"format\(\s*'([^']*)'\s*,\s*([\w.-]+)\s*\)")


class Matrix(msgspec.Struct, frozen=True):
    """What a job's matrix gives: its size and some of its combinations."""

    size: int = 1
    values: tuple[dict[str, str], ...] = ()

    @classmethod
    def of(cls, value: Any) -> "Matrix":
        """Read `strategy.matrix`: the product of its lists without `exclude`, then `include`."""
        matrix = as_map(value)
        axes = [(k, v) for k, v in matrix.items() if k not in ("include", "exclude") and isinstance(v, list) and v]
        include = [as_map(i) for i in matrix.get("include") or [] if isinstance(i, Map)]
        exclude = len(matrix.get("exclude") or []) if isinstance(matrix.get("exclude"), list) else 0
        size = 1 if axes else 0
        for _, items in axes:
            size *= len(items)
        combinations = [_flat("matrix", i) for i in include]
        # One value of each axis at a time shows every command; the full product would only repeat them.
        for key, items in axes:
            combinations += [_flat_value(f"matrix.{key}", item) for item in items]
        return cls(max(1, size - exclude + len(include)), tuple(combinations))

    def variants(self) -> Iterator[Mapping[str, str]]:
        """Yield at most 24 sets of values; one empty set where there is no matrix."""
        if not self.values:
            yield {}
        yield from self.values[:MAX_VARIANTS]


def _flat(prefix: str, value: Map) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, item in value.items():
        found.update(_flat_value(f"{prefix}.{key}", item))
    return found


def _flat_value(name: str, value: Any) -> dict[str, str]:
    if isinstance(value, Map):
        return _flat(name, value)
    return {name: as_text(value)} if isinstance(value, (str, bool)) else {}


def substitute(text: str, values: Mapping[str, str]) -> str:
    """Put known values into `${{ matrix.x || 'y' }}`: names, texts and one-place `format`; others stay as they are."""
    if "${{" not in text:
        return text

    def value(match: re.Match[str]) -> str:
        return next((v for part in match[1].split("||") if (v := _value(part.strip(), values))), match[0])

    return _EXPRESSION.sub(value, text)


def _value(part: str, values: Mapping[str, str]) -> str:
    """Return what one side of `||` comes to; empty where it is not known."""
    if part.startswith("'"):
        return part.strip("'")
    if match := _FORMAT.fullmatch(part):
        return match[1].replace("{0}", values[match[2]]) if values.get(match[2]) else ""
    return values.get(part, "")
