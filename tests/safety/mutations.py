"""Broken inputs: sound ones with parts cut, doubled and replaced, as bytes or as trees of values."""

from typing import Any

from hypothesis import strategies as st

TOKENS = (
    b"", b"\0", b"\xff", b"\xef\xbb\xbf", b"\r", b"\n", b"\t", b" " * 70, b"'", b'"', b"{", b"}", b"[", b"]", b"<",
    b">", b":", b": ", b"- ", b"#", b"&a ", b"*a", b"!!x ", b"%", b"|", b">-\n", b"---\n", b"<<: ", b"null", b"~",
    b"yes", b"-1", b"1e999", b".nan", b".inf", b"9" * 40, b"0x", b"2025-13-41", b"2025-01-01", b"\xe2\x80\xae",
    b"\xc2\xb2", b"\xed\xa0\x80", b"\\u0000", b"\\ud800", b"\x1b[31m", b"${{ x }}", b"$(", b"`", b"../",
    b"/etc/passwd", b"a" * 5_000, b"[" * 300, b"{'a':" * 300, b"<a>" * 300, b"\n  " * 300,
)  # fmt: skip
ODD = (
    None, True, False, 0, -1, 2**31, 2**62, -(2**62), 0.5, -1.0, 1e308, "", "x", "\x1b[31m\u202e<b>", "2025-02-30",
    "0001-01-01", "9999-12-31", "sw-cmm:2", "a" * 3_000, [], [None], {}, {"": 0}, [[]],
)  # fmt: skip


class Shown(bytes):
    """Bytes that a failing test shows in part: whole ones would bury what failed."""

    def __repr__(self) -> str:
        return f"{bytes(self[:300])!r} of {len(self)} bytes"


def broken(*sound: bytes) -> st.SearchStrategy[bytes]:
    """Return variants of sound inputs: a few slices cut out, doubled or replaced."""
    change = st.tuples(
        st.floats(0, 1), st.integers(0, 40), st.sampled_from(TOKENS) | st.binary(max_size=12), st.integers(0, 3)
    )

    def apply(case: tuple[bytes, list[tuple[float, int, bytes, int]]]) -> bytes:
        content, changes = case
        for place, length, token, times in changes:
            at = int(place * len(content))
            content = content[:at] + content[at : at + length] * (times // 2) + token * times + content[at + length :]
        return Shown(content[:1_000_000])

    return st.tuples(st.sampled_from(sound), st.lists(change, min_size=1, max_size=6)).map(apply)


def odd_trees(sound: Any) -> st.SearchStrategy[Any]:
    """Return variants of a tree of plain values, with one to three of its leaves or branches replaced or removed."""
    places = list(_places(sound, ()))
    change = st.tuples(st.sampled_from(places), st.sampled_from([*ODD, ...]))
    return st.lists(change, min_size=1, max_size=3).map(lambda changes: _changed(sound, changes))


def _places(tree: Any, at: tuple[Any, ...]) -> Any:
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in inner:
        yield (*at, key)
        yield from _places(value, (*at, key))


def _changed(tree: Any, changes: list[tuple[tuple[Any, ...], Any]]) -> Any:
    for place, value in changes:
        tree = _replaced(tree, place, value)
    return tree


def _replaced(tree: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return None if value is ... else value
    key, rest = place[0], place[1:]
    if isinstance(tree, dict) and key in tree:
        if not rest and value is ...:
            return {k: v for k, v in tree.items() if k != key}
        return {**tree, key: _replaced(tree[key], rest, value)}
    if isinstance(tree, list) and isinstance(key, int) and key < len(tree):
        head, tail = tree[:key], tree[key + 1 :]
        return head + tail if not rest and value is ... else [*head, _replaced(tree[key], rest, value), *tail]
    return tree
