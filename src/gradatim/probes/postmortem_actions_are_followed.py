"""Probe: are the actions of post-mortems followed up?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Evidence
from gradatim.model.history import Change, History
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, Hit, document_evidence, hits_of, nothing_to_judge
from gradatim.probes.support.records import change_record, day
from gradatim.probes.support.series import since
from gradatim.probes.support.tracing import references_of
from gradatim.probes.support.words import count, listed

SOUGHT = DocumentsSought(what="a post-mortem with actions", plural="post-mortems with actions", kinds=("postmortem",))


def answer(documents: DocumentFacts, history: History, settings: ProbeSettings) -> ProbeResult:
    """Judge how many post-mortems with actions show a later trace of them."""
    hits = tuple(h for h in hits_of(documents, SOUGHT) if "action-items" in h.document.features)
    if not hits:
        return nothing_to_judge(SOUGHT, documents)
    most = settings.get("postmortem_actions_are_followed.files")
    traces = {h.document.path: _traces(h, history, most) for h in hits}
    idle = [h for h in hits if not traces[h.document.path]]
    message = f"{len(hits) - len(idle)} of {count(len(hits), 'post-mortem')} with actions show a later trace of them."
    if idle:
        message += f" Not so: {listed(h.place for h in idle)}."
    holds = len(hits) - len(idle) >= settings.rate_holds * len(hits)
    return ProbeResult(
        outcome=Outcome.TRUE if holds else Outcome.FALSE,
        message=message,
        support=tuple(dict.fromkeys(e for h in hits for e in traces[h.document.path])),
        counter=tuple(document_evidence(h) for h in idle),
    )


def _traces(hit: Hit, history: History, most: float) -> tuple[Evidence, ...]:
    """Return later changes that name or edit the post-mortem, or that name a work item it names."""
    start = since(hit.document)
    # Moving a whole folder of them, or reformatting every page, follows up nothing.
    later = [c for c in history.changes if c.counts and start and day(c.landed) > start and c.files_total <= most]
    found = [c for c in later if _follows(c, hit)]
    if found:
        return tuple(change_record(history, c) for c in found)
    edited = hit.document.history
    return (document_evidence(hit),) if edited and day(edited.last) > day(edited.first) else ()


def _follows(change: Change, hit: Hit) -> bool:
    name = hit.document.path.rpartition("/")[2].rpartition(".")[0].lower()
    return (
        any(f.path == hit.document.path for f in change.files)
        or (len(name) > 8 and name in change.title.lower())
        or bool(references_of(hit.document).intersection(change.references))
    )


PROBE = Probe(
    id="postmortem_actions_are_followed",
    question="Are the actions of post-mortems followed up?",
    what=(
        "Takes each post-mortem that lists actions and looks for a later trace of them: a change that names the "
        "post-mortem or one of its work items, or a later edit of the post-mortem itself."
    ),
    why="An action that is agreed and forgotten is worse than none: it looks like corrective action.",
    how=(
        "True when the share of such post-mortems with a later trace reaches the policy's share. The traces are "
        "listed as support, post-mortems without one as counter-examples."
    ),
    misleads=(
        "Actions carried out under another number, or in another repository, leave no trace here. A later "
        "spelling fix of the post-mortem passes for a follow-up. Only changes of the period can be seen."
    ),
    remedy=(
        "Give each action a work item, name the item in the post-mortem and in the change that does it, and tick "
        "it off in the post-mortem."
    ),
    family="documents",
    answer=answer,
    looks_back="history",
)
