"""Colour and width: as chosen, else as the terminal can; what is piped is the same everywhere."""

import os
import sys
from pathlib import Path

import pytest

from gradatim.cli import terminal
from tests.cli.conftest import Run


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return monkeypatch


def test_colour_on_a_terminal_that_can(on_terminal: pytest.MonkeyPatch) -> None:
    assert terminal.wants_color(None)
    on_terminal.setenv("NO_COLOR", "1")
    assert not terminal.wants_color(None)
    on_terminal.delenv("NO_COLOR")
    on_terminal.setenv("TERM", "dumb")
    assert not terminal.wants_color(None)
    assert terminal.wants_color(True)


@pytest.mark.parametrize(("columns", "width"), [(20, 40), (60, 60), (80, 80), (200, 80)])
def test_a_narrow_terminal_narrows_the_report(on_terminal: pytest.MonkeyPatch, columns: int, width: int) -> None:
    on_terminal.setattr("shutil.get_terminal_size", lambda _: os.terminal_size((columns, 24)))
    assert terminal.width() == width


@pytest.mark.parametrize(
    ("columns", "width"), [("", 80), ("60", 60), ("20", 40), ("200", 80), ("0", 80), ("wide", 80), ("\u00b2", 80)]
)
def test_what_is_piped_has_no_colour_and_the_full_width_unless_columns_names_fewer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, columns: str, width: int
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False, raising=False)
    monkeypatch.setenv("COLUMNS", columns)
    assert not terminal.wants_color(None)
    assert terminal.width() == width
    assert terminal.width(tmp_path / "report.txt") == terminal.WIDEST


@pytest.mark.parametrize(
    "arguments",
    [
        ("compare",),
        ("compare", "sw-cmm", "iso-9001", "--with", "cmmi-dev"),
        ("compare", "--levels"),
        ("compare", "--crosswalk", "iso-9001:8.3"),
        ("explain", "sw-cmm:SCM.Ac6"),
        ("explain", "iso-9001"),
        ("explain", "maturity level"),
        ("explain", "--search", "supplier"),
    ],
)
@pytest.mark.parametrize("columns", [40, 60])
def test_pages_fit_a_narrow_terminal(
    on_terminal: pytest.MonkeyPatch, run: Run, arguments: tuple[str, ...], columns: int
) -> None:
    on_terminal.setattr("gradatim.cli.terminal.width", lambda _output=None: columns)
    ran = run(*arguments)
    assert ran.code == 0
    assert max(len(line) for line in ran.out.splitlines()) <= columns
