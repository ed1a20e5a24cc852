"""Which jobs of GitLab CI wait for a manual one: those that need it, and later stages where it blocks."""

from collections.abc import Mapping

import msgspec

from gradatim.collectors.pipelines.draft import JobDraft
from gradatim.collectors.pipelines.systems.gitlab_rules import Rules
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text

_USUAL_STAGES = ("build", "test", "deploy")


class Made(msgspec.Struct):
    """A job with what was written and what its rules come to."""

    draft: JobDraft
    job: Map
    rules: Rules


def let_wait(jobs: list[Made], stages: list[str]) -> None:
    """Take the events away on which a job waits for a person; where none is left, it always waits.

    A manual job that may not be there, since it hangs on what changed, holds later stages back only where it is.
    """
    by_name = {m.draft.id: m for m in jobs}
    order = {name: at for at, name in enumerate((".pre", *(stages or _USUAL_STAGES), ".post"))}
    blocking: dict[int, frozenset[str]] = {}
    for made in by_name.values():
        if made.rules.blocking:
            at = _stage(made, order)
            blocking[at] = blocking.get(at, frozenset()) | (made.rules.manual - made.rules.perhaps)
    for made in jobs:
        if made.draft.approval:
            continue
        blocked = _blocked(made, by_name, order, blocking)
        left = made.draft.limit.without(blocked)
        if left.possible or not blocked:
            made.draft.limit = left
        else:
            made.draft.approval = True
            made.draft.approval_because = "it waits for a manual job: somebody must start that"


def _blocked(
    made: Made, by_name: Mapping[str, Made], order: Mapping[str, int], blocking: Mapping[int, frozenset[str]]
) -> frozenset[str]:
    """Return the events on which a job waits: for what it needs, directly or through others, else for its stage."""
    blocked: frozenset[str] = frozenset()
    reached: set[str] = set()
    pending = [made]
    while pending:  # each job once: layers of jobs that need all those before them have very many ways through
        current = pending.pop()
        if "needs" not in current.job:
            stage = _stage(current, order)
            blocked = blocked.union(*(events for at, events in blocking.items() if at < stage))
            continue
        for need in as_list(current.job["needs"])[:50]:
            name = as_text(need) or as_text(as_map(need).get("job"))
            if name in by_name and name not in reached and by_name[name] is not current:
                reached.add(name)
                pending.append(by_name[name])
                blocked |= by_name[name].rules.manual
    return blocked


def _stage(made: Made, order: Mapping[str, int]) -> int:
    return order.get(as_text(made.job.get("stage")) or "test", 0)
