"""How often a probe was right when people read its answers: what an appraiser may trust it with."""

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from gradatim.files import yaml_values
from gradatim.probes import wilson

FILE = Path(__file__).with_suffix(".yaml")
Kind = Literal["records", "answers", "positive", "negative"]
Direction = Literal["for", "against"]
KINDS: dict[Direction, tuple[Kind, ...]] = {
    "for": ("records", "answers", "positive"),
    "against": ("records", "answers", "negative"),
}
"""Which readings say how far an answer may be trusted in each direction: records and answers were read both ways."""


class ReadingSet(msgspec.Struct, frozen=True):
    """Repositories that were read together, once, before anything was changed because of them."""

    id: str
    repositories: int
    about: str


class Pool(msgspec.Struct, frozen=True):
    """What was read of a probe over its newest sets."""

    right: int
    wrong: int
    arguable: int
    sets: tuple[str, ...]
    """Newest first."""

    @property
    def decided(self) -> int:
        """Return how many were right or wrong."""
        return self.right + self.wrong

    @property
    def precision(self) -> float | None:
        """Return right / (right + wrong); None where nothing was decided."""
        return self.right / self.decided if self.decided else None


class Readings(msgspec.Struct, frozen=True):
    """The file of readings; its head says what the words mean."""

    version: str
    pool: int
    needed: float
    direct: int
    sets: tuple[ReadingSet, ...]
    readings: dict[str, dict[Kind, dict[str, tuple[int, int, int]]]]

    def pooled(self, probe: str, kinds: tuple[Kind, ...]) -> Pool | None:
        """Return a probe's newest readings, as many sets as decide `pool` answers; None where it was never read."""
        own = self.readings.get(probe, {})
        pool = Pool(0, 0, 0, ())
        for one in reversed(self.sets):
            counts = [own[kind][one.id] for kind in kinds if one.id in own.get(kind, {})]
            if counts and pool.decided < self.pool:
                right, wrong, arguable = map(sum, zip(*counts, strict=True))
                pool = Pool(pool.right + right, pool.wrong + wrong, pool.arguable + arguable, (*pool.sets, one.id))
        return pool if pool.sets else None


@cache
def load() -> Readings:
    """Return what was read of all probes."""
    return yaml_values.own(FILE, Readings)


def told(probe: str) -> tuple[str, ...]:
    """Say in a sentence for each kind of reading how often a probe was right, or that nobody has read it."""
    pools = {kind: load().pooled(probe, (kind,)) for kind in _NOUNS}
    sentences = tuple(_sentence(kind, pool) for kind, pool in pools.items() if pool)
    return sentences or ("Nobody has read its answers by hand on public repositories yet.",)


_NOUNS: dict[Kind, str] = {
    "records": "records",
    "answers": "answers",
    "positive": 'answers of "true"',
    "negative": 'answers of "false"',
}


def _sentence(kind: Kind, pool: Pool) -> str:
    arguable = f"; {pool.arguable} more could be argued either way" if pool.arguable else ""
    sets = f"set{'s' if len(pool.sets) > 1 else ''} {', '.join(pool.sets)}"
    if pool.precision is None:
        return f"Of its {_NOUNS[kind]} none was surely right or wrong{arguable} ({sets})."
    low, high = wilson.interval(pool.right, pool.decided)
    return (
        f"Of its {_NOUNS[kind]} that were read by hand {pool.right:,} were right and {pool.wrong:,} wrong: "
        f"{pool.precision:.2f}, 95 % interval {low:.2f} to {high:.2f}{arguable} ({sets})."
    )
