"""Which jobs of GitLab CI wait for a manual one: those that need it, and later stages where it blocks."""

from collections.abc import Mapping

import msgspec

from gradatim.collectors.pipelines.draft import JobDraft
from gradatim.collectors.pipelines.systems.gitlab_rules import Rules
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text

_USUAL_STAGES = ("build", "test", "deploy")
MAX_NESTING = 30


class Made(msgspec.Struct):
    """A job with what was written and what its rules come to."""

    draft: JobDraft
    job: Map
    rules: Rules


def let_wait(jobs: list[Made], stages: list[str]) -> None:
    """Take the events away on which a job waits for a person; where none is left, it always waits."""
    by_name = {m.draft.id: m for m in jobs}
    order = {name: at for at, name in enumerate((".pre", *(stages or _USUAL_STAGES), ".post"))}
    for made in jobs:
        if made.draft.approval:
            continue
        blocked = _blocked(made, by_name, order, 0)
        left = made.draft.limit.without(blocked)
        if left.events | left.open or not blocked:
            made.draft.limit = left
        else:
            made.draft.approval = True
            made.draft.approval_because = "it waits for a manual job: somebody must start that"


def _blocked(made: Made, by_name: Mapping[str, Made], order: Mapping[str, int], depth: int) -> frozenset[str]:
    """Return the events on which a job waits."""
    if depth > MAX_NESTING:
        return frozenset()
    if "needs" in made.job:
        names = [as_text(n) or as_text(as_map(n).get("job")) for n in as_list(made.job["needs"])[:50]]
        needed = [by_name[n] for n in names if n in by_name and by_name[n] is not made]
        return frozenset(e for m in needed for e in (*m.rules.manual, *_blocked(m, by_name, order, depth + 1)))
    stage = _stage(made, order)
    earlier = [m for m in by_name.values() if m.rules.blocking and _stage(m, order) < stage]
    return frozenset(e for m in earlier for e in m.rules.manual)


def _stage(made: Made, order: Mapping[str, int]) -> int:
    return order.get(as_text(made.job.get("stage")) or "test", 0)
