"""What people say and decide for a repository: the content of `gradatim.yaml` and of answer files."""

from datetime import date
from enum import StrEnum

import msgspec


class AnswerValue(StrEnum):
    """What a person may say to a question about a criterion."""

    YES = "yes"
    LARGELY = "largely"
    PARTLY = "partly"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One answer, by a role, never by a name."""

    criterion: str
    """Full id, `sw-cmm:TP.Co1`."""
    value: AnswerValue
    role: str = ""
    reason: str = ""
    """Required for `not_applicable`."""
    document: str = ""
    """Path or address that shows it."""
    document_exists: bool | None = None
    """For a path: whether it is there; None where it cannot be told."""
    given: date | None = None
    stood: date | None = None
    """Of an answer that says neither when it was given nor when it expires: day from which it stands so in the
    history; None where that cannot be told."""
    expires: date | None = None
    location: str = ""
    """`file:line` it was read from."""


class NotApplicable(msgspec.Struct, frozen=True, kw_only=True):
    """A criterion, goal, area or clause that does not apply, with its reason."""

    id: str
    reason: str
    approver: str = ""
    given: date | None = None
    stood: date | None = None
    """As of an answer: of a claim without dates of its own, day from which it stands so in the history."""
    expires: date | None = None
    location: str = ""


class Suppression(msgspec.Struct, frozen=True, kw_only=True):
    """A probe's outcome that is set aside, visibly."""

    probe: str
    owner: str
    reason: str
    expires: date
    location: str = ""


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """All that was said for one unit."""

    path: str = ""
    project: str = ""
    scope: str = ""
    period_months: int | None = None
    main_branch: str = ""
    answers: tuple[Answer, ...] = ()
    overviews: tuple[Answer, ...] = ()
    """Answers to overview questions (model/overview.py): `criterion` is the overview's id. They settle no practice."""
    not_applicable: tuple[NotApplicable, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    documents: dict[str, str] = {}
    """Document kind to path or address, where people point to what a scan would not find."""
    ignore_paths: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    """Folders that are judged each by itself where the repository is named."""
    policy: str = ""
    """Path of a policy override file."""
