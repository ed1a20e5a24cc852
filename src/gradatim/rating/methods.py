"""The rating methods as data: what each method fixes by rule, and what it leaves to people's judgement."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from gradatim.files import yaml_values
from gradatim.model.framework import Framework
from gradatim.model.policy import Label

FOLDER = Path(__file__).with_name("method_rules")


class MethodRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rule in our own words, where it comes from, and why it may be wrong."""

    text: str
    source: str
    doubt: str


class Method(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A method of appraisal or audit."""

    method: str
    version: str
    """Of the file: rises with every change of a rule."""
    title: str
    scheme: str
    frameworks: tuple[str, ...]
    default: bool
    """Stands in for frameworks of the scheme that no method names."""
    partial: Literal["judgement", "fails"]
    """A goal with a practice that is partial and none that is not implemented: people judge, or it is unsatisfied."""
    largely: Literal["holds", "judgement"]
    """A goal with a practice that is largely implemented and none below: it holds, or people judge whether the
    weaknesses of all its practices together harm it."""
    generic_goals: dict[int, int]
    """Level of an area to the highest generic goal that the area needs for its own rating."""
    aggregation: str
    """Strategy over several units: the tables of that name."""
    rules: dict[str, MethodRule]


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"with_": "with"}):
    """A row of an aggregation table."""

    among: tuple[Label, ...]
    with_: tuple[Label, ...]
    allowed: tuple[Label, ...]
    decides: Literal["rule", "judgement"]


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An aggregation table with its source and doubt."""

    source: str
    doubt: str
    strategy: str
    rows: tuple[Row, ...]


def method_for(framework: Framework) -> Method:
    """Return the method that rates a framework."""
    named = [m for m in _methods() if framework.id in m.frameworks]
    usual = [m for m in _methods() if m.default and m.scheme == framework.scheme.value]
    return (named or usual)[0]


@lru_cache(maxsize=1)
def _methods() -> tuple[Method, ...]:
    return tuple(yaml_values.own(p, Method) for p in sorted(FOLDER.glob("*.yaml")) if p.name != "aggregation.yaml")


@lru_cache(maxsize=1)
def aggregation_tables() -> dict[str, Table]:
    """Return every aggregation table by name."""
    return yaml_values.own(FOLDER / "aggregation.yaml", _Tables).tables


class _Tables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    tables: dict[str, Table]
