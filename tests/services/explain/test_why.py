"""`explain --why` on results that do not fit: told in words, with the mend."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from gradatim.model.rating import StagedVerdict
from gradatim.reports.json import render
from gradatim.services.explain.interface import ExplainError
from gradatim.services.explain.service import why
from gradatim.services.run.service import AppraiseOptions, appraise


def test_a_result_that_lacks_a_goal_of_its_framework_is_told_with_the_mend(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "README.md").write_text("# demo\n")
    options = AppraiseOptions(date=date(2026, 3, 1), frameworks=("sw-cmm",), cache=None)
    result = appraise([tmp_path / "demo"], options).result
    (verdict,) = result.verdicts
    assert isinstance(verdict, StagedVerdict)
    areas = tuple(msgspec.structs.replace(a, goals=a.goals[1:]) for a in verdict.areas)
    file = tmp_path / "result.json"
    file.write_text(render(msgspec.structs.replace(result, verdicts=(msgspec.structs.replace(verdict, areas=areas),))))
    with pytest.raises(ExplainError, match=r"does not hold RM\.G1.*gradatim run"):
        why("sw-cmm", file)
