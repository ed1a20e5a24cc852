"""A folder of a repository that is a unit of its own."""

from pathlib import Path

import msgspec

from gradatim.collectors.git.discovery import NotARepository
from gradatim.collectors.git.names import display_path
from gradatim.collectors.git.process import Git, GitFailed
from gradatim.collectors.git.tree import SUBMODULE, SYMLINK
from gradatim.collectors.interface import SourceUnavailable

_TREE = "040000"
_KINDS = {SYMLINK: "a symbolic link", "100644": "a file", "100755": "a file"}


class Folder(msgspec.Struct, frozen=True, kw_only=True):
    """A folder below a repository's root."""

    path: str
    """From the root, with `/` between; bytes that are no UTF-8 stand as surrogates, as in paths of the system."""
    ignore: tuple[str, ...] = ()
    """Patterns of paths from the root that are left out."""
    named: tuple[str, ...] = ()
    """Paths from the root that people say apply, beside those that their place tells."""

    @property
    def prefix(self) -> bytes:
        """Return what the paths of its files begin with."""
        return self.path.encode("utf-8", "surrogateescape") + b"/"

    @property
    def shown(self) -> str:
        """Return the path as text that is safe to show."""
        return display_path(self.prefix[:-1])


def check_folder(git: Git, commit: str, folder: Folder, root: Path) -> None:
    """Make sure that a commit has a folder.

    Raises:
        NotARepository: it has none of that path; the message says what stands there.
    """
    where = root / folder.path
    try:
        listed = git.run("ls-tree", "-z", "--full-tree", commit, folder.path) if commit else b""
    except GitFailed:
        return  # what is missing is told with the tree itself
    mode = listed.partition(b" ")[0].decode()
    if mode == _TREE:
        return
    if mode == SUBMODULE:
        raise SourceUnavailable(
            f"{where} is a submodule that is not checked out. Run `git submodule update --init` first; it is a "
            "repository of its own."
        )
    raise NotARepository(where, f"is {_KINDS.get(mode, 'not')} in the commit that was looked at")
