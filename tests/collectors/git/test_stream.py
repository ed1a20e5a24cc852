"""The byte parser: any cut into blocks, any bytes, nothing forged."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradatim.collectors.git.process import GitFailed
from gradatim.collectors.git.stream import new_word, parse, parse_record

WORD = b"0123456789abcdef0123456789abcdef"
MARK = b"\0" + WORD + b"\0"
ZERO, ONE, TWO = b"0" * 40, b"1" * 40, b"2" * 40


def head(number: int = 7, message: bytes = b"Subject\n\nbody") -> bytes:
    fields = (b"%040x" % number, ONE, b"Ann", b"ann@x", b"100", b"Bob", b"bob@x", b"200", message)
    return b"\0".join(fields) + b"\0"


def files(*entries: tuple[bytes, bytes]) -> bytes:
    return b"\n" + b"".join(b":100644 100644 " + ZERO + b" " + ONE + b" " + s + b"\0" + p + b"\0" for s, p in entries)


def cut(data: bytes, places: list[int]) -> list[bytes]:
    edges = sorted({0, len(data), *(p % (len(data) + 1) for p in places)})
    return [data[a:b] for a, b in pairwise(edges)]


def commits(blocks: list[bytes]) -> list[bytes]:
    return [c.id for batch in parse(blocks, WORD) for c in batch]


@given(st.lists(st.integers(0, 10_000), max_size=30))
def test_it_does_not_matter_where_the_blocks_are_cut(places):
    data = b"".join(MARK + head(n) + files((b"M", b"a")) + b"\0" for n in range(5))
    assert commits(cut(data, places)) == [b"%040x" % n for n in range(5)]


def test_a_record_with_its_files():
    found = parse_record(head() + files((b"A", b"new"), (b"M", b"old\nname")) + b"\0")
    assert found is not None
    assert (found.author, found.committer) == ((b"Ann", b"ann@x"), (b"Bob", b"bob@x"))
    assert (found.author_time, found.commit_time) == (100, 200)
    assert (found.statuses, found.paths, found.files_total) == (b"AM", [b"new", b"old\nname"], 2)
    assert found.message == b"Subject\n\nbody"


@pytest.mark.parametrize("width", [40, 64])
def test_a_move_is_known_by_its_content(width):
    none, same = b"0" * width, b"a" * width
    raw = b"\n:100644 000000 " + same + b" " + none + b" D\0old\0:000000 100644 " + none + b" " + same + b" A\0new\0"
    found = parse_record(head() + raw)
    assert found is not None
    assert found.renames == [(1, 0)]


def test_a_commit_without_files():
    found = parse_record(head())
    assert found is not None
    assert (found.paths, found.files_total) == ([], 0)


def test_what_looks_like_a_record_inside_a_message_is_message():
    nasty = WORD + b"\n" + b"f" * 40 + b"\n:100644 100644 " + ZERO + b" " + ONE + b" M\tevil"
    found = list(parse([MARK + head(1, nasty) + b"\0" + MARK + head(2)], WORD))
    assert [c.message for batch in found for c in batch] == [nasty, b"Subject\n\nbody"]


def test_words_differ_from_run_to_run():
    assert new_word() != new_word()


@pytest.mark.parametrize("cell", [b"", b"-5", b"9" * 30, b"soon"])
def test_a_time_that_makes_no_sense_is_zero(cell):
    record = b"\0".join((b"7" * 40, b"", b"A", b"a", cell, b"B", b"b", cell, b"m")) + b"\0"
    found = parse_record(record)
    assert found is not None
    assert (found.author_time, found.commit_time) == (0, 0)


def test_what_came_whole_before_git_died_is_kept_and_the_cut_record_is_not():
    def dying():
        yield MARK + head(1) + files((b"M", b"a")) + b"\0" + MARK + head(2) + files((b"M", b"b"))
        raise GitFailed("fatal: unable to read tree")

    kept = []
    with pytest.raises(GitFailed):
        for batch in parse(dying(), WORD):
            kept += batch
    assert [c.id for c in kept] == [b"%040x" % 1]


@given(st.binary(max_size=2_000))
def test_garbage_is_no_commit(data):
    for batch in parse([data], WORD):
        assert all(len(commit.parents) >= 0 for commit in batch)
