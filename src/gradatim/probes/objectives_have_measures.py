"""Probe: do the quality objectives name a measure and a target?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_carried

SOUGHT = DocumentsSought(
    what="quality objectives",
    plural="quality objectives",
    kinds=("quality-objectives",),
    all_of=("measure",),
    any_of=("target", "limits", "due-date"),
    carrying="names a measure together with a target or a date",
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge what such documents hold; without one there is nothing to judge."""
    return is_carried(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="objectives_have_measures",
    question="Do the quality objectives name a measure and a target?",
    what="Reads the documents of quality objectives for a measure together with a target value or a date.",
    why=(
        '"Improve quality" can never be missed. An objective with a figure and a date can be evaluated, which is '
        "what the standard asks."
    ),
    how=(
        "True when one of the objectives' documents names a measure, and a target, limit or due date. Where no "
        "objectives were found there is nothing to judge."
    ),
    misleads=(
        "The words are looked for in the whole document, so a target may belong to another sentence; read the "
        "lines that are linked."
    ),
    remedy=(
        "Give each objective a measure, its value today, the value aimed at, a date and a responsible role, best "
        "as a table."
    ),
    family="documents",
    answer=answer,
)
