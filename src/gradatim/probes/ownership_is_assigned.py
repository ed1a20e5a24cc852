"""Do ownership files name owners and cover the tree?"""

from gradatim.model.documents import Document, DocumentFacts
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe
from gradatim.probes.support.counting import counted
from gradatim.probes.support.documents import DocumentsSought, hits_of
from gradatim.probes.support.records import file_record

SOUGHT = DocumentsSought(what="an ownership file", plural="ownership files", kinds=("ownership",))
UNCHECKED = "Whether the people and teams named exist, and whether the forge asks them, a clone does not show."


def answer(documents: DocumentFacts) -> ProbeResult:
    """Tell whether a usable ownership file is there."""
    found = [hit.document for hit in hits_of(documents, SOUGHT)]
    empty = [d for d in documents.documents if any(k.kind in SOUGHT.kinds for k in d.kinds) and d.placeholder]
    if found:
        return _assigned(found)
    if empty:
        message = f"{empty[0].path} is there but names nobody: {empty[0].placeholder}."
        record = file_record(None, empty[0].path, summary=empty[0].title, source="documents")
        return ProbeResult(outcome=Outcome.FALSE, message=message, counter=(record,))
    return ProbeResult(outcome=Outcome.FALSE, message="No ownership file (CODEOWNERS, MAINTAINERS, OWNERS) was found.")


def _assigned(found: list[Document]) -> ProbeResult:
    forge = [d for d in found if d.covers[1]]
    lists = [d for d in found if not d.covers[1]]
    message, holds = _forge(max(forge, key=lambda d: (d.covers[0], d.path))) if forge else ("", False)
    if lists and not holds:
        # What the forge is not told may still stand in a list for people.
        message, holds = _listed(lists)
    dead = sorted({link for d in found for link in d.dead_links})
    stale = (f"{len(dead)} of the parts it names do not exist any more, such as {dead[0]}.",) if dead else ()
    return ProbeResult(
        outcome=Outcome.TRUE if holds else Outcome.FALSE,
        message=message,
        support=tuple(file_record(None, d.path, summary=d.title, source="documents") for d in found),
        alive=_alive(found),
        caveats=(*stale, UNCHECKED),
    )


def _forge(document: Document) -> tuple[str, bool]:
    """Say what a forge's file covers, and whether that is half of the tree."""
    covered, files = document.covers
    message = f"{document.path} names who is responsible for {covered} of {counted(files, 'files')}."
    return message, 2 * covered >= files


def _listed(found: list[Document]) -> tuple[str, bool]:
    """Say which parts other files name, and whether most of them exist."""
    named = {link for d in found for link in d.links}
    dead = {link for d in found for link in d.dead_links}
    parts = f", for {counted(len(named), 'parts of the tree')}." if named else "."
    return f"{found[0].path} names who is responsible{parts}", len(dead) <= len(named)


def _alive(found: list[Document]) -> bool | None:
    """Tell whether one was touched of late or by several people; in a folder without history nobody can."""
    histories = [d.history for d in found if d.history]
    return any(not h.bulk and (h.changes_in_period or h.people > 1) for h in histories) if histories else None


PROBE = Probe(
    id="ownership_is_assigned",
    question="Do ownership files (CODEOWNERS, MAINTAINERS) name owners and cover the tree?",
    what="Whether a file names who is responsible for which part of the repository.",
    why="Responsibility that is written down can be asked for, handed over and checked.",
    how="Looks for ownership files with content, a DOAP file with maintainers among them. A forge's file "
    "(CODEOWNERS) is held against the tree by its own "
    "rules: it must give half of the files an owner. Of another file most parts named must exist. Parts gone are "
    "told; a file that names nobody speaks against.",
    misleads="A team of the forge may have no member, and people may have left: a clone cannot tell, and the answer "
    "says so. Teams that the repository itself lists (OWNERS_ALIASES) without a member, and accounts out of a forge's "
    "own example, name nobody. The file may be there without the forge enforcing it. Small projects name their "
    "maintainers in the read-me.",
    remedy="Write a CODEOWNERS or MAINTAINERS file that covers every top folder, and let the forge require the owners.",
    family="review",
    answer=answer,
)
