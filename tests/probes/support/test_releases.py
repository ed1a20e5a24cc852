"""Versions as numbers, lines and dates."""

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
    ("tag", "product"),
    [
        ("v1.2.3", ""),
        ("1.2", ""),
        ("release-1.2", ""),
        ("plugin-legacy@7.0.1", "plugin-legacy"),
        ("curl-8_9_1", "curl"),
        ("api/v1.2.0", "api"),
        ("log4j-2.1", "log4j"),
    ],
)
def test_product(tag, product):
    assert releases.product_of(tag) == product


def test_a_name_has_no_numbers():
    assert releases.version_of(release("nightly", tag="nightly")) is None
