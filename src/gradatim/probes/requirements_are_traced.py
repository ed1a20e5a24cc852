"""Probe: are requirements named in changes, tests or design documents?"""

from gradatim.model.documents import Document, DocumentFacts
from gradatim.model.history import History
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts
from gradatim.probes import wilson
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, document_evidence, hits_of, nothing_to_judge
from gradatim.probes.support.tracing import ids_in, ids_of, named_by_paths
from gradatim.probes.support.words import listed

SOUGHT = DocumentsSought(
    what="requirements with ids", plural="requirements with ids", kinds=("requirements", "specification", "acceptance")
)


def answer(
    documents: DocumentFacts, history: History, pipelines: PipelineFacts, settings: ProbeSettings
) -> ProbeResult:
    """Judge the share of requirement ids that something else names."""
    hits = tuple(h for h in hits_of(documents, SOUGHT) if ids_of(h.document))
    if not hits:
        return nothing_to_judge(SOUGHT, documents)
    wanted = {i for h in hits for i in ids_of(h.document)}
    stating = [h.document for h in hits]
    named = _named(history, tuple(d for d in documents.documents if d not in stating and not _says_the_same(d)))
    traced = (wanted & named) | named_by_paths(wanted, pipelines.test_paths)
    message = f"{len(traced)} of {len(wanted)} requirement ids are named in changes, tests or other documents."
    if wanted - traced:
        message += f" Not so: {listed(sorted(wanted - traced))}."
    records = tuple(document_evidence(h) for h in hits)
    if len(wanted) < settings.minimum_sample:
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=f"Too few ids. {message}", support=records)
    holds = len(traced) >= settings.rate_holds * len(wanted)
    return ProbeResult(
        outcome=Outcome.TRUE if holds else Outcome.FALSE,
        message=message,
        rate=wilson.rate(len(traced), len(wanted)),
        support=records if holds else (),
        counter=() if holds else records,
    )


def _says_the_same(document: Document) -> bool:
    """Tell a translation or a twin: it names the ids because the original does."""
    return bool(document.twin_of) or any(k.kind == "translation" for k in document.kinds)


def _named(history: History, others: tuple[Document, ...]) -> set[str]:
    found = {i for d in others for i in ids_of(d)}
    for commit in history.commits:
        found.update(ids_in(commit.subject), ids_in(commit.body))
    for change in history.changes:
        found.update(ids_in(change.title), ids_in(" ".join(change.references)))
    return found


PROBE = Probe(
    id="requirements_are_traced",
    question="Are requirements named in changes, tests or design documents?",
    what=(
        "Takes the ids that requirement documents give their statements and looks for them in landed changes, in "
        "test file names and in other documents."
    ),
    why=(
        "A requirement that is named where it is built and tested can be followed both ways: what is missing, and"
        " why is this here."
    ),
    how=(
        "The share of ids that are named in at least one change, test path or other document. True when it "
        "reaches the policy's share. Without ids there is nothing to follow."
    ),
    misleads=(
        "Changes are those of the period, so a requirement that was finished long ago may look untraced: it "
        "counts as traced when a test or document names it. The text inside test files is not read."
    ),
    remedy="Give every requirement an id, and name it in the change that builds it and in the test that checks it.",
    family="documents",
    answer=answer,
)
