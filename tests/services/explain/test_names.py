"""What a name means: editions, local ids, words around them, beginnings."""

import pytest

from gradatim.services.explain.catalogue import entries
from gradatim.services.explain.interface import ExplainError, NoSuchName
from gradatim.services.explain.names import resolve


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("sw-cmm:SCM.Ac4", "sw-cmm:SCM.Ac4"),
        ("SCM.Ac4", "sw-cmm:SCM.Ac4"),
        ("scm.ac4", "sw-cmm:SCM.Ac4"),
        ("sw-cmm@1.1:SCM", "sw-cmm:SCM"),
        ("iso-9001@2015:8.3.4", "iso-9001:8.3.4"),
        ("iso 9001 8.3.4", "iso-9001:8.3.4"),
        ("ISO 9001 clause 8.3.4", "iso-9001:8.3.4"),
        ("clause 8.3.4", "iso-9001:8.3.4"),
        ("8.3.4.b", "iso-9001:8.3.4.b"),
        ("level 2", "sw-cmm:2"),
        ("cmm level 3", "sw-cmm:3"),
        ("cmmi level 3", "cmmi-dev:3"),
        ("cmm", "sw-cmm"),
        ("iso 9000", "iso-9000-family"),
        ("ISO-9000", "iso-9000-family"),
        ("iso 9000 clause 8.3.4", "iso-9001:8.3.4"),
        ("cmm SCM", "sw-cmm:SCM"),
        ("cmmi cm", "cmmi-dev:CM"),
        ("maturity level", "maturity-level"),
        ("Key Process Area", "process-area"),
        ("KPA", "process-area"),
        ("QMS", "quality-management-system"),
        ("third-party audit", "audit-party"),
        ("management review", "iso-9001:9.3"),
        ("documented information", "documented-information"),
        ("Peer Reviews", "sw-cmm:PR"),
        ("changes_are_reviewed", "changes_are_reviewed"),
        ("changes_are_rev", "changes_are_reviewed"),
        ("answers.valid_days", "policy:answers.valid_days"),
        ("policy key answers.valid_days", "policy:answers.valid_days"),
        ("cba-ipi:goal", "cba-ipi:goal"),
    ],
)
def test_name_means(name: str, id: str) -> None:
    assert resolve(name).id == id


def test_every_full_id_means_itself() -> None:
    for id in entries():
        assert resolve(id).id == id


def test_a_name_of_several_things_lists_them() -> None:
    with pytest.raises(ExplainError, match=r"sw-cmm:OPF, cmmi-dev:OPF"):
        resolve("OPF")


def test_a_beginning_of_several_ids_lists_them() -> None:
    with pytest.raises(ExplainError, match=r"beginning of: sw-cmm:SCM.Ab1, .*sw-cmm:SCM.Ab5"):
        resolve("sw-cmm:SCM.Ab")


def test_a_mistyped_name_gets_the_nearest() -> None:
    with pytest.raises(NoSuchName, match="maturity-level"):
        resolve("maturty level")


@pytest.mark.parametrize("word", ["risk", "supplier", "metric"])
def test_a_plain_word_is_no_beginning_of_an_id(word: str) -> None:
    with pytest.raises(NoSuchName):
        resolve(word)


def test_an_edition_that_is_not_held_is_refused() -> None:
    with pytest.raises(ExplainError, match=r"held in edition 2015, not 2008"):
        resolve("iso-9001@2008:8.3.4")
