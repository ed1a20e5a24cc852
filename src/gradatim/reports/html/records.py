"""Records behind an observation: counter-examples first, capped, with links where an address is known."""

import msgspec
from markupsafe import Markup

from gradatim.model.evidence import Evidence, EvidenceKind
from gradatim.model.observation import Observation
from gradatim.reports.frame.safe import address, clip, foreign
from gradatim.reports.html.index import Index

_COMMIT_DIGITS = 12


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One record."""

    against: bool
    place: str
    url: str
    summary: Markup
    when: str
    kind: str
    shared: bool = False


class Records(msgspec.Struct, frozen=True, kw_only=True):
    """Some of an observation's records, and how many there are."""

    rows: tuple[Record, ...]
    against: int
    total: int

    @property
    def more(self) -> int:
        """How many are left out here."""
        return self.total - len(self.rows)


def records(index: Index, observation: Observation, most: int) -> Records:
    """Return up to `most` records; those in favour keep a place where the counter-examples would take them all."""
    against, total = observation.counter_examples, len(observation.evidence)
    kept = min(most, total)
    if not kept:
        return Records(rows=(), against=against, total=total)
    bad = min(against, kept if against >= total else max(kept - max(1, most // 4), 1))
    chosen = [*observation.evidence[:bad], *observation.evidence[against : against + kept - bad]]
    rows = tuple(record(index.evidence[key], against=n < bad) for n, key in enumerate(chosen) if key in index.evidence)
    return Records(rows=rows, against=against, total=total)


def record(evidence: Evidence, *, against: bool = False) -> Record:
    """Return one record."""
    place = evidence.location
    if evidence.id.rpartition("/")[2].startswith("commit:") and len(place) > _COMMIT_DIGITS and place.isalnum():
        place = place[:_COMMIT_DIGITS]
    return Record(
        against=against,
        place=clip(place, 160),
        url=address(evidence.url),
        summary=foreign(evidence.summary, 200),
        when=evidence.when.isoformat() if evidence.when else "",
        shared=evidence.shared,
        kind="answer" if evidence.kind is EvidenceKind.AFFIRMATION else evidence.kind.value,
    )
