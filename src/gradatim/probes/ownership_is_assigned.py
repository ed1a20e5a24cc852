"""Do ownership files name owners and cover the tree?"""

from gradatim.model.documents import Document, DocumentFacts
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe
from gradatim.probes.support.counting import counted
from gradatim.probes.support.records import file_record

KIND = "ownership"
UNCHECKED = "Whether the people and teams named exist, and whether the forge asks them, a clone does not show."


def answer(documents: DocumentFacts) -> ProbeResult:
    """Tell whether a usable ownership file is there."""
    found = [d for d in documents.documents if d.is_a(KIND)]
    empty = [d for d in documents.documents if any(k.kind == KIND for k in d.kinds) and d.placeholder]
    if found:
        return _assigned(found)
    if empty:
        message = f"{empty[0].path} is there but names nobody: {empty[0].placeholder}."
        record = file_record(None, empty[0].path, summary=empty[0].title, source="documents")
        return ProbeResult(outcome=Outcome.FALSE, message=message, counter=(record,))
    return ProbeResult(outcome=Outcome.FALSE, message="No ownership file (CODEOWNERS, MAINTAINERS, OWNERS) was found.")


def _assigned(found: list[Document]) -> ProbeResult:
    best = max(found, key=lambda d: (d.covers[0], d.path))
    named = sorted({link for d in found for link in d.links})
    dead = sorted({link for d in found for link in d.dead_links})
    covered, files = best.covers
    if files:
        message = f"{best.path} names who is responsible for {covered} of {counted(files, 'files')}."
        gone = 2 * covered < files
    else:
        message = f"{found[0].path} names who is responsible"
        message += f", for {counted(len(named), 'parts of the tree')}." if named else "."
        gone = len(dead) > len(named)
    stale = (f"{len(dead)} of the parts it names do not exist any more, such as {dead[0]}.",) if dead else ()
    return ProbeResult(
        outcome=Outcome.FALSE if gone else Outcome.TRUE,
        message=message,
        support=tuple(file_record(None, d.path, summary=d.title, source="documents") for d in found),
        alive=any(d.history and (d.history.changes_in_period or d.history.people > 1) for d in found),
        caveats=(*stale, UNCHECKED),
    )


PROBE = Probe(
    id="ownership_is_assigned",
    question="Do ownership files (CODEOWNERS, MAINTAINERS) name owners and cover the tree?",
    what="Whether a file names who is responsible for which part of the repository.",
    why="Responsibility that is written down can be asked for, handed over and checked.",
    how="Looks for ownership files with content. A forge's file (CODEOWNERS) is held against the tree by its own "
    "rules: it must give half of the files an owner. Of another file most parts named must exist. Parts gone are "
    "told; a file that names nobody speaks against.",
    misleads="A file may name an empty team or people who left; a clone cannot tell. It may be there without the "
    "forge enforcing it. Small projects name their maintainers in the read-me.",
    remedy="Write a CODEOWNERS or MAINTAINERS file that covers every top folder, and let the forge require the owners.",
    family="review",
    answer=answer,
)
