"""Do older release lines get fixes?"""

from collections import Counter

from gradatim.model.dependencies import DependencyFacts, Release
from gradatim.model.evidence import Period
from gradatim.model.history import History
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe
from gradatim.probes.support.counting import history_caveats
from gradatim.probes.support.releases import Version, in_period, no_release, numbered, release_record, with_lost

HIDDEN = "One release line is here, but the clone is cut off: tags of older lines may not have come with it."


def answer(history: History, dependencies: DependencyFacts, period: Period) -> ProbeResult:
    """Tell whether a release of the period belongs to a line older than the newest of its day."""
    dependencies = with_lost(history, dependencies, period)
    recent = in_period(dependencies)
    if not recent:
        return no_release(history, dependencies)
    all_of_them = dict(numbered(dependencies.releases))
    lines = Counter(product for product, _ in {(v.product, v.line) for v in all_of_them.values()})
    if max(lines.values(), default=0) < 2:  # two lines are the least that can be older and newer
        if history.cut_at:
            return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=HIDDEN, caveats=history_caveats(history))
        message = "There is one release line only, so there is no older one to maintain."
        return ProbeResult(outcome=Outcome.NOT_APPLICABLE, message=message)
    older = [r for r in recent if _is_older(r, all_of_them)]
    newest = [r for r in recent if r not in older]
    message = f"{len(older)} of {len(recent)} releases of the period belong to an older release line."
    return ProbeResult(
        outcome=Outcome.TRUE if older else Outcome.FALSE,
        message=message,
        support=tuple(release_record(history, r) for r in older),
        counter=() if older else tuple(release_record(history, r) for r in newest),
        caveats=history_caveats(history),
    )


def _is_older(release: Release, all_of_them: dict[Release, Version]) -> bool:
    """Tell whether a higher line of the product was there before; a date is no higher line of numbers."""
    own = all_of_them.get(release)
    if own is None:
        return False
    before = (v for r, v in all_of_them.items() if r.time < release.time and v.product == own.product)
    return any(v.line > own.line for v in before if v.by_date == own.by_date)


PROBE = Probe(
    id="older_releases_are_maintained",
    question="Do older release lines get fixes?",
    what="Releases of the period on a line that was no longer the newest when they were made.",
    why="Users cannot always move to the newest version; delivered versions under support must get their fixes.",
    how="A line is the first two numbers of a version. TRUE if at least one release of the period came after a "
    "release of a higher line; tags whose branch is gone count here too. Asked only where there are two lines.",
    misleads="Branches of older lines that this clone does not hold are not seen. Projects that promise support for "
    "the newest version only do what they promise: see `support_terms_are_written`.",
    remedy="Write down which versions are supported, and release fixes from a branch for each.",
    family="versions",
    answer=answer,
    reads_contents=False,
    looks_back="history",
)
