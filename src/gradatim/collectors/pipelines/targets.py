"""Follows targets of entry points: what they need, their lines, and their names where those tell too little."""

from collections.abc import Callable

import msgspec

from gradatim.collectors.pipelines.bounds import MAX_DEPTH, Bounds
from gradatim.collectors.pipelines.entrypoints import tasks
from gradatim.collectors.pipelines.entrypoints.interface import Line, Recipe
from gradatim.collectors.pipelines.entrypoints.make import FILES as MAKEFILES
from gradatim.collectors.pipelines.entrypoints.make import recipes as make_recipes
from gradatim.collectors.pipelines.entrypoints.registry import SIBLINGS
from gradatim.collectors.pipelines.outcomes import Outcome, all_found, merge, softer
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.rules import Rules
from gradatim.collectors.pipelines.running import Result, Run

_MAX_CALLED = 40
"""Targets of one call that are followed."""


class Targets:
    """The targets of one unit; each is followed once."""

    def __init__(self, project: Project, rules: Rules, bounds: Bounds, read: Callable[[Run], Result]) -> None:
        self._project = project
        self._rules = rules
        self._bounds = bounds
        self._read = read
        self._known: dict[tuple[str, ...], Outcome] = {}

    def called(self, recipes: list[Recipe], words: list[str], depth: int) -> Outcome:
        """Return what targets come to, with the call as the way there."""
        via = " ".join(words)[:80]
        outcomes = [self.follow(r, depth + 1) for r in recipes[:_MAX_CALLED]]
        found = [msgspec.structs.replace(f, via=via) for o in outcomes for f in o.found]
        return Outcome(merge(found), any(o.unknown for o in outcomes))

    def follow(self, recipe: Recipe, depth: int) -> Outcome:
        """Return what a target comes to: its needs, its commands, and its name where they tell too little."""
        key = (*recipe.key, recipe.soft)
        if key in self._known:
            return self._known[key]
        if self._bounds.is_open(recipe.key):
            return Outcome()
        if depth > MAX_DEPTH:
            self._bounds.give_up()
            return Outcome(unknown=True)
        with self._bounds.following(recipe.key):
            outcome = self._fresh(recipe, depth)
        self._known[key] = outcome
        return outcome

    def _fresh(self, recipe: Recipe, depth: int) -> Outcome:
        found = list(recipe.found)
        unknown = False
        for need in recipe.needs:
            target = self._sibling(recipe, need)
            if target is not None:
                found += self.follow(target, depth + 1).found
            elif recipe.tool == "make" and ("$" in need or "%" in need):
                unknown = True  # work that a pattern does
        for line in recipe.lines:
            outcome = self._line(line, recipe, depth)
            found += outcome.found
            unknown = unknown or outcome.unknown
        if recipe.named and unknown:
            found += [
                f for f in self._rules.named(recipe.target) if not any(f.stage is g.stage and not g.soft for g in found)
            ]
        return Outcome(merge([softer(f, recipe.soft) for f in found]), unknown)

    def _line(self, line: Line, recipe: Recipe, depth: int) -> Outcome:
        hits, unknown = self._read(Run(text=line.text, folder=recipe.folder, depth=depth + 1, stop=True))
        return Outcome(tuple(softer(f, line.soft) for f in all_found(hits)), unknown)

    def _sibling(self, recipe: Recipe, name: str) -> Recipe | None:
        """Return another target of the same definition."""
        if recipe.tool == "make":
            folder = recipe.folder
            beside = recipe.path if recipe.path.rpartition("/")[0] == folder else self._project.find(folder, *MAKEFILES)
            return make_recipes(self._project, beside or recipe.path).get(name)
        found = SIBLINGS.get(recipe.tool, tasks.siblings)(self._project, recipe)
        return found.get(name)
