"""Compiled templates save time and change nothing, whatever lies in their folder."""

from pathlib import Path

import jinja2
import pytest

from gradatim.reports.frame.compiled import KeptTemplates


def _rendered(folder: Path, text: str = "Hello {{ name }}!") -> str:
    environment = jinja2.Environment(
        loader=jinja2.DictLoader({"page": text}), autoescape=True, bytecode_cache=KeptTemplates(folder)
    )
    return environment.get_template("page").render(name="<Ann>")


def _kept(folder: Path) -> Path:
    (file,) = folder.glob("*.template")
    return file


def test_a_kept_template_is_not_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _rendered(tmp_path)
    monkeypatch.setattr(jinja2.Environment, "compile", lambda *_: pytest.fail("compiled again"))
    assert _rendered(tmp_path) == first == "Hello &lt;Ann&gt;!"


def test_a_changed_template_is_compiled_anew(tmp_path: Path) -> None:
    _rendered(tmp_path)
    assert _rendered(tmp_path, "Bye {{ name }}") == "Bye &lt;Ann&gt;"


@pytest.mark.parametrize(
    "damage", [lambda b: b"", lambda b: b[:40], lambda b: b[:-9] + b"123456789", lambda b: b"x" + b]
)
def test_a_damaged_form_is_written_anew(tmp_path: Path, damage) -> None:
    _rendered(tmp_path)
    whole = _kept(tmp_path).read_bytes()
    _kept(tmp_path).write_bytes(damage(whole))
    assert _rendered(tmp_path) == "Hello &lt;Ann&gt;!"
    assert _kept(tmp_path).read_bytes() == whole


def test_what_other_code_made_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _rendered(tmp_path)
    before = _kept(tmp_path).read_bytes()
    monkeypatch.setattr("gradatim.reports.frame.compiled._stamp", lambda: b"another version!")
    assert _rendered(tmp_path) == "Hello &lt;Ann&gt;!"
    assert _kept(tmp_path).read_bytes() != before


def test_a_folder_that_cannot_be_made_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert _rendered(tmp_path / "file" / "folder") == "Hello &lt;Ann&gt;!"
