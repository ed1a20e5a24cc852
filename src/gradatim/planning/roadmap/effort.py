"""A user's efforts over ours: only what the file names changes, and only within what makes sense."""

import difflib
import math
from collections.abc import Collection
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from gradatim.files import bounded, yaml_values
from gradatim.files.interface import FileError
from gradatim.files.yaml_events import Bounds
from gradatim.planning.roadmap.data import Basis, Check, EffortFile, Kind, Number, Part, Points, Text, own_effort
from gradatim.planning.roadmap.interface import RoadmapError

SCHEMA = "gradatim/roadmap-effort/1"
MOST_DAYS = 100_000
"""Person-days of one act, at most: what is more is a slip of the pen."""
_T = TypeVar("_T")


class KindChange(Part, frozen=True, omit_defaults=True):
    """What a user says of a kind of work; what is left out stays as it was."""

    basis: Basis
    why: Text
    days: Points | None = None
    more: Points | None = None
    person: Points | None = None
    settle: int | None = None
    at_once: int | None = None


class NumberChange(Part, frozen=True):
    """A number of the user's, with its basis."""

    value: float
    basis: Basis
    why: Text


def effort(path: Path | None = None) -> EffortFile:
    """Return the effort in force: ours, with what a user's file says instead.

    Raises:
        RoadmapError: the file cannot be read, is broken, or says what does not exist or makes no sense.
    """
    if path is None:
        return own_effort()
    try:
        content = bounded.read(path, Bounds().size)
    except FileError as error:
        raise RoadmapError(f"{error.at(path)}; an effort file is a page or two.") from error
    try:
        return _Changes(yaml_values.parse(content, Bounds()), own_effort()).merged()
    except FileError as error:
        raise RoadmapError(f"{error.at(path)}.") from error


class _Changes:
    """One user's file, held against ours."""

    def __init__(self, document: yaml_values.Document, base: EffortFile) -> None:
        self._value, self._places, self._base = document.value, document.places, base

    def merged(self) -> EffortFile:
        """Return ours with the changes."""
        if not isinstance(self._value, dict) or self._value.get("schema") != SCHEMA:
            raise self._fault("schema", f"begin the file with the line `schema: {SCHEMA}`")
        self._known("", self._value, EffortFile.__struct_fields__)
        base = self._base
        return msgspec.structs.replace(
            base,
            kinds=base.kinds | {k: self._kind(k, v) for k, v in self._section("kinds", base.kinds).items()},
            factors=base.factors | self._numbers("factors", base.factors),
            calendar=base.calendar | self._numbers("calendar", base.calendar),
            roles=base.roles
            | {k: self._typed(f"roles.{k}", v, str) for k, v in self._section("roles", base.roles).items()},
            checks=(*base.checks, *self._checks()),
        )

    def _section(self, name: str, known: Collection[str]) -> dict[str, Any]:
        found = self._value.get(name) or {}
        if not isinstance(found, dict):
            raise self._fault(name, f"`{name}` must be a mapping of {', '.join(list(known)[:4])}, ..")
        self._known(name, found, known)
        return found

    def _known(self, section: str, names: Collection[str], known: Collection[str]) -> None:
        for name in names:
            if name not in known:
                near = difflib.get_close_matches(str(name), known, n=3, cutoff=0.5) or list(known)
                dotted = f"{section}.{name}" if section else str(name)
                raise self._fault(dotted, f"there is no `{dotted}`; there are {', '.join(near)}")

    def _kind(self, name: str, value: Any) -> Kind:
        key = f"kinds.{name}"
        given = self._typed(key, value, KindChange)
        for field in ("days", "more", "person"):
            points = getattr(given, field)
            if points is not None and not 0 <= points[0] <= points[1] <= points[2] <= MOST_DAYS:
                where = f"{key}.{field}"
                raise self._fault(where, f"`{where}`: {list(points)} is not three rising numbers from 0 on")
        whole = msgspec.to_builtins(self._base.kinds[name]) | msgspec.to_builtins(given)
        return self._typed(key, whole, Kind)

    def _numbers(self, section: str, known: dict[str, Number]) -> dict[str, Number]:
        out = {}
        for name, value in self._section(section, known).items():
            key = f"{section}.{name}"
            given = self._typed(key, value, NumberChange)
            low, high = known[name].range
            if not low <= given.value <= high:
                raise self._fault(f"{key}.value", f"`{key}`: {given.value:g} is not from {low:g} to {high:g}")
            out[name] = Number(given.value, given.basis, given.why, known[name].range)
        return out

    def _checks(self) -> tuple[Check, ...]:
        given = self._typed("checks", self._value.get("checks") or [], tuple[Check, ...])
        for check in given:
            if not (0 <= check.low <= check.mode <= check.high and math.isfinite(check.high)):
                raise self._fault("checks", f"`checks`: {check.id}: low, mode and high do not rise from 0 on")
        return given

    def _typed(self, key: str, value: Any, kind: type[_T]) -> _T:
        try:
            return msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            text = str(error).replace("Object missing required field", "it lacks").replace(" - at `$.", ", in `")
            raise self._fault(key, f"`{key}`: {text[0].lower()}{text[1:]}") from error

    def _fault(self, key: str, what: str) -> FileError:
        return FileError(what, *yaml_values.nearest(self._places, key))
