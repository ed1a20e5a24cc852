"""Documents and changelog fragments count, over changes to source only."""

import pytest

from gradatim.probes.changes_carry_documentation import answer
from tests.support.values import change, history


@pytest.mark.parametrize(
    ("path", "counts"), [("docs/a.md", 15), ("CHANGES.rst", 15), ("changelog.d/1.md", 15), ("tests/a.py", 0)]
)
def test_what_counts(path, counts, settings):
    seen = answer(history(*(change(n, "src/a.py", path) for n in range(1, 16)), change(99, path)), settings)
    assert (seen.rate.numerator, seen.rate.denominator) == (counts, 15)
