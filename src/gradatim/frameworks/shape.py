"""The shape of the files in this folder, as people write them.

Files nest what belongs together (goals and practices in their area, requirements in their clause); `build` turns them
into the flat, cross-referenced types of `model.framework`. Unknown keys are errors, so that a misspelt key is not lost.
The JSON Schemas beside the files are made from these types by `schemas`.
"""

from typing import Annotated, Any, Literal

import msgspec

from gradatim.model.framework import Mining, Scheme

LocalId = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=80)]
"""An id inside one framework: `SCM.Ac4`, `CM.SP1.1`, `8.3.4-2`, `git.docs`."""
FrameworkId = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=40)]
Edition = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=20)]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]
Probe = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
Polarity = Literal["both", "supports", "refutes"]
LinkStrength = Literal["strong", "partial", "weak", "unstated", "none"]
Feature = Literal["commitment", "ability", "activity", "measurement", "verification", "specific", "generic", "base"]
Direction = Literal["both", "to_supports_from", "from_supports_to"]
Origin = Literal["retrieved", "recalled", "judged", "derived"]


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all entries: keys by name only, none that is not known."""


class SourceEntry(_Entry, frozen=True, kw_only=True):
    """A document that the data rest on, and how far it was read."""

    id: str
    what: Text
    read: str = ""
    place: tuple[LocalId, ...] = ()
    """Criteria whose place in the order and subject were read there and found as they stand here."""
    procedure: tuple[LocalId, ...] = ()
    """Criteria of which it was read there whether the work has to follow a written procedure or plan."""


class LevelEntry(_Entry, frozen=True, kw_only=True):
    """A maturity level."""

    level: Annotated[int, msgspec.Meta(ge=0, le=9)]
    title: Text
    summary: Text


class IndicatorEntry(_Entry, frozen=True, kw_only=True):
    """One probe that speaks to one criterion. What the words mean stands at the head of each indicator file."""

    probe: Probe
    strength: Literal["direct", "indirect", "hint"]
    slot: Literal["record", "procedure"] = "record"
    polarity: Polarity = "both"
    note: str = ""


class SignalEntry(_Entry, frozen=True, kw_only=True):
    """A kind of trace. Either `probes` that read it today or the reason why it is `not_yet_mined`, never both."""

    id: LocalId
    what: Text
    source: str
    criteria: tuple[LocalId, ...]
    strength: str = ""
    polarity: Literal["supports_or_refutes", "supports", "refutes"] = "supports_or_refutes"
    probes: tuple[Probe, ...] = ()
    not_yet_mined: str = ""


class CriterionEntry(_Entry, frozen=True, kw_only=True):
    """A practice under its area, or a requirement under its clause. Keys are those of `model.framework.Criterion`."""

    id: LocalId
    statement: Text
    title: str = ""
    goals: tuple[LocalId, ...] = ()
    feature: Literal[""] | Feature = ""
    mining: Mining = Mining.PEOPLE
    artifacts: tuple[str, ...] = ()
    indicators: tuple[IndicatorEntry, ...] = ()
    """For a framework that comes as one file; ours stand in `indicators/`, because they change at another pace."""
    by_procedure: bool = False
    question: str = ""
    note: str = ""
    doubt: str = ""
    obligation: str = ""
    documented_information: Literal["", "maintain", "retain"] = ""


class GoalEntry(_Entry, frozen=True, kw_only=True):
    """A goal under its area. Its practices are those that name it."""

    id: LocalId
    statement: Text
    title: str = ""


class AreaEntry(_Entry, frozen=True, kw_only=True):
    """A (key) process area with its goals and practices, in the order of the source."""

    id: LocalId
    title: Text
    level: Annotated[int, msgspec.Meta(ge=1, le=9)]
    purpose: Text
    goals: Annotated[tuple[GoalEntry, ...], msgspec.Meta(min_length=1)]
    practices: Annotated[tuple[CriterionEntry, ...], msgspec.Meta(min_length=1)]
    plain: str = ""
    """What the area's work is called in plain words; fills `{work}` in the questions of generic practices."""
    category: str = ""
    may_be_not_applicable: bool = False


class ClauseEntry(_Entry, frozen=True, kw_only=True):
    """A clause with its requirements and sub-clauses, to any depth."""

    id: LocalId
    title: Text
    title_official: bool = True
    pdca: Literal["", "context", "plan", "do", "check", "act"] = ""
    may_be_excluded: Literal["", "rarely", "often"] = ""
    requirements: tuple[CriterionEntry, ...] = ()
    clauses: tuple["ClauseEntry", ...] = ()


class GenericGoal(_Entry, frozen=True, kw_only=True):
    """A goal that every area has: instantiated once per area where `instantiated` is set."""

    id: LocalId
    title: Text
    statement: Text
    level: Annotated[int, msgspec.Meta(ge=1, le=9)]
    instantiated: bool = True
    note: str = ""


class GenericPractice(_Entry, frozen=True, kw_only=True):
    """A practice of a generic goal; `question` may hold `{work}` and `{area}`."""

    id: LocalId
    goal: LocalId
    title: Text
    statement: Text
    question: str = ""
    mining: Mining = Mining.PEOPLE
    artifacts: tuple[str, ...] = ()
    by_procedure: bool = False
    note: str = ""
    doubt: str = ""


class Generic(_Entry, frozen=True, kw_only=True):
    """Goals and practices that apply to every area in turn (CMMI generic goals)."""

    goals: tuple[GenericGoal, ...]
    practices: tuple[GenericPractice, ...]
    note: str = ""


class FrameworkFile(_Entry, frozen=True, kw_only=True):
    """A whole framework file: `areas` for a staged framework, `clauses` for a conformity standard."""

    schema: Literal["gradatim/framework/1"]
    framework: FrameworkId
    edition: Edition
    title: Text
    name: Annotated[str, msgspec.Meta(max_length=60)] = ""
    """Without the edition, as reports call it: `ISO 9001`. Read by `model.names`; without one, the id in capitals."""
    short_title: Text
    publisher: Text
    year: Annotated[int, msgspec.Meta(ge=1900, le=2200)]
    scheme: Scheme
    status: str = ""
    sources: tuple[SourceEntry, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    totals: dict[str, int] = {}
    """Counts that the source gives, or that were settled on; tests compare them with what is there."""
    implementing: tuple[Feature, ...] = ()
    """Features of practices that are an area's work itself; the other ones keep it going (institutionalize it).
    Where none is named, areas are not asked about in halves."""
    levels: tuple[LevelEntry, ...] = ()
    areas: tuple[AreaEntry, ...] = ()
    generic: Generic | None = None
    clauses: tuple[ClauseEntry, ...] = ()
    signals: tuple[SignalEntry, ...] = ()
    annex: dict[str, Any] = {}
    """What later work needs and the rating does not (certification rules, staging tables); read with `loader.annex`."""


class IndicatorFile(_Entry, frozen=True, kw_only=True):
    """Which probes speak to which criteria of one framework edition.

    Keys are criterion ids. A key of the form `*.GP2.6` stands for that generic practice in every area; an entry for
    `CM.GP2.6` adds to it, and replaces it for a probe that both name.
    """

    schema: Literal["gradatim/indicators/1"]
    framework: FrameworkId
    edition: Edition
    notes: tuple[str, ...] = ()
    indicators: dict[str, tuple[IndicatorEntry, ...]]


class CrosswalkEnd(_Entry, frozen=True, kw_only=True):
    """One side of a crosswalk. `items` lists the ids of an edition without a file here, to check links by."""

    framework: FrameworkId
    edition: Edition
    items: dict[str, str] = {}


class LinkEntry(_Entry, frozen=True, kw_only=True):
    """One source item and one or several target items; an empty `target` says that nothing was found for it."""

    source: str
    target: str | tuple[str, ...]
    strength: LinkStrength
    direction: Direction | None = None
    provenance: Origin | None = None
    practices: tuple[str, ...] = ()
    routes: tuple[LinkStrength, LinkStrength] | None = None
    """Strength by each of the two routes of a derived set."""
    note: str = ""


class CrosswalkFile(_Entry, frozen=True, kw_only=True):
    """A whole crosswalk file."""

    schema: Literal["gradatim/crosswalk/1"]
    crosswalk: LocalId
    title: Text
    source: CrosswalkEnd
    target: CrosswalkEnd
    provenance: Origin
    reference: str
    related: tuple[str, ...] = ()
    direction: Direction = "both"
    """Direction of links that name none."""
    note: str = ""
    facts: dict[str, Any] = {}
    """What is said about the set as a whole: items that no link reaches, how it was derived, coverage counts."""
    links: tuple[LinkEntry, ...]
