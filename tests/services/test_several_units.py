"""Several units in one run: what the verdict of all together says of each."""

from datetime import date
from pathlib import Path

from gradatim.model.rating import StagedVerdict
from gradatim.services.appraise import AppraiseOptions, appraise

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
