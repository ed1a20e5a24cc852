"""Do releases come regularly?"""

from datetime import date
from itertools import pairwise
from statistics import median

from gradatim.model.dependencies import DependencyFacts, Release
from gradatim.model.evidence import Period
from gradatim.model.history import History
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import history_caveats
from gradatim.probes.support.records import day
from gradatim.probes.support.releases import by_time, main_product, numbered, release_record


def answer(history: History, dependencies: DependencyFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Tell whether the longest gap between releases is not far above the usual one."""
    years = settings.get("releases_are_regular.years")
    within = (r for r in dependencies.releases if 0 <= (period.end - day(r.time)).days <= 365.25 * years)
    chosen = main_product(by_time(tuple(within)))
    days = sorted({day(r.time) for r in chosen})
    if len(days) < max(2, settings.get("releases.minimum")):  # one day has no gap, whatever a policy says
        message = f"Only {len(days)} days with a release in {years:.0f} years; too few to speak of a rhythm."
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message, caveats=history_caveats(history))
    if history.cut_at and (period.end - day(history.cut_at)).days < 365.25 * years:
        message = (
            f"{len(days)} days with a release are here, but tags from before {day(history.cut_at)} may be missing."
        )
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message, caveats=history_caveats(history))
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    pace = _pace(chosen, settings.get("releases_are_regular.fix_days"))
    if len(pace) < max(2, settings.get("releases.minimum")):
        pace = days
    usual = median((later - earlier).days for earlier, later in pairwise(pace))
    since_last = (period.end - days[-1]).days
    longest = max(*gaps, since_last)
    allowed = max(settings.get("releases_are_regular.stretch") * usual, settings.get("releases_are_regular.days"))
    regular = longest <= allowed
    still = "from the last release to the end of the period"
    which = f"is {longest} days, {still}" if since_last == longest else f"was {longest} days"
    fixes = f", {len(days) - len(pace)} of them with fixes soon after another" if len(pace) < len(days) else ""
    message = (
        f"{len(days)} release days in {years:.0f} years{fixes}, usually {usual:.0f} days apart; "
        f"the longest gap {which}."
    )
    return ProbeResult(
        outcome=Outcome.TRUE if regular else Outcome.FALSE,
        message=message,
        support=tuple(release_record(history, r) for r in chosen),
        caveats=history_caveats(history),
    )


def _pace(releases: tuple[Release, ...], fix_days: float) -> list[date]:
    """Return the days of releases that set the pace: no fixes of a line that is out, soon after the release before.

    They come in bursts, and would make the usual gap so short that any steady rhythm looks broken.
    """
    versions = {r.tag: v for r, v in numbered(releases)}
    out: set[tuple[int, int]] = set()
    pace: set[date] = set()
    before: date | None = None
    for release in sorted(releases, key=lambda r: (r.time, r.tag)):
        version, when = versions.get(release.tag), day(release.time)
        soon = before is not None and (when - before).days <= fix_days
        if not (soon and version and version.line in out):
            pace.add(when)
        if version:
            out.add(version.line)
        before = when
    return sorted(pace)


PROBE = Probe(
    id="releases_are_regular",
    question="Do releases come regularly?",
    what="The usual gap between releases and the longest one, up to the end of the period.",
    why="A release rhythm that is kept shows that planning and delivery are under control.",
    how="Takes the days with at least one release over the policy's number of years. TRUE if the longest gap, the one "
    "since the last release included, is at most the policy's multiple of the median gap, or its number of days where "
    "that is more. Fixes of a line that is out, within the policy's days of the release before, set no pace: the "
    "median leaves them out where enough others are left.",
    misleads="Finished software needs no releases. A project that counts its versions otherwise than by lines and "
    "fixes may have a pace that is not seen.",
    remedy="Write a release plan with dates, and keep security releases apart by version.",
    family="versions",
    answer=answer,
    reads_contents=False,
)
