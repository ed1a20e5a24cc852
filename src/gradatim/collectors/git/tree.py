"""Lists the files of one commit."""

from typing import NamedTuple

from gradatim.collectors.git.names import display_path
from gradatim.collectors.git.process import MOST_OUTPUT, Git, GitFailed
from gradatim.model.history import TreeFile

_KEPT = 10
"""One part in so many is kept of a list that is too long: nothing is called absent then, and every step reads it."""
SYMLINK, SUBMODULE = "120000", "160000"


class Entry(NamedTuple):
    """One path of a tree."""

    raw: bytes
    path: str
    """As shown: see `names.display_path`."""
    mode: str
    id: str
    size: int
    """Bytes; 0 for a submodule; -1 where the content is not here."""

    def to_file(self) -> TreeFile:
        """Return the value that other steps see."""
        return TreeFile(path=self.path, size=self.size, mode=self.mode)


def list_tree(git: Git, commit: str) -> tuple[tuple[Entry, ...], str]:
    """Return the files of a commit sorted by shown path, and git's complaint where it stopped half-way.

    Submodules are one entry each and not entered.
    """
    if not commit:
        return (), ""
    output, complaint = bytearray(), ""
    try:
        for block in git.stream("ls-tree", "-r", "-z", "--long", "--full-tree", commit):
            output += block
            if len(output) > MOST_OUTPUT:
                complaint = f"the list of its files is longer than {MOST_OUTPUT:,} bytes"
                del output[MOST_OUTPUT // _KEPT :]
                break
    except GitFailed as error:
        complaint = str(error)
    lines = bytes(output).split(b"\0")[:-1]
    return tuple(sorted((_entry(line) for line in lines), key=lambda e: e.path)), complaint


def _entry(line: bytes) -> Entry:
    head, _, raw = line.partition(b"\t")
    mode, _, name, size = head.split()
    absent = 0 if mode == SUBMODULE.encode() else -1
    return Entry(raw, display_path(raw), mode.decode(), name.decode(), int(size) if size.isdigit() else absent)
