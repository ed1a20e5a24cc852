"""Versions as numbers, lines and dates."""

from datetime import date

import pytest

from gradatim.probes.support import releases
from tests.support.values import release


@pytest.mark.parametrize(
    ("version", "numbers", "rest"),
    [
        ("1.2.3", (1, 2, 3), ""),
        ("2.0", (2, 0, 0), ""),
        ("curl-8_9_1", (8, 9, 1), ""),
        ("1.0.0-rc1", (1, 0, 0), "rc1"),
        ("2026.3", (2026, 3, 0), ""),
    ],
)
def test_numbers(version, numbers, rest):
    found = releases.version_of(release(version))
    assert (found.numbers, found.rest) == (numbers, rest)


@pytest.mark.parametrize(
    ("version", "product", "numbers"),
    [
        ("1.2.3", "", (1, 2, 3)),
        ("plugin-legacy@7.0.1", "plugin-legacy", (7, 0, 1)),
        ("http2@2.3.1", "http2", (2, 3, 1)),  # a digit in the product's name
        ("scope/a-name-longer-than-twenty-letters@7.0.1", "scope/a-name-longer-than-twenty-letters", (7, 0, 1)),
        ("20230115", "", (2023, 1, 15)),
        ("20230802.1", "", (2023, 8, 2, 1)),
    ],
)
def test_products_and_their_numbers(version, product, numbers):
    found = releases.version_of(release(version))
    assert (found.product, found.numbers) == (product, numbers)


def test_a_name_has_no_numbers():
    assert releases.version_of(release("nightly", tag="nightly")) is None


def test_versions_that_begin_with_the_year_of_their_release_go_by_date():
    by_year = [release(f"{y}.{n}.0", day=date(2000 + y, 5 * n, 1)) for y in (23, 24, 25) for n in (1, 2)]
    assert all(v.by_date for _, v in releases.numbered(by_year))


def test_a_first_release_with_the_number_of_its_year_is_chance():
    assert not any(v.by_date for _, v in releases.numbered([release("21.0.0", day=date(2021, 5, 1))]))


def test_one_year_in_which_the_number_is_the_years_is_chance():
    majors = [release(f"{n}.0.0", day=date(2021 + n // 4, 1 + n % 4, 1)) for n in range(20, 26)]
    assert not any(v.by_date for _, v in releases.numbered(majors))
