"""Do version numbers follow one scheme, without gaps, repeats or steps back?"""

from gradatim.model.dependencies import DependencyFacts
from gradatim.model.history import History, TagKind
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.release_lines import following
from gradatim.probes.support.releases import in_period, judge_releases, no_release, numbered


def answer(history: History, dependencies: DependencyFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of the period's releases whose number follows from those before."""
    releases = in_period(dependencies)
    if not releases:
        return no_release(history, dependencies)
    in_order = following(numbered(dependencies.releases))
    repeated = _repeated(history)
    return judge_releases(
        history,
        releases,
        lambda release: release.version not in repeated and release in in_order,
        settings,
        verb="follow the numbering",
    )


def _repeated(history: History) -> set[str]:
    """Return versions that stand on two different commits."""
    commits: dict[str, set[str]] = {}
    for tag in history.tags:
        if tag.kind is TagKind.RELEASE and tag.version:
            commits.setdefault(tag.version, set()).add(tag.commit)
    return {version for version, found in commits.items() if len(found) > 1}


PROBE = Probe(
    id="release_versions_follow_a_scheme",
    question="Do version numbers follow one scheme, without gaps, repeats or steps back?",
    what="The share of the period's releases whose version is the next in its line or opens the next line.",
    why="Numbers that follow a scheme identify versions without doubt, and a gap or repeat shows a release that went "
    "wrong.",
    how="Counts distinct releases of the period. Success: the number is one more than the highest before it on its "
    "line (first two numbers), or opens the line after one that exists (a line of odd numbers for development may be "
    "passed over). Versions by date need only go forward. Products that tags name apart are followed apart. A version "
    "on two commits is a repeat.",
    misleads="A release withdrawn before it was published leaves a harmless gap. Versions given to several packages "
    "in one repository mix their lines.",
    remedy="Let the release pipeline compute the next version and refuse one that exists.",
    family="versions",
    answer=answer,
    reads_contents=False,
)
