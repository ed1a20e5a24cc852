"""The forge's own signature says who hosts, not who wrote."""

from gradatim.probes.commits_are_signed import answer
from tests.support.values import change, commit, history


def test_signatures_of_people_count_and_those_of_the_forge_do_not(settings):
    own = [commit(n, signed=True) for n in range(1, 11)]
    forge = [commit(n, signed=True, signed_by_forge=True) for n in range(20, 25)]
    bare = [commit(n) for n in range(30, 35)]
    commits = (*own, *forge, *bare)
    seen = answer(history(*(change(int(c.id[:12], 16)) for c in commits), commits=commits), settings)
    assert (seen.rate.numerator, seen.rate.denominator) == (10, 20)
    assert any("5 commits carry the signature of the forge" in c for c in seen.caveats)
