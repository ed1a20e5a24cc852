"""Files of settings that people write (`gradatim.yaml`, `needs.yaml`): strict shapes, all faults in one message."""

import difflib
from collections.abc import Iterable
from pathlib import Path

from gradatim.collectors.interface import InvalidInput, SourceUnavailable
from gradatim.files import bounded, whole
from gradatim.files.interface import FileError
from gradatim.files.yaml_events import Bounds
from gradatim.files.yaml_nodes import Mapping, Node, Scalar
from gradatim.files.yaml_nodes import Sequence as ListNode
from gradatim.files.yaml_nodes import parse as parse_nodes

BOUNDS = Bounds(size=1_000_000, depth=8)
"""Two thousand answers with reasons fit in; the formats need four levels at most."""
EMPTY = ("", "~", "null", "Null", "NULL")
"""What YAML writes for nothing."""
_SHOWN = 10


def parse(content: bytes, name: str) -> Node:
    """Return the one document of a file of settings; an empty file is an empty mapping.

    Raises:
        InvalidInput: not UTF-8, not YAML, too large, too deep, or holding what a file of settings does not need.
    """
    try:
        return parse_nodes(content, BOUNDS)
    except FileError as error:
        raise InvalidInput(f"{error.at(name)}.") from None


def read(path: Path, mend: str) -> bytes:
    """Return a file's bytes, up to just beyond the limit that `parse` checks.

    Raises:
        SourceUnavailable: it cannot be read; the message ends with the mend.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(BOUNDS.size + 1)
    except OSError as error:
        raise SourceUnavailable(f"{path}: cannot be read ({error.strerror}).{mend and ' '}{mend}") from None


def read_sheet(path: Path, limit: int) -> bytes:
    """Return the bytes of a sheet of answers.

    Raises:
        SourceUnavailable: it cannot be read.
        InvalidInput: it has more than `limit` bytes.
    """
    try:
        return bounded.read(path, limit)
    except bounded.Unreadable as error:
        raise SourceUnavailable(f"{path}: {error.what}.") from None
    except FileError as error:
        raise InvalidInput(f"{path.name}: {error.what}.") from None


def check_place(path: Path, name: str) -> None:
    """Refuse to write where no file of settings can stand.

    Raises:
        InvalidInput: a link or something other than a file is there.
    """
    if path.is_symlink():
        raise InvalidInput(f"{name}: is a link, and links are not followed. Put the file itself in its place.")
    if path.exists() and not path.is_file():
        raise InvalidInput(f"{name}: is no ordinary file. Put a file in its place, or name one.")


def write(path: Path, content: bytes) -> None:
    """Replace a file of settings as a whole; what people typed is on the disk before the old file goes.

    Raises:
        SourceUnavailable: it cannot be written, or there is no such folder: a mistyped path must not make one.
    """
    if not path.parent.is_dir():
        raise SourceUnavailable(f"{path}: there is no folder {path.parent}. Nothing was changed.")
    try:
        whole.write(path, content, durable=True)
    except OSError as error:
        raise SourceUnavailable(f"{path}: cannot be written ({error.strerror}). Nothing was changed.") from None


class SettingsReader:
    """Walks the nodes, gathers faults, and raises once at the end. A format subclasses it and reads its own keys."""

    def __init__(self, name: str, format_version: str) -> None:
        self._name = name
        self._format_version = format_version
        self._faults: list[tuple[int, int, str]] = []

    def fault(self, node: Node, what: str) -> None:
        """Remember a fault at the place of a node."""
        self._faults.append((node.line, node.column, what))

    def finish(self) -> None:
        """Raise the faults, first ones first, one a line.

        Raises:
            InvalidInput: there are any.
        """
        if not self._faults:
            return
        faults = sorted(set(self._faults))
        lines = [f"{self._name}:{line}:{column}: {what}." for line, column, what in faults[:_SHOWN]]
        more = len(faults) - _SHOWN
        raise InvalidInput("\n".join([*lines, f"{self._name}: and {more} more faults."] if more > 0 else lines))

    def mapping(self, node: Node | None, known: Iterable[str] | None, where: str) -> dict[str, Node]:
        """Return the entries of a mapping; unknown keys are faults, `x-` keys are the user's own."""
        if is_empty(node):
            return {}
        allowed = None if known is None else tuple(known)
        if not isinstance(node, Mapping):
            assert node is not None  # noqa: S101 - None is empty
            self.fault(node, f"{where} must hold `key: value` pairs{': ' + ', '.join(allowed) if allowed else ''}")
            return {}
        for key, _ in node.entries:
            if allowed is not None and key.text not in allowed and not key.text.startswith("x-"):
                near = nearest(key.text, allowed) or allowed
                self.fault(key, f"unknown key {shown(key.text)} in {where}. Known: {', '.join(near)}")
        return {key.text: value for key, value in node.entries if allowed is None or key.text in allowed}

    def items(self, node: Node | None) -> tuple[Node, ...]:
        """Return the entries of a list."""
        if node is None or is_empty(node):
            return ()
        if isinstance(node, ListNode):
            return node.items
        self.fault(node, "must be a list, one entry per line with `- ` before it")
        return ()

    def text(self, node: Node | None) -> str:
        """Return one text; nothing written is an empty one."""
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.fault(node, "must be one text. Put it on one line, in quotes where it holds `: ` or `#`")
            return ""
        return "" if not node.quoted and node.text in EMPTY else node.text.strip()

    def version(self, node: Node | None) -> None:
        """Check the version of the format; a file need not name it."""
        text = self.text(node)
        if node is not None and text != self._format_version:
            known = self._format_version
            self.fault(node, f"format version {shown(text)}; this program reads {known}. Update the program")


def is_empty(node: Node | None) -> bool:
    """Tell whether nothing is written there."""
    return node is None or (isinstance(node, Scalar) and node.text in EMPTY)


def shown(text: str) -> str:
    """Return foreign text cut and escaped, fit for a message."""
    return repr(text if len(text) <= 60 else text[:57] + "...")


def nearest(written: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Return up to `limit` known names that look like what was written, best first."""
    by_lower = {name.lower(): name for name in sorted(known)}
    return [by_lower[m] for m in difflib.get_close_matches(written[:200].lower(), by_lower, n=limit, cutoff=0.6)]
