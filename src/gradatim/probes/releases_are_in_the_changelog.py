"""Does every release of the period stand in the changelog?"""

from gradatim.model.dependencies import DependencyFacts
from gradatim.model.history import History
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.changelogs import entries_of
from gradatim.probes.support.releases import in_period, judge_releases, no_release


def answer(history: History, dependencies: DependencyFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of the period's releases that the changelog has an entry for."""
    if not in_period(dependencies):
        return no_release(history, dependencies)
    entries = entries_of(history, dependencies)
    if entries.unclear:
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=entries.unclear)
    if not entries.releases:
        message = f"No changelog here is for any of the {entries.others} releases of the period."
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message)
    others = (f"{entries.others} releases of other products or branches were left out: the changelog is not for them.",)
    return judge_releases(
        history,
        entries.releases,
        entries.has,
        settings,
        verb="stand in the changelog",
        caveats=others if entries.others else (),
    )


PROBE = Probe(
    id="releases_are_in_the_changelog",
    question="Does every release of the period stand in the changelog?",
    what="The share of the period's releases for which the changelog has an entry of that version.",
    why="A changelog that has every release tells users and auditors what went out when.",
    how="Counts distinct releases of the period that HEAD reaches, of the products a changelog is for, and those of "
    "other branches where the changelog has most of them. Success: "
    "a line or heading of the changelog names the version, or a file of notes is named for it.",
    misleads="An entry may say nothing. A changelog that only links elsewhere, or keeps the newest version only, is "
    "not judged. Releases of another branch may have theirs there, and are left out unless most of them stand here.",
    remedy="Write the entry before the tag; let the release pipeline refuse a tag without one.",
    family="versions",
    answer=answer,
)
