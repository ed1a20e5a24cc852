"""Releases as questions ask for them: versions as numbers, release lines, and shares over the period's releases."""

import re
from collections import Counter
from collections.abc import Callable

import msgspec

from gradatim.model.dependencies import DependencyFacts, Release
from gradatim.model.evidence import Evidence
from gradatim.model.history import History
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import ProbeSettings
from gradatim.probes.support.counting import history_caveats, judge_share
from gradatim.probes.support.records import day, tag_record

_NUMBERS = re.compile(r"^\D{0,20}?(\d{1,9}(?:[._-]\d{1,9}){0,4})(.*)$", re.DOTALL)
_BEFORE = re.compile(r"^.*?(?=\d+(?:[._-]\d+)+|\d+$)", re.DOTALL)
_CALENDAR_YEARS = range(1990, 2200)


class Version(msgspec.Struct, frozen=True, order=True):
    """A version's numbers, padded to three; text behind them (`rc1`) makes it a pre-release."""

    numbers: tuple[int, ...]
    rest: str = ""
    product: str = ""
    """What the tag names before the version, where a repository releases several things (`plugin-x@1.2`)."""
    by_month: bool = False
    """It begins with the two-digit year and the month in which it was released (`26.5.1`)."""

    @property
    def line(self) -> tuple[int, int]:
        """The release line it belongs to within its product: its first two numbers."""
        return self.numbers[0], self.numbers[1]

    @property
    def by_date(self) -> bool:
        """Tell whether it begins with a year."""
        return self.by_month or self.numbers[0] in _CALENDAR_YEARS


def version_of(release: Release) -> Version | None:
    """Return a release's version as numbers, or None where it has none."""
    found = _NUMBERS.match(release.version or release.tag)
    if not found:
        return None
    numbers = tuple(int(n) for n in re.split(r"[._-]", found[1]))
    numbers = (*numbers, *(0,) * (3 - len(numbers)))
    when = day(release.time)
    # A release may slip over the month's end.
    by_month = numbers[0] == when.year % 100 and numbers[1] in {when.month, (when.month - 2) % 12 + 1}
    return Version(numbers, found[2].strip(".-_ "), product_of(release.tag), by_month)


def product_of(tag: str) -> str:
    """Return what a tag names before its version: `plugin-x` of `plugin-x@1.2`, nothing of `v1.2` or `release-1.2`."""
    words = _BEFORE.match(tag)
    name = words[0].strip("-_/@. ").lower() if words else ""
    return re.sub(r"(^|[-_/@.])(v|ver|version|r|rel|release|releases)$", "", name)


def main_product(releases: tuple[Release, ...]) -> tuple[Release, ...]:
    """Return the releases of the product with the most of them; between equals the first by name."""
    counts = Counter(product_of(r.tag) for r in releases)
    most = min(counts, key=lambda product: (-counts[product], product), default="")
    return tuple(r for r in releases if product_of(r.tag) == most)


def in_period(dependencies: DependencyFacts) -> tuple[Release, ...]:
    """Return the period's releases, newest first; the order of the facts does not show."""
    return by_time(tuple(r for r in dependencies.releases if r.in_period))


def by_time(releases: tuple[Release, ...]) -> tuple[Release, ...]:
    """Return releases newest first."""
    return tuple(sorted(releases, key=lambda r: (-r.time, r.tag)))


def release_record(history: History | None, release: Release) -> Evidence:
    """Point to a release's tag."""
    kind = "signed" if release.signed else "annotated" if release.annotated else "lightweight"
    return tag_record(history, release.tag, release.time, f"{release.tag} ({kind} tag)")


def judge_releases(
    history: History,
    releases: tuple[Release, ...],
    holds: Callable[[Release], bool],
    settings: ProbeSettings,
    *,
    verb: str,
    caveats: tuple[str, ...] = (),
) -> ProbeResult:
    """Judge the share of releases for which something is true."""
    return judge_share(
        releases,
        holds,
        lambda release: release_record(history, release),
        settings,
        noun="releases",
        verb=verb,
        caveats=(*caveats, *history_caveats(history)),
        minimum=int(settings.get("releases.minimum")),
    )


def no_release(history: History, dependencies: DependencyFacts) -> ProbeResult:
    """Say that there is no release in the period, and what may hide one."""
    known = by_time(dependencies.releases)
    message = "No release tag in the period"
    message += f"; the newest is {known[0].tag}." if known else ", and none before it."
    hidden = ("A shallow clone may lack tags.",) if history.shallow else ()
    return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message, caveats=hidden)
