"""Entries that several people share, and two people who take turns at one keyboard."""

import pytest

from gradatim.collectors.git.identities import Identities
from gradatim.collectors.git.mailmap import Mailmap
from gradatim.collectors.git.messages import Named
from gradatim.model.history import ChangeStyle
from tests.support.repositories import ANN, BOB, CARA, Who

ABLE, BEE = (b"Ann Able", b"ann@example.io"), (b"Bob Bee", b"bob@example.io")


def identities(*pairs, others=()):
    return Identities(pairs, Mailmap(), "root", others)


def ids(who, *pairs):
    return {person.id for pair in pairs for person in who.of(*pair)}


@pytest.mark.parametrize(
    "entry",
    [
        (b"Ann Able + Bob Bee", b"a@b.cc"),
        (b"Ann Able, Bob Bee", b"a@b.cc"),
        (b"Ann Able/Bob Bee", b"ann@example.io"),
        (b"Ann Able and Bob Bee", b"pair+ann+bob@example.io"),
        (b"Bob Bee & Ann Able", b"bob@example.io"),
        (b"ann&bob", b"a@b.cc"),
        (b"Ann & Bob", b"ann@example.io"),
        (b"Bob und Ann Able", b"a@b.cc"),
        (b"AnnA & BobB", b"ann@example.io"),
    ],
)
def test_an_entry_of_two_people_is_both_of_them_and_no_third(entry):
    who = identities(ABLE, BEE, entry)
    assert ids(who, entry) == ids(who, ABLE, BEE)
    assert len(who.of(*entry)) == 2


@pytest.mark.parametrize("name", [b"Ann, Bob and Cara", b"Ann Able, Bob Bee & Cara Cole", b"Bob, Cara, Ann"])
def test_an_entry_of_three_people_has_commas(name):
    entry, cara = (name, b"ann@example.io"), (b"Cara Cole", b"c@y.zz")
    who = identities(ABLE, BEE, cara, entry)
    assert ids(who, entry) == ids(who, ABLE, BEE, cara)


def test_those_who_write_together_stay_several():
    entries = [
        (b"Ann & Bob", b"ann@example.io"),
        (b"Bob & Ann", b"bob@example.io"),
        (b"Ann and Bob", b"bob@example.io"),
    ]
    who = identities(ABLE, BEE, *entries)
    assert ids(who, ABLE).isdisjoint(ids(who, BEE))
    assert {who.of(*entry) for entry in entries} == {who.of(*entries[0])}


def test_an_address_that_pairs_share_joins_nobody():
    one, other = (b"Ann Able & Bob Bee", b"team@example.io"), (b"Cara Cole & Dan Dee", b"team@example.io")
    who = identities(one, other)
    assert len(ids(who, one, other)) == 4


def test_a_first_name_is_the_one_whose_address_the_entry_has():
    others = [(b"Ann Hill", b"hill@example.io"), BEE]
    who = identities(ABLE, *others, (b"Ann & Bob", b"ann@example.io"), (b"Ann + Bob", b"x@example.io"))
    assert ids(who, ABLE, BEE) == ids(who, (b"Ann & Bob", b"ann@example.io"))


def test_a_first_name_that_several_bear_is_none_of_them():
    entry = (b"Ann & Bob", b"x@example.io")
    who = identities(ABLE, (b"Ann Hill", b"hill@example.io"), BEE, entry)
    assert len(ids(who, entry) & ids(who, ABLE, (b"Ann Hill", b"hill@example.io"))) == 0
    assert ids(who, BEE) < ids(who, entry)


@pytest.mark.parametrize(
    "name",
    [
        b"Bits and Bytes",
        b"R&D Team",
        b"AT&T",
        b"Trust & Safety",
        b"Ortega y Gasset",
        b"Andy Sander",
        b"Able, Ann",
        b"C++",
        b"Bee, Bob, PhD",
        b"bob / Robert Bee",
        b"Bob Baker GmbH & Co. KG",
        b"Bob & Team",
    ],
)
def test_a_name_with_an_and_in_it_is_one_where_nobody_is_called_so(name):
    assert len(identities(BEE, (name, b"x@y.zz")).of(name, b"x@y.zz")) == 1


def test_people_named_together_in_a_message_are_both():
    named = Named("Ann Able and Bob Bee", "pair@example.io")
    who = identities(ABLE, BEE, others=[named])
    assert {person.id for person in who.named(named)} == ids(who, ABLE, BEE)


# -- in changes --------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def first_commits(repo):
    for by in (ANN, BOB, CARA):
        repo.commit("Begin", by=by, files={f"{by.email}.md": "demo"}, when=1735732800)


def test_what_two_wrote_together_and_one_of_them_merged_is_no_review(repo, change_of):
    repo.branch("t")
    repo.commit("work", by=Who(f"{ANN.name} & {BOB.name}", ANN.email), files={"x": "1"}, on="t")
    change = change_of(repo, repo.merge("t", "Merge pull request #7 from bob/t", by=BOB))
    assert len(change.authors) == 2
    assert change.landed_by in change.authors
    assert change.reviewers == ()


def test_what_a_pair_wrote_and_a_third_merged_is_reviewed(repo, change_of):
    repo.branch("t")
    repo.commit("work", by=Who("Ann and Bob", "pair@example.org"), files={"x": "1"}, on="t")
    change = change_of(repo, repo.merge("t", "Merge pull request #7 from bob/t", by=CARA))
    assert [t.how for t in change.reviewers] == ["merged-by"]


def test_a_path_that_only_pairs_touched_has_all_their_people(repo, mined):
    repo.commit("one", by=Who(f"{ANN.name} & {BOB.name}", "x@example.org"), files={"src/a.py": "1"})
    repo.commit("two", by=Who(f"{CARA.name} + {BOB.name}", "x@example.org"), files={"src/a.py": "2"})
    history = mined(repo)
    assert (history.paths["src/a.py"].people, history.paths["src/a.py"].changes) == (3, 2)
    assert history.directories["src"] == 3
    assert len({who for c in history.changes for who in c.authors}) == 3


def duet(repo, number, one, other, *, seconds=0, signed=None):
    when = 1_740_000_000 + 1_000 * number
    message = f"Step {number}\n\nSigned-off-by: {signed or other}"
    return repo.commit(
        message, by=one, committed_by=other, authored=when, when=when + seconds, files={f"f{number}": "1"}
    )


def test_two_who_change_places_at_one_keyboard_wrote_together(repo, mined):
    turns = [(ANN, BOB), (BOB, ANN), (ANN, BOB), (BOB, CARA)]
    made = [duet(repo, number, *pair) for number, pair in enumerate(turns)]
    changes = {change.id: change for change in mined(repo).changes}
    for commit in made:
        assert (len(changes[commit].authors), changes[commit].style) == (2, ChangeStyle.DIRECT)
        assert changes[commit].reviewers == ()


def test_a_known_pair_is_one_after_a_rebase_too_and_strangers_are_not(repo, mined):
    for number, pair in enumerate([(ANN, BOB), (BOB, ANN), (ANN, BOB)]):
        duet(repo, number, *pair)
    rebased = duet(repo, 5, BOB, ANN, seconds=3_600)
    applied = duet(repo, 6, CARA, ANN, seconds=3_600)
    changes = {change.id: change for change in mined(repo).changes}
    assert len(changes[rebased].authors) == 2
    assert [t.how for t in changes[applied].reviewers] == ["committed-by", "signed-off-by"]


@pytest.mark.parametrize(
    ("turns", "options"),
    [
        ([(ANN, BOB)] * 4, {}),  # always the same one: a maintainer who applies
        ([(ANN, BOB), (BOB, ANN)] * 2, {"seconds": 60}),  # applied later than written
        ([(ANN, BOB), (BOB, ANN)] * 2, {"signed": f"{ANN}\nSigned-off-by: {BOB}"}),  # a chain of two
        ([(ANN, BOB), (BOB, ANN)], {}),  # once each is no habit
    ],
)
def test_applied_patches_are_no_duets(repo, mined, turns, options):
    made = [duet(repo, number, *pair, **options) for number, pair in enumerate(turns)]
    changes = {change.id: change for change in mined(repo).changes}
    assert all(len(changes[commit].authors) == 1 and changes[commit].reviewers for commit in made)
