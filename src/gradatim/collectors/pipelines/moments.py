"""When a job or a step runs beyond what starts its pipeline: its conditions, put to every kind of event."""

import re
from collections.abc import Callable, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from gradatim.collectors.pipelines.compared import Lookup, Value
from gradatim.collectors.pipelines.conditions import holds
from gradatim.collectors.pipelines.draft import Limit
from gradatim.collectors.pipelines.triggers import ANY_TOPIC
from gradatim.files import yaml_values
from gradatim.model.pipelines import CHANGE_EVENTS

Holding = Callable[[Lookup], bool | None]
"""Tells whether something holds where names have the values looked up."""
_CONSTANTS: dict[str, Value] = {"true": True, "false": False, "null": "", "nil": ""}


class _Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    of: str
    values: dict[str, str | None]
    only: str = ""


class _System(msgspec.Struct, forbid_unknown_fields=True, dict=True):
    events: tuple[_Event, ...]
    absent: str = ""
    open: str = ""

    @cached_property
    def is_absent(self) -> re.Pattern[str]:
        return re.compile(self.absent or r"(?!)")

    @cached_property
    def is_open(self) -> re.Pattern[str]:
        return re.compile(self.open or r"(?!)")


class _File(msgspec.Struct, forbid_unknown_fields=True):
    version: str
    systems: dict[str, _System]


@cache
def _systems() -> dict[str, _System]:
    return yaml_values.own(Path(__file__).with_name("moments.yaml"), _File).systems


class _Context(NamedTuple):
    """One kind of event with the names that it gives."""

    event: _Event
    values: Mapping[str, Value]
    begun: tuple[tuple[str, Value], ...]
    """Beginnings of names, with what all that begin so stand for."""


@lru_cache(maxsize=64)
def _contexts(system: str, main_branch: str) -> tuple[_Context, ...]:
    found = []
    for event in _systems()[system].events:
        values = _named(event.values, main_branch)
        begun = tuple((k[:-1], v) for k, v in values.items() if k.endswith("*"))
        found.append(_Context(event, values, begun))
    return tuple(found)


class _Names:
    """Looks names up for one event, and remembers the first that people set elsewhere."""

    def __init__(self, system: _System, context: _Context, known: Mapping[str, str]) -> None:
        self._system = system
        self._values = context.values
        self._begun = context.begun
        self._known = known
        self.open = ""

    def __call__(self, name: str) -> Value:
        plain = _plain(name)
        if plain.lower() in _CONSTANTS:
            return _CONSTANTS[plain.lower()]
        if plain[:1].isdigit():
            return plain
        given = self._given(name, plain)
        if not given and self._system.is_open.match(plain):
            self.open = self.open or plain
        return given[0] if given else None

    def _given(self, name: str, plain: str) -> tuple[Value, ...]:
        """Return what the event gives, else the definition; nothing where neither does."""
        for key in (name, plain):
            if key in self._values:
                return (self._values[key],)
        begun = tuple(value for start, value in self._begun if plain.startswith(start))
        if begun:
            return begun
        if plain in self._known:
            text = self._known[plain]
            return (None if "$" in text or "<<" in text else text,)
        return ("",) if self._system.is_absent.match(plain) else ()


def _plain(name: str) -> str:
    """Return a name without what marks it as one: `$X`, `${X}`, `$(x)`, `variables['x']`, `env.X`."""
    inner = re.search(r"\[(?:'([^']*)'|\"([^\"]*)\")\]$", name)
    if inner and name.startswith(("variables", "env")):
        return inner[1] or inner[2] or ""
    bare = re.sub(r"^\$[({]?|[})]$", "", name)
    return bare.removeprefix("variables.").removeprefix("env.")


def limit_of(
    system: str,
    condition: str,
    main_branch: str,
    *,
    known: Mapping[str, str] | None = None,
    names: frozenset[str] = frozenset(),
) -> Limit:
    """Return the events that a condition lets through.

    Args:
        system: the service whose language it is.
        condition: as written, without the marks around an expression.
        main_branch: where changes land; empty where that is not known.
        known: further names that the definition itself sets.
        names: what the definition calls the events that start it; empty where every one may.
    """
    if not condition.strip():
        return Limit()
    said = tuple(sorted((k, v) for k, v in (known or {}).items() if k in condition))
    return _limit_of(system, condition, main_branch, said, names)


@lru_cache(maxsize=4096)
def _limit_of(
    system: str, condition: str, main_branch: str, known: tuple[tuple[str, str], ...], names: frozenset[str]
) -> Limit:
    """Return the events that a condition lets through; a matrix asks for the same one again and again."""
    return limit_by(system, lambda lookup: holds(condition, lookup), main_branch, known=dict(known), names=names)


def limit_by(
    system: str,
    holding: Holding,
    main_branch: str,
    *,
    known: Mapping[str, str] | None = None,
    names: frozenset[str] = frozenset(),
) -> Limit:
    """Return the events that something lets through; what cannot be told is taken to hold, unless people set it."""
    answers = answers_by(system, holding, main_branch, known=known, names=names)
    sure = {a.event for a in answers if a.holds or (a.holds is None and not a.open)}
    doubtful = {a.event for a in answers if a.holds is None and a.open} - sure
    because = next((a.open for a in answers if a.event in doubtful), "")
    return Limit(events=frozenset(sure), open=frozenset(doubtful), because=because)


class Answer(msgspec.Struct, frozen=True):
    """What a condition comes to for one kind of event."""

    event: str
    holds: bool | None
    open: str = ""
    """What people set outside the definition, where the condition hangs on it."""


def answers_by(
    system: str,
    holding: Holding,
    main_branch: str,
    *,
    known: Mapping[str, str] | None = None,
    names: frozenset[str] = frozenset(),
) -> list[Answer]:
    """Put a condition to every kind of event that a service knows."""
    rules = _systems()[system]
    answers = []
    for context in _contexts(system, main_branch):
        event = context.event
        if event.of in CHANGE_EVENTS and event.only and names and event.only not in names:
            continue
        lookup = _Names(rules, context, known or {})
        held = holding(lookup)
        answers.append(Answer(event.of, held, lookup.open if held is None else ""))
    return answers


def _named(values: Mapping[str, str | None], main_branch: str) -> dict[str, Value]:
    """Put names of branches in; without a known main branch its name cannot be told."""
    found: dict[str, Value] = {}
    for name, value in values.items():
        if value is not None and "{main}" in value:
            found[name] = value.replace("{main}", main_branch) if main_branch else None
        else:
            found[name] = value.replace("{topic}", ANY_TOPIC) if value is not None else None
    return found
