"""What was read by hand: the counts are of probes and sets that exist, and are pooled from the newest set backwards."""

import re
from pathlib import Path

import pytest

import gradatim
from gradatim.probes import readings, registry
from gradatim.probes.readings import Readings, ReadingSet

KNOWN = readings.load()
DOCS = Path(gradatim.__file__).parents[2] / "docs"


def made(counts, pool=20):
    sets = tuple(ReadingSet(id=name, repositories=1, about="") for name in ("old", "middle", "new"))
    return Readings(version="1", pool=pool, needed=0.9, direct=5, sets=sets, readings={"probe": counts})


def test_every_count_is_of_a_probe_and_of_a_set_that_exist():
    sets = {one.id for one in KNOWN.sets}
    probes = registry.load()
    assert KNOWN.readings.keys() <= probes.keys()
    assert {name for kinds in KNOWN.readings.values() for counts in kinds.values() for name in counts} <= sets
    assert len(sets) == len(KNOWN.sets)


def test_old_sets_are_left_out_once_the_newer_ones_say_enough():
    known = made({"records": {"old": (0, 50, 0), "middle": (15, 1, 2), "new": (4, 0, 1)}})
    pool = known.pooled("probe", ("records",))
    assert (pool.right, pool.wrong, pool.arguable, pool.sets) == (19, 1, 3, ("new", "middle"))
    assert pool.precision == pytest.approx(0.95)


def test_few_answers_are_taken_from_all_sets_and_of_all_kinds_asked_for():
    known = made({"records": {"old": (1, 1, 0)}, "negative": {"new": (2, 0, 0)}, "positive": {"new": (0, 9, 0)}})
    assert known.pooled("probe", readings.KINDS["against"]) == readings.Pool(3, 1, 0, ("new", "old"))
    assert known.pooled("another", ("records",)) is None


def test_what_was_only_arguable_has_no_precision():
    assert made({"positive": {"new": (0, 0, 3)}}).pooled("probe", ("positive",)).precision is None


def test_sentences_give_count_share_interval_and_sets():
    [records] = readings.told("changes_are_small")
    assert re.fullmatch(
        r"Of its records that were read by hand [\d,]+ were right and [\d,]+ wrong: [01]\.\d\d, "
        r"95 % interval 0\.\d\d to [01]\.\d\d.*\(sets? [A-Z]\d*(, [A-Z]\d*)*\)\.",
        records,
    )


def test_a_probe_that_nobody_read_says_so():
    [told] = readings.told("a_plugin_of_somebody_else")
    assert told == "Nobody has read its answers by hand on public repositories yet."


@pytest.mark.parametrize(
    ("kind", "name", "written"),
    [
        ("positive", "P4", "{}/{}/{}"),
        ("negative", "P4", "{}/{}/{}"),
        ("positive", "P5", "{}/{}/{}"),
        ("negative", "P5", "{}/{}/{}"),
        ("answers", "V1", "{} / {} / {}"),
        ("answers", "V2", "{} / {} / {}"),
    ],
)
def test_sums_of_a_set_are_those_of_the_page_that_tells_of_it(kind, name, written):
    counts = [kinds[kind][name] for kinds in KNOWN.readings.values() if name in kinds.get(kind, {})]
    total = written.format(*map(sum, zip(*counts, strict=True)))
    pages = DOCS.glob("validation/*.md")
    assert any(total in page.read_text(encoding="utf-8") for page in pages)
