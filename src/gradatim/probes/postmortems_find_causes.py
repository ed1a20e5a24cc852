"""Probe: do the post-mortems find a cause and name actions?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, document_evidence, hits_of, nothing_to_judge
from gradatim.probes.support.words import count, listed

SOUGHT = DocumentsSought(what="a post-mortem", plural="post-mortems", kinds=("postmortem",))
_NEEDED = frozenset({"root-cause", "action-items"})


def answer(documents: DocumentFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge how many post-mortems name both a cause and actions; they are few, and all are looked at."""
    hits = hits_of(documents, SOUGHT)
    if not hits:
        return nothing_to_judge(SOUGHT, documents)
    full = [h for h in hits if _NEEDED.issubset(h.document.features)]
    rest = [h for h in hits if h not in full]
    message = f"{len(full)} of {count(len(hits), 'post-mortem')} name a cause and actions."
    if rest:
        message += f" Not so: {listed(h.place for h in rest)}."
    return ProbeResult(
        outcome=Outcome.TRUE if len(full) >= settings.rate_holds * len(hits) else Outcome.FALSE,
        message=message,
        support=tuple(document_evidence(h) for h in full),
        counter=tuple(document_evidence(h) for h in rest),
    )


PROBE = Probe(
    id="postmortems_find_causes",
    question="Do the post-mortems find a cause and name actions?",
    what="Reads each post-mortem for a root cause and for the actions that follow from it.",
    why="Mending the effect is a correction; only removing the cause is corrective action.",
    how=(
        "The share of post-mortems that name both a cause and actions; true when it reaches the policy's share. "
        "Without post-mortems there is nothing to judge."
    ),
    misleads="A cause that only repeats the problem in other words passes here; a reader has to tell.",
    remedy=(
        "Ask why until the answer is something you can change, name one action for it with an owner and a date, "
        "and say how you will see that it worked."
    ),
    family="documents",
    answer=answer,
)
