"""Evidence files: whole or not at all, and refused in words when they are something else."""

import datetime as dt
import os
from pathlib import Path

import pytest

from gradatim.evidence.store import EvidenceError, load, save, write_whole
from gradatim.model.answers import Answers
from gradatim.model.dependencies import DependencyFacts
from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import EvidenceSet, Period
from gradatim.model.pipelines import PipelineFacts


def an_evidence_set(unit: str = "demo") -> EvidenceSet:
    return EvidenceSet(
        unit=unit,
        title="Demo",
        period=Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31)),
        history=None,
        documents=DocumentFacts(scanned=3),
        pipelines=PipelineFacts(),
        dependencies=DependencyFacts(),
        answers=Answers(),
    )


def test_what_was_saved_comes_back_equal(tmp_path: Path) -> None:
    sets = (an_evidence_set("one"), an_evidence_set("two"))
    save(tmp_path / "x.evidence.json", sets, "1.0")
    assert load(tmp_path / "x.evidence.json") == sets


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not a readable evidence file"),
        (b"{", "not a readable evidence file"),
        (b'{"schema": "gradatim/evidence/99", "tool_version": "9.1"}', "Gradatim 9.1"),
        (b'{"schema": "gradatim/evidence/1", "tool_version": "1", "units": [{}]}', "missing required field"),
        (b"[1]", "not a readable evidence file"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_its_name_and_the_mend(
    tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "broken.evidence.json"
    path.write_bytes(content)
    with pytest.raises(EvidenceError) as error:
        load(path)
    assert says in str(error.value)
    assert str(path) in str(error.value)
    assert "again" in str(error.value)


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report.html"
    target.write_text("old")

    def fail(self: Path, other: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_whole(target, b"new")
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "out"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, b"whole")
        assert os.read(reader, 100) == b"whole"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_folder_in_the_place_of_a_file_is_an_error_and_stays(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path, b"whole")
    assert list(tmp_path.iterdir()) == []
