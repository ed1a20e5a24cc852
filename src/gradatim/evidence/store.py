"""Saves what was collected and reads it back, so that it can be judged again without the source."""

import re
from pathlib import Path

import msgspec

from gradatim.files import whole
from gradatim.model.evidence import EvidenceSet

SCHEMA = "gradatim/evidence/1"
SUFFIX = ".evidence.json"
LIMIT = 2_000_000_000
"""Bytes of the largest evidence file that is read."""


_UNREADABLE = (msgspec.MsgspecError, ValueError, RecursionError)
"""What decoding raises: no JSON or another shape; bytes that are no UTF-8; nesting without end."""


_HUGE = re.compile(rb"[:\[,]\s*-?\d{19}")
"""Begins a number that may be too large for what is kept between runs; a text may hold one, too."""


class EvidenceError(Exception):
    """An evidence file is damaged, of another version or of another kind; the message says how to mend it."""


class EvidenceFile(msgspec.Struct, frozen=True, kw_only=True):
    """The content of an evidence file: one set for each unit."""

    schema: str
    tool_version: str
    units: tuple[EvidenceSet, ...]


class _Head(msgspec.Struct):
    schema: str = ""
    tool_version: str = ""


def save(path: Path, units: tuple[EvidenceSet, ...], tool_version: str) -> None:
    """Write an evidence file; what was there is replaced only once the new one is whole."""
    content = msgspec.json.encode(EvidenceFile(schema=SCHEMA, tool_version=tool_version, units=units))
    whole.write(path, content)


def load(path: Path) -> tuple[EvidenceSet, ...]:
    """Read an evidence file.

    Raises:
        EvidenceError: it is not one, is damaged, or comes from a newer version.
    """
    if path.stat().st_size > LIMIT:
        raise EvidenceError(f"{path}: larger than {LIMIT:,} bytes; this is no evidence file that Gradatim wrote.")
    content = path.read_bytes()
    try:
        head = msgspec.json.decode(content, type=_Head)
    except _UNREADABLE as error:
        raise EvidenceError(f"{path}: not a readable evidence file ({error}). Collect again.") from error
    if head.schema != SCHEMA:
        raise EvidenceError(
            f"{path}: written as {head.schema or 'something else'!r} by Gradatim {head.tool_version or '?'}; "
            f"this version reads {SCHEMA!r}. Use that version, or collect again."
        )
    try:
        units = msgspec.json.decode(content, type=EvidenceFile).units
    except _UNREADABLE as error:
        raise EvidenceError(f"{path}: {error}. Collect again to write it anew.") from error
    if _HUGE.search(content):
        _refuse_huge(path, units)
    if not units:
        raise EvidenceError(f"{path}: holds no unit, so there is nothing to judge. Collect again to write it anew.")
    return units


def _refuse_huge(path: Path, units: tuple[EvidenceSet, ...]) -> None:
    try:
        msgspec.msgpack.encode(units)
    except OverflowError as error:
        raise EvidenceError(f"{path}: a number in it is too large. Collect again to write it anew.") from error
