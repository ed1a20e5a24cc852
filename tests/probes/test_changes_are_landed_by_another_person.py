"""Self-merges speak against; where only the forge is named, nothing is said."""

from gradatim.model.observation import Outcome
from gradatim.probes.changes_are_landed_by_another_person import answer
from tests.support.values import change, history


def test_self_merges_are_counter_examples(settings):
    own = [change(n) for n in range(1, 6)]
    other = [change(n, landed_by="bob") for n in range(10, 25)]
    seen = answer(history(*own, *other), settings)
    assert len(seen.counter) == 5
    assert (seen.rate.numerator, seen.rate.denominator) == (15, 20)


def test_a_co_author_who_lands_is_an_author(settings):
    paired = [change(n, authors=("alice", "bob"), landed_by="bob") for n in range(1, 21)]
    assert answer(history(*paired), settings).rate.numerator == 0


def test_where_only_the_forge_is_named_nothing_is_judged(settings):
    by_nobody = [change(n, landed_by="") for n in range(1, 21)]
    by_forge = [change(n, landed_by="web") for n in range(30, 50)]
    for changes in (by_nobody, by_forge):
        seen = answer(history(*changes, forge=("web",)), settings)
        assert seen.outcome is Outcome.NOT_AVAILABLE
        assert "the forge stands there" in seen.message
