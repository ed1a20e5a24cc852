"""Evidence files: whole or not at all, and refused in words when they are something else."""

import datetime as dt
from pathlib import Path

import pytest

from gradatim.evidence.store import EvidenceError, load, save
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
        (b'{"schema": "gradatim/evidence/1", "tool_version": "1", "units": []}', "holds no unit"),
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


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b'"scanned":3', b'"scanned":99999999999999999999999', "too large"),
        (b'"releases":[]', b'"releases":[{"tag":"v1","version":"1","time":253402300800,"commit":"a","signed":false,'
         b'"annotated":false,"in_period":true}]', "253402300799"),
    ],
)  # fmt: skip
def test_a_number_that_nothing_can_stand_for_is_refused(tmp_path: Path, old: bytes, new: bytes, says: str) -> None:
    path = tmp_path / "x.evidence.json"
    save(path, (an_evidence_set(),), "1.0")
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))
    with pytest.raises(EvidenceError, match=says):
        load(path)
