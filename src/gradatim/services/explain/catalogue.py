"""The index of everything that can be explained."""

import functools
from collections.abc import Iterator

from gradatim.frameworks import learning, loader
from gradatim.model.framework import Criterion, Framework, Scheme
from gradatim.model.learning import Term
from gradatim.services.explain.interface import Entry


def terms() -> dict[str, Term]:
    """Return the glossary by id."""
    return learning.terms()


def kind_of(framework: Framework, criterion: Criterion) -> str:
    """Return the word for a criterion of this framework."""
    return "practice" if framework.scheme is Scheme.STAGED else "requirement"


@functools.cache
def _newest() -> dict[str, str]:
    return {framework.id: framework.edition for framework in loader.newest()}


def full_id(framework: Framework, local: str = "") -> str:
    """Return the id of a framework or of an item in it: `iso-9001:4.1`, in an older edition `iso-9001@2008:4.1`."""
    old = _newest().get(framework.id, framework.edition) != framework.edition
    name = f"{framework.id}@{framework.edition}" if old else framework.id
    return f"{name}:{local}" if local else name


@functools.cache
def entries() -> dict[str, Entry]:
    """Return everything that can be explained, by full id; items of an older edition have it in their id."""
    found = {e.id: e for framework in loader.load_all() for e in _framework_entries(framework)}
    found |= {e.id: e for e in (*_probes(), *_rules())}
    for term in terms().values():
        words = " ".join((term.term, *term.also, term.text))
        found.setdefault(term.id, Entry(id=term.id, kind="term", title=term.term, words=words, also=term.also))
    return found


def _probes() -> Iterator[Entry]:
    from gradatim.probes import registry  # noqa: PLC0415 - a hundred modules, loaded where an index is needed

    for probe in registry.load().values():
        words = f"{probe.id.replace('_', ' ')} {probe.question} {probe.what} {probe.why}"
        yield Entry(id=probe.id, kind="probe", title=probe.question, words=words)


def _rules() -> Iterator[Entry]:
    from gradatim.services.explain.rules import policy_keys, rules  # noqa: PLC0415 - as above

    for id, method, rule in rules():
        yield Entry(
            id=id, kind="rule", title=f"Rule “{id.partition(':')[2].replace('_', ' ')}” of {method}", words=rule.text
        )
    for key, about in policy_keys().items():
        yield Entry(
            id=f"policy:{key}", kind="rule", title=f"Policy key {key}", words=f"{key.replace('.', ' ')} {about}"
        )


def _framework_entries(framework: Framework) -> Iterator[Entry]:
    full = functools.partial(full_id, framework)
    words = f"{framework.title} {framework.short_title} {framework.publisher}"
    yield Entry(id=full(), kind="framework", title=framework.title, words=words)
    for level in framework.levels:
        title = f"Level {level.level}: {level.title}"
        yield Entry(id=full(str(level.level)), kind="level", title=title, words=level.summary)
    for area in framework.areas:
        yield Entry(id=full(area.id), kind="area", title=area.title, words=f"{area.title} {area.purpose}")
    for goal in framework.goals:
        title = goal.title or goal.statement
        yield Entry(id=full(goal.id), kind="goal", title=title, words=f"{goal.title} {goal.statement}")
    statements = {c.id: f"{c.title} {c.statement}" for c in framework.criteria}
    for clause in framework.clauses:
        own = " ".join(statements[r] for r in clause.requirements)
        yield Entry(id=full(clause.id), kind="clause", title=clause.title, words=f"{clause.title} {own}")
    for criterion in framework.criteria:
        parts = (criterion.title, criterion.statement, criterion.question, criterion.note, *criterion.artifacts)
        yield Entry(
            id=full(criterion.id), kind=kind_of(framework, criterion), title=criterion.title, words=" ".join(parts)
        )
