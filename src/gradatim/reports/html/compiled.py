"""The compiled form of the page's templates, kept where Python keeps the bytecode of this package.

Compiling them takes longer than filling them. A kept form starts with a stamp of all that it was made from and a digest
of its body; what does not fit is treated as absent and written anew. Where nothing can be written, templates are
compiled each time.
"""

import contextlib
import importlib.util
import io
import os
import tempfile
from hashlib import blake2b
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

_DIGEST = 16


class KeptTemplates(jinja2.BytecodeCache):
    """Keeps each template's bytecode in a file of its own, replaced as a whole."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(importlib.util.cache_from_source(__file__)).parent
        self._stamp = _stamp()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the kept form where it is whole and made from what is here now; Jinja compares the template itself."""
        try:
            content = self._file(bucket).read_bytes()
        except OSError:
            return
        stamp, digest, body = content[:_DIGEST], content[_DIGEST : 2 * _DIGEST], content[2 * _DIGEST :]
        if stamp == self._stamp and digest == _digest(body):
            bucket.load_bytecode(io.BytesIO(body))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a form; a folder that cannot be written to costs time, nothing else."""
        written = io.BytesIO()
        bucket.write_bytecode(written)
        body = written.getvalue()
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            _replace(self._file(bucket), self._stamp + _digest(body) + body)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.template"


def _replace(path: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _stamp() -> bytes:
    """Return a stamp of Jinja and of the code of the reports: filters of constants are applied while compiling."""
    rows = [jinja2.__version__]
    for file in sorted(Path(__file__).parent.parent.rglob("*.py")):
        status = file.stat()
        rows.append(f"{file.name} {status.st_size} {status.st_mtime_ns}")
    return _digest("\n".join(rows).encode())


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=_DIGEST).digest()
