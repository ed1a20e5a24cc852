"""Reads a file up to a limit: what another wrote may have any size."""

from pathlib import Path

from gradatim.files.interface import FileError


class Unreadable(FileError):
    """The system does not hand the file out."""


def read(path: Path, limit: int) -> bytes:
    """Return the bytes of a file of at most `limit` bytes.

    Raises:
        Unreadable: it is not there, is no file, or may not be read.
        FileError: it is larger.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    except OSError as error:
        raise Unreadable(f"cannot be read ({error.strerror or error})") from None
    check_size(content, limit)
    return content


def check_size(content: bytes, limit: int) -> None:
    """Refuse content over the limit.

    Raises:
        FileError: it has more than `limit` bytes.
    """
    if len(content) > limit:
        raise FileError(f"more than {limit:,} bytes, which is all that is read. Split or shorten it", 1, 1)


def decode(content: bytes) -> str:
    """Return UTF-8 text; a byte order mark is no part of it.

    Raises:
        FileError: it is not UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = place(content[: error.start].decode("utf-8", "replace"))
        raise FileError("not UTF-8. Save the file as UTF-8", line, column) from None


def place(before: str) -> tuple[int, int]:
    """Return line and column, from 1, of what follows a text."""
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
