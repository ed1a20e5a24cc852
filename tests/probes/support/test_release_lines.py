"""What went before a release, held against its plain definition: every release looked at beside every other."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gradatim.probes.support.release_lines import behind, following
from gradatim.probes.support.releases import numbered
from tests.support.values import release

NUMBERS = st.tuples(st.sampled_from([0, 1, 2, 3, 2024, 2025]), st.integers(0, 3), st.integers(0, 2))
FOUND = st.lists(st.tuples(st.sampled_from(["", "a@"]), NUMBERS, st.integers(0, 4)), min_size=1, max_size=12)


def made(found):
    named = enumerate(found)
    return numbered(
        release(f"{product}{'.'.join(map(str, numbers))}", n, date(2025, 1, 1) + timedelta(days))
        for n, (product, numbers, days) in named
    )


def _next(own, earlier):
    if not earlier:
        return True
    line = [v.numbers for v in earlier if v.line == own.line]
    if line:
        top = max(line)
        if own.by_date:
            return top < own.numbers
        return own.numbers > top if own.numbers[2] == top[2] else own.numbers[2] == top[2] + 1
    dated = any(v.by_date for v in earlier)
    if own.by_date:
        return dated
    major, minor = own.line
    if minor == 0:
        return major == 0 or dated or any(v.numbers[0] == major - 1 for v in earlier)
    return any(v.line in ((major, minor - 1), (major, minor - 2)) for v in earlier)


@given(FOUND)
def test_a_release_follows_from_those_before_it_and_of_its_moment(found):
    known = made(found)
    expected = {
        r
        for r, own in known
        if _next(own, [v for o, v in known if o != r and o.time <= r.time and v.product == own.product])
    }
    assert following(known) == expected


@given(FOUND)
def test_a_release_is_behind_where_a_higher_line_was_there_before(found):
    known = made(found)
    expected = {
        r
        for r, own in known
        for o, v in known
        if o.time < r.time and v.product == own.product and v.by_date == own.by_date and v.line > own.line
    }
    assert behind(known) == expected


def test_tens_of_thousands_of_releases_are_gone_through_once():
    known = made([("", (1, n // 100, n % 100), n % 5000) for n in range(30_000)])
    assert len(following(known)) > 0
    assert len(behind(known)) > 0
