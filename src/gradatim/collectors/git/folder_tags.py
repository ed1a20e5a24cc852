"""Tells which tags of a repository are releases of one of its folders: those that bear its name."""

from collections.abc import Iterable

from gradatim.collectors.git.folder import Folder
from gradatim.collectors.git.tags import RawTag, name_of


def tags_of_folder(raw: list[RawTag], folder: Folder, paths: Iterable[str]) -> tuple[list[RawTag], bool]:
    """Return the tags of a folder, and whether they bear its name.

    Where none does they are the repository's, less those that bear the name of another folder. `paths` are those of all
    files at HEAD.
    """
    folders = _folders(paths)
    own = _names(folder.shown, folders)
    named = [tag for tag in raw if own & _bearers(tag.name)]
    if named:
        return named, True
    others = {name for path in folders for name in (path, path.rpartition("/")[2])}
    return [tag for tag in raw if not others & _bearers(tag.name)], False


def _folders(paths: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0].casefold()
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _names(path: str, folders: set[str]) -> set[str]:
    """Return what a folder may be called in a tag: its path, and the ends of its path that mean no other folder.

    `receiver/awss3`, `azure-core` for `sdk/core/azure-core`; of several folders of one name the nearest to the root.
    """
    parts = path.casefold().split("/")
    ends = ["/".join(parts[n:]) for n in range(len(parts))]
    nearer = {f"/{folder}" for folder in folders if folder.count("/") < len(parts) - 1}
    return {end for end in ends if not any(folder.endswith(f"/{end}") for folder in nearer)}


def _bearers(tag: str) -> set[str]:
    """Return the names that a tag may stand for: `@babel/core@7.1` for a folder `babel-core`, or `core` of a scope."""
    name = name_of(tag)
    if not name or not tag.startswith("@"):
        return {name} - {""}
    return {name, name.replace("/", "-"), name.partition("/")[2]} - {""}
