"""Probe: are lasting decisions recorded with their reasons?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(what="a decision record", plural="decision records", kinds=("decision-record",), records=True)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="decisions_are_recorded",
    question="Are lasting decisions recorded with their reasons?",
    what="Looks for decision records: one decision each, with its context and consequences.",
    why=(
        "A recorded decision can be found, followed and taken back knowingly. It is how plans for change and "
        "design controls show in small teams."
    ),
    how=(
        "True when such records are there by name and content. Each is written once and kept, so a recent new one"
        " is a sign of life."
    ),
    misleads=(
        'A folder with only a template or a "first record" that adopts the practice has no decisions yet; '
        "templates do not count. Decisions may live in a tracker or a mailing list."
    ),
    remedy=(
        "Write one page for each lasting choice, numbered: context, decision, consequences, what was refused, status."
    ),
    family="documents",
    answer=answer,
)
