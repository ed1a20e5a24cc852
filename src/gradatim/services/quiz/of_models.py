"""Questions about levels, areas, goals and practices, made from the models' data."""

import random
from collections.abc import Iterator

from gradatim.frameworks import learning
from gradatim.model.framework import Framework
from gradatim.model.learning import Question
from gradatim.rating.words import listed
from gradatim.services.compare import links
from gradatim.services.compare.crosswalk import FEATURES
from gradatim.services.quiz.make import Maker
from gradatim.services.quiz.telling import lower, named, repeated, told

_FRAMEWORKS = (("sw-cmm", "sw-cmm"), ("cmmi-dev", "cmmi"))
"""Each model, and the topic that its questions belong to."""
CASES = 24
"""Made-up organisations whose level is asked for."""


def levels_of_areas(maker: Maker) -> Iterator[Question | None]:
    """At which level is an area?"""
    for framework, topic in _models():
        for area in framework.areas:
            yield maker.question(
                f"level-{framework.id}-{area.id.lower()}", topic, 1,
                f"At which maturity level of {framework.short_title} is {named(area)}?",
                f"Level {area.level}", (f"Level {n}" for n in range(1, 6)),
                f"{named(area)} belongs to level {area.level}.", framework.full_id(area.id),
            )  # fmt: skip


def purposes(maker: Maker) -> Iterator[Question | None]:
    """Which area has this purpose?"""
    for framework, topic in _models():
        titles = [a.title for a in framework.areas]
        for area in framework.areas:
            if told(area.purpose, area.title, titles):
                continue
            yield maker.question(
                f"purpose-{framework.id}-{area.id.lower()}", topic, 1,
                f"Which process area of {framework.short_title} has this purpose: {area.purpose}",
                named(area), (named(other) for other in framework.areas if other.purpose != area.purpose),
                f"This is the purpose of {named(area)}, level {area.level}.", framework.full_id(area.id),
            )  # fmt: skip


def goals(maker: Maker) -> Iterator[Question | None]:
    """Which area has this goal?"""
    for framework, topic in _models():
        areas = {area.id: area for area in framework.areas}
        alike = repeated(goal.statement for goal in framework.goals)
        for goal in framework.goals:
            if goal.generic_level or goal.statement in alike:
                continue
            if told(goal.statement, areas[goal.group].title, [a.title for a in framework.areas]):
                continue
            yield maker.question(
                f"goal-{framework.id}-{goal.id.lower()}", topic, 2,
                f"Which process area of {framework.short_title} has this goal: {goal.statement}",
                named(areas[goal.group]), (named(a) for a in areas.values() if a.id != goal.group),
                f"It is {goal.id}.", framework.full_id(goal.id),
            )  # fmt: skip


def activities(maker: Maker) -> Iterator[Question | None]:
    """To which area does this activity belong? Only activities that stand in one area alone."""
    framework = links.framework("sw-cmm")
    areas = {area.id: area for area in framework.areas}
    alike = repeated(criterion.statement for criterion in framework.criteria)
    for criterion in framework.criteria:
        if criterion.feature != "activity" or criterion.statement in alike:
            continue
        if told(criterion.statement, areas[criterion.group].title, [a.title for a in framework.areas]):
            continue
        yield maker.question(
            f"activity-{criterion.id.lower()}", "sw-cmm", 3,
            f"To which key process area of the SW-CMM does this activity belong: {criterion.statement}",
            named(areas[criterion.group]),
            (named(a) for a in areas.values() if a.id not in learning.near(framework.id, criterion.group)),
            f"It is {criterion.id}, {lower(criterion.title)}.", framework.full_id(criterion.id),
        )  # fmt: skip


def features(maker: Maker) -> Iterator[Question | None]:
    """Under which common feature does a practice stand?"""
    framework = links.framework("sw-cmm")
    areas = {area.id: area for area in framework.areas}
    for criterion in framework.criteria:
        if criterion.feature == "activity":
            continue
        right = FEATURES[criterion.id.partition(".")[2][:2]]
        yield maker.question(
            f"feature-{criterion.id.lower()}", "sw-cmm", 2,
            f"Under which common feature of {named(areas[criterion.group])} stands this practice: "
            f"{criterion.statement}",
            right, FEATURES.values(),
            f"It is {criterion.id}: {lower(right)}.", framework.full_id(criterion.id), "common-feature",
        )  # fmt: skip


def odd_ones_out(maker: Maker) -> Iterator[Question | None]:
    """Which area is not at this level?"""
    for framework, topic in _models():
        for level in framework.levels:
            inside = [named(a) for a in framework.areas if a.level == level.level]
            for area in framework.areas:
                if area.level != level.level and len(inside) >= 3 and abs(area.level - level.level) == 1:
                    yield maker.question(
                        f"odd-{framework.id}-{level.level}-{area.id.lower()}", topic, 2,
                        f"Which of these is not a level {level.level} area of {framework.short_title}?",
                        named(area), inside,
                        f"{named(area)} is at level {area.level}; the others are at level {level.level}.",
                        framework.full_id(area.id),
                    )  # fmt: skip


def cases(maker: Maker) -> Iterator[Question | None]:
    """At which level does an organisation stand, some areas being unsatisfied?"""
    areas = links.framework("sw-cmm").areas
    dice = random.Random(f"{maker.seed}:cases")  # noqa: S311 - as above
    seen: set[tuple[int, ...]] = set()
    while len(seen) < CASES:
        chosen = tuple(sorted(dice.sample(range(len(areas)), dice.randint(1, 3))))
        if chosen in seen:
            continue
        seen.add(chosen)
        open_ones = [areas[n] for n in chosen]
        lowest = min(open_ones, key=lambda a: a.level)
        open_names = listed([named(a) for a in open_ones])
        yield maker.question(
            f"case-{'-'.join(a.id.lower() for a in open_ones)}", "sw-cmm", 2,
            f"An organisation satisfies every key process area of the SW-CMM except {open_names}. "
            "At which level does it stand?",
            f"Level {lowest.level - 1}", (f"Level {n}" for n in range(1, 6)),
            f"{lowest.id} is a level {lowest.level} area, so that level does not hold; everything below does.",
            f"sw-cmm:{lowest.id}",
        )  # fmt: skip


def _models() -> list[tuple[Framework, str]]:
    return [(links.framework(id), topic) for id, topic in _FRAMEWORKS]
