"""The question bank: written questions and made ones, and a fair choice from them."""

import random
from collections.abc import Callable, Iterator
from functools import lru_cache

from gradatim.frameworks import learning
from gradatim.model.learning import Question, WrittenQuestion
from gradatim.services.quiz import of_links, of_models, of_standard
from gradatim.services.quiz.interface import DIFFICULTIES, TOPICS, QuizError
from gradatim.services.quiz.make import Maker

WRITTEN_SHARE = 0.6
"""Part of a quiz that is taken from the written questions, where there are enough; they ask for more than facts."""
_MAKERS: tuple[Callable[[Maker], Iterator[Question | None]], ...] = (
    of_models.levels_of_areas,
    of_models.purposes,
    of_models.goals,
    of_models.activities,
    of_models.features,
    of_models.odd_ones_out,
    of_models.cases,
    of_standard.clause_numbers,
    of_standard.requirements,
    of_standard.cycle,
    of_links.successors,
    of_links.counterparts,
    of_links.terms,
)
"""Each yields the questions of one family, None where the data hold too few wrong answers."""


@lru_cache(maxsize=4)
def bank(seed: int = 1) -> tuple[Question, ...]:
    """Return every question, written ones first, with their choices in the order of this seed."""
    made = (question for make in _MAKERS for question in make(Maker(seed)) if question is not None)
    return (*(_written(q, seed) for q in learning.questions()), *made)


def _written(written: WrittenQuestion, seed: int) -> Question:
    choices = [written.answer, *written.wrong] if written.wrong else []
    random.Random(f"{seed}:{written.id}").shuffle(choices)  # noqa: S311 - the same order for the same seed, no secret
    known = learning.sources()
    return Question(
        id=written.id,
        topic=written.topic,
        difficulty=written.difficulty,
        question=written.question,
        choices=tuple(choices),
        right=choices.index(written.answer) if choices else -1,
        answer=written.answer,
        reason=written.reason,
        points=written.points,
        sources=tuple(known[id].what for id in written.sources),
        see=written.see,
    )


def select(
    count: int, *, seed: int, topics: tuple[str, ...] = (), difficulty: int = 0, spoken: bool | None = False
) -> tuple[Question, ...]:
    """Return so many questions for a quiz, mixed over topics; `spoken` None takes both kinds.

    Raises:
        QuizError: a topic is not known, or nothing fits.
    """
    unknown = [topic for topic in topics if topic not in TOPICS]
    if unknown:
        raise QuizError(f"No topic is called {unknown[0]!r}. There are: {', '.join(TOPICS)}.")
    fitting = [
        q
        for q in bank(seed)
        if (not topics or q.topic in topics)
        and difficulty in (0, q.difficulty)
        and (spoken is None or spoken is not bool(q.choices))
    ]
    if not fitting:
        what = f"difficulty {difficulty} ({DIFFICULTIES[difficulty]})" if difficulty else "this choice"
        raise QuizError(f"No question fits {what}. Leave out --difficulty or --topic, or --interview.")
    written = [q for q in fitting if not q.made]
    made = [q for q in fitting if q.made]
    first = min(len(written), max(round(count * WRITTEN_SHARE), count - len(made)))
    picked = [*_spread(written, first, seed), *_spread(made, count - first, seed)]
    random.Random(f"{seed}:order").shuffle(picked)  # noqa: S311 - as above
    return tuple(picked)


def _spread(questions: list[Question], count: int, seed: int) -> list[Question]:
    """Take turns over topics and kinds, so that a large family of alike questions does not crowd out the others."""
    dice = random.Random(f"{seed}:pick")  # noqa: S311 - as above
    families: dict[str, list[Question]] = {}
    for question in questions:
        kind = question.id.partition("-")[0] if question.made else ""
        families.setdefault(f"{question.topic} {kind}", []).append(question)
    order = sorted(families)
    dice.shuffle(order)
    for family in order:
        dice.shuffle(families[family])
    picked: list[Question] = []
    while len(picked) < min(count, len(questions)):
        for family in order:
            if families[family] and len(picked) < count:
                picked.append(families[family].pop())
    return picked
