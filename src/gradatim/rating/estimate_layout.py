"""A staged framework laid out for the level model: practices in groups by the level that needs them, prepared once."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from gradatim.model.framework import Framework, Indicator
from gradatim.model.overview import Overview, overviews
from gradatim.model.policy import PolicyValues
from gradatim.rating.estimate_data import EstimateModel
from gradatim.rating.level_model import ANSWERS, LevelModel, Looks
from gradatim.rating.staged import StagedRater, rater


class Layout(msgspec.Struct, frozen=True):
    """A framework's practices in groups, prepared once."""

    rater: StagedRater
    groups: tuple[tuple[str, int], ...]
    """Area, and the level from which this part of it is needed (generic goals of CMMI-DEV split an area)."""
    group_of: tuple[int, ...]
    numbers: LevelModel
    indicators: dict[str, tuple[Indicator, ...]]
    overviews: dict[str, Overview]
    whole_at: tuple[str, ...]
    """Id of the overview question about each group; empty where there is none."""
    half_at: tuple[str, ...]
    """The same of each part of a group."""

    def own_practices(self, area: str) -> tuple[str, ...]:
        """Return what the overview of an area is about; nothing where there is none."""
        found = self.overviews.get(self.rater.framework.full_id(area))
        return found.practices if found else ("",)

    def looks(self, said: Mapping[str, str]) -> Looks:
        """Return answers to overview questions as the model takes them."""
        coded = {i: ANSWERS.index(value) for i, value in said.items()}
        return Looks(
            {n: coded[i] for n, i in enumerate(self.whole_at) if i in coded},
            {n: coded[i] for n, i in enumerate(self.half_at) if i in coded},
        )


_LAYOUTS: dict[tuple[int, int], tuple[EstimateModel, Layout]] = {}
"""By the identities of rater and model: both are kept with the layout, so that nothing else can get them."""
_MOST_LAYOUTS = 16


def layout(framework: Framework, policy: PolicyValues, model: EstimateModel) -> Layout:
    """Return the layout, the same one for the same rater (a framework under rating rules) and model."""
    prepared = rater(framework, policy)
    key = id(prepared), id(model)
    found = _LAYOUTS.get(key)
    if found is None:
        if len(_LAYOUTS) >= _MOST_LAYOUTS:
            _LAYOUTS.clear()
        found = _LAYOUTS[key] = (model, _new_layout(prepared, policy, model))
    return found[1]


def _new_layout(prepared: StagedRater, policy: PolicyValues, model: EstimateModel) -> Layout:
    framework = prepared.framework
    needed = _needed_levels(prepared)
    keys = [(c.group, needed[i]) for i, c in enumerate(framework.criteria)]
    groups = tuple(dict.fromkeys(keys))
    place = {key: i for i, key in enumerate(groups)}
    group_of = tuple(place[key] for key in keys)
    questions = {o.id: o for o in overviews(framework)}
    part_of, half_at = _parts(prepared.ids, group_of, questions.values())
    wholes = {o.practices[0]: o.id for o in questions.values() if not o.half}
    first = {group: prepared.ids[n] for n, group in reversed(list(enumerate(group_of)))}
    numbers = LevelModel(
        prior=[model.levels.get(n, 0.0) for n in range(1, prepared.top + 1)],
        group_levels=[level for _, level in groups],
        groups=group_of,
        shifts=[model.features.get(c.feature, 0.0) for c in framework.criteria],
        organisations=model.organisations,
        concentration=model.concentration,
        beyond_factor=model.beyond_factor,
        grid=model.grid,
        noise=model.answers,
        parts=part_of,
        refuting=("partly", "no") if policy.rating.partial_said == "fails" else ("no",),
    )
    indicators = {framework.full_id(c.id): c.indicators for c in framework.criteria}
    whole_at = tuple(wholes.get(first[g], "") for g in range(len(groups)))
    return Layout(prepared, groups, group_of, numbers, indicators, questions, whole_at, half_at)


def _parts(
    ids: Sequence[str], group_of: Sequence[int], questions: Iterable[Overview]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the part of each practice, and the overview question about each part; empty where there is none.

    Halves that no question covers, because they have one practice only, are parts all the same.
    """
    half_of = {p: o.id for o in questions if o.half for p in o.practices}
    keys = [(group, half_of.get(i, "")) for i, group in zip(ids, group_of, strict=True)]
    parts = tuple(dict.fromkeys(keys))
    place = {key: n for n, key in enumerate(parts)}
    return tuple(place[key] for key in keys), tuple(half for _, half in parts)


def _needed_levels(prepared: StagedRater) -> list[int]:
    """Return, per practice, the lowest level that cannot hold without it."""
    needed = [prepared.top + 1] * len(prepared.ids)
    for level in range(prepared.top, 1, -1):
        for practice in prepared.needed(level):
            needed[practice] = level
    return needed
