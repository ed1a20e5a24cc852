"""What went before each release: gone through once in the order of time, however many releases there are."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from gradatim.model.dependencies import Release
from gradatim.probes.support.releases import Version

Numbered = tuple[Release, Version]


def moments(releases: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    """Yield releases of one moment together, in the order of time."""
    ordered = sorted(releases, key=lambda found: found[0].time)
    return (list(same) for _, same in groupby(ordered, key=lambda found: found[0].time))


class ReleaseLines:
    """The lines of one product until a moment. Whoever asks is among them, and leaves itself out."""

    def __init__(self) -> None:
        self._total = 0
        self._by_date = 0
        self._majors: Counter[int] = Counter()
        self._in_line: Counter[tuple[int, int]] = Counter()
        self._highest: dict[tuple[int, int], list[tuple[int, ...]]] = {}
        """The two highest numbers of each line: the second is the highest before the first."""

    def add(self, version: Version) -> None:
        """Count a release."""
        self._total += 1
        self._by_date += version.by_date
        self._majors[version.numbers[0]] += 1
        self._in_line[version.line] += 1
        highest = self._highest.setdefault(version.line, [])
        self._highest[version.line] = sorted([*highest, version.numbers], reverse=True)[:2]

    def follows(self, own: Version) -> bool:
        """Tell whether a number that is here is the next one of its line, or opens the next line."""
        if self._total == 1:
            return True
        if self._in_line[own.line] > 1:
            first, second = self._highest[own.line]
            highest = second if own.numbers == first else first
            # By date the last number may be a day of the month, so any step forward is in order.
            return highest < own.numbers if own.by_date else _next_in_line(own.numbers, highest)
        return self._by_date > 1 if own.by_date else self._opens_line(*own.line)

    def _opens_line(self, major: int, minor: int) -> bool:
        if minor == 0:
            return major == 0 or self._majors[major - 1] > 0 or self._by_date > 0
        return self._in_line[major, minor - 1] > 0 or self._in_line[major, minor - 2] > 0


def _next_in_line(own: tuple[int, ...], highest: tuple[int, ...]) -> bool:
    if own[2] == highest[2]:
        return own > highest
    return own[2] == highest[2] + 1


def following(releases: Iterable[Numbered]) -> set[Release]:
    """Return the releases whose number follows from those of their product before them, or made at the same moment."""
    products: dict[str, ReleaseLines] = {}
    out = set()
    for same in moments(releases):
        for _, version in same:
            products.setdefault(version.product, ReleaseLines()).add(version)
        out |= {release for release, version in same if products[version.product].follows(version)}
    return out


def behind(releases: Iterable[Numbered]) -> set[Release]:
    """Return the releases that came after one of a higher line; a date is no higher line of numbers."""
    newest: dict[tuple[str, bool], tuple[int, int]] = {}
    out = set()
    for same in moments(releases):
        keys = [(release, (version.product, version.by_date), version.line) for release, version in same]
        out |= {release for release, key, line in keys if key in newest and newest[key] > line}
        for _, key, line in keys:
            newest[key] = max(newest.get(key, line), line)
    return out
