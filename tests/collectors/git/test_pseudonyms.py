"""Pseudonyms are short, and longer where two people would have the same."""

from gradatim.collectors.git.identities import _pseudonyms

ALIKE = ("name112868", "name149684")
"""Found by trying: under the key `key` both begin with 9a36f11a."""


def test_people_whose_short_pseudonyms_would_be_alike_get_longer_ones() -> None:
    alone = [_pseudonyms("key", {name: name})[name] for name in ALIKE]
    assert alone == ["p9a36f11a", "p9a36f11a"]
    together = _pseudonyms("key", {name: name for name in ALIKE})
    assert len(set(together.values())) == 2
    assert all(id.startswith("p9a36f11a") for id in together.values())
