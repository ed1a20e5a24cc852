"""Does every release of the period stand in the changelog?"""

from gradatim.model.dependencies import DependencyFacts
from gradatim.model.history import History
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.releases import in_period, judge_releases, no_release

NO_CHANGELOG = "No changelog is in the repository; notes may stand on the forge, which a clone does not show."


def answer(history: History, dependencies: DependencyFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of the period's releases that the changelog has an entry for."""
    if not in_period(dependencies):
        return no_release(history, dependencies)
    if dependencies.changelog_elsewhere:
        message = f"The changelog only points elsewhere ({dependencies.changelog_elsewhere[:120]})."
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message)
    if not dependencies.changelog and not any(r.changelog for r in in_period(dependencies)):
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=NO_CHANGELOG)
    return judge_releases(history, dependencies, lambda r: bool(r.changelog), settings, verb="stand in the changelog")


PROBE = Probe(
    id="releases_are_in_the_changelog",
    question="Does every release of the period stand in the changelog?",
    what="The share of the period's releases for which the changelog has an entry of that version.",
    why="A changelog that has every release tells users and auditors what went out when.",
    how="Counts distinct releases of the period. Success: a line or heading of the changelog names the version.",
    misleads="An entry may say nothing. A changelog that only links to the forge holds no entries here: not judged. "
    "Releases from another branch may have theirs only there.",
    remedy="Write the entry before the tag; let the release pipeline refuse a tag without one.",
    family="versions",
    answer=answer,
)
