"""A model or standard as data: what it asks, how it is built, how it is rated."""

from enum import StrEnum

import msgspec


class Scheme(StrEnum):
    """How a framework's judgements become a verdict."""

    STAGED = "staged"
    CONFORMITY = "conformity"


class Mining(StrEnum):
    """How far a scan of engineering records can speak to a criterion; judged by us, kept in its file."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    PEOPLE = "people"


class Indicator(msgspec.Struct, frozen=True):
    """One probe that speaks to one criterion."""

    probe: str
    strength: str
    """`direct`, `indirect` or `hint`."""
    slot: str = "record"
    """`record`: shows the work being done; `procedure`: shows the written rule for it."""
    polarity: str = "both"
    """`both`, `supports` (a negative outcome says nothing) or `refutes` (a positive outcome says nothing)."""
    note: str = ""


class Signal(msgspec.Struct, frozen=True):
    """A kind of trace that mining could show, and the probes that read it today."""

    id: str
    what: str
    source: str
    criteria: tuple[str, ...]
    strength: str = ""
    polarity: str = "supports_or_refutes"
    probes: tuple[str, ...] = ()
    not_yet_mined: str = ""
    """Why no probe reads it yet; exactly one of `probes` and `not_yet_mined` is filled."""


class Criterion(msgspec.Struct, frozen=True, kw_only=True):
    """A practice or a requirement: the smallest thing that is judged."""

    id: str
    """Local id: `SCM.Ac4`, `CM.SP1.1`, `CM.GP2.1`, `8.3.4-2`."""
    title: str
    """Official short title where the source has one, else a short name of ours."""
    statement: str
    """What it asks, in our own words."""
    group: str
    """Id of the process area or clause it belongs to."""
    goals: tuple[str, ...] = ()
    """Ids of the goals it serves; empty for a requirement."""
    feature: str = ""
    """SW-CMM common feature; `specific` or `generic` for CMMI-DEV; empty for a requirement."""
    mining: Mining = Mining.PEOPLE
    artifacts: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    by_procedure: bool = False
    """Asks that the work is done by a written procedure or plan: needs both slots filled."""
    question: str = ""
    """The same asked of a person, in plain words."""
    note: str = ""
    """Software note, or what a team of today shows."""
    doubt: str = ""
    """Why the data may be wrong, with the mark of the reference file; empty where it is sourced."""
    obligation: str = ""
    documented_information: str = ""
    """`maintain`, `retain` or empty (ISO 9001)."""


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    """A goal of a process area; generic goals stand once for each area they apply to."""

    id: str
    title: str
    statement: str
    group: str
    practices: tuple[str, ...]
    generic_level: int = 0
    """2 or 3 for an instance of generic goal 2 or 3 (CMMI-DEV), else 0."""


class ProcessArea(msgspec.Struct, frozen=True, kw_only=True):
    """A (key) process area of a staged framework."""

    id: str
    title: str
    level: int
    purpose: str
    goals: tuple[str, ...]
    practices: tuple[str, ...]
    category: str = ""
    may_be_not_applicable: bool = False
    """An area whose absence of work may take it out of scope (SSM, SAM), with a written reason."""


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """A clause of a conformity standard, at any depth."""

    id: str
    title: str
    title_official: bool = True
    parent: str = ""
    pdca: str = ""
    may_be_excluded: str = ""
    requirements: tuple[str, ...] = ()
    """Requirements of this clause itself, without those of its sub-clauses."""


class MaturityLevel(msgspec.Struct, frozen=True):
    """A rung of the ladder."""

    level: int
    title: str
    summary: str


class Source(msgspec.Struct, frozen=True):
    """A document that the data rest on, and how far it was read."""

    id: str
    what: str
    read: str = ""
    place: tuple[str, ...] = ()
    """Criteria whose place in the order and subject were read there and found as they stand here."""
    procedure: tuple[str, ...] = ()
    """Criteria of which it was read there whether the work has to follow a written procedure or plan."""


class Framework(msgspec.Struct, frozen=True, kw_only=True):
    """One edition of one model or standard. Order of every tuple is the order of the source."""

    id: str
    edition: str
    title: str
    short_title: str
    """With its edition: `ISO 9001:2015`."""
    publisher: str
    year: int
    scheme: Scheme
    criteria: tuple[Criterion, ...]
    levels: tuple[MaturityLevel, ...] = ()
    areas: tuple[ProcessArea, ...] = ()
    goals: tuple[Goal, ...] = ()
    clauses: tuple[Clause, ...] = ()
    implementing: tuple[str, ...] = ()
    """Features of practices that are an area's work itself; those of the others keep it going."""
    signals: tuple[Signal, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    status: str = ""

    def full_id(self, local: str) -> str:
        """Return the id that is unique over all frameworks, `sw-cmm:SCM.Ac4`."""
        return f"{self.id}:{local}"

    def local_id(self, full: str) -> str | None:
        """Return an id without the framework (and edition); None where it belongs to another framework or edition."""
        head, colon, local = full.partition(":")
        return local if colon and head in (self.id, f"{self.id}@{self.edition}") else None

    def read_of(self, local: str) -> tuple[str, ...]:
        """Return what of a criterion was compared with a text that could be read, in words; empty where none says."""
        if not any(source.place for source in self.sources):
            return ()
        place = [source.id for source in self.sources if local in source.place]
        words = [source.id for source in self.sources if local in source.procedure]
        return (
            f"Place and subject read in: {', '.join(place)}."
            if place
            else "Place and subject rest on background knowledge; no text of them could be read.",
            *((f"Whether a written procedure or plan is asked for was read in: {', '.join(words)}.",) if words else ()),
        )


class CrosswalkLink(msgspec.Struct, frozen=True, kw_only=True):
    """One pair of a crosswalk. Ids are local to the two frameworks; areas and clauses are allowed."""

    source: str
    target: str
    strength: str
    """`strong`, `partial` or `weak`."""
    direction: str = "both"
    provenance: str = "judged"
    practices: tuple[str, ...] = ()
    note: str = ""


class Crosswalk(msgspec.Struct, frozen=True, kw_only=True):
    """How the items of one framework relate to those of another."""

    id: str
    title: str
    source_framework: str
    target_framework: str
    provenance: str
    reference: str
    links: tuple[CrosswalkLink, ...]
    note: str = ""
