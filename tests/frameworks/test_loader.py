"""Loading: choice of edition, clear errors, the compiled form under damage, races and read-only folders."""

import multiprocessing
import os
from pathlib import Path

import pytest

from gradatim.files import kept
from gradatim.frameworks import loader
from gradatim.frameworks.interface import FrameworkError, UnknownFramework
from gradatim.frameworks.schemas import FILES
from tests.frameworks.conftest import TINY


def test_it_works() -> None:
    assert loader.load("sw-cmm", "1.1").short_title == "SW-CMM 1.1"


def test_what_is_there() -> None:
    assert loader.available() == (("cmmi-dev", "1.3"), ("iso-9001", "2015"), ("sw-cmm", "1.1"))
    assert [framework.id for framework in loader.load_all()] == ["sw-cmm", "cmmi-dev", "iso-9001"]


def test_an_unknown_framework_is_answered_with_those_that_are_there() -> None:
    with pytest.raises(UnknownFramework, match=r"no framework spice@2.0; there are: cmmi-dev@1.3, iso-9001@2015"):
        loader.load("spice", "2.0")


def test_a_fourth_framework_drops_in_as_one_file(tiny: Path) -> None:
    (framework,) = loader.load_all(folder=tiny)
    assert (framework.id, framework.criteria[0].indicators[0].probe) == ("tiny", "tests_exist")


def test_without_an_edition_the_newest_one_is_loaded(tiny: Path) -> None:
    newer = TINY.replace("edition: '1'", "edition: '2'").replace("2001", "2011")
    (tiny / "tiny_2.yaml").write_text(newer)
    assert loader.load("tiny", folder=tiny).edition == "2"
    assert loader.load("tiny", "1", folder=tiny).edition == "1"


def test_indicators_of_another_edition_are_not_taken(tiny: Path) -> None:
    (tiny / "indicators").mkdir()
    spoken = "schema: gradatim/indicators/1\nframework: tiny\nedition: '{}'\n"
    spoken += "indicators:\n  1-a: [{{probe: x, strength: hint}}]\n"
    (tiny / "indicators" / "tiny.yaml").write_text(spoken.format("2"))
    assert [one.probe for one in loader.load("tiny", folder=tiny).criteria[0].indicators] == ["tests_exist"]
    (tiny / "indicators" / "tiny.yaml").write_text(spoken.format("1"))
    assert [one.probe for one in loader.load("tiny", folder=tiny).criteria[0].indicators] == ["tests_exist", "x"]


def test_two_files_with_one_edition_are_refused(tiny: Path) -> None:
    (tiny / "copy.yaml").write_text(TINY)
    with pytest.raises(FrameworkError, match=r"tiny_1.yaml: holds tiny@1, and so does copy.yaml; keep one"):
        loader.load_all(folder=tiny)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("year: 2001", "year: [2001", r":\d+:\d+: .*expected"),
        ("year: 2001", "year: soon", r"Expected `int`, got `str` - at `\$\.year`"),
        ("year: 2001", "yaer: 2001", r"unknown field `yaer`|missing required field `year`"),
        ("title: Work", "title: Work\n    title: Again", r":\d+:5: the key 'title' stands twice"),
        ("title: Work", "title: &a Work\n    pdca: *a", r":\d+:\d+: anchors \(&\) and aliases \(\*\) are not read"),
        ("title: Work", "title: !!python/object:os.system x", r":\d+:\d+: tags \(!\) are not read"),
        ("criteria: [1-a]", "criteria: [1-b]", r"work names the criterion 1-b, which is not in the file"),
        ("probes: [tests_exist]", "probes: []", r"either `probes` or the reason `not_yet_mined`"),
        ("strength: hint", "strength: strong", r"Invalid enum value 'strong'"),
        ("title: Work", "title: " + "[" * 40, r"more than 24 levels"),
        ("framework/1", "framework/9", r"\$\.schema"),
        (
            "{id: 1-a, statement: Work is done.",
            "{id: 1-a, statement: Twice.}\n      - {id: 1-a, statement: Work is done.",
            "criterion 1-a is there twice",
        ),
    ],
)
def test_a_broken_file_says_where_and_what(tiny: Path, old: str, new: str, message: str) -> None:
    path = tiny / "tiny_1.yaml"
    path.write_text(TINY.replace(old, new, 1))
    with pytest.raises(FrameworkError, match=message) as caught:
        loader.load_file(path)
    assert str(path) in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FrameworkError, match=r"none.yaml: cannot be read \(No such file"):
        loader.load_file(tmp_path / "none.yaml")


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"#" * 4_000_001)
    with pytest.raises(FrameworkError, match="more than 4,000,000 bytes"):
        loader.load_file(path)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(b"\xff\xfe\x00\x01: \x80")
    with pytest.raises(FrameworkError, match="not UTF-8"):
        loader.load_file(path)


def test_the_compiled_form_gives_the_same_framework(tiny: Path, tmp_path: Path) -> None:
    place = tmp_path / "compiled"
    first = loader.load("tiny", folder=tiny, cache_dir=place)
    assert [path.name for path in place.iterdir()] == ["tiny_1.compiled"]
    assert loader.load("tiny", folder=tiny, cache_dir=place) == first


def test_a_changed_file_is_read_anew(tiny: Path, tmp_path: Path) -> None:
    place = tmp_path / "compiled"
    loader.load("tiny", folder=tiny, cache_dir=place)
    (tiny / "tiny_1.yaml").write_text(TINY.replace("title: Work", "title: Play"))
    assert loader.load("tiny", folder=tiny, cache_dir=place).clauses[0].title == "Play"


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "foreign", "folder"])
def test_a_damaged_compiled_form_is_never_trusted(tiny: Path, tmp_path: Path, damage: str) -> None:
    place = tmp_path / "compiled"
    good = loader.load("tiny", folder=tiny, cache_dir=place)
    path = place / "tiny_1.compiled"
    data = path.read_bytes()
    flipped = data[:-3] + bytes([data[-3] ^ 1]) + data[-2:]
    if damage == "folder":
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes(
            {"cut": data[: len(data) // 2], "flipped": flipped, "empty": b"", "foreign": b"x" * 500}[damage]
        )
    assert loader.load("tiny", folder=tiny, cache_dir=place) == good


def test_a_body_of_another_type_is_not_taken_for_a_framework(tiny: Path, tmp_path: Path) -> None:
    place = tmp_path / "compiled"
    good = loader.load("tiny", folder=tiny, cache_dir=place)
    path = place / "tiny_1.compiled"
    made_from = path.read_bytes()[: kept.DIGEST]
    assert kept.write(path, made_from, b"\x93\x01\x02\x03")
    assert loader.load("tiny", folder=tiny, cache_dir=place) == good


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_cannot_be_written(tiny: Path, tmp_path: Path) -> None:
    place = tmp_path / "compiled"
    place.mkdir(mode=0o500)
    assert loader.load("tiny", folder=tiny, cache_dir=place).id == "tiny"


def test_a_place_that_is_no_folder(tiny: Path, tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("in the way")
    assert loader.load("tiny", folder=tiny, cache_dir=place / "below").id == "tiny"
    assert place.read_text() == "in the way"


def _load_often(folder: Path, place: Path, rounds: int) -> None:
    for number in range(rounds):
        if number % 3 == 0:
            (place / "tiny_1.compiled").unlink(missing_ok=True)
        assert loader.load("tiny", folder=folder, cache_dir=place).id == "tiny"


def test_two_processes_on_one_compiled_form(tiny: Path, tmp_path: Path) -> None:
    place = tmp_path / "compiled"
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_load_often, args=(tiny, place, 60)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]


def test_our_schemas_are_those_of_the_shape() -> None:
    from gradatim.frameworks.schemas import text

    for name in FILES:
        assert (loader.DATA / name).read_text() == text(name), "run python -m gradatim.frameworks.schemas"
