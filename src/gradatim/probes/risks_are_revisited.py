"""Probe: are the risks looked at again during the period?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.history import History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought
from gradatim.probes.support.series import is_revisited

SOUGHT = DocumentsSought(what="a risk register", plural="risk registers", kinds=("risk-register",))


def answer(documents: DocumentFacts, history: History, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge the months of the period in which the document was worked on."""
    return is_revisited(
        SOUGHT, "risks_are_revisited.months", documents, history=history, period=period, settings=settings
    )


PROBE = Probe(
    id="risks_are_revisited",
    question="Are the risks looked at again during the period?",
    what=(
        "Looks at the months of the period in which the risk register was changed by a landed change, or in which"
        " an entry in it is dated."
    ),
    why=(
        "A risk register written once describes the day it was written. Tracking means that risks come, change and go."
    ),
    how=(
        "True when the register shows activity in at least the policy's number of distinct months of the period. "
        "Without a register there is nothing to judge."
    ),
    misleads=(
        "A change of spelling counts like a new risk; the listed changes show which it was. Reviews that found "
        "nothing to change leave a trace only if the date is noted."
    ),
    remedy="Look at the register at a fixed rhythm, and note date and outcome in it even when nothing changed.",
    family="documents",
    answer=answer,
    looks_back="period",
)
