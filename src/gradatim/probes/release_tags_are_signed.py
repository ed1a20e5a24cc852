"""Are release tags signed?"""

from gradatim.model.dependencies import DependencyFacts
from gradatim.model.history import History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.releases import in_period, judge_releases, no_release


def answer(history: History, dependencies: DependencyFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of the period's releases whose tag is signed."""
    releases = in_period(dependencies)
    if not releases:
        return no_release(history, dependencies)
    return judge_releases(history, releases, lambda r: r.signed, settings, verb="have a signed tag")


PROBE = Probe(
    id="release_tags_are_signed",
    question="Are release tags signed?",
    what="The share of the period's releases whose tag carries a signature.",
    why="A signature ties a release to a key, so that users and auditors can check that it is the project's own.",
    how="Counts distinct releases of the period. Success: the tag object holds a signature.",
    misleads="That the signature is valid and by whom is not checked: it would need the keys. A pipeline that signs "
    "artifacts instead of tags is seen by `artifacts_are_signed`.",
    remedy="Release with `git tag -s` and publish the key.",
    family="versions",
    answer=answer,
    reads_contents=False,
)
