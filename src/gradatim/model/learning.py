"""What people can learn here: comparison, levels, common failures, terms and questions, each with its source."""

from typing import Annotated, Literal

import msgspec

Read = Literal["retrieved", "background", "computed", "data", "ours"]
"""How far a source was read: `retrieved` in a public copy, often in an excerpt; `background` knowledge of a document
that was not read; `computed` from other figures; `data` of this project; `ours`, a judgement of this project."""
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
Id = Annotated[str, msgspec.Meta(pattern="^[a-z0-9][a-z0-9.-]*$", max_length=60)]
Topic = Literal["basics", "sw-cmm", "iso-9000", "assessment", "comparison", "cmmi", "practice"]
Difficulty = Annotated[int, msgspec.Meta(ge=1, le=3)]


class Learnt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a learning file; a key that is not listed is an error, never ignored."""


class Reference(Learnt, frozen=True):
    """A document that statements rest on."""

    id: Id
    what: Text
    read: Read


class Term(Learnt, frozen=True):
    """A word of the field."""

    id: Id
    term: Text
    text: Text
    also: tuple[Text, ...] = ()
    """Other names, as books, courses and tools write it."""
    see: tuple[str, ...] = ()
    source: str = ""


class Point(Learnt, frozen=True):
    """One statement with the ids of its sources."""

    text: Text
    sources: Annotated[tuple[Id, ...], msgspec.Meta(min_length=1)]


class Side(Learnt, frozen=True):
    """One framework of the comparison by itself."""

    id: Id
    """Framework id."""
    name: Text
    """As it is called in the comparison: `SW-CMM`, `ISO 9000 family`."""
    summary: Point
    strengths: tuple[Point, ...]
    weaknesses: tuple[Point, ...]
    assessed: tuple[Point, ...]
    """How an assessment goes, step by step."""


class Aspect(Learnt, frozen=True):
    """One row of the comparison."""

    id: Id
    title: Text
    cells: dict[str, Point]
    """Framework id to what is true of it."""
    simple: str = ""
    """The difference in one plain sentence, where this row is part of the five-minute answer."""


class Choice(Learnt, frozen=True):
    """When to choose which."""

    when: Text
    choose: Text
    why: Point


class MixUp(Learnt, frozen=True):
    """Something people say, and what is true."""

    claim: Text
    truth: Point


class Comparison(Learnt, frozen=True, kw_only=True):
    """Frameworks side by side, as data."""

    schema: Literal["gradatim/comparison/1"]
    version: str
    short: tuple[Point, ...]
    """The five-minute answer."""
    sides: tuple[Side, ...]
    aspects: tuple[Aspect, ...]
    choices: tuple[Choice, ...]
    mixups: tuple[MixUp, ...]
    neither: tuple[Point, ...]
    """What neither framework asks for."""


class Rung(Learnt, frozen=True):
    """A maturity level as it is met in practice."""

    level: Annotated[int, msgspec.Meta(ge=1, le=5)]
    looks: Point
    """How work looks on this level."""
    step: tuple[Point, ...] = ()
    """What moving up to it from the level below means in practice."""
    trap: tuple[Point, ...] = ()
    """What commonly goes wrong on the way to it."""
    time: tuple[Point, ...] = ()
    """How long the move took others."""
    iso: tuple[Point, ...] = ()
    """What the level means for ISO 9001."""


class Ladder(Learnt, frozen=True, kw_only=True):
    """The levels of one framework."""

    framework: Id
    rungs: tuple[Rung, ...]


class LadderFile(Learnt, frozen=True, kw_only=True):
    """The levels of every framework for which they were written."""

    schema: Literal["gradatim/levels/1"]
    version: str
    ladders: tuple[Ladder, ...]


class Failure(Learnt, frozen=True):
    """How an area or clause commonly fails."""

    group: Text
    """Id of the area or clause, local."""
    signs: Annotated[tuple[Text, ...], msgspec.Meta(min_length=1)]
    sources: Annotated[tuple[Id, ...], msgspec.Meta(min_length=1)]
    criteria: tuple[str, ...] = ()
    """Criteria it is about; empty for the whole group."""


class Failures(Learnt, frozen=True, kw_only=True):
    """Common failures by framework."""

    schema: Literal["gradatim/failures/1"]
    version: str
    frameworks: dict[str, tuple[Failure, ...]]
    frequent: tuple[Point, ...] = ()
    """Lists of the most frequent findings that others published."""


class WrittenQuestion(Learnt, frozen=True, kw_only=True):
    """A question that people wrote. With `wrong` it is answered by choosing, without by speaking."""

    id: Id
    topic: Topic
    difficulty: Difficulty
    question: Text
    answer: Text
    reason: Text
    """Why the answer is right, and where it helps, why the others are wrong."""
    sources: Annotated[tuple[Id, ...], msgspec.Meta(min_length=1)]
    wrong: tuple[Text, ...] = ()
    points: tuple[Text, ...] = ()
    """What a good spoken answer names."""
    see: tuple[str, ...] = ()


class QuestionFile(Learnt, frozen=True, kw_only=True):
    """The written part of the question bank."""

    schema: Literal["gradatim/questions/1"]
    version: str
    near: dict[str, tuple[tuple[str, ...], ...]]
    """By framework, groups that are never set against each other in made questions on single items."""
    questions: tuple[WrittenQuestion, ...]


class Glossary(Learnt, frozen=True, kw_only=True):
    """The words of the field."""

    version: str
    terms: tuple[Term, ...]


class Reasons(Learnt, frozen=True, kw_only=True):
    """Why something is asked."""

    schema: Literal["gradatim/reasons/1"]
    version: str
    reasons: dict[str, dict[str, Text]]
    """Framework id to common feature, generic practice or clause of the second order, to the reason."""


class Subject(Learnt, frozen=True):
    """An entry of the index at the back of the book."""

    find: tuple[Text, ...]
    """Words and phrases that people look for."""
    see: tuple[str, ...]
    """Where to begin, best first: full ids."""


class SubjectIndex(Learnt, frozen=True, kw_only=True):
    """What people look for, and where it stands."""

    schema: Literal["gradatim/subjects/1"]
    version: str
    subjects: tuple[Subject, ...]


class SourceList(Learnt, frozen=True, kw_only=True):
    """The documents that learning files name."""

    schema: Literal["gradatim/sources/1"]
    version: str
    sources: tuple[Reference, ...]


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A question as it is asked, written or made from the data."""

    id: str
    topic: str
    difficulty: int
    question: str
    choices: tuple[str, ...]
    """In the order shown; empty where the answer is spoken."""
    right: int
    """Index of the right choice; -1 where the answer is spoken."""
    answer: str
    reason: str
    points: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """In words."""
    see: tuple[str, ...] = ()
    made: bool = False
    """Made from the data, not written."""
