"""Several units in one run: what the verdict of all together says of each."""

from datetime import date
from pathlib import Path

from gradatim.model.rating import StagedVerdict
from gradatim.services.run.service import AppraiseOptions, appraise

NO = "answers:\n  sw-cmm:SPTO.Ac1: {value: no, role: lead}\n"


def verdict(folder: Path, refused: str) -> StagedVerdict:
    """Judge three folders together; those named have said no to a practice of level 2."""
    for name in "abc":
        (folder / name).mkdir(parents=True)
        (folder / name / "README.md").write_text("demo\n")
        if name in refused:
            (folder / name / "gradatim.yaml").write_text(NO)
    options = AppraiseOptions(date=date(2026, 3, 1), frameworks=("sw-cmm",), cache=None)
    found = appraise([folder / name for name in "abc"], options).result.verdicts
    return next(v for v in found if isinstance(v, StagedVerdict) and v.unit == "all")


def test_the_verdict_of_all_says_which_are_lower_alone(tmp_path: Path) -> None:
    two, all_three = verdict(tmp_path / "two", "ab"), verdict(tmp_path / "three", "abc")
    assert (two.level.low, two.level.high) == (1, 5)
    assert two.sentence.endswith(
        "Two of three units, taken alone, cannot be above level 1; what that means for all together is a judgement by "
        "people."
    )
    assert (all_three.level.low, all_three.level.high) == (1, 1)
    assert "taken alone" not in all_three.sentence


def test_units_of_different_periods_keep_their_own_and_the_result_spans_them(tmp_path: Path) -> None:
    for name, months in (("short", 3), ("long", 24)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "gradatim.yaml").write_text(f"period_months: {months}\n")
    options = AppraiseOptions(date=date(2026, 3, 1), frameworks=("sw-cmm",), cache=None)
    result = appraise([tmp_path / "short", tmp_path / "long"], options).result
    assert [u.period and (u.period.start, u.period.end) for u in result.units] == [
        (date(2025, 12, 2), date(2026, 3, 1)),
        (date(2024, 3, 2), date(2026, 3, 1)),
    ]
    assert (result.period.start, result.period.end) == (date(2024, 3, 2), date(2026, 3, 1))
    assert any("2025-12-02 to 2026-03-01, 2024-03-02 to 2026-03-01" in p.what for p in result.problems)
