"""Ids of requirements and work items in the text of a document."""

import pytest

from gradatim.collectors.documents.ids import MAX_IDS, find_ids


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("REQ-7: the system shall", ("REQ-7",)),
        ("- SRS-UI-12 and SRS-UI-13", ("SRS-UI-12", "SRS-UI-13")),
        ("| UR_3.1 | shall |", ("UR_3.1",)),
        ("see #12 and PROJ-7", ("PROJ-7", "#12")),
        ("https://forge.example/acme/rocket/issues/44", ("#44",)),
        ("&#39; v1.2-3 a#b Abc-7 sha1-5 #fff", ()),
    ],
)
def test_what_is_an_id(line, expected):
    assert set(find_ids([line])) == set(expected)


def test_each_once_in_order_and_bounded():
    assert find_ids(["REQ-2 REQ-1", "REQ-2"]) == ("REQ-2", "REQ-1")
    assert len(find_ids(f"REQ-{i}" for i in range(2000))) == MAX_IDS
