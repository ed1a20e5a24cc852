"""The mailmap reader gives what git gives."""

import subprocess

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gradatim.collectors.git.mailmap import Mailmap

# The forms of gitmailmap(5), and lines that mean nothing.
MAILMAP = b"""# comment
Proper Name <ann@old.example>
<new@example.org> <old@example.org>
Proper <proper@example.org> <commit@example.org>
Proper <proper@example.org> Commit Name <shared@example.org>
Other <other@example.org> other name <SHARED@example.org>

no address here
<only@example.org>
Late <late@example.org> <late-old@example.org> # trailing
Twice <twice@example.org>
Twice Again <twice@example.org>
"""
PAIRS = [
    (b"Whoever", b"ann@old.example"),
    (b"Ann", b"OLD@example.org"),
    (b"X", b"commit@example.org"),
    (b"Commit Name", b"shared@example.org"),
    (b"commit name", b"Shared@example.org"),
    (b"Other Name", b"shared@example.org"),
    (b"Third", b"shared@example.org"),
    (b"Nobody", b"unknown@example.org"),
    (b"L", b"late-old@example.org"),
    (b"T", b"twice@example.org"),
]


@pytest.mark.parametrize("pair", PAIRS)
def test_it_maps_as_git_does(pair, repo):
    assert Mailmap(MAILMAP)(*pair) == as_git_maps(repo, MAILMAP, [pair])[0]


def as_git_maps(repo, mailmap, pairs):
    (repo.path / "map").write_bytes(mailmap)
    given_ = b"".join(name + b" <" + email + b">\n" for name, email in pairs)
    command = ["git", "-C", str(repo.path), "-c", f"mailmap.file={repo.path}/map", "check-mailmap", "--stdin"]
    lines = subprocess.run(command, input=given_, capture_output=True, check=True).stdout.splitlines()
    return [tuple(part.strip() for part in line.rstrip(b">").rsplit(b"<", 1)) for line in lines]


words = st.sampled_from([b"Ann", b"Bob Baker", b"ann", b"", b"C"])
mails = st.sampled_from([b"a@x", b"A@x", b"b@y", b"c@z"])
entries = st.one_of(
    st.tuples(words, mails).map(lambda t: b"%s <%s>" % t),
    st.tuples(words, mails, mails).map(lambda t: b"%s <%s> <%s>" % t),
    st.tuples(words, mails, words, mails).map(lambda t: b"%s <%s> %s <%s>" % t),
)


@settings(max_examples=40, deadline=None)
@given(
    lines=st.lists(entries, max_size=6), pairs=st.lists(st.tuples(words.filter(bool), mails), min_size=1, max_size=6)
)
def test_any_mailmap_maps_as_git_does(tmp_path_factory, lines, pairs):
    from tests.support.repositories import Repository

    repo = Repository(tmp_path_factory.mktemp("map") / "demo")
    mailmap = b"\n".join(lines) + b"\n"
    mapper = Mailmap(mailmap)
    assert [mapper(*pair) for pair in pairs] == as_git_maps(repo, mailmap, pairs)


@given(st.binary(max_size=500))
def test_garbage_maps_nobody_wrongly(data):
    assume(b"ann@example.org" not in data.lower())
    assert Mailmap(data)(b"Ann", b"ann@example.org") == (b"Ann", b"ann@example.org")
