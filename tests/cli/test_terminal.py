"""Colour and width: as chosen, else as the terminal can; what is piped is the same everywhere."""

import os
import sys

import pytest

from gradatim.cli import terminal


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


def test_what_is_piped_has_no_colour_and_the_full_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False, raising=False)
    monkeypatch.setenv("COLUMNS", "60")
    assert not terminal.wants_color(None)
    assert terminal.width() == terminal.WIDEST
