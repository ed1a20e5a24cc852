"""A run that is killed, shares its cache, or finds no room leaves what was there whole; the next one works."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.safety.conftest import HANG_SECONDS, Program, Ran
from tests.support.repositories import Repository

KILLS = 5
OLD, NEW = "2025-06-29", "2025-06-30"
WRITTEN = ("gradatim-report.html", "gradatim-result.json")


def _files(program: Program) -> dict[str, bytes]:
    return {name: (program.folder / name).read_bytes() for name in WRITTEN}


def _expected(program: Program, repository: Repository, date: str) -> dict[str, bytes]:
    program("run", repository.path, "--date", date, "--no-cache")
    return _files(program)


def test_a_run_killed_at_any_moment_leaves_old_or_new_files_and_a_cache_that_works(
    program: Program, repository: Repository
) -> None:
    new = _expected(program, repository, NEW)
    began = time.monotonic()
    old = _expected(program, repository, OLD)
    length = time.monotonic() - began
    chance = random.Random(2)
    for _ in range(KILLS):
        killed = program.start("run", repository.path, "--date", NEW)
        time.sleep(chance.uniform(0.2, 1.1) * length)
        killed.kill()
        killed.communicate(timeout=HANG_SECONDS)
        found = _files(program)
        assert all(found[name] in (old[name], new[name]) for name in WRITTEN)
    assert program.run(repository.path).code == 0
    assert _files(program) == new


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_says_so_and_leaves_nothing_behind(
    program: Program, repository: Repository, tmp_path: Path, how: signal.Signals
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    stopped = program.start("ask", repository.path, "--no-cache", TMPDIR=str(scratch))
    assert stopped.stdout is not None
    assert stopped.stdout.readline()  # it asks, and waits
    stopped.send_signal(how)
    out, err = stopped.communicate(timeout=HANG_SECONDS)
    assert b"Traceback" not in out + err
    assert stopped.returncode in (0, 130)
    assert list(scratch.iterdir()) == []


def test_runs_at_the_same_time_on_one_cache_do_no_harm(program: Program, repository: Repository) -> None:
    expected = program.run(repository.path, "--no-report", "--format", "json", "--no-cache").out
    arguments = ("run", repository.path, "--date", NEW, "--quiet", "--no-report", "--format", "json")
    together = [program.start(*arguments) for _ in range(2)]
    printed = [process.communicate(timeout=HANG_SECONDS) for process in together]
    assert [process.returncode for process in together] == [0, 0]
    assert {out.decode() for out, _ in printed} == {expected}
    assert program.run(repository.path, "--no-report", "--format", "json").out == expected


def _damages(content: bytes) -> Iterator[bytes]:
    yield b""
    yield content[: len(content) // 2]
    yield b"SQLite format 3\0" + bytes(range(256)) * 20
    yield content[:100] + b"\xff" * 200 + content[300:]


def test_a_damaged_cache_is_made_anew(program: Program, repository: Repository) -> None:
    options = ("--no-report", "--format", "json")
    expected = program.run(repository.path, *options).out
    kept = [p for p in sorted((program.folder / "cache").rglob("*")) if p.is_file()]
    assert kept
    whole = {p: p.read_bytes() for p in kept}
    for number in range(len(list(_damages(b"")))):
        for path, content in whole.items():
            path.write_bytes(list(_damages(content))[number])
        assert program.run(repository.path, *options).out == expected


def test_a_full_disk_costs_the_cache_and_keeps_the_old_report(program: Program, repository: Repository) -> None:
    old = _expected(program, repository, OLD)
    ran = program.run(repository.path, file_size=20_000)
    assert ran.code == 2
    assert "cannot be written" in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert _files(program) == old
    assert {p.name for p in program.folder.iterdir()} <= {*WRITTEN, "cache"}
    assert program.run(repository.path, "--no-report", file_size=20_000).code == 0


def _one_line(ran: Ran) -> str:
    lines = ran.err.strip().splitlines()
    assert len(lines) <= 2, ran.err
    return " ".join(lines)


def test_a_full_standard_output_is_told(program: Program, repository: Repository) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = program.run(repository.path, "--no-report", stdout=full)
    assert ran.code == 2
    assert "standard output" in _one_line(ran)


def test_a_reader_that_goes_away_ends_the_run_quietly(program: Program, repository: Repository) -> None:
    with program.start("run", repository.path, "--date", NEW, "--quiet", "--no-report") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        err = process.stderr.read()
    assert process.returncode == 141
    assert err == b""


AT_IMPORT = """
import os, signal, sys

class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == "click":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupts())
sys.argv = ["gradatim", "--help"]
from gradatim.cli import main
main()
"""


def test_ctrl_c_while_the_program_still_starts_shows_no_traceback() -> None:
    # A test run in the background ignores Ctrl-C, and its children would too.
    code = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n" + AT_IMPORT
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == -signal.SIGINT
    assert done.stderr == b""


def test_a_run_in_the_background_goes_on_ignoring_ctrl_c() -> None:
    code = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n" + AT_IMPORT
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stdout.startswith(b"Usage: gradatim")
