"""Reads the data files of this folder once."""

import functools
from pathlib import Path
from typing import TypeVar

import msgspec

from gradatim.files import yaml_values
from gradatim.model.needs import NeedsQuestion
from gradatim.planning.needs import shape

FOLDER = Path(__file__).parent
EXAMPLES = FOLDER / "examples"
_T = TypeVar("_T")


class NeedsData(msgspec.Struct, frozen=True, kw_only=True):
    """All data of the needs assessment."""

    questions: shape.QuestionsFile
    gates: shape.GatesFile
    alternatives: shape.AlternativesFile
    criteria: shape.CriteriaFile
    presets: shape.PresetsFile
    economics: shape.EconomicsFile
    method: shape.MethodFile

    def question(self, id: str) -> NeedsQuestion:
        """Return one question."""
        return next(q for q in self.questions.questions if q.id == id)

    @property
    def criterion_ids(self) -> tuple[str, ...]:
        """Ids of the criteria, in their order."""
        return tuple(c.id for c in self.criteria.criteria)

    @property
    def alternative_ids(self) -> tuple[str, ...]:
        """Ids of the alternatives, in their order."""
        return tuple(a.id for a in self.alternatives.alternatives)

    def sets(self) -> dict[str, tuple[str, ...]]:
        """Return what is compared in pairs: the groups, then the criteria within each."""
        groups = tuple(g.id for g in self.criteria.groups)
        within = {g: tuple(c.id for c in self.criteria.criteria if c.group == g) for g in groups}
        return {"groups": groups, **within}

    def title(self, id: str) -> str:
        """Return the title of a criterion or group."""
        items = [(c.id, c.title) for c in self.criteria.criteria] + [(g.id, g.title) for g in self.criteria.groups]
        return dict(items)[id]


@functools.cache
def load() -> NeedsData:
    """Return the data shipped with the program."""
    return NeedsData(
        questions=_read("questions", shape.QuestionsFile),
        gates=_read("gates", shape.GatesFile),
        alternatives=_read("alternatives", shape.AlternativesFile),
        criteria=_read("criteria", shape.CriteriaFile),
        presets=_read("presets", shape.PresetsFile),
        economics=_read("economics", shape.EconomicsFile),
        method=_read("method", shape.MethodFile),
    )


def reviews() -> dict[str, str]:
    """Return the review for sense of each example's advice, by the stem of its file."""
    return _read("reviews", shape.ReviewsFile).reviews


def _read(name: str, kind: type[_T]) -> _T:
    return yaml_values.own(FOLDER / f"{name}.yaml", kind)
