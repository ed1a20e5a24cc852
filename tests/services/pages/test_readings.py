"""The page of readings shows every probe of ours, with the counts of the file and the sets they come from."""

import re

from gradatim.probes import readings
from gradatim.services.pages import probes
from gradatim.services.pages.readings import pages

PAGE = pages()["probes/readings.md"]


def row(probe: str) -> list[str]:
    [found] = [line for line in PAGE.splitlines() if line.startswith(f"| [{probe}](")]
    return [cell.strip() for cell in found.strip("|").split("|")]


def test_every_probe_of_ours_has_one_row_and_every_set_its_line():
    assert all(len(row(name)) == 3 for name in probes.own_probes())
    assert all(f"\n| {one.id} | {one.repositories} |" in PAGE for one in readings.load().sets)


def test_a_row_gives_the_counts_of_the_newest_sets_in_each_direction():
    pool = readings.load().pooled("tests_exist", readings.KINDS["against"])
    assert row("tests_exist")[2].startswith(f"{pool.right}/{pool.wrong}/{pool.arguable}: {pool.precision:.2f}, ")
    assert row("tests_exist")[2].endswith(f"({', '.join(pool.sets)})")


def test_what_speaks_both_ways_is_not_told_twice():
    assert re.match(r"[\d,]+/\d+/\d+: ", row("changes_are_small")[1])
    assert row("changes_are_small")[2] == "the same"


def test_what_nobody_read_has_a_dash():
    unread = [name for name in probes.own_probes() if name not in readings.load().readings]
    assert all(row(name)[1:] == ["-", "-"] for name in unread)
