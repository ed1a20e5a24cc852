"""Items that no best choice tells apart, joined: the same work in units that stand alike."""

from collections.abc import Hashable, Iterable, Sequence

import msgspec

from gradatim.model.plan import NO_DAYS, Days
from gradatim.planning.roadmap.problem import Item, Rung


class Merged(msgspec.Struct, frozen=True):
    """Items that can only be chosen together, as one."""

    items: tuple[Item, ...]
    members: tuple[tuple[int, ...], ...]

    def apart(self, chosen: Iterable[int]) -> frozenset[int]:
        """Return the items that joined ones stand for."""
        return frozenset(i for group in chosen for i in self.members[group])


def merge(items: Sequence[Item], tiers: Sequence[Sequence[Rung]], marks: Sequence[Hashable] = ()) -> Merged:
    """Join items that no best choice tells apart: the same work in units that stand alike.

    Where each element has one giver, a best choice is what the reached rungs pull in. A rung holds its elements of all
    units, so items with the same cost, mark and rungs, whose needs and users are alike in turn, are in it together or
    not at all (an equitable partition, found by colour refinement). With several givers nothing is joined.
    """
    rungs_of: dict[int, list[int]] = {}
    for number, rung in enumerate(r for tier in tiers for r in tier):
        for element in rung.elements:
            rungs_of.setdefault(element, []).append(number)
    given = [e for item in items for e in item.gives]
    if len(given) != len(set(given)):
        return Merged(tuple(items), tuple((i,) for i in range(len(items))))
    signs = [
        (
            round(item.cost, 9),
            marks[i] if marks else None,
            tuple(sorted({tuple(rungs_of.get(e, ())) for e in item.gives})),
        )
        for i, item in enumerate(items)
    ]
    colours = _numbered(signs)
    users: list[list[int]] = [[] for _ in items]
    for i, item in enumerate(items):
        for needed in item.needs:
            users[needed].append(i)
    known = 0
    while known != max(colours, default=-1) + 1:
        known = max(colours, default=-1) + 1
        colours = _numbered(
            [
                (
                    colours[i],
                    tuple(sorted({colours[n] for n in item.needs})),
                    tuple(sorted({colours[u] for u in users[i]})),
                )
                for i, item in enumerate(items)
            ]
        )
    members: list[list[int]] = [[] for _ in range(known)]
    for i, colour in enumerate(colours):
        members[colour].append(i)
    joined = tuple(
        Item(
            days=_sum(items[i].days for i in group),
            needs=tuple(sorted({colours[n] for i in group for n in items[i].needs} - {colour})),
            gives=tuple(e for i in group for e in items[i].gives),
        )
        for colour, group in enumerate(members)
    )
    return Merged(joined, tuple(map(tuple, members)))


def _numbered(values: Sequence[Hashable]) -> list[int]:
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(v, len(numbers)) for v in values]


def _sum(several: Iterable[Days]) -> Days:
    out = NO_DAYS
    for days in several:
        out = out.plus(days)
    return out
