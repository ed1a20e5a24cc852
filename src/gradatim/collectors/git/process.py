"""Runs the git binary on a repository that may be hostile.

Git obeys configuration, and configuration can run programs (fsmonitor, pagers, external diff, textconv, gpg.program,
alias, sshCommand, uploadpack, alternateRefsCommand, include.path and more with every release). A list of overrides is
never complete, so the repository's configuration is not read at all: git gets a *shadow* git directory of our own,
with an empty configuration, no hooks, no refs, no index, no attributes and no work tree, and only its object database
is pointed at the repository (GIT_OBJECT_DIRECTORY). Objects hold data, never settings. The `-c` options below are
braces to that belt, for a git that one day reads settings from somewhere new.
"""

import contextlib
import os
import selectors
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType

from gradatim.collectors.git.layout import Layout
from gradatim.collectors.interface import SourceUnavailable

BLOCK = 1 << 20
_STALL_SECONDS = 600.0
"""Silence after which git is taken to hang (a pipe or a dead network disk in place of a pack)."""
MOST_OUTPUT = 200_000_000
"""Bytes of one list of paths, of a tree or of a commit: more than a million files. A few objects can name billions."""
MEMORY = 2 << 30
"""Bytes that one git may take for itself; it lists what a commit changed before it prints any of it."""

_OPTIONS = (
    "--bare",  # no work tree: nothing is read from the checked-out files (.mailmap, .gitattributes, index)
    "--no-pager",  # never start a pager
    "--no-replace-objects",  # refs/replace would show other commits than those that were signed and pushed
    "--literal-pathspecs",  # a path is a path, also when it begins with `:(`
    "--no-optional-locks",  # read only: never refresh an index
    "-c", "core.hooksPath=" + os.devnull,  # no hooks
    "-c", "core.fsmonitor=false",  # would run a program for the work tree's state
    "-c", "core.pager=cat",
    "-c", "core.commitGraph=false",  # a commit-graph file can claim other parents than the commits have
    "-c", "core.alternateRefsCommand=false",
    "-c", "core.quotePath=false",
    "-c", "protocol.allow=never",  # no transport of any kind, so no missing object is fetched
    "-c", "log.showSignature=false",  # would run gpg.program for every commit
    "-c", "log.mailmap=false",  # names are mapped here, so that a changed .mailmap does not spoil the cache
    "-c", "diff.external=",
    "-c", "diff.renames=false",
    "-c", "submodule.recurse=false",
    "-c", "gc.auto=0",  # never repack somebody's repository
)  # fmt: skip


class GitFailed(Exception):
    """Git ended with an error, or was stopped. The message is git's own last line."""


class Git:
    """Git on one repository, through a shadow git directory that lives as long as the `with` block."""

    def __init__(self, layout: Layout, tables: Mapping[str, bytes] | None = None) -> None:
        """Prepare; `tables` are files of a reftable, whose refs git then sees (else none)."""
        self.layout = layout
        self._tables = tables
        self._shadow = Path()
        self._environment: dict[str, str] = {}

    def __enter__(self) -> "Git":
        program = shutil.which("git")
        if program is None:
            raise SourceUnavailable("git was not found; install git 2.31 or newer and put it on PATH")
        self._program = program
        self._shadow = Path(tempfile.mkdtemp(prefix="gradatim-git-"))
        self._write_shadow()
        self._environment = _environment(self._shadow, self.layout.objects)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._shadow, ignore_errors=True)

    def _write_shadow(self) -> None:
        extensions = []
        if self.layout.object_format != "sha1":
            extensions.append(f"\tobjectFormat = {_word(self.layout.object_format)}\n")
        if self._tables is not None:
            extensions.append("\trefStorage = reftable\n")
            _write_files(self._shadow / "reftable", self._tables)
        version = 1 if extensions else 0
        config = [f"[core]\n\trepositoryformatversion = {version}\n\tbare = true\n[extensions]\n", *extensions]
        (self._shadow / "config").write_text("".join(config))
        (self._shadow / "refs").mkdir()
        (self._shadow / "objects").mkdir()
        (self._shadow / "HEAD").write_text("ref: refs/heads/none\n")
        if self.layout.shallow:
            (self._shadow / "shallow").write_bytes(self.layout.shallow)

    def command(self, *arguments: str) -> list[str]:
        """Return the full command line; tests look at it."""
        return [self._program, *_OPTIONS, *arguments]

    def start(self, *arguments: str, stdin: int, stderr: int) -> subprocess.Popen[bytes]:
        """Start git with pipes of the caller's choice."""
        process = subprocess.Popen(
            self.command(*arguments), stdin=stdin, stdout=subprocess.PIPE, stderr=stderr, env=self._environment,
            cwd=self._shadow, bufsize=0,
        )  # fmt: skip
        _bound(process.pid)
        return process

    def stream(self, *arguments: str, given: bytes = b"", ahead: int = BLOCK) -> Iterator[bytes]:
        """Yield what git prints, in blocks, as it comes.

        `ahead` is how many bytes git may run ahead of the reader.

        Raises:
            GitFailed: git ended with an error; all it printed before was yielded.
        """
        # Files for input and errors: a pipe nobody reads would block git, and us with it.
        with tempfile.TemporaryFile(dir=self._shadow) as source, tempfile.TemporaryFile(dir=self._shadow) as errors:
            source.write(given)
            source.seek(0)
            process = self.start(*arguments, stdin=source.fileno(), stderr=errors.fileno())
            try:
                yield from _blocks(process, ahead)
            finally:
                end(process)
            if process.returncode:
                errors.seek(0)
                raise GitFailed(_last_line(errors.read(100_000)) or f"git ended with status {process.returncode}")

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """Return all that git prints.

        Raises:
            GitFailed: git ended with an error.
        """
        return b"".join(self.stream(*arguments, given=given))


def _bound(pid: int) -> None:
    """Limit the memory of a process; not its packs, which are mapped. Only Linux can do it from outside."""
    with contextlib.suppress(ImportError, AttributeError, OSError, ValueError):
        import resource  # noqa: PLC0415 - absent on some systems

        _, hard = resource.prlimit(pid, resource.RLIMIT_DATA)
        most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.prlimit(pid, resource.RLIMIT_DATA, (most, hard))


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def end(process: subprocess.Popen[bytes]) -> None:
    """Make sure that a process is gone and its pipes are closed."""
    if process.stdin:
        with contextlib.suppress(OSError):
            process.stdin.close()
    if process.stdout:
        process.stdout.close()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _blocks(process: subprocess.Popen[bytes], ahead: int) -> Iterator[bytes]:
    assert process.stdout is not None  # noqa: S101 - a pipe was asked for
    handle = process.stdout.fileno()
    _widen(handle, ahead)
    with selectors.DefaultSelector() as ready:
        ready.register(handle, selectors.EVENT_READ)
        # Git writes a few kilobytes at a time; handed on like that, every step behind would pay per piece.
        held: list[bytes] = []
        size = 0
        while True:
            if not ready.select(_STALL_SECONDS):
                process.kill()
                raise GitFailed(f"stopped: git printed nothing for {_STALL_SECONDS:.0f} seconds")
            block = os.read(handle, ahead)
            held.append(block)
            size += len(block)
            if 4 * size >= ahead or not block:
                yield b"".join(held)
                held, size = [], 0
            if not block:
                return


def _widen(handle: int, size: int) -> None:
    """Ask for a pipe of so many bytes; a wide one lets git and the parser work at the same time."""
    with contextlib.suppress(ImportError, OSError, AttributeError):
        import fcntl  # noqa: PLC0415 - absent on some systems

        fcntl.fcntl(handle, fcntl.F_SETPIPE_SZ, size)


def _environment(shadow: Path, objects: Path) -> dict[str, str]:
    """Return all of git's environment: nothing of the user's but the search path."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(shadow),  # no ~/.gitconfig, ~/.config/git, ~/.mailrc
        "LC_ALL": "C",
        "GIT_DIR": str(shadow),  # given, so that no repository is searched for and its owner does not matter
        "GIT_OBJECT_DIRECTORY": str(objects),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_PAGER": "cat",
    }


def _last_line(errors: bytes) -> str:
    lines = [line for line in errors.decode("utf-8", "replace").splitlines() if line.strip()]
    fatal = [line for line in lines if line.startswith(("fatal:", "error:"))]
    chosen = (fatal or lines or [""])[-1]
    return "".join(c if c.isprintable() else "?" for c in chosen)[:300]


def _word(text: str) -> str:
    return "".join(c for c in text if c.isalnum())[:20]
