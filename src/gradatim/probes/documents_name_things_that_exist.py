"""Probe: do the process documents name files that exist?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Evidence
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes import wilson
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import Hit, evidence_at, hits_of, nothing_to_judge, process_documents
from gradatim.probes.support.words import listed

SOUGHT = process_documents()


def answer(documents: DocumentFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of paths named by process documents that exist."""
    hits = hits_of(documents, SOUGHT)
    if not hits:
        return nothing_to_judge(SOUGHT, documents)
    alive = {(h.document.path, link) for h in hits for link in h.document.links}
    dead = {(h.document.path, link) for h in hits for link in h.document.dead_links}
    total = len(alive) + len(dead)
    if total < settings.minimum_sample:
        message = f"Paths named by process documents: {total}, too few to judge by. Gone: {len(dead)}."
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message, counter=_records(hits, dead))
    message = f"{len(alive)} of {total} paths that process documents name exist."
    if dead:
        message += f" Gone: {listed(f'{link} (in {path})' for path, link in sorted(dead))}."
    holds = len(alive) >= settings.get("documents_name_things_that_exist.share") * total
    return ProbeResult(
        outcome=Outcome.TRUE if holds else Outcome.FALSE,
        message=message,
        rate=wilson.rate(len(alive), total),
        counter=_records(hits, dead),
        support=_records(hits, alive - dead),
    )


def _records(hits: tuple[Hit, ...], named: set[tuple[str, str]]) -> tuple[Evidence, ...]:
    paths = {path for path, _ in named}
    return tuple(evidence_at(h.document) for h in hits if h.document.path in paths)


PROBE = Probe(
    id="documents_name_things_that_exist",
    question="Do the process documents name files that exist?",
    what=(
        "Takes the paths inside the repository that process documents name or link, and looks whether they are there."
    ),
    why=(
        "A procedure that sends people to files that are gone is not being followed. It is the cheapest sign that"
        " a document and the work have parted."
    ),
    how=(
        "The share of named paths that exist, over all process documents; true when it reaches the policy's "
        "number for it, which is higher than for other shares. Documents with dead paths are the "
        "counter-examples."
    ),
    misleads=(
        "Paths made by a build, or meant as examples, may look dead; the collector leaves out what it recognises."
        " Names of jobs, labels and roles are not checked."
    ),
    remedy="Mend or remove the paths that are listed, and let a link checker run on changes of documents.",
    family="documents",
    answer=answer,
)
