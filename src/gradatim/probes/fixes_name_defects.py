"""Do fixes name the defect they fix?"""

from gradatim.model.history import History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import human_changes, judge_changes
from gradatim.probes.support.paths import touches
from gradatim.probes.support.references import why_unseen, work_items
from gradatim.probes.support.subjects import commits_by_id, is_fix


def answer(history: History, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of fixes that name a work item."""
    commits, named = commits_by_id(history), work_items(history)
    return judge_changes(
        history,
        (c for c in human_changes(history) if touches(c, "source") and is_fix(c, commits)),
        lambda change: bool(named(change)),
        settings,
        noun="fixes",
        verb="name the defect",
        unknowable=why_unseen(history),
    )


PROBE = Probe(
    id="fixes_name_defects",
    question="Do fixes name the defect they fix?",
    what="The share of fixes of the period that name an issue, ticket or report.",
    why="Defects that are recorded can be followed from report to fix, counted and learned from.",
    how="Counts landed changes by people that touch source code and are fixes by their title (`fix: ...`, `Fix ...`, "
    "`area: fix ...`); fixes of typos, documents, style and tooling are left out. Success: the change names a work "
    "item other than its own request.",
    misleads="A title need not say `fix`; such fixes are not counted. Defects found by their author, or reported in "
    "confidence, have no public item. Fixes that came by request or mail and name nothing are left out and widen the "
    "interval: the forge or the list may hold the link.",
    remedy="Open an item for a defect before mending it, and name it in the commit (`Fixes #12`).",
    family="changes",
    answer=answer,
)
