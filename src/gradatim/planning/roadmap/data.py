"""Reads the roadmap's data: measures, prerequisites, effort. The schema is made from the types below."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec

from gradatim.files import json_schema, yaml_values
from gradatim.files.json_text import json_text
from gradatim.model.plan import Days

FOLDER = Path(__file__).parent
_T = TypeVar("_T")

Stage = Literal["enable", "act", "check"]
Scope = Literal["organisation", "unit"]
Wait = Literal["in_place", "shown"]
Mark = Literal["model structure", "reasoned"]
Basis = Literal["ours", "user", "history", "sourced", "background", "assumed"]
Points = tuple[float, float, float]
Text = Annotated[str, msgspec.Meta(min_length=1)]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a data file; an unknown key is an error."""


class Subject(Part, frozen=True):
    """What process areas are about."""

    id: Text
    title: Text
    areas: tuple[str, ...]
    scope: Scope = "unit"
    reasoned: tuple[str, ...] = ()
    """Areas that no strong crosswalk link joins to the first one."""


class Unwritten(Part, frozen=True):
    """Work on what no measure names: one act for each area or clause."""

    id: Text
    title: Text
    kind: Text
    role: Text
    scope: Scope
    stage: Stage
    leaves: Text


class Measure(Unwritten, frozen=True):
    """One act of work, or as a theme one for each subject."""

    covers: tuple[str, ...]


class MeasuresFile(Part, frozen=True):
    """measures.yaml."""

    schema: Literal["gradatim/roadmap-measures/1"]
    version: str
    editions: tuple[Text, ...]
    """Those that the measures were written for."""
    unwritten: Unwritten
    subjects: tuple[Subject, ...]
    themes: tuple[Measure, ...]
    """Work that is done once for each subject."""
    measures: tuple[Measure, ...]


class Rule(Part, frozen=True):
    """An order within a process area or clause."""

    first: tuple[str, ...]
    then: tuple[str, ...]
    wait: Wait
    mark: Mark
    why: Text


class Base(Part, frozen=True):
    """Shared ground of a theme."""

    base: Text
    theme: Text
    wait: Wait
    mark: Mark
    why: Text


class Link(Part, frozen=True):
    """An order between two measures."""

    first: Text
    then: Text
    wait: Wait
    mark: Mark
    why: Text


class PrerequisitesFile(Part, frozen=True):
    """prerequisites.yaml."""

    schema: Literal["gradatim/roadmap-prerequisites/1"]
    version: str
    rules: tuple[Rule, ...]
    bases: tuple[Base, ...]
    links: tuple[Link, ...]


class Kind(Part, frozen=True):
    """Size and rhythm of a kind of work."""

    days: Points
    more: Points
    basis: Basis
    why: Text
    settle: Annotated[int, msgspec.Meta(ge=0, le=3650)] = 0
    at_once: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 1
    person: Points = (0.0, 0.0, 0.0)

    def estimate(self, field: Literal["days", "more", "person"]) -> Days:
        """Return one of the three-point values."""
        return Days(*getattr(self, field))


class Number(Part, frozen=True):
    """A number with its basis."""

    value: float
    basis: Basis
    why: Text
    range: tuple[float, float]
    """Least and most that makes sense; a user's value outside it is refused."""


class Check(Part, frozen=True):
    """A sourced figure that plans are held against."""

    id: Text
    what: Text
    low: float
    mode: float
    high: float
    basis: Basis
    source: Text
    frameworks: tuple[str, ...] = ()
    """Those whose plans it is held against; empty: every plan."""


class EffortFile(Part, frozen=True):
    """effort.yaml."""

    schema: Literal["gradatim/roadmap-effort/1"]
    version: str = ""
    kinds: dict[str, Kind] = {}
    factors: dict[str, Number] = {}
    roles: dict[str, str] = {}
    calendar: dict[str, Number] = {}
    checks: tuple[Check, ...] = ()


@cache
def measures() -> MeasuresFile:
    """Return our measures."""
    return _own("measures.yaml", MeasuresFile)


@cache
def prerequisites() -> PrerequisitesFile:
    """Return our prerequisites."""
    return _own("prerequisites.yaml", PrerequisitesFile)


@cache
def own_effort() -> EffortFile:
    """Return our effort."""
    return _own("effort.yaml", EffortFile)


def _own(name: str, kind: type[_T]) -> _T:
    return yaml_values.own(FOLDER / name, kind)


def schema() -> str:
    """Return the JSON Schema of the three files."""
    return json_text(json_schema.of_one_of((MeasuresFile, PrerequisitesFile, EffortFile), "gradatim roadmap data"))
