"""From needs to a problem: steps in units, their parts a framework, what they cost, what comes first."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import msgspec

from gradatim.model.judgement import ALL
from gradatim.model.names import framework_name
from gradatim.model.plan import NO_DAYS, Days, PlanUnit
from gradatim.planning.roadmap.data import Base, EffortFile, Kind, Link, PrerequisitesFile, Rule
from gradatim.planning.roadmap.problem import Item, Need, Order, Problem, Step
from gradatim.planning.roadmap.work import Work

_Key = tuple[str, str]
"""Framework and group."""


class Inputs(msgspec.Struct, frozen=True, kw_only=True):
    """What a problem is built from."""

    works: tuple[Work, ...]
    needs: tuple[Need, ...]
    units: tuple[PlanUnit, ...]
    effort: EffortFile
    prerequisites: PrerequisitesFile
    unknown: str
    """`ask`, `met` or `unmet`."""
    titles: Mapping[str, str] = {}
    """Titles of areas and clauses, by `framework:group`."""
    in_place: Collection[str] = frozenset()
    """Ids of works whose criteria are all known to be met: as shared ground they need no step."""


def build(inputs: Inputs) -> Problem:
    """Return the problem."""
    return _Builder(inputs).build()


class _Builder:
    """Collects steps, items and orders."""

    def __init__(self, inputs: Inputs) -> None:
        self._in = inputs
        self._steps: list[Step] = []
        self._items: list[Item] = []
        self._works: list[Work | None] = []
        self._parts: list[dict[_Key, int]] = []
        """By step: the item of each framework and group."""
        self._at: dict[tuple[str, str], int] = {}
        """Step by work and unit."""
        self._asks: dict[tuple[str, str, str, str], int] = {}
        """Step that asks, by unit, framework, group and kind."""
        self._people = {u.id: u.people for u in inputs.units}
        self._orders: dict[tuple[int, int], Order] = {}
        self._needs: dict[int, list[int]] = defaultdict(list)
        """Items that an item needs, beside those it was made with."""
        self._partly = inputs.effort.factors["partly"].value
        self._shared = inputs.effort.factors["shared"].value

    def build(self) -> Problem:
        if self._in.unknown != "unmet":
            self._ask_steps()
        self._work_steps()
        self._base_steps()
        self._order()
        items = tuple(
            msgspec.structs.replace(item, needs=tuple(dict.fromkeys((*item.needs, *self._needs[at]))))
            for at, item in enumerate(self._items)
        )
        return Problem(
            elements=self._in.needs, steps=tuple(self._steps), items=items, orders=tuple(self._orders.values())
        )

    # ---- steps
    def _add(self, step: Step, days: Days, work: Work | None) -> int:
        at = len(self._steps)
        self._steps.append(msgspec.structs.replace(step, item=len(self._items)))
        self._items.append(Item(days=days, step=at))
        self._works.append(work)
        self._parts.append({})
        return at

    def _ask_steps(self) -> None:
        """One step asks all undecided criteria of a group in a unit; contradictions are decided apart."""
        found: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
        for at, need in enumerate(self._in.needs):
            if need.undecided:
                kind = "clash" if need.state == "clash" else "ask"
                found[need.unit, need.framework, need.group, kind].append(at)
        for (unit, framework, group, kind), elements in found.items():
            self._ask_step(unit, framework, group, kind, tuple(elements))

    def _ask_step(self, unit: str, framework: str, group: str, kind: str, elements: tuple[int, ...]) -> None:
        effort = self._in.effort.kinds[kind]
        count = len(elements)
        noun = ("question" if kind == "ask" else "contradiction") + ("" if count == 1 else "s")
        verb = "Ask and verify" if kind == "ask" else "Decide"
        step = Step(
            id=f"{kind}.{framework}.{group}@{unit}", measure=kind, kind=kind, unit=unit, role="project-lead",
            title=f"{verb} {count} {noun} on {self._on(framework, group)}", stage="enable", item=0,
            elements=elements,
            leaves="Answers with a pointer to the document that shows them, in gradatim.yaml",
            command=f"gradatim ask --area {framework}:{group}",
        )  # fmt: skip
        at = self._add(step, effort.estimate("days").plus(effort.estimate("more"), count), None)
        if self._in.unknown == "met":
            self._items.append(Item(days=NO_DAYS, needs=(self._steps[at].item,), gives=elements, step=at))
        self._asks[unit, framework, group, kind] = at

    def _on(self, framework: str, group: str) -> str:
        name, title = framework_name(framework), self._in.titles.get(f"{framework}:{group}")
        return f"{title} ({name} {group})" if title else f"{group} of {name}"

    def _work_steps(self) -> None:
        by_criterion: dict[str, list[int]] = defaultdict(list)
        for at, need in enumerate(self._in.needs):
            if not (need.undecided and self._in.unknown == "met"):
                by_criterion[need.criterion].append(at)
        for work in self._in.works:
            by_unit: dict[str, list[int]] = defaultdict(list)
            for criterion in work.covers:
                for at in by_criterion.get(criterion, ()):
                    by_unit[ALL if work.scope == "organisation" else self._in.needs[at].unit].append(at)
            for unit, elements in by_unit.items():
                self._work_step(work, unit, tuple(elements))

    def _work_step(self, work: Work, unit: str, elements: tuple[int, ...]) -> None:
        effort = self._in.effort.kinds[work.kind]
        gap = max((self._gap(e) for e in elements), default=1.0)
        at = self._add(
            Step(
                id=f"{work.id}@{unit}", measure=work.id, title=work.title, kind=work.kind, unit=unit, role=work.role,
                stage=work.stage, item=0, elements=elements, leaves=work.leaves,
            ),
            self._ground(effort, unit, gap), work,
        )  # fmt: skip
        self._at[work.id, unit] = at
        self._make_parts(at, effort, elements)

    def _ground(self, effort: Kind, unit: str, gap: float) -> Days:
        people = sum(self._people.values()) if unit == ALL else self._people[unit]
        return NO_DAYS.plus(effort.estimate("days"), gap).plus(effort.estimate("person"), people * gap)

    def _gap(self, element: int) -> float:
        return self._partly if self._in.needs[element].low >= 1 else 1.0

    def _make_parts(self, at: int, effort: Kind, elements: tuple[int, ...]) -> None:
        """Add an item for each framework and group, and those that let a second framework pay only the difference.

        With weights n1 <= n2 <= n3 of three frameworks, all of them together cost shared * (n1 + n2 + n3) +
        (1 - shared) * n3: the largest in full, the others in part. The steps between the sorted weights are items of
        their own, needed by every framework from there on, which makes the sum right for each choice of frameworks.
        """
        weights: dict[str, dict[str, float]] = defaultdict(dict)
        for e in elements:
            need = self._in.needs[e]
            own = weights[need.framework]
            own[need.criterion] = max(own.get(need.criterion, 0.0), self._gap(e))
        total = {f: sum(by.values()) for f, by in weights.items()}
        more, before = effort.estimate("more"), 0.0
        tiers: dict[str, int] = {}
        last = self._steps[at].item
        for framework in sorted(total, key=lambda f: (total[f], f)):
            rise = (total[framework] - before) * (1 - self._shared)
            self._items.append(Item(days=NO_DAYS.plus(more, rise), needs=(last,), step=at))
            last, before = len(self._items) - 1, total[framework]
            tiers[framework] = last
        self._part_items(at, more, elements, weights, tiers)

    def _part_items(
        self,
        at: int,
        more: Days,
        elements: tuple[int, ...],
        weights: Mapping[str, Mapping[str, float]],
        tiers: Mapping[str, int],
    ) -> None:
        by_part: dict[_Key, list[int]] = defaultdict(list)
        for e in elements:
            by_part[self._in.needs[e].framework, self._in.needs[e].group].append(e)
        for (framework, group), own in by_part.items():
            distinct = {self._in.needs[e].criterion for e in own}
            days = NO_DAYS.plus(more, self._shared * sum(weights[framework][c] for c in distinct))
            asks = self._asked_first(own)
            self._parts[at][framework, group] = len(self._items)
            needs = (tiers[framework], *(self._steps[a].item for a in asks))
            self._items.append(Item(days=days, needs=needs, gives=tuple(own), step=at))
            for ask in asks:
                self._before(ask, at, "in_place", "reasoned", "What may already be there is asked before it is built")

    def _asked_first(self, elements: Sequence[int]) -> tuple[int, ...]:
        if self._in.unknown != "ask":
            return ()
        found: dict[int, None] = {}
        for e in elements:
            need = self._in.needs[e]
            if need.undecided:
                kind = "clash" if need.state == "clash" else "ask"
                found[self._asks[need.unit, need.framework, need.group, kind]] = None
        return tuple(found)

    def _base_steps(self) -> None:
        """Add shared ground that no target asks for, where a theme rests on it and it is not in place."""
        works = {w.id: w for w in self._in.works}
        bases: dict[str, list[Base]] = defaultdict(list)
        for base in self._in.prerequisites.bases:
            bases[base.theme].append(base)
        for at in range(len(self._steps)):
            work = self._works[at]
            for base in bases.get(work.theme, ()) if work else ():
                if base.base in self._in.in_place:
                    continue
                if (base.base, ALL) not in self._at:
                    ground = works[base.base]
                    self._work_step(ground, ALL, ())
                first = self._at[base.base, ALL]
                self._needs[self._steps[at].item].append(self._steps[first].item)
                self._before(first, at, base.wait, base.mark, base.why)

    # ---- orders
    def _before(self, first: int, then: int, wait: str, mark: str, why: str) -> None:
        known = self._orders.get((first, then))
        if first != then and (known is None or (known.wait == "in_place" and wait == "shown")):
            self._orders[first, then] = Order(first, then, wait, mark, why)

    def _order(self) -> None:
        by_group: dict[_Key, list[int]] = defaultdict(list)
        by_work: dict[str, list[int]] = defaultdict(list)
        for at, work in enumerate(self._works):
            if work is not None:
                by_work[work.id].append(at)
                for key in self._parts[at]:
                    by_group[key].append(at)
        for rule in self._in.prerequisites.rules:
            for key, members in by_group.items():
                self._apply_rule(rule, key, members)
        for link in self._in.prerequisites.links:
            for first in by_work.get(link.first, ()):
                for then in by_work.get(link.then, ()):
                    self._apply_link(link, first, then)

    def _apply_rule(self, rule: Rule, key: _Key, members: Sequence[int]) -> None:
        firsts = [m for m in members if self._is(m, rule.first)]
        thens = [m for m in members if self._is(m, rule.then)]
        for first in firsts:
            for then in thens:
                if first != then and self._meet(first, then):
                    self._before(first, then, rule.wait, rule.mark, rule.why)
                    self._needs[self._parts[then][key]].append(self._parts[first][key])

    def _is(self, at: int, tokens: Sequence[str]) -> bool:
        work = self._works[at]
        return work is not None and (work.theme in tokens or f"stage:{work.stage}" in tokens)

    def _meet(self, first: int, then: int) -> bool:
        a, b = self._steps[first].unit, self._steps[then].unit
        return a == b or ALL in (a, b)

    def _apply_link(self, link: Link, first: int, then: int) -> None:
        if not self._meet(first, then):
            return
        self._before(first, then, link.wait, link.mark, link.why)
        for (framework, _), item in self._parts[then].items():
            for (other, _), wanted in self._parts[first].items():
                if other == framework and self._level(wanted) <= self._level(item):
                    self._needs[item].append(wanted)

    def _level(self, item: int) -> int:
        return max((self._in.needs[e].level for e in self._items[item].gives), default=0)
