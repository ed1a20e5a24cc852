import pytest

from gradatim.collectors.interface import InvalidInput
from gradatim.collectors.settings import BOUNDS, parse
from gradatim.files.yaml_nodes import Mapping, Scalar


def message(content: bytes) -> str:
    with pytest.raises(InvalidInput) as caught:
        parse(content, "gradatim.yaml")
    return str(caught.value)


def test_words_stay_words():
    root = parse(b"a: yes\nb: no\nc: 012\nd: 2026-01-01\n", "f")
    assert isinstance(root, Mapping)
    assert [value.text for _, value in root.entries if isinstance(value, Scalar)] == ["yes", "no", "012", "2026-01-01"]


@pytest.mark.parametrize("content", [b"", b"\n", b"# only a comment\n", b"---\n", b"\xef\xbb\xbf"])
def test_nothing_is_an_empty_mapping(content):
    root = parse(content, "f")
    assert isinstance(root, Mapping)
    assert root.entries == ()


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"a: [1, 2\nb: 3\n", ":2:2:", "not valid YAML"),
        (b"a: 1\n\tb: 2\n", ":2:1:", "not valid YAML"),
        (b"ok: 1\nbad: \xff\n", ":2:6:", "UTF-8"),
        (b"ok: 1\nbad: \x01\n", ":2:6:", "character"),
        (b'ok: 1\nbad: "\\e[31m"\n', ":2:6:", "control character"),
        ("bad: a\u202eb\n".encode(), ":1:6:", "control character"),
        (b"a: 1\nb: 2\na: 3\n", ":3:1:", "first on line 1"),
        (b"a: &x [1]\nb: *x\n", ":1:4:", "anchors"),
        (b"a: !!python/object:os.system 1\n", ":1:4:", "tags"),
        (b"a: 1\n---\nb: 2\n", ":2:1:", "second document"),
        (b"? [a]\n: 1\n", ":1:3:", "key"),
    ],
)
def test_a_fault_is_named_with_its_place(content, place, words):
    text = message(content)
    assert place in text
    assert words in text


def test_an_alias_bomb_is_refused_at_its_first_anchor():
    bomb = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
        b"%c: &%c [*%c,*%c]\n" % (n, n, n - 1, n - 1) for n in range(98, 120)
    )
    assert "anchors" in message(bomb)


def test_depth_is_bounded():
    assert "nested" in message(b"[" * 200_000)
    assert "nested" in message(b"\n".join(b" " * n + b"a:" for n in range(40)))


def test_size_is_bounded():
    assert "more than 1,000,000 bytes" in message(b"#" * (BOUNDS.size + 1))
