"""Is the changelog changed along with the work, not only at release?"""

from gradatim.model.dependencies import DependencyFacts
from gradatim.model.evidence import Period
from gradatim.model.history import Change, History
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import history_caveats, human_changes, in_order
from gradatim.probes.support.data import pattern
from gradatim.probes.support.months import landed_months, months_of, too_few
from gradatim.probes.support.paths import role_of, touches
from gradatim.probes.support.records import change_record, day
from gradatim.probes.support.releases import in_period
from gradatim.probes.support.subjects import is_version_bump

NONE = "No changelog is in the repository; notes may stand on the forge's release pages, which a clone does not show."

AT_RELEASE = "The changelog did not move in the period outside of releases."


def answer(history: History, dependencies: DependencyFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Tell in how many working months the changelog moved outside of releases."""
    if dependencies.changelog_elsewhere:
        message = f"The changelog only points elsewhere ({dependencies.changelog_elsewhere[:120]})."
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message)
    changes = human_changes(history)
    release_days = {day(r.time) for r in in_period(dependencies)}
    kept = [
        c
        for c in history.changes
        if (c.counts or _says_so_alone(c))
        and _touches_changelog(c, dependencies.changelog)
        and not is_version_bump(c.title)
        and day(c.landed) not in release_days
    ]
    working = landed_months(c.landed for c in changes if touches(c, "source")).intersection(months_of(period))
    if not working:
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message="No changes to source landed in the period.")
    if few := too_few(working, settings, "working months"):
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=few, caveats=history_caveats(history))
    if not kept and not dependencies.changelog:
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=NONE, caveats=history_caveats(history))
    if not kept:
        return ProbeResult(outcome=Outcome.FALSE, message=AT_RELEASE, caveats=history_caveats(history))
    moved = working & landed_months(c.landed for c in kept)
    enough = len(moved) / len(working) >= settings.get("changelog_is_kept.holds")
    return ProbeResult(
        outcome=Outcome.TRUE if enough else Outcome.FALSE,
        message=f"The changelog moved outside of releases in {len(moved)} of {len(working)} working months.",
        support=in_order(change_record(history, c) for c in kept),
        caveats=history_caveats(history),
    )


def _touches_changelog(change: Change, changelog: str) -> bool:
    return any(f.status != "D" and (f.path == changelog or role_of(f.path) == "changelog") for f in change.files)


def _says_so_alone(change: Change) -> bool:
    """Tell a person's change of the changelog alone, without a version: release tooling elsewhere, upkeep here."""
    if change.by_bot or change.back_merge or change.bulk_import or not change.release_tooling:
        return False
    return bool(pattern("releases", "changelog_upkeep").match(change.title))


PROBE = Probe(
    id="changelog_is_kept",
    question="Is the changelog changed along with the work, not only at release?",
    what="The months with work on source in which the changelog, or a fragment for it, moved outside of a release.",
    why="Notes written with the work are complete; notes gathered on release day are what somebody still remembered.",
    how="Takes the months of the period in which source changed. A month counts if a change by a person touched the "
    "changelog or a fragment, on a day without a release and not in the change that sets the version. TRUE from the "
    "policy's share of months. All months are counted, none sampled, so there is no interval. Where there is no "
    "changelog nothing is judged.",
    misleads="Projects that make their notes from commit messages or on the forge keep no file and are not worse for "
    "it.",
    remedy="Add the entry, or a fragment, in the change itself.",
    family="versions",
    answer=answer,
    looks_back="period",
)
