"""Where a document lies: among this project's process, its documentation, its product, or somebody else's things."""

from enum import StrEnum

import msgspec

from gradatim.collectors.documents.names import PathName
from gradatim.collectors.documents.vocabulary import Vocabulary


class Zone(StrEnum):
    """Whose the place is."""

    ROOT = "root"
    PROCESS = "process"
    DOCUMENTATION = "documentation"
    PRODUCT = "product"
    VENDORED = "vendored"


class Place(msgspec.Struct, frozen=True, array_like=True):
    """A zone and the folder or pattern that tells it."""

    zone: Zone
    by: str = ""


def place_of(
    name: PathName, vocabulary: Vocabulary, own_names: frozenset[str], *, documents_only: bool = False
) -> Place:
    """Return where the document lies.

    `own_names` are folders that hold the project's own code (its package); `documents_only` says that hardly any code
    lies beside the documents.
    """
    zones = vocabulary.signs.zones
    raw = tuple(part.lower() for part in name.path.split("/")[:-1])
    for folder in raw:
        if folder in zones.vendored:
            return Place(Zone.VENDORED, folder)
    path = name.path.lower()
    for pattern in vocabulary.vendored:
        if found := pattern.search(path):
            return Place(Zone.VENDORED, found.group().strip("/"))
    for pattern in vocabulary.product:
        if found := pattern.search(path):
            return Place(Zone.PRODUCT, found.group().strip("/"))
    raw = _without_subproject(raw, zones.subprojects)
    if not raw:
        return Place(Zone.ROOT)
    return _by_folders(raw, vocabulary, own_names, documents_only=documents_only)


def _without_subproject(folders: tuple[str, ...], subprojects: frozenset[str]) -> tuple[str, ...]:
    """Drop `packages/<name>`: what lies below begins a project of its own."""
    return folders[2:] if len(folders) >= 2 and folders[0] in subprojects else folders


def _by_folders(
    folders: tuple[str, ...], vocabulary: Vocabulary, own_names: frozenset[str], *, documents_only: bool
) -> Place:
    """The outermost folder that is known decides, but below documentation the next may say more."""
    zones = vocabulary.signs.zones
    told = zones.documentation | zones.process
    product = zones.product - zones.unless_documents_only if documents_only else zones.product
    if folders[0] in zones.documentation and not documents_only and not zones.process.intersection(folders):
        product |= {folder for folder in folders[1:] if folder.replace("_", "-") in zones.users}
    place = Place(Zone.DOCUMENTATION, "") if folders[0] in zones.documentation else None
    if any(folder in told for folder in folders):
        folders = tuple(folder for folder in folders if folder not in zones.site_roots)
    for depth, folder in enumerate(folders):
        if folder in zones.documentation:
            place = place or Place(Zone.DOCUMENTATION, folder)
        elif folder in zones.process:
            return Place(Zone.PROCESS, folder)
        elif folder in product or (depth == 0 and folder in own_names):
            return Place(Zone.PRODUCT, folder)
    return place or Place(Zone.DOCUMENTATION, "")
