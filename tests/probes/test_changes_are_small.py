"""Size is lines where they were counted, else files that a person has to read."""

from gradatim.probes.changes_are_small import BY_FILES, answer
from tests.support.values import change, history


def test_lines_decide_where_they_were_counted(settings):
    changes = [change(n) for n in range(1, 21)]
    lines = {c.id: (300, 100) if n < 15 else (401, 0) for n, c in enumerate(changes)}
    seen = answer(history(*changes, lines=lines), settings)
    assert (seen.rate.numerator, seen.rate.denominator) == (15, 20)
    assert seen.caveats == ()


def test_files_stand_in_and_lock_files_are_not_read(settings):
    many = [f"src/{n}.py" for n in range(16)]
    large = [change(n, *many) for n in range(1, 6)]
    locked = [change(n, *many[:15], "package-lock.json", "vendor/a.js") for n in range(10, 25)]
    seen = answer(history(*large, *locked), settings)
    assert (seen.rate.numerator, seen.rate.denominator) == (15, 20)
    assert BY_FILES in seen.caveats


def test_a_change_whose_list_was_cut_is_large(settings):
    assert answer(history(*(change(n, files_total=3000) for n in range(1, 21))), settings).rate.numerator == 0
