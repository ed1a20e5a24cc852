"""A file is the old one or the new one, whatever goes wrong."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gradatim.files import whole


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report.html"
    target.write_text("old")

    def fail(self: Path, other: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        whole.write(target, b"new")
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "out"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        whole.write(pipe, b"whole")
        assert os.read(reader, 100) == b"whole"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_folder_in_the_place_of_a_file_is_an_error_and_stays(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        whole.write(tmp_path, b"whole")
    assert list(tmp_path.iterdir()) == []


def test_a_file_keeps_its_permissions_and_a_new_one_follows_the_umask(tmp_path: Path) -> None:
    private, new = tmp_path / "private", tmp_path / "new"
    private.write_text("old")
    private.chmod(0o600)
    before = os.umask(0o027)
    try:
        whole.write(private, b"x", durable=True)
        whole.write(new, b"x")
    finally:
        os.umask(before)
    assert private.stat().st_mode & 0o777 == 0o600
    assert new.stat().st_mode & 0o777 == 0o640


def killed_while_writing(target: Path) -> None:
    """Let a process write a file and be killed just before it would be put in place."""
    code = (
        "import os, signal, sys; from pathlib import Path; from gradatim.files import whole\n"
        "Path.replace = lambda *a: os.kill(os.getpid(), signal.SIGKILL)\n"
        "whole.write(Path(sys.argv[1]), b'never whole')"
    )
    done = subprocess.run([sys.executable, "-c", code, str(target)], check=False)
    assert done.returncode == -signal.SIGKILL


def test_what_a_killed_run_left_is_swept_by_the_next_write(tmp_path):
    target, other = tmp_path / "report.html", tmp_path / "result.json"
    killed_while_writing(target)
    killed_while_writing(target)
    killed_while_writing(other)
    assert len(list(tmp_path.iterdir())) == 2  # the second had swept what the first left
    whole.write(target, b"new")
    left = [p for p in tmp_path.iterdir() if p != target]
    assert target.read_bytes() == b"new"
    assert [p.name.startswith(".result.json.") for p in left] == [True]


def test_what_is_not_surely_ours_stays(tmp_path):
    target = tmp_path / "report.html"
    names = (".report.html.abcdefgh", ".report.html.backup12.gradatim", ".report.html.ABCDEFGH.gradatim-part")
    for name in (*names, "report.html.abcdefgh.gradatim-part"):
        (tmp_path / name).write_text("mine")
    (tmp_path / ".report.html.aaaaaaaa.gradatim-part").symlink_to(tmp_path / names[0])
    (tmp_path / ".report.html.bbbbbbbb.gradatim-part").mkdir()
    os.mkfifo(tmp_path / ".report.html.cccccccc.gradatim-part")
    before = {p.name for p in tmp_path.iterdir()}
    whole.write(target, b"new")
    assert {p.name for p in tmp_path.iterdir()} == before | {"report.html"}


def test_a_part_that_another_run_is_writing_stays(tmp_path):
    target = tmp_path / "report.html"
    code = (
        "import sys; from pathlib import Path; from gradatim.files import whole\n"
        "plain = Path.replace\n"
        "def wait(*a): print('ready', flush=True); sys.stdin.readline(); return plain(*a)\n"
        "Path.replace = wait\n"
        "whole.write(Path(sys.argv[1]), b'slow')"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code, str(target)], stdin=pipe, stdout=pipe, text=True) as slow:
        assert slow.stdout is not None
        assert slow.stdout.readline() == "ready\n"
        whole.write(target, b"quick")
        assert target.read_bytes() == b"quick"
        slow.communicate("go\n", timeout=60)
    assert slow.returncode == 0
    assert target.read_bytes() == b"slow"
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_many_writers_at_once_never_lose_a_write(tmp_path):
    target = tmp_path / "report.html"
    contents = [bytes([65 + n]) * 50_000 for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(20):
            list(pool.map(lambda content: whole.write(target, content), contents))
            assert target.read_bytes() in contents
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]
