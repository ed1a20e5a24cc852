"""Questions about clauses and requirements, made from the data of ISO 9001."""

from collections.abc import Iterator, Sequence

from gradatim.frameworks import learning
from gradatim.model.framework import Clause
from gradatim.model.learning import Question
from gradatim.services.compare import links
from gradatim.services.compare.crosswalk import title
from gradatim.services.quiz.make import Maker
from gradatim.services.quiz.telling import lower, repeated, told

_PDCA = {"plan": "Plan", "do": "Do", "check": "Check", "act": "Act"}
_ENOUGH = 9
"""Words that a requirement needs to be told apart from others; shorter ones lean on the sentence above their list."""


def clause_numbers(maker: Maker) -> Iterator[Question | None]:
    """Which clause has this title?"""
    named = [c for c in _clauses() if c.title_official and c.title != "General"]
    for clause in named:
        depth = clause.id.count(".")
        yield maker.question(
            f"clause-{clause.id}", "iso-9000", 1 if depth == 0 else 2,
            f"Which clause of ISO 9001:2015 is called “{clause.title}”?",
            f"Clause {clause.id}",
            (f"Clause {o.id}" for o in named if o.id.count(".") == depth and o.title != clause.title),
            f"{clause.id} {clause.title}.", f"iso-9001:{clause.id}",
        )  # fmt: skip


def requirements(maker: Maker) -> Iterator[Question | None]:
    """In which clause stands a requirement? Wrong ones come from other chapters and speak of something else."""
    framework = links.framework("iso-9001")
    titles = {c.id: title(framework, c.id) for c in framework.clauses}
    alike = repeated(criterion.statement for criterion in framework.criteria)
    main = [c.id for c in framework.clauses if c.id.count(".") == 1]
    for criterion in framework.criteria:
        own = ".".join(criterion.group.split(".")[:2])
        if criterion.statement in alike or own not in main or len(criterion.statement.split()) < _ENOUGH:
            continue
        if told(criterion.statement, titles[own], [titles[c] for c in main]):
            continue
        near = learning.near(framework.id, own)
        yield maker.question(
            f"requirement-{criterion.id.lower()}", "iso-9000", 3,
            f"In which clause of ISO 9001:2015 stands this requirement: {criterion.statement}",
            f"{own} {titles[own]}",
            (f"{c} {titles[c]}" for c in main if c not in near and c.partition(".")[0] != own.partition(".")[0]),
            f"It is {criterion.id}, {lower(criterion.title)}.", framework.full_id(criterion.id),
        )  # fmt: skip


def cycle(maker: Maker) -> Iterator[Question | None]:
    """Where in the plan-do-check-act cycle does a clause stand?"""
    for clause in _clauses():
        if "." not in clause.id and clause.pdca in _PDCA and clause.id != "5":
            # Clause 5 stands in the middle of the standard's own picture, so it is no fair question.
            yield maker.question(
                f"cycle-{clause.id}", "iso-9000", 2,
                f"Where in the plan-do-check-act cycle stands clause {clause.id} of ISO 9001:2015, {clause.title}?",
                _PDCA[clause.pdca], _PDCA.values(),
                f"Clause {clause.id} is the {clause.pdca} part.", f"iso-9001:{clause.id}",
            )  # fmt: skip


def _clauses() -> Sequence[Clause]:
    return links.framework("iso-9001").clauses
