"""The compiled form of the page's templates, kept where Python keeps the bytecode of this package.

Compiling them takes longer than filling them.
"""

import io
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from gradatim.files import kept


class KeptTemplates(jinja2.BytecodeCache):
    """Keeps each template's bytecode in a file of its own, replaced as a whole."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or kept.beside(__file__)
        self._stamp = _stamp()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the kept form where it is whole and made from what is here now; Jinja compares the template itself."""
        body = kept.read(self._file(bucket), self._stamp)
        if body is not None:
            bucket.load_bytecode(io.BytesIO(body))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a form; a folder that cannot be written to costs time, nothing else."""
        written = io.BytesIO()
        bucket.write_bytecode(written)
        kept.write(self._file(bucket), self._stamp, written.getvalue())

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.template"


def _stamp() -> bytes:
    """Return a stamp of Jinja and of the code of the reports: filters of constants are applied while compiling."""
    rows = [jinja2.__version__]
    for file in sorted(Path(__file__).parent.parent.rglob("*.py")):
        status = file.stat()
        rows.append(f"{file.name} {status.st_size} {status.st_mtime_ns}")
    return kept.stamp("\n".join(rows).encode())
