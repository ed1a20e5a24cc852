"""Probe: does the template for changes ask for checks?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, absent, document_evidence, hits_of
from gradatim.probes.support.forms import best_form, forms_of

SOUGHT = DocumentsSought(
    what="a template for changes",
    plural="templates for changes",
    kinds=("change-template",),
    weak_counts=True,
    caveats=("an organisation may keep its templates in a repository of its own",),
)


def answer(documents: DocumentFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge by the template that asks for most; boxes to tick count as one point."""
    hits = hits_of(forms_of(documents), SOUGHT)
    if not hits:
        return absent(SOUGHT, documents)
    best, items = best_form(hits, "change-template")
    message = f"{best.place} asks for {', '.join(items) or 'no check at all'}."
    records = tuple(document_evidence(h) for h in hits)
    if len(items) >= settings.get("request_template_asks_for_checks.items"):
        return ProbeResult(outcome=Outcome.TRUE, message=message, support=records)
    return ProbeResult(outcome=Outcome.FALSE, message=message, counter=records)


PROBE = Probe(
    id="request_template_asks_for_checks",
    question="Does the template for changes ask for checks?",
    what="Reads the merge or pull request template for tests, documentation, the work item, risks and review.",
    why=(
        "A checklist at the moment of the change reminds everybody of the same points, and the filled form stays "
        "as a record."
    ),
    how="True when the template names at least the policy's number of these points in headings or as boxes to tick.",
    misleads=(
        "A template nobody fills in proves nothing; whether changes carry tests and documentation is measured "
        "from history. Templates of an organisation may live in another repository."
    ),
    remedy=(
        "Keep the template short: what and why, how tested, documentation, work item, risk; remove points nobody needs."
    ),
    family="documents",
    answer=answer,
)
