"""Do version numbers follow one scheme, without gaps, repeats or steps back?"""

from gradatim.model.dependencies import DependencyFacts, Release
from gradatim.model.history import History, TagKind
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.releases import Version, in_period, judge_releases, no_release, numbered


def answer(history: History, dependencies: DependencyFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of the period's releases whose number follows from those before."""
    releases = in_period(dependencies)
    if not releases:
        return no_release(history, dependencies)
    all_of_them = dict(numbered(dependencies.releases))
    repeated = _repeated(history)
    return judge_releases(
        history,
        releases,
        lambda release: release.version not in repeated and _follows(release, all_of_them),
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


def _follows(release: Release, all_of_them: dict[Release, Version]) -> bool:
    """Tell whether a release's number is the next one of its line, or opens the next line."""
    own = all_of_them.get(release)
    if own is None:
        return False
    before = (v for r, v in all_of_them.items() if r.time <= release.time and r.tag != release.tag)
    earlier = [v for v in before if v.product == own.product]
    if not earlier:
        return True
    same_line = [v for v in earlier if v.line == own.line]
    if same_line:
        highest = max(v.numbers for v in same_line)
        # By date the last number may be a day of the month, so any step forward is in order.
        return highest < own.numbers if own.by_date else _next_in_line(own.numbers, highest)
    if own.by_date:
        return any(v.by_date for v in earlier)
    return _opens_line(own, earlier)


def _next_in_line(own: tuple[int, ...], highest: tuple[int, ...]) -> bool:
    if own[2] == highest[2]:
        return own > highest
    return own[2] == highest[2] + 1


def _opens_line(own: Version, earlier: list[Version]) -> bool:
    major, minor = own.line
    if minor == 0:
        return major == 0 or any(v.numbers[0] == major - 1 for v in earlier) or any(v.by_date for v in earlier)
    return any(v.line in ((major, minor - 1), (major, minor - 2)) for v in earlier)


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
