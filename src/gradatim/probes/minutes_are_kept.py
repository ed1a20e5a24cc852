"""Probe: are minutes of meetings kept?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought
from gradatim.probes.support.series import is_kept_regularly

SOUGHT = DocumentsSought(what="meeting minutes", plural="meeting minutes", kinds=("minutes",), records=True)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge the gaps between records of the period."""
    return is_kept_regularly(SOUGHT, "minutes_are_kept.gap_days", documents, period, settings)


PROBE = Probe(
    id="minutes_are_kept",
    question="Are minutes of meetings kept?",
    what="Looks for dated records of meetings with what was said and decided.",
    why="Minutes are how commitments and decisions between people become evidence that others can look up.",
    how=(
        "True when minutes of the period follow each other without a gap longer than the policy allows, the "
        "period's ends included."
    ),
    misleads=(
        "Minutes kept in a shared drive or wiki are out of sight. An agenda alone is no record of what was decided."
    ),
    remedy="Keep one dated file a meeting: who took part by role, what was decided, actions with owner and date.",
    family="documents",
    answer=answer,
)
