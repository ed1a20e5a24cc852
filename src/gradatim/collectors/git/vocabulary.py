"""Loads the rule data beside it: who is no person, how changes land, which tags are releases."""

import re
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from gradatim.files import yaml_values

_FOLDER = Path(__file__).parent


class WhoRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name or address that stands for no person; all parts given must match."""

    why: str
    name: str = ""
    email: str = ""
    not_name: str = ""


class TrailerKeys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Trailers whose value is a person."""

    author: tuple[str, ...]
    review: tuple[str, ...]
    credit: tuple[str, ...]


class AlikeNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """With how many letters in common two names begin alike."""

    first_name: int
    """Where the surname is the same: Mike and Michael."""
    surname: int
    """Where another name is the same."""
    login: int
    """A login or a part before the at so long may be one person's wherever it appears."""
    address: int
    """With so many letters the part before one at is the beginning of another's, of two with one lone name."""
    initials: int
    """So many letters may stand between first name and surname in an address."""
    words: int
    """So many words of a name are compared; no person's name is longer, a made one may be."""
    names: int
    """More full names than this at one word are several people's."""


class TogetherRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one entry names several people who wrote together."""

    between: str
    comma: str
    """Between names where there are three and more."""
    letters: int
    """A name has at least so many."""
    firm: str
    """A part so called makes the whole a name of its own."""
    address: str
    """Set by tools for pairs."""
    duets: int
    """So many commits by pairs that change places, of a period, make a habit of it."""


class UmlautRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A vowel with a mark, written as two, where others write the first alone."""

    pattern: str
    letters: int
    """In words of at least so many letters."""


class PeopleRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `people.yaml`."""

    version: str
    source: str
    forges: tuple[WhoRule, ...]
    bots: tuple[WhoRule, ...]
    generic_names: tuple[str, ...]
    generic_addresses: tuple[str, ...]
    generic_local_parts: str
    relayed: str
    """The group `name` is the person whose message a list or service passed on under its own address."""
    folded_letters: dict[str, str]
    flags: str
    """The group `names` is who reviewed, in the flags of a bug."""
    letters_in_two: dict[str, str]
    """Letters with a mark that may also be written as two plain ones."""
    umlauts: UmlautRule
    alike: AlikeNames
    together: TogetherRules
    trailers: TrailerKeys
    review_names: dict[str, str]


class RequestRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A subject that a forge or a merge queue writes."""

    forge: str
    subject: str
    style: str
    example: str
    body: str = ""
    """Searched in the whole message instead of the subject, where it is given."""
    submits: bool = False
    """The forge itself puts the commit on the main line; its committer is who uploaded it."""
    votes: str = ""
    """Matches in the body at each one who approved, the group `name`."""


class ToolingRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What release and update tooling writes: both subject and files must fit."""

    subjects: tuple[str, ...]
    files: tuple[str, ...]
    bumps: tuple[str, ...]
    plain: str
    lock_subjects: tuple[str, ...]
    lock_files: tuple[str, ...]
    most_files: int


class ImportRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From which size on content counts as dropped at once."""

    root_files: int
    added_files: int
    added_share: float
    late_commits: int
    """Of so many first commits one may be the import of an older history."""
    late_files: int
    late_times: int
    bulk_files: int
    bulk_changes: int


class FastForwardRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When an author's own commit on the main line may be a request that was fast-forwarded."""

    marks: tuple[str, ...]
    hosts: str
    people: int
    traced: float


class NumberRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When the number at the beginning of a title is a work item's."""

    pattern: str
    changes: int
    """So many changes are needed to tell."""
    share: float


class MirrorRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a branch is the copy of another repository's main line."""

    name: str
    merges: int
    """So often in a period."""


class RevertTarget(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"in_": "in"}):
    """How a message names what it takes back; the group `target` is the name, the sign stands before it."""

    in_: Literal["subject", "body"]
    pattern: str
    sign: str


class RevertRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a change says that it takes back another one."""

    subject: str
    says_so: str
    steps: tuple[str, ...]
    targets: tuple[RevertTarget, ...]


class LandingRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `landing.yaml`."""

    version: str
    source: str
    requests: tuple[RequestRule, ...]
    squash: tuple[str, ...]
    branch_merges: tuple[str, ...]
    pull_merges: tuple[str, ...]
    flattened_merges: tuple[str, ...]
    long_lived: str
    mirrors: MirrorRules
    reverts: RevertRules
    closing_keys: tuple[str, ...]
    linking_keys: tuple[str, ...]
    """Trailers that name the request a commit came by, where it is one of the project's own."""
    not_issue_keys: tuple[str, ...]
    action_keys: tuple[str, ...]
    task_marks: tuple[str, ...]
    tooling: ToolingRules
    imports: ImportRules
    fast_forward: FastForwardRules
    style_share: float
    convention_share: float
    convention_changes: int
    least_addresses: int
    least_tasks: int
    number_first: NumberRules
    lower_key_numbers: int
    issue_prefix_numbers: int


class TagRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `tags.yaml`."""

    version: str
    source: str
    main_prefixes: tuple[str, ...]
    prerelease: str
    prerelease_prefixes: tuple[str, ...]
    deployment: tuple[str, ...]
    development: tuple[str, ...]


@cache
def people_rules() -> PeopleRules:
    """Return who is no person."""
    return yaml_values.own(_FOLDER / "people.yaml", PeopleRules)


@cache
def landing_rules() -> LandingRules:
    """Return how changes land."""
    return yaml_values.own(_FOLDER / "landing.yaml", LandingRules)


@cache
def tag_rules() -> TagRules:
    """Return which tags are releases."""
    return yaml_values.own(_FOLDER / "tags.yaml", TagRules)


def any_of(patterns: tuple[str, ...], *, case: bool = False) -> re.Pattern[str]:
    """Return one pattern that finds any of several."""
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.NOFLAG if case else re.IGNORECASE)
