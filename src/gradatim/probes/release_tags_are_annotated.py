"""Are release tags annotated?"""

from gradatim.model.dependencies import DependencyFacts
from gradatim.model.history import History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.releases import in_period, judge_releases, no_release


def answer(history: History, dependencies: DependencyFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of the period's releases whose tag is annotated."""
    releases = in_period(dependencies)
    if not releases:
        return no_release(history, dependencies)
    return judge_releases(history, releases, lambda r: r.annotated, settings, verb="have an annotated tag")


PROBE = Probe(
    id="release_tags_are_annotated",
    question="Are release tags annotated?",
    what="The share of the period's releases whose tag is an object of its own, with author, date and message.",
    why="An annotated tag records who released, and when. A lightweight one is a movable name.",
    how="Counts distinct releases of the period. Success: the tag is annotated (a signed tag is).",
    misleads="Forges that make the tag with the release page make lightweight ones; who released is then kept on the "
    "forge.",
    remedy="Release with `git tag -a` or `git tag -s`.",
    family="versions",
    answer=answer,
    reads_contents=False,
)
