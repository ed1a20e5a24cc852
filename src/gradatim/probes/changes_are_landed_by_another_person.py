"""Is a change put on the main line by somebody other than its author?"""

from gradatim.model.history import Change, History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import automations, human_changes, judge_changes

HIDDEN = "who put them on the main line is not told (the forge stands there, or a merge that may be a pull)"


def answer(history: History, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of changes whose author did not land them alone."""
    automatic = automations(history)

    def unknowable(change: Change) -> str:
        return HIDDEN if not change.landed_by or change.landed_by in automatic else ""

    return judge_changes(
        history,
        human_changes(history),
        lambda change: change.landed_by not in change.authors,
        settings,
        noun="changes",
        verb="landed by another person than their author",
        unknowable=unknowable,
    )


PROBE = Probe(
    id="changes_are_landed_by_another_person",
    question="Is a change put on the main line by somebody other than its author?",
    what="The share of changes of the period that somebody other than their authors merged or applied. A self-merge "
    "speaks against.",
    why="Who writes a change should not be the one who lets it in. It is the simplest separation of duties, and the "
    "control of changes by somebody with the authority for it.",
    how="Counts landed changes by people for which the person who landed them is known. One person under several "
    "names and addresses is one person.",
    misleads="A forge that squashes or rebases puts its own name, or the author's, on the landed commit: such changes "
    "are left out and widen the interval. A self-merge after another person's approval is sound work and still counts "
    "against; the probe of review looks at that.",
    remedy="Let a reviewer merge, or a merge queue that demands approval. Self-merges then end in the history.",
    family="changes",
    answer=answer,
)
