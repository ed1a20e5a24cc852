"""Pointers to what was looked at, and the envelope of everything collected for one unit."""

from datetime import date
from enum import StrEnum

import msgspec

from gradatim.model.answers import Answers
from gradatim.model.dependencies import DependencyFacts
from gradatim.model.documents import DocumentFacts
from gradatim.model.history import History
from gradatim.model.pipelines import PipelineFacts

YEARS = range(1970, 2200)
"""Years that a day may lie in: git counts from 1970; a plan looks decades ahead, not centuries."""


class EvidenceKind(StrEnum):
    """What a piece of evidence is."""

    ARTIFACT = "artifact"
    AFFIRMATION = "affirmation"
    MEASUREMENT = "measurement"


class Period(msgspec.Struct, frozen=True):
    """Days that an appraisal looks at, both included."""

    start: date
    end: date

    def covers(self, day: date) -> bool:
        """Tell whether the day lies in the period."""
        return self.start <= day <= self.end


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """A pointer that a person can open: a commit, a file and line, a tag, an answer."""

    id: str
    """Unique within a unit: `commit:1a2b3c4d5e6f`, `file:docs/policy.md#L12`, `tag:v1.2`, `answer:sw-cmm:TP.Co1`."""
    kind: EvidenceKind
    source: str
    """Collector that found it: `git`, `documents`, `pipelines`, `dependencies`, `answers`."""
    location: str
    """Where: full commit id, `path:line`, tag name, answer file and key. Never a person's name."""
    summary: str
    """One line in words: the commit's subject, the document's title. Untrusted text: escape when shown."""
    when: date | None = None
    url: str = ""
    """Address on the forge, where a remote is known."""
    shared: bool = False
    """Of a unit that is a folder: it stands above it, or is of the whole repository, and applies to others too."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something that could not be read or is hidden, what it hides, and how to mend it."""

    source: str
    what: str
    hides: str
    mend: str
    location: str = ""


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """Who collected what, from where, with which version."""

    collector: str
    version: str
    source: str
    revision: str = ""


class EvidenceSet(msgspec.Struct, frozen=True, kw_only=True):
    """All that was collected for one unit: enough to judge again without the source."""

    unit: str
    """Short id, unique in a run: the folder's name, made unique where two share it."""
    title: str
    period: Period
    history: History | None
    """None for a folder that is no repository."""
    documents: DocumentFacts
    pipelines: PipelineFacts
    dependencies: DependencyFacts
    answers: Answers
    problems: tuple[Problem, ...] = ()
    provenance: tuple[Provenance, ...] = ()
