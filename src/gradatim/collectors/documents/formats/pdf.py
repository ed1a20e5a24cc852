"""PDF: text by a worker process that is bounded in time, memory and pages, and killed when it does not end."""

import subprocess
import sys
from pathlib import Path

from gradatim.collectors.documents.formats.text import read_text
from gradatim.collectors.documents.parsed import FormatError, Parsed, clean

SECONDS = 10.0
"""Wall time of one document; its processor time is bounded at half of that within the worker."""
# Run as a file, not as a module: the worker needs nothing of the package, and so starts at once.
_WORKER = Path(__file__).with_name("pdf_worker.py")


def read_pdf(content: bytes, seconds: float = SECONDS) -> Parsed:
    """Return the document's structure; lines are those of the extracted text.

    Raises:
        FormatError: it is damaged, encrypted, has no text, or takes too long.
    """
    if not content[:1024].lstrip().startswith(b"%PDF-"):
        raise FormatError("not a PDF, whatever its name says")
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_WORKER)], input=content, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise FormatError(f"reading it takes more than {seconds:g} seconds; stopped") from None
    if done.returncode != 0:
        reason = clean(done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2], 120)
        raise FormatError(
            reason if done.returncode == 3 and reason else "damaged, or needs more time or memory than is given"
        )
    text = done.stdout.decode("utf-8", "replace")
    if not text.strip():
        raise FormatError("no text in it (scanned pages?)")
    return read_text(text)
