"""Probe: do the forms for reports ask for what is needed to act on them?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, absent, document_evidence, hits_of
from gradatim.probes.support.forms import asked_for, best_form, report_forms_of
from gradatim.probes.support.words import count

SOUGHT = DocumentsSought(
    what="a form for reports",
    plural="forms for reports",
    kinds=("issue-template",),
    weak_counts=True,
    caveats=("an organisation may keep its forms in a repository of its own",),
)


def answer(documents: DocumentFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge by the form that asks for most."""
    hits = hits_of(report_forms_of(documents), SOUGHT)
    if not hits:
        return absent(SOUGHT, documents)
    best, items = best_form(hits, "issue-template")
    message = f"{best.place} asks for {', '.join(items) or 'nothing that is needed to act on a report'}."
    message += f" {count(len(hits), 'form')} in all."
    records = tuple(document_evidence(h) for h in hits if asked_for(h.document, "issue-template") or h == best)
    if len(items) >= settings.get("issue_forms_ask_for_what_is_needed.items"):
        return ProbeResult(outcome=Outcome.TRUE, message=message, support=records)
    return ProbeResult(outcome=Outcome.FALSE, message=message, counter=records)


PROBE = Probe(
    id="issue_forms_ask_for_what_is_needed",
    question="Do the forms for reports ask for what is needed to act on them?",
    what=(
        "Reads issue templates and forms for what happened, what was expected, how to reproduce it and where it "
        "happens."
    ),
    why="A report that carries the facts can be classified, reproduced and traced. Forms make that the normal case.",
    how="True when the headings and fields of one form cover at least the policy's number of these four points.",
    misleads=(
        "Forms of a whole organisation may be kept in another repository. That people fill them in is not shown "
        "by the form."
    ),
    remedy=(
        "Make a form for defects with these four points as fields, the version required, and one for wishes with "
        "the need behind them."
    ),
    family="documents",
    answer=answer,
)
