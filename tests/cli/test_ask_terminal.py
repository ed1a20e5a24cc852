"""`gradatim ask` on a pseudo terminal, as a person types it."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gradatim.collectors import answers
from gradatim.frameworks import loader

PATIENCE = 60


class Typist:
    """A program on a pseudo terminal, and what it showed."""

    def __init__(self, *arguments: str) -> None:
        self._end, inner = pty.openpty()
        code = "from gradatim.cli import main; main()"
        self.program = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            stdin=inner,
            stdout=inner,
            stderr=inner,
            env=os.environ | {"COLUMNS": "200", "TERM": "dumb"},
        )
        os.close(inner)
        self.shown = ""

    def type(self, after: str, text: str) -> None:
        """Wait for a prompt in what was shown since the last one, then type a line."""
        self._read(after)
        self.shown = self.shown.rpartition(after)[2]
        os.write(self._end, f"{text}\n".encode())

    def close(self) -> int:
        """Read what is left; return the exit code."""
        self._read("")
        os.close(self._end)
        return self.program.wait(PATIENCE)

    def _read(self, until: str) -> None:
        end = time.monotonic() + PATIENCE
        while not until or until not in self.shown:
            ready, _, _ = select.select([self._end], [], [], max(end - time.monotonic(), 0))
            if not ready:
                self.program.kill()
                pytest.fail(f"no {until!r} in {PATIENCE} s: {self.shown[-500:]}")
            try:
                found = os.read(self._end, 65536)
            except OSError:
                found = b""
            if not found:
                return
            self.shown += found.decode()


def test_a_sign_of_an_answer_is_no_role(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Demo\n")
    person = Typist("ask", str(tmp_path), "--no-cache", "--singly", "--date", "2026-08-02")
    person.type("(Enter for none): ", "y")
    person.type("(Enter for none): ", "team lead")
    person.type("\n> ", "n")
    person.type("? > ", "")
    person.type("\n> ", "q")
    assert person.close() == 0
    assert "One answer written" in person.shown
    said = answers.read(tmp_path, frameworks=loader.load_all()).answers
    assert [(a.value, a.role) for a in said] == [("no", "team lead")]


def test_the_interview_can_be_left_at_its_first_prompt(tmp_path: Path) -> None:
    person = Typist("ask", str(tmp_path), "--no-cache")
    person.type("(Enter for none): ", "q")
    assert person.close() == 0
    assert "Nothing was written" in person.shown
    assert not (tmp_path / "gradatim.yaml").exists()
