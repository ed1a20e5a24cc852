"""Do changes of requirements bring changes of code, tests or plans with them or soon after?"""

from collections.abc import Iterable
from itertools import chain

from gradatim.model.documents import DocumentFacts
from gradatim.model.history import Change, History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import human_changes, judge_changes
from gradatim.probes.support.paths import PathMatcher, group_matcher, touches
from gradatim.probes.support.subjects import is_editorial

DAY = 86_400


def answer(history: History, documents: DocumentFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of changes of requirements that reach code, tests, design or plans."""
    required = group_matcher("requirements", documents)
    others = (group_matcher("plans", documents), group_matcher("design", documents))
    changes = human_changes(history)
    following = _by_link(c for c in changes if _carries(c, required, others))
    window = settings.get("requirement_changes_carry_through.days") * DAY

    def carried(change: Change) -> bool:
        if _carries(change, required, others):
            return True
        linked = chain.from_iterable(following.get(link, ()) for link in _links(change))
        return any(0 <= other.landed - change.landed <= window for other in linked)

    return judge_changes(
        history,
        (c for c in changes if any(required(f) for f in c.files) and not is_editorial(c.title)),
        carried,
        settings,
        noun="changes to requirements",
        verb="reach code, tests, design or plans",
    )


def _carries(change: Change, required: PathMatcher, others: tuple[PathMatcher, ...]) -> bool:
    """Tell whether a change touches what requirements are carried into; a requirements file itself does not count."""
    if touches(change, "source") or touches(change, "test"):
        return True
    return any(matches(f) for f in change.files if not required(f) for matches in others)


def _links(change: Change) -> set[str]:
    """Return what ties changes together: work items and requests, by number or key."""
    return {r.lstrip("#!") for r in (*change.references, change.request) if r}


def _by_link(changes: Iterable[Change]) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for change in changes:
        for link in _links(change):
            found.setdefault(link, []).append(change)
    return found


PROBE = Probe(
    id="requirement_changes_carry_through",
    question="Do changes of requirements bring changes of code, tests or plans with them or soon after?",
    what="The share of changes of requirements that alter code, tests, design or plans too, or are followed by a "
    "change that names the same work item.",
    why="A requirement that changes alone leaves plan, design, code and tests behind; keeping them consistent is the "
    "point of managing requirements.",
    how="Counts landed changes by people that touch requirements documents, without mere edits of wording. Success: "
    "the change also touches source, tests, design or plans, or a change within the policy's number of days names the "
    "same work item or request.",
    misleads="Later work that names no work item is not tied to the requirement. Requirements in a tracker are not "
    "seen. Code that comes first and documents after looks like a success here.",
    remedy="Name the work item in both changes, or land requirement, code and test together.",
    family="changes",
    answer=answer,
)
