"""Do landed human changes carry a trace of review by a person other than their authors?"""

from gradatim.model.history import History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import human_changes
from gradatim.probes.support.reviews import judge_reviewed


def answer(history: History, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of landed changes that another person reviewed."""
    return judge_reviewed(history, human_changes(history), settings, noun="changes")


PROBE = Probe(
    id="changes_are_reviewed",
    question="Do landed human changes carry a trace of review by a person other than their authors?",
    what="The share of changes of the period in which a person other than the authors took part before they landed.",
    why="A second pair of eyes finds defects early and keeps knowledge from resting on one person. It is the record "
    "that peer review, control of changes and verification leave behind.",
    how="Counts landed changes (one merged request is one change, however many commits it has) by people. A change is "
    "reviewed if another person signed it as reviewed, acknowledged or approved, merged or applied it, or signed it "
    "off on the way. Automation, release tooling, back-merges and imports are left out.",
    misleads="Squash or rebase merges by the forge hide who approved: such changes are left out, counted, and widen "
    "the interval; where they are most, nothing is judged. A merge by another person shows a second pair of hands, "
    "not what was looked at. Approval given on the forge alone is not in a clone.",
    remedy="Let another person merge, keep `Reviewed-by` trailers in the landed commit, or require an approval on the "
    "forge and let it write who approved into the commit. Then each landed change names somebody besides its author.",
    family="changes",
    answer=answer,
)
