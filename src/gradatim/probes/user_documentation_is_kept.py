"""Probe: is the documentation for users kept up?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, absent, document_evidence, hits_of
from gradatim.probes.support.life import is_fresh
from gradatim.probes.support.records import day
from gradatim.probes.support.words import count, listed

SOUGHT = DocumentsSought(
    what="user documentation",
    plural="user documentation",
    kinds=("user-documentation", "api-documentation", "installation"),
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge by the latest changes of user documentation; without history its being kept up is unknown."""
    hits = hits_of(documents, SOUGHT)
    if not hits:
        return absent(SOUGHT, documents)
    records = tuple(document_evidence(h) for h in hits)
    lasts = [h.document.history.last for h in hits if h.document.history]
    if not lasts:
        message = f"{count(len(hits), 'document')} for users, but no history that shows whether they are kept up."
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message, support=records)
    fresh = [h for h in hits if is_fresh(h.document, period, settings)]
    message = (
        f"{len(fresh)} of {count(len(hits), 'document')} for users changed in the {settings.fresh_days} days before the"
        f" period's end, the latest change on {day(max(lasts))}: {listed(h.place for h in fresh or hits)}."
    )
    if fresh:
        support = tuple(document_evidence(h) for h in fresh)
        return ProbeResult(outcome=Outcome.TRUE, message=message, support=support, alive=True)
    return ProbeResult(outcome=Outcome.FALSE, message=message, counter=records, alive=False)


PROBE = Probe(
    id="user_documentation_is_kept",
    question="Is the documentation for users kept up?",
    what="Looks for user guides, installation guides and interface references, and at when they last changed.",
    why=(
        "Documentation is part of what is delivered; one that stands still while the product moves misleads its users."
    ),
    how=(
        "True when such documentation is there and part of it was changed within the fresh days before the "
        "period's end. Documentation that nobody changed for longer is FALSE."
    ),
    misleads=(
        "Documentation generated from the code, or kept in another repository, is not seen. A recent change may "
        "be a spelling fix; whether changes of the product bring documentation along is measured elsewhere."
    ),
    remedy="Change the documentation in the same change as the behaviour it describes, and build it in the pipeline.",
    family="documents",
    answer=answer,
)
