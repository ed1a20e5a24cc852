"""Loads `document_kinds.yaml` and `signs.yaml`, and compiles them once."""

import datetime
import functools
import re
from pathlib import Path

import msgspec

from gradatim.files import yaml_values

_SIGNS = Path(__file__).with_name("signs.yaml")
_KINDS = Path(__file__).parent.with_name("document_kinds.yaml")


class Strong(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a document must contain to be surely of a kind."""

    marks: int
    words: int
    folder_marks: int = 0
    """Marks needed where nothing but the folder points to the kind; 0: as many as elsewhere."""


class KindRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind, as it stands in the file; see the comment at its head."""

    id: str
    title: str
    what: str
    audience: str
    marks: tuple[str, ...]
    strong: Strong
    source: str
    names: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    plain: tuple[tuple[str, ...], ...] = ()
    blocks: str = ""
    """A block's beginning; several in a text tell the kind without a name."""
    section: bool = True
    record: bool = False
    of_a_day: bool = False
    """A record of what was spoken of on one day: no section of it is a rule."""
    about_product: bool = False
    must: str = ""
    section_must: str = ""
    never: str = ""
    """Speaks against the kind: a record where a rule is meant."""


class FeatureRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One mark in the text that probes ask for."""

    id: str
    what: str
    any: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    builtin: bool = False
    everywhere: bool = False
    prose: bool = False
    """Sought outside code only: output of a program says nothing of limits or targets."""
    """Sought in users' documents too; all others only in those to contributors."""


class _KindsFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"schema_": "schema"}):
    schema_: str
    version: str
    date: datetime.date
    source: str
    kinds: tuple[KindRule, ...]
    features: tuple[FeatureRule, ...]


class Zones(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Folder names by what lies below them."""

    vendored: frozenset[str]
    vendored_patterns: tuple[str, ...]
    product_patterns: tuple[str, ...]
    process: frozenset[str]
    product: frozenset[str]
    users: frozenset[str]
    """Below documentation: pages on using or running the product."""
    unless_documents_only: frozenset[str]
    """Product content only where there is code."""
    documentation: frozenset[str]
    site_roots: frozenset[str]
    subprojects: frozenset[str]
    ours_by_name: tuple[str, ...]
    """Names of documents that speak to the project's own people, whatever words they use."""


class Voices(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Patterns that tell to whom a text speaks."""

    contributors: tuple[str, ...]
    users: tuple[str, ...]
    reference: tuple[str, ...]
    of_developers: str
    """Pattern of headings that a guide for a project's own developers has."""
    some: int
    """Signs of the project's own people that are enough where the name says the same."""


class Placeholders(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Patterns and numbers that tell an empty document."""

    pending: str
    slots: tuple[str, ...]
    untouched: tuple[str, ...]
    template_names: tuple[str, ...]
    template_folders: str
    nobody: str
    outdated: str
    pointing_words: int
    empty_words: int
    headings_only_words: int
    prose_words: int
    """Words from which a paragraph of a template explains instead of asking."""
    few_slots: int
    slot_share: float
    short_changelog_words: int
    long_words: int
    forms: frozenset[str]
    short: frozenset[str]


class Classes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Kinds and names of documents that are classified in a way of their own."""

    section_share: float
    least_section_words: int
    no_sections: frozenset[str]
    rules: frozenset[str]
    proposals: frozenset[str]
    not_in_proposals: frozenset[str]
    works: frozenset[str]
    process_proposals: str
    in_force: str
    """Patterns of the head of a proposal that is a rule in force."""
    manual_page: frozenset[str]
    """Headings by which a manual page is told."""
    about_records: str
    """Pattern of names that tell how records are made."""
    entry: frozenset[str]
    indexes: frozenset[str]


class Signs(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"schema_": "schema"}):
    """The whole of `signs.yaml`."""

    schema_: str
    version: str
    date: datetime.date
    source: str
    zones: Zones
    voices: Voices
    placeholders: Placeholders
    classes: Classes


class Phrase(msgspec.Struct, frozen=True, array_like=True):
    """A heading phrase: its words, the kind, and how much of the heading it must be. A word may be `*`."""

    words: tuple[str, ...]
    kind: str
    how: str
    """`=` the whole, `^` its beginning, empty anywhere."""


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A rule with its patterns compiled."""

    rule: KindRule
    name: re.Pattern[str] | None
    paths: tuple[re.Pattern[str], ...]
    marks: tuple[re.Pattern[str], ...]
    plain: tuple[frozenset[str], ...]
    blocks: re.Pattern[str] | None
    must: re.Pattern[str] | None
    section_must: re.Pattern[str] | None
    never: re.Pattern[str] | None


class Feature(msgspec.Struct, frozen=True, kw_only=True):
    """A feature with its patterns compiled."""

    rule: FeatureRule
    patterns: tuple[re.Pattern[str], ...]
    columns: frozenset[str]


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True):
    """Everything compiled: what the collector asks."""

    version: str
    kinds: dict[str, Kind]
    features: tuple[Feature, ...]
    folders: dict[str, tuple[str, ...]]
    phrases: dict[str, tuple[Phrase, ...]]
    """By first word."""
    signs: Signs
    contributors: tuple[re.Pattern[str], ...]
    users: tuple[re.Pattern[str], ...]
    reference: tuple[re.Pattern[str], ...]
    vendored: tuple[re.Pattern[str], ...]
    product: tuple[re.Pattern[str], ...]
    ours_by_name: re.Pattern[str]
    slots: tuple[re.Pattern[str], ...]
    untouched: tuple[re.Pattern[str], ...]
    template_names: tuple[re.Pattern[str], ...]
    template_folders: re.Pattern[str]
    pending: re.Pattern[str]
    outdated: re.Pattern[str]
    of_developers: re.Pattern[str]
    about_records: re.Pattern[str]
    process_proposals: re.Pattern[str]
    in_force: re.Pattern[str]
    nobody: re.Pattern[str]
    """Accounts out of a forge's example of an ownership file."""


ANY = "*"
"""In a phrase: up to three words of any kind."""


def words_of(text: str) -> tuple[str, ...]:
    """Return the lower-case words of a heading, phrase or column, without numbering."""
    return tuple(_WORD.findall(_NUMBERING.sub("", text.lower().replace("’", "'"))))


_WORD = re.compile(r"[^\W_]+(?:['./-][^\W_]+)*")
_NUMBERING = re.compile(r"^\s*(?:(?:\d{1,3}|[a-z]|[ivx]{1,4})(?:\.\d{1,3}){0,4}[.):]\s+|(?:\d{1,3}\.){1,4}\d{1,3}\s+)")


@functools.cache
def load_vocabulary() -> Vocabulary:
    """Return the vocabulary that comes with the program."""
    kinds = yaml_values.own(_KINDS, _KindsFile)
    signs = yaml_values.own(_SIGNS, Signs)
    return Vocabulary(
        version=kinds.version,
        kinds={rule.id: _kind(rule) for rule in kinds.kinds},
        features=tuple(_feature(rule) for rule in kinds.features),
        folders=_folders(kinds.kinds),
        phrases=_phrases(kinds.kinds),
        signs=signs,
        contributors=_compiled(signs.voices.contributors),
        users=_compiled(signs.voices.users),
        reference=_compiled(signs.voices.reference),
        product=_compiled(signs.zones.product_patterns),
        vendored=_compiled(signs.zones.vendored_patterns),
        slots=_compiled(signs.placeholders.slots),
        untouched=_compiled(signs.placeholders.untouched),
        template_names=_compiled(signs.placeholders.template_names),
        template_folders=re.compile(signs.placeholders.template_folders),
        ours_by_name=re.compile("|".join(_glob(name) for name in signs.zones.ours_by_name)),
        pending=re.compile(signs.placeholders.pending),
        process_proposals=re.compile(signs.classes.process_proposals, re.MULTILINE),
        in_force=re.compile(signs.classes.in_force, re.MULTILINE),
        of_developers=re.compile(signs.voices.of_developers, re.IGNORECASE),
        about_records=re.compile(signs.classes.about_records),
        outdated=re.compile(signs.placeholders.outdated, re.MULTILINE),
        nobody=re.compile(signs.placeholders.nobody, re.IGNORECASE),
    )


def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.MULTILINE) for pattern in patterns)


def _kind(rule: KindRule) -> Kind:
    return Kind(
        rule=rule,
        name=re.compile("|".join(f"(?:{_glob(name)})" for name in rule.names)) if rule.names else None,
        paths=_compiled(rule.paths),
        marks=_compiled(rule.marks),
        blocks=re.compile(rule.blocks, re.MULTILINE) if rule.blocks else None,
        must=re.compile(rule.must, re.MULTILINE) if rule.must else None,
        section_must=re.compile(rule.section_must, re.MULTILINE) if rule.section_must else None,
        never=re.compile(rule.never, re.MULTILINE) if rule.never else None,
        plain=tuple(frozenset(" ".join(words_of(member)) for member in members) for members in rule.plain),
    )


def _glob(name: str) -> str:
    """Return the regular expression of a name: `*` any run, `[..]` one of these characters, all else as it is."""
    parts = re.split(r"(\*|\[[^\]]+\])", name)
    return "".join(".*" if p == "*" else p if p.startswith("[") else re.escape(p) for p in parts)


def _feature(rule: FeatureRule) -> Feature:
    columns = frozenset(" ".join(words_of(column)) for column in rule.columns)
    return Feature(rule=rule, patterns=_compiled(rule.patterns), columns=columns)


def _folders(rules: tuple[KindRule, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for rule in rules:
        for folder in rule.folders:
            found.setdefault(folder.replace("_", "-"), []).append(rule.id)
    return {folder: tuple(dict.fromkeys(ids)) for folder, ids in found.items()}


def _phrases(rules: tuple[KindRule, ...]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for rule in rules:
        for text in rule.headings:
            how, body = (text[0], text[1:]) if text[0] in "=^" else ("", text)
            for form in {body.replace("(s)", ""), body.replace("(s)", "s")}:
                words = tuple(word for part in form.split() for word in ((ANY,) if part == ANY else words_of(part)))
                found.setdefault(words[0], []).append(Phrase(words, rule.id, how))
    return {first: tuple(sorted(phrases, key=lambda p: (p.kind, p.words))) for first, phrases in found.items()}
