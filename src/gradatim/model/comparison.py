"""What comparing gives: links between frameworks, coverage, one result under both, two results and why they differ."""

import msgspec

STRENGTHS = ("strong", "partial", "weak")
"""Strength of a link, strongest first (crosswalks/literature.yaml says what each means)."""


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How the criteria of an item stand in a result; those that do not apply are not counted."""

    hold: int = 0
    fail: int = 0
    open: int = 0


class LinkView(msgspec.Struct, frozen=True, kw_only=True):
    """One item of the other framework that an item is linked with."""

    id: str
    """Full id, or a name for many: `sw-cmm:*.Co`."""
    title: str
    strength: str
    provenance: str
    """`retrieved`, `recalled`, `judged` or `derived`."""
    direction: str = "both"
    """`both`, or which of the two carries the other: `this_carries_other`, `other_carries_this`."""
    through: tuple[str, ...] = ()
    """Items that a derived link goes through, in words."""
    here: Counts | None = None
    """Where it stands in the result given; None where none was given or the result says nothing of it."""


class ItemView(msgspec.Struct, frozen=True, kw_only=True):
    """An item with its links to one other framework, strongest first."""

    id: str
    kind: str
    title: str
    links: tuple[LinkView, ...]
    finer: tuple[LinkView, ...] = ()
    """Links at the level of single practices, where `links` speak of areas."""
    note: str = ""
    """What was taken in place of the item, where it has no links of its own."""
    here: Counts | None = None
    """As for links."""


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """How far one framework's items find something in the other."""

    framework: str
    other: str
    what: str
    """The items counted: `clauses`, `areas`, `practices`."""
    strong: int
    partial: int
    weak: int
    none: int
    without: tuple[tuple[str, str], ...] = ()
    """Id and title of items without any link."""
    condition: str = ""
    """`level 2` where only part of the other framework is taken."""

    @property
    def total(self) -> int:
        """All items counted."""
        return self.strong + self.partial + self.weak + self.none


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A row or column of a matrix."""

    id: str
    title: str
    group: str


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """Two frameworks against each other."""

    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: dict[str, str]
    """`row column` to strength, ids parted by a space."""

    def at(self, row: Line, column: Line) -> str:
        """Return the strength of one cell, or nothing."""
        return self.cells.get(f"{row.id} {column.id}", "")


class CrosswalkView(msgspec.Struct, frozen=True, kw_only=True):
    """What a crosswalk says of one item, one group or a whole framework."""

    asked: str
    title: str
    framework: str
    other: str
    items: tuple[ItemView, ...]
    matrix: Matrix
    coverage: tuple[Coverage, ...] = ()
    """For a whole framework: both ways, and by level."""
    notes: tuple[str, ...] = ()
    result: str = ""
    """Title and date of the result given."""


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """A statement of the literature, computed anew from the links."""

    id: str
    rule: str
    crosswalk: str
    expected: str
    found: str
    holds: bool
    reproduces: str = ""
    """The conclusion that it bears out, in words."""


class Meeting(msgspec.Struct, frozen=True, kw_only=True):
    """An area and the clauses linked with it, as one result has them."""

    area: str
    title: str
    level: int
    rating: str
    holds: int
    fails: int
    open: int
    """Criteria with evidence on both sides, or with none."""
    clauses: tuple[str, ...]
    conform: int
    against: int
    unsettled: int
    verdict: str
    """`both hold`, `both fail`, `they differ`, `not settled`, `left out` where the area does not apply, or `only here`
    where no clause is strongly linked."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What each framework says of one organisation."""

    title: str
    date: str
    staged: str
    """Framework id of the grade."""
    sentences: dict[str, str]
    """Framework id to its verdict in words."""
    short: dict[str, str]
    """Framework id to its verdict in a few words."""
    meetings: tuple[Meeting, ...]
    gap: str
    """Where the two verdicts come apart, in a sentence."""


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """A criterion that stands elsewhere in the second result, and why."""

    criterion: str
    title: str
    unit: str
    before: str
    after: str
    way: str
    """`better`, `worse`, `narrower`, `wider` or `other`."""
    reasons: tuple[str, ...]


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """Something else that differs: a verdict, the policy, the version, the period, an observation."""

    what: str
    before: str
    after: str


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Two results and why they differ."""

    first: str
    second: str
    same: bool
    verdicts: tuple[Shift, ...]
    settings: tuple[Shift, ...]
    """Tool version, policy and its keys, frameworks, period, units."""
    moved: tuple[Moved, ...]
    observations: tuple[Shift, ...]
    answers: tuple[Shift, ...]
    only_first: tuple[str, ...]
    """Criteria in units that only the first result has."""
    only_second: tuple[str, ...]
    unchanged: int
    notes: tuple[str, ...] = ()
