"""The shape of the files in this folder, as people write them.

Files nest what belongs together (goals and practices in their area, requirements in their clause); `build` turns them
into the flat, cross-referenced types of `model.framework`. Unknown keys are errors, so that a misspelt key is not lost.
"""

from typing import Any

import msgspec

from gradatim.model.framework import Indicator, MaturityLevel, Scheme, Signal, Source


class CriterionEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A practice under its area, or a requirement under its clause. Keys are those of `model.framework.Criterion`."""

    id: str
    statement: str
    title: str = ""
    goals: tuple[str, ...] = ()
    feature: str = ""
    mining: str = "people"
    artifacts: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    """For a framework that comes as one file; ours stand in `indicators/`, because they change at another pace."""
    by_procedure: bool = False
    question: str = ""
    note: str = ""
    doubt: str = ""
    obligation: str = ""
    documented_information: str = ""


class GoalEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A goal under its area. Its practices are those that name it."""

    id: str
    statement: str
    title: str = ""


class AreaEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A (key) process area with its goals and practices, in the order of the source."""

    id: str
    title: str
    level: int
    purpose: str
    goals: tuple[GoalEntry, ...]
    practices: tuple[CriterionEntry, ...]
    plain: str = ""
    """What the area's work is called in plain words; fills `{work}` in the questions of generic practices."""
    category: str = ""
    may_be_not_applicable: bool = False


class ClauseEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A clause with its requirements and sub-clauses, to any depth."""

    id: str
    title: str
    title_official: bool = True
    pdca: str = ""
    may_be_excluded: str = ""
    requirements: tuple[CriterionEntry, ...] = ()
    clauses: tuple["ClauseEntry", ...] = ()


class GenericGoal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A goal that every area has: instantiated once per area where `instantiated` is set."""

    id: str
    title: str
    statement: str
    level: int
    instantiated: bool = True
    note: str = ""


class GenericPractice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A practice of a generic goal; `question` may hold `{work}` and `{area}`."""

    id: str
    goal: str
    title: str
    statement: str
    question: str = ""
    mining: str = "people"
    artifacts: tuple[str, ...] = ()
    by_procedure: bool = False
    note: str = ""
    doubt: str = ""


class Generic(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Goals and practices that apply to every area in turn (CMMI generic goals)."""

    goals: tuple[GenericGoal, ...]
    practices: tuple[GenericPractice, ...]
    note: str = ""


class FrameworkFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole framework file. `areas` for a staged framework, `clauses` for a conformity standard."""

    schema: str
    framework: str
    edition: str
    title: str
    short_title: str
    publisher: str
    year: int
    scheme: Scheme
    status: str = ""
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    totals: dict[str, int] = {}
    levels: tuple[MaturityLevel, ...] = ()
    areas: tuple[AreaEntry, ...] = ()
    generic: Generic | None = None
    clauses: tuple[ClauseEntry, ...] = ()
    signals: tuple[Signal, ...] = ()
    annex: dict[str, Any] = {}
    """What later work needs and the rating does not (certification rules, staging tables); read with `loader.annex`."""


class IndicatorFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which probes speak to which criteria of one framework edition.

    Keys are criterion ids. A key of the form `*.GP2.6` stands for that generic practice in every area; an entry for
    `CM.GP2.6` adds to it, and replaces it for a probe that both name.
    """

    schema: str
    framework: str
    edition: str
    notes: tuple[str, ...] = ()
    indicators: dict[str, tuple[Indicator, ...]]


class CrosswalkEnd(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One side of a crosswalk. `items` lists the ids of an edition without a file here, to check links by."""

    framework: str
    edition: str
    items: dict[str, str] = {}


class LinkEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One source item and one or several target items; an empty `target` says that nothing was found for it."""

    source: str
    target: str | tuple[str, ...]
    strength: str
    direction: str = ""
    provenance: str = ""
    practices: tuple[str, ...] = ()
    title: str = ""
    routes: tuple[str, str] | None = None
    """Strength by each of the two routes of a derived set."""
    note: str = ""


class CrosswalkFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole crosswalk file."""

    schema: str
    crosswalk: str
    title: str
    source: CrosswalkEnd
    target: CrosswalkEnd
    provenance: str
    reference: str
    related: tuple[str, ...] = ()
    direction: str = "both"
    """Direction of links that name none."""
    note: str = ""
    facts: dict[str, Any] = {}
    """What is said about the set as a whole: items that no link reaches, how it was derived, coverage counts."""
    links: tuple[LinkEntry, ...]
