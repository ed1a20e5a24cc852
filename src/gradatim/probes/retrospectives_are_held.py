"""Probe: does the team look back on its work at regular intervals?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought
from gradatim.probes.support.series import is_kept_regularly

SOUGHT = DocumentsSought(what="a retrospective", plural="retrospectives", kinds=("retrospective",), records=True)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge the gaps between records of the period."""
    return is_kept_regularly(SOUGHT, "retrospectives_are_held.gap_days", documents, period, settings)


PROBE = Probe(
    id="retrospectives_are_held",
    question="Does the team look back on its work at regular intervals?",
    what="Looks for dated records of retrospectives or lessons learned.",
    why=(
        "A team that looks back and changes something is improving its process; the records show that it does so "
        "more than once."
    ),
    how=(
        "True when records of the period follow each other without a gap longer than the policy allows, the "
        "period's ends included."
    ),
    misleads=(
        "Retrospectives are often kept private on purpose, so absence says little. A blog post about a project's "
        "history is no retrospective."
    ),
    remedy=(
        "After each stretch of work, note what went well, what did not, and one or two changes with an owner; "
        "look at them next time."
    ),
    family="documents",
    answer=answer,
)
