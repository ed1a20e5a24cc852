"""A result is read within bounds, by every command in the same way."""

from pathlib import Path

import pytest

from gradatim.reports.interface import ReportError
from gradatim.services import result_file
from gradatim.services.decide.service import read_result
from gradatim.services.explain.service import about
from gradatim.services.interface import ServiceError
from gradatim.services.plan import files


def test_a_file_that_is_not_there_is_told_with_the_mend(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match=r"none\.json: cannot be read \(No such file.*gradatim run"):
        result_file.read(tmp_path / "none.json")


def test_what_has_no_end_is_read_to_the_limit_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """`/dev/zero` stands for any file that is larger than memory."""
    monkeypatch.setattr(result_file, "MOST_BYTES", 1000)
    monkeypatch.setattr(files, "MOST_BYTES", 1000)
    endless = Path("/dev/zero")
    for read in (
        result_file.read,
        read_result,
        files.load,
        lambda path: about("audit", result=path),
    ):
        with pytest.raises(ServiceError, match="/dev/zero: more than 1,000 bytes"):
            read(endless)


def test_what_is_no_result_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text("{}")
    with pytest.raises(ReportError, match="no Gradatim result"):
        result_file.read(file)
