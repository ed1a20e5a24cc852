"""Reads the learning files: YAML in, frozen values out, compiled once as framework files are."""

from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from gradatim.files import kept
from gradatim.frameworks import yaml_reader
from gradatim.frameworks.interface import FrameworkError
from gradatim.model import learning as model
from gradatim.model.learning import (
    Comparison,
    Failures,
    Glossary,
    Ladder,
    LadderFile,
    QuestionFile,
    Reasons,
    Reference,
    SourceList,
    Subject,
    SubjectIndex,
    Term,
    WrittenQuestion,
)

FOLDER = Path(__file__).parent
FILES: dict[str, type] = {
    "comparison": Comparison,
    "failures": Failures,
    "glossary": Glossary,
    "levels": LadderFile,
    "questions": QuestionFile,
    "reasons": Reasons,
    "sources": SourceList,
    "subjects": SubjectIndex,
}
"""Each file of this folder, and what it holds."""

_T = TypeVar("_T")


@cache
def comparison() -> Comparison:
    """Return the frameworks side by side."""
    return _load("comparison", Comparison)


@cache
def ladders() -> dict[str, Ladder]:
    """Return the levels as they are met in practice, by framework."""
    return {ladder.framework: ladder for ladder in _load("levels", LadderFile).ladders}


@cache
def failures() -> Failures:
    """Return how areas and clauses commonly fail."""
    return _load("failures", Failures)


@cache
def questions() -> tuple[WrittenQuestion, ...]:
    """Return the written questions."""
    return _load("questions", QuestionFile).questions


@cache
def near(framework: str, group: str) -> frozenset[str]:
    """Return the areas or clauses of a framework that speak of nearly the same work as a group, itself with them."""
    sets = _load("questions", QuestionFile).near.get(framework, ())
    return frozenset({group}.union(*(one for one in sets if group in one)))


@cache
def terms() -> dict[str, Term]:
    """Return the glossary by id."""
    return {term.id: term for term in _load("glossary", Glossary).terms}


@cache
def sources() -> dict[str, Reference]:
    """Return the documents that learning files name, by id."""
    return {source.id: source for source in _load("sources", SourceList).sources}


@cache
def reasons() -> dict[str, dict[str, str]]:
    """Return why something is asked, by framework and by common feature, generic practice or clause."""
    return _load("reasons", Reasons).reasons


@cache
def subjects() -> tuple[Subject, ...]:
    """Return what people look for, and where it stands."""
    return _load("subjects", SubjectIndex).subjects


def read_file(path: Path, kind: type[_T]) -> _T:
    """Return the value of one learning file; nothing is cached.

    Raises:
        FrameworkError: the file cannot be read, is no YAML, or is not in its shape.
    """
    return _convert(path, yaml_reader.read(path), kind)


def _load(name: str, kind: type[_T]) -> _T:
    path = FOLDER / f"{name}.yaml"
    text = yaml_reader.read(path)
    target = kept.beside(__file__) / f"learning-{name}.compiled"
    made_from = kept.stamp(text, Path(model.__file__).read_bytes())
    return kept.value([target], made_from, lambda: _convert(path, text, kind), kind)


def _convert(path: Path, text: bytes, kind: type[_T]) -> _T:
    try:
        return msgspec.convert(yaml_reader.parse(path, text), kind)
    except msgspec.ValidationError as error:
        raise FrameworkError(f"{path}: {error}") from None
