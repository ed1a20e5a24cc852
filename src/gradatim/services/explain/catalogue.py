"""The index of everything that can be explained, and how ids are resolved."""

import difflib
import functools
from collections.abc import Iterator

import msgspec
import yaml

from gradatim.frameworks import loader
from gradatim.model.framework import Criterion, Framework, Scheme
from gradatim.probes import registry
from gradatim.services.explain.interface import Entry, ExplainError

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Term(msgspec.Struct, frozen=True):
    """A word of the field."""

    id: str
    term: str
    text: str
    see: tuple[str, ...] = ()
    source: str = ""


@functools.cache
def terms() -> dict[str, Term]:
    """Return the glossary by id."""
    path = loader.DATA / "learning" / "glossary.yaml"
    # Our own package data; the safe loader is a habit, not a need.
    content = yaml.load(path.read_bytes(), Loader=_Loader)  # noqa: S506
    return {t["id"]: msgspec.convert(t, Term) for t in content["terms"]}


def kind_of(framework: Framework, criterion: Criterion) -> str:
    """Return the word for a criterion of this framework."""
    return "practice" if framework.scheme is Scheme.STAGED else "requirement"


@functools.cache
def entries() -> dict[str, Entry]:
    """Return everything that can be explained, by full id."""
    found = {e.id: e for framework in loader.load_all() for e in _framework_entries(framework)}
    for probe in registry.load().values():
        words = f"{probe.id.replace('_', ' ')} {probe.question} {probe.what} {probe.why}"
        found[probe.id] = Entry(id=probe.id, kind="probe", title=probe.question, words=words)
    for term in terms().values():
        found.setdefault(term.id, Entry(id=term.id, kind="term", title=term.term, words=f"{term.term} {term.text}"))
    return found


def _framework_entries(framework: Framework) -> Iterator[Entry]:
    full = framework.full_id
    yield Entry(
        id=framework.id, kind="framework", title=framework.title, words=f"{framework.title} {framework.publisher}"
    )
    for level in framework.levels:
        yield Entry(
            id=full(str(level.level)), kind="level", title=f"Level {level.level}: {level.title}", words=level.summary
        )
    for area in framework.areas:
        yield Entry(id=full(area.id), kind="area", title=area.title, words=f"{area.title} {area.purpose}")
    for goal in framework.goals:
        yield Entry(
            id=full(goal.id), kind="goal", title=goal.title or goal.statement, words=f"{goal.title} {goal.statement}"
        )
    for clause in framework.clauses:
        yield Entry(id=full(clause.id), kind="clause", title=clause.title, words=clause.title)
    for criterion in framework.criteria:
        words = " ".join(
            (criterion.title, criterion.statement, criterion.question, criterion.note, *criterion.artifacts)
        )
        yield Entry(id=full(criterion.id), kind=kind_of(framework, criterion), title=criterion.title, words=words)


def resolve(name: str) -> Entry:
    """Return the entry that a name means: a full id, an id with edition, a local id, a term or a title.

    Raises:
        ExplainError: nothing fits, or several things do; the message lists them.
    """
    index = entries()
    wanted = _plain(name)
    if wanted in index:
        return index[wanted]
    folded = wanted.casefold()
    hits = [e for e in index.values() if folded in _names(e)]
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise ExplainError(f"{name!r} means several things: {', '.join(e.id for e in hits[:8])}. Name one of them.")
    raise ExplainError(f"Nothing is called {name!r}. {_nearest(folded, index)}")


def _plain(name: str) -> str:
    """Drop the edition from `iso-9001@2015:8.3` and the spaces around."""
    framework, colon, local = name.strip().partition(":")
    return f"{framework.partition('@')[0]}{colon}{local}"


def _names(entry: Entry) -> set[str]:
    local = entry.id.partition(":")[2]
    names = {entry.id.casefold(), entry.title.casefold()}
    if entry.kind != "level":
        names.add(local.casefold())
    if entry.kind == "term":
        names.add(entry.id.replace("-", " "))
    return names - {""}


def _nearest(folded: str, index: dict[str, Entry]) -> str:
    spelled = {n: e.id for e in index.values() for n in _names(e)}
    close = [spelled[n] for n in difflib.get_close_matches(folded, spelled, 4, 0.6)]
    if close:
        return f"Nearest: {', '.join(dict.fromkeys(close))}."
    word = next(iter(folded.split()), "review")
    return f"Search by words: gradatim explain --search {word!r}."
