"""Runs in a process of its own: PDF on standard input, text on standard output. Nothing is opened or fetched."""

import io
import logging
import sys
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PdfReader

_MAX_PAGES = 60
_MAX_TEXT = 400_000
_MAX_MEMORY = 1_000_000_000
_MAX_SECONDS = 10


def main() -> int:
    """Write the text of the first pages; return 3 with a reason where there is none to give."""
    _limit()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    try:
        text = _extract(sys.stdin.buffer.read())
    except MemoryError:
        return _refuse("needs more memory than is given")
    except Exception as error:
        return _refuse(f"damaged ({type(error).__name__})")
    if text is None:
        return _refuse("encrypted; save it without a password")
    sys.stdout.buffer.write(text[:_MAX_TEXT].encode("utf-8", "replace"))
    return 0


def _refuse(reason: str) -> int:
    sys.stderr.write(f"{reason}\n")
    return 3


def _limit() -> None:
    """Bound memory and processor time where the system knows how; the parent bounds wall time everywhere."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MAX_SECONDS, _MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    sys.setrecursionlimit(600)


def _extract(content: bytes) -> str | None:
    from pypdf import PdfReader  # noqa: PLC0415 - after the limits are set

    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not _opens(reader):
        return None
    parts: list[str] = []
    size = 0
    for number, page in enumerate(reader.pages):
        if number >= _MAX_PAGES or size > _MAX_TEXT:
            break
        parts.append(page.extract_text() or "")
        size += len(parts[-1])
    return "\n\n".join(parts)


def _opens(reader: "PdfReader") -> bool:
    """Tell whether an empty password opens it (many are locked against printing only)."""
    try:
        return bool(reader.decrypt(""))
    except Exception:
        return False


if __name__ == "__main__":
    sys.exit(main())
