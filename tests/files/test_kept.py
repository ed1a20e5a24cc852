"""Kept forms: taken where whole and made from the same, else as if absent."""

from pathlib import Path

import pytest

from gradatim.files import kept


def test_writing_leaves_no_temporary_file(tmp_path: Path) -> None:
    assert kept.write(tmp_path / "one", kept.stamp(b"k"), b"body")
    assert [path.name for path in tmp_path.iterdir()] == ["one"]
    assert kept.read(tmp_path / "one", kept.stamp(b"k")) == b"body"
    assert kept.read(tmp_path / "one", kept.stamp(b"other")) is None


@pytest.mark.parametrize("damage", [lambda b: b"", lambda b: b[:20], lambda b: b[:-1] + b"!", lambda b: b"x" + b])
def test_a_damaged_form_is_absent(tmp_path: Path, damage) -> None:
    kept.write(tmp_path / "one", kept.stamp(b"k"), b"body")
    (tmp_path / "one").write_bytes(damage((tmp_path / "one").read_bytes()))
    assert kept.read(tmp_path / "one", kept.stamp(b"k")) is None


def test_parts_of_a_stamp_do_not_run_together() -> None:
    assert kept.stamp(b"ab", b"c") != kept.stamp(b"a", b"bc")


def test_a_value_is_made_once_and_kept_in_the_first_place_that_takes_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    places = [tmp_path / "file" / "below", tmp_path / "kept"]
    made: list[int] = []
    for _ in range(2):
        value = kept.value(places, kept.stamp(b"k"), lambda: made.append(1) or [1, 2], list[int])
        assert value == [1, 2]
    assert made == [1]
    assert not (tmp_path / "file" / "below").exists()
