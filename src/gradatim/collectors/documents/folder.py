"""Documents of a folder in a repository: its own, and those of the folders above that speak to who works in it."""

import msgspec

from gradatim.collectors.documents.collect import collect
from gradatim.collectors.documents.links import Tree
from gradatim.collectors.documents.vocabulary import load_vocabulary
from gradatim.collectors.folder_reader import own_reader
from gradatim.collectors.interface import ContentReader
from gradatim.model.documents import Document, DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.history import History


def collect_folder(
    whole: ContentReader,
    history: History,
    period: Period,
    *,
    ignore: tuple[str, ...] = (),
    named: frozenset[str] = frozenset(),
) -> DocumentFacts:
    """Return the documents of a folder, by the names that the unit sees, in order of path.

    Its own are read as those of a repository that the folder is. Those above are read where they stand, because what
    they link to and the commands they name are there; of them only documents for contributors count, since those for
    users describe the product as a whole, and those that people `named`. `whole` reads the repository, `ignore` holds
    patterns seen from the folder.
    """
    own = collect(own_reader(whole, history), _own(history), period, ignore=ignore)
    shared = _shared(whole, history, period, named)
    tree = Tree(tuple(f.path for f in whole.files()))
    documents = sorted((*(_alive(d, tree) for d in own.documents), *shared.documents), key=lambda d: d.path)
    return DocumentFacts(
        documents=tuple(documents),
        scanned=own.scanned + shared.scanned,
        skipped=tuple(sorted((*own.skipped, *shared.skipped))),
    )


def _alive(document: Document, tree: Tree) -> Document:
    """Return an own document whose dead names are dead in the whole repository too: it may speak from the root."""
    dead = tuple(name for name in document.dead_links if not tree.named_anywhere(name))
    return msgspec.structs.replace(document, dead_links=dead) if dead != document.dead_links else document


def _own(history: History) -> History:
    """Return the history without what is shared: addresses of the forge name paths from the repository's root."""
    return msgspec.structs.replace(history, remote_url="")


def _shared(whole: ContentReader, history: History, period: Period, named: frozenset[str]) -> DocumentFacts:
    seen = {place: path for path, place in history.shared.items()}
    own = tuple(history.repository_path(f.path) for f in history.tree if f.path not in history.shared)
    at_root = msgspec.structs.replace(
        history, paths={place: history.paths[path] for place, path in seen.items() if path in history.paths}
    )
    # The README tells what the product is about; it is the users' own page and does not stay.
    readme = {f.path for f in whole.files() if "/" not in f.path and f.path.lower().startswith("readme")}
    found = collect(whole, at_root, period, only=frozenset(seen) | readme, owned=own)
    laid = seen | {history.repository_path(f.path): f.path for f in history.tree}
    kinds = load_vocabulary().kinds
    return DocumentFacts(
        documents=tuple(
            _renamed(d, laid, history)
            for d in found.documents
            if d.path in seen
            and (seen[d.path] in named or any(kinds[k.kind].rule.audience == "contributors" for k in d.kinds))
        ),
        scanned=found.scanned,
        skipped=tuple((seen[path], why) for path, why in found.skipped if path in seen),
    )


def _renamed(document: Document, laid: dict[str, str], history: History) -> Document:
    def named(paths: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(laid.get(path) or history.outside(path) for path in paths)

    twin = document.twin_of
    return msgspec.structs.replace(
        document,
        path=laid[document.path],
        links=named(document.links),
        referred_by=named(document.referred_by),
        twin_of=named((twin,))[0] if twin else "",
    )
