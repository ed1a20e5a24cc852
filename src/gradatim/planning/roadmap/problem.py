"""The planning problem in plain values: elements to meet, steps to take, items to pay for."""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from gradatim.model.plan import Days


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """A criterion of a target that is not met in one unit."""

    criterion: str
    unit: str
    framework: str
    group: str
    level: int
    low: int
    high: int
    state: str
    """`unmet`, `open`, `unknown` or `clash`; all but the first are undecided."""

    @property
    def undecided(self) -> bool:
        """It may be met already."""
        return self.state != "unmet"


class Item(msgspec.Struct, frozen=True):
    """Something that can be chosen: a step, or the part of it that one framework asks for."""

    days: Days
    needs: tuple[int, ...] = ()
    """Items that have to be chosen with it."""
    gives: tuple[int, ...] = ()
    """Elements that are met through it."""
    step: int = -1

    @property
    def cost(self) -> float:
        """Expected person-days."""
        return self.days.expected


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One act of work in one unit (or `all`)."""

    id: str
    measure: str
    title: str
    kind: str
    unit: str
    role: str
    stage: str
    item: int
    """Index of its first item: choosing it means taking the step at all."""
    elements: tuple[int, ...]
    leaves: str = ""
    command: str = ""


class Order(msgspec.Struct, frozen=True):
    """One step before another."""

    first: int
    then: int
    wait: str
    mark: str
    why: str


class Cap(msgspec.Struct, frozen=True, kw_only=True):
    """What some items may cost together at most."""

    weights: Mapping[int, float]
    """What each item counts, where it is chosen."""
    limit: float
    rate: float = 0.0
    """By how much the limit grows a workday."""


class Link(NamedTuple):
    """Where two items are chosen, a third is."""

    one: int
    other: int
    then: int


class Rung(msgspec.Struct, frozen=True):
    """Elements that count only together: a level, a certificate, an area."""

    name: str
    elements: tuple[int, ...]
    value: float = 1.0


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the optimiser and the schedule need."""

    elements: tuple[Need, ...]
    steps: tuple[Step, ...]
    items: tuple[Item, ...]
    orders: tuple[Order, ...]
