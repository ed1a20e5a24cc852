"""How a question is made from the data: the right answer is read off, the wrong ones are wrong by the same data.

A seed decides which wrong answers stand beside the right one, and in which order; same seed, same questions.
"""

import random
from collections.abc import Iterable

from gradatim.model.learning import Question


class Maker:
    """Puts questions together for one seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def question(  # noqa: PLR0917 - the parts of a question, in the order they are read
        self, id: str, topic: str, difficulty: int, text: str, right: str, wrong: Iterable[str], reason: str, *see: str
    ) -> Question | None:
        """Return a question with three wrong choices, or None where the data hold too few."""
        # A quiz needs no secret randomness, only the same order for the same seed.
        dice = random.Random(f"{self.seed}:{id}")  # noqa: S311
        pool = sorted(set(wrong) - {right})
        if len(pool) < 3:
            return None
        choices = [right, *dice.sample(pool, 3)]
        dice.shuffle(choices)
        framework = {"sw-cmm": "SW-CMM 1.1", "cmmi": "CMMI-DEV 1.3", "iso-9000": "ISO 9001:2015"}.get(
            topic, "crosswalks and terms"
        )
        return Question(
            id=id,
            topic=topic,
            difficulty=difficulty,
            question=text,
            choices=tuple(choices),
            right=choices.index(right),
            answer=right,
            reason=reason,
            sources=(f"This project's data: {framework}.",),
            see=see,
            made=True,
        )
