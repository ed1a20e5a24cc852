"""Reading a result that `gradatim run` wrote, for every use case that goes on from one."""

from pathlib import Path

from gradatim.files import bounded
from gradatim.files.interface import FileError
from gradatim.model.result import Result
from gradatim.reports.json import parse
from gradatim.services.interface import ServiceError

MOST_BYTES = 256_000_000
"""Size of the largest result that is read; one of 100 units has some 60 MB."""


def read(path: Path) -> Result:
    """Return the result that a file holds.

    Raises:
        ServiceError: it cannot be read, or is larger than any result.
        ReportError: it is damaged, newer, or no result.
    """
    return parse(content(path, MOST_BYTES, "a result", "gradatim run"), str(path))


def content(path: Path, most: int, what: str, made_by: str) -> bytes:
    """Return the bytes of a file that a command wrote.

    Raises:
        ServiceError: it cannot be read, or has more than `most` bytes; the message says what it should be.
    """
    try:
        return bounded.read(path, most)
    except bounded.Unreadable as error:
        raise ServiceError(f"{path}: {error.what}. Name {what} that '{made_by}' wrote.") from error
    except FileError as error:
        raise ServiceError(f"{path}: more than {most:,} bytes; this is not {what} that '{made_by}' wrote.") from error
