"""Releases as questions ask for them: versions as numbers, release lines, and shares over the period's releases."""

import re
from collections import Counter
from collections.abc import Callable, Iterable

import msgspec

from gradatim.model.dependencies import DependencyFacts, Release
from gradatim.model.evidence import Evidence, Period
from gradatim.model.history import History, TagKind
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import ProbeSettings
from gradatim.probes.support.counting import history_caveats, judge_share
from gradatim.probes.support.data import load
from gradatim.probes.support.records import day, tag_record

_NUMBERS = re.compile(r"^\D*?(\d{1,9}(?:[._-]\d{1,9}){0,4})(.*)$", re.DOTALL)
_DAY = re.compile(r"^((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)$")
_CALENDAR_YEARS = range(1990, 2200)


class Version(msgspec.Struct, frozen=True, order=True):
    """A version's numbers, padded to three; text behind them (`rc1`) makes it a pre-release."""

    numbers: tuple[int, ...]
    rest: str = ""
    product: str = ""
    """What the tag names before the version, where a repository releases several things (`plugin-x@1.2`)."""
    by_year: bool = False
    """It begins with the year in which it was released, in two digits (`26.5.1`), as its product's versions do."""

    @property
    def line(self) -> tuple[int, int]:
        """The release line it belongs to within its product: its first two numbers."""
        return self.numbers[0], self.numbers[1]

    @property
    def by_date(self) -> bool:
        """Tell whether it begins with a year."""
        return self.by_year or self.numbers[0] in _CALENDAR_YEARS


def version_of(release: Release) -> Version | None:
    """Return a release's version as numbers, or None where it has none; a whole day is year, month and day."""
    product = product_of(release)
    found = _NUMBERS.match((release.version or release.tag).rpartition("@")[2])
    if not found:
        return None
    first, *others = re.split(r"[._-]", found[1])
    day_of = _DAY.match(first)
    numbers = tuple(int(n) for n in (*(day_of.groups() if day_of else (first,)), *others))
    numbers = (*numbers, *(0,) * (3 - len(numbers)))
    when = day(release.time)
    # A release may slip over the month's end.
    by_month = numbers[0] == when.year % 100 and numbers[1] in {when.month, (when.month - 2) % 12 + 1}
    return Version(numbers, found[2].strip(".-_ "), product, by_month)


def numbered(releases: Iterable[Release]) -> list[tuple[Release, Version]]:
    """Return releases that have numbers, with them; a product whose numbers begin with the year says so of all."""
    found = [(r, v) for r in releases if (v := version_of(r))]
    products: dict[str, list[tuple[Release, Version]]] = {}
    for release, version in found:
        products.setdefault(version.product, []).append((release, version))
    by_year = {product for product, those in products.items() if _goes_by_year(those)}
    return [(r, msgspec.structs.replace(v, by_year=True) if v.product in by_year else v) for r, v in found]


def _goes_by_year(found: list[tuple[Release, Version]]) -> bool:
    """Tell whether a product's first numbers are the years of its releases, over several of them."""
    fitting = [v.numbers[0] for r, v in found if v.numbers[0] == day(r.time).year % 100]
    return len(set(fitting)) > 1 and len(fitting) >= load("releases")["by_year"] * len(found)


def product_of(release: Release) -> str:
    """Return the product whose version a release is, where its tag names one: `plugin-x` of `plugin-x@1.2`."""
    return release.version.rpartition("@")[0]


def main_product(releases: tuple[Release, ...]) -> tuple[Release, ...]:
    """Return the releases of the product with the most of them; between equals the first by name."""
    counts = Counter(product_of(r) for r in releases)
    most = min(counts, key=lambda product: (-counts[product], product), default="")
    return tuple(r for r in releases if product_of(r) == most)


def in_period(dependencies: DependencyFacts) -> tuple[Release, ...]:
    """Return the period's releases, newest first; the order of the facts does not show."""
    return by_time(tuple(r for r in dependencies.releases if r.in_period))


def with_lost(history: History, dependencies: DependencyFacts, period: Period) -> DependencyFacts:
    """Return the facts with release tags that lead to no branch which is here: the branch of a fix may be deleted."""
    known = {r.tag for r in dependencies.releases} | {r.commit for r in dependencies.releases}
    lost = (t for t in history.tags if t.kind is TagKind.RELEASE and not t.duplicate_of and not t.reachable)
    more = tuple(
        Release(
            tag=t.name,
            version=t.version,
            time=t.time,
            commit=t.commit,
            signed=t.signed,
            annotated=t.annotated,
            in_period=period.covers(day(t.time)),
        )
        for t in lost
        if not known & {t.name, t.commit}
    )
    return msgspec.structs.replace(dependencies, releases=(*dependencies.releases, *more))


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
