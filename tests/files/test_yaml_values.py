"""YAML of people to plain values: within bounds, with places, the same values that a YAML library wrote."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gradatim.files.interface import FileError
from gradatim.files.yaml_events import Bounds
from gradatim.files.yaml_values import nearest, parse

_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(allow_nan=False) | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=8,
)


def test_keys_are_numbers_or_texts_and_dates_stay_as_written() -> None:
    found = parse(b"yes: 1\n2: no\nday: 2027-01-31\n", Bounds())
    assert found.value == {"yes": 1, 2: False, "day": "2027-01-31"}


def test_places_are_those_of_the_keys() -> None:
    found = parse(b"a:\n  b: 1\n  c: [{d: 2}]\n", Bounds())
    assert found.places == {"a": (1, 1), "a.b": (2, 3), "a.c": (3, 3), "a.c.d": (3, 8)}


@given(_VALUES)
def test_what_a_yaml_library_writes_is_read_back(value: object) -> None:
    written = yaml.safe_dump(value, allow_unicode=True, width=200)
    assert parse(written.encode(), Bounds()).value == value


@pytest.mark.parametrize(
    ("content", "line", "column", "words"),
    [
        (b"a: 1\nb: [\n", 3, 1, "not valid YAML"),
        (b"a: 1\n b: 2\n", 2, 3, "not valid YAML"),
        (b"a: &x 1\n", 1, 4, "anchors"),
        (b"a: !!python/object:os.system 1\n", 1, 4, "tags"),
        (b"a: 1\nb: {c: 1, c: 2}\n", 2, 11, "twice"),
        (b"[a]: 1\n", 1, 1, "plain text"),
        (b"a: 1\n---\nb: 2\n", 2, 1, "second document"),
        (b"a: \xff\n", 1, 4, "UTF-8"),
        (b"a: \x00\n", 1, 4, "character"),
        (b"a: [[[1]]]\n", 1, 6, "more than 3 levels"),
        (b"a: [1, 2, 3, 4, 5, 6, 7]\n", 1, 23, "more than 9 values"),
        (b"#" * 201, 1, 1, "more than 200 bytes"),
    ],
)
def test_a_fault_is_named_with_its_place(content: bytes, line: int, column: int, words: str) -> None:
    with pytest.raises(FileError) as caught:
        parse(content, Bounds(size=200, depth=3, values=9))
    assert (caught.value.line, caught.value.column) == (line, column)
    assert words in caught.value.what


def test_a_fault_stands_at_its_key_or_the_nearest_above() -> None:
    places = {"a": (1, 1), "a.b": (2, 3)}
    assert [nearest(places, key) for key in ("a.b", "a.b.c.d", "a.c", "b", "")] == [
        (2, 3),
        (2, 3),
        (1, 1),
        (0, 0),
        (0, 0),
    ]
