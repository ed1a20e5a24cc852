"""What a needs file may speak of; given by the caller, since questions and criteria are data of another step."""

from collections.abc import Mapping

import msgspec

from gradatim.model.needs import NeedsQuestion


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True):
    """Questions, sets of criteria to compare, examples of weights, and figures, by id."""

    questions: tuple[NeedsQuestion, ...]
    sets: Mapping[str, tuple[str, ...]]
    """`groups` to the groups, and each group to its criteria."""
    presets: Mapping[str, Mapping[str, float]]
    figures: tuple[str, ...]

    @property
    def criteria(self) -> tuple[str, ...]:
        """Ids of all criteria."""
        return tuple(c for name, items in self.sets.items() if name != "groups" for c in items)

    def question(self, id: str) -> NeedsQuestion | None:
        """Return one question, if there is one of that id."""
        return next((q for q in self.questions if q.id == id), None)
