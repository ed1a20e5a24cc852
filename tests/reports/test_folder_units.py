"""Every format tells which part of a folder's evidence is its own and which is shared."""

import datetime as dt
from pathlib import Path

import pytest

from gradatim.model.result import Result
from gradatim.reports import html, json, markdown, text
from gradatim.services.run.service import AppraiseOptions, appraise
from tests.support.repositories import ANN, Repository

FILES = {
    "CONTRIBUTING.md": "# Contributing\n\nEvery change is reviewed by a second person before it is merged.\n",
    ".github/workflows/ci.yml": "on: [pull_request]\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: pytest\n",
    ".github/workflows/web.yml": "on:\n  pull_request:\n    paths: [web/**]\njobs:\n  a:\n    steps: []\n",
    "api/README.md": "# Api\n\nText.\n",
    "api/a.py": "x = 1\n",
    "api/tests/test_a.py": "def test_a():\n    assert True\n",
    "web/w.js": "1\n",
}


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    repo = Repository(tmp_path_factory.mktemp("folder") / "mono")
    repo.commit("Begin", by=ANN, files=FILES)
    repo.tag("v1.0", by=ANN)
    repo.check_out()
    return appraise([Path(repo.path / "api")], AppraiseOptions(date=dt.date(2025, 12, 31))).result


def test_the_result_counts_what_is_shared(result: Result) -> None:
    unit = result.units[0]
    assert (unit.folder, unit.documents, unit.shared_documents) == ("api", 2, 1)
    assert (unit.pipelines, unit.shared_pipelines, unit.pipelines_elsewhere) == (1, 1, 1)
    assert unit.shared_releases
    marks = {e.location: e.shared for e in result.evidence if not e.id.startswith("commit:")}
    assert marks["CONTRIBUTING.md"]
    assert marks["v1.0"]
    assert not marks["api/tests/test_a.py"]
    assert not any(e.shared for e in result.evidence if e.id.startswith("commit:"))


def test_the_terminal_says_it_in_a_line(result: Result) -> None:
    shown = " ".join(text.render(result).split())
    assert "Shared with the rest of the repository: 1 of 2 documents, 1 of 1 pipeline, the releases (no tag" in shown


def test_the_page_marks_the_records_and_says_what_was_left_out(result: Result) -> None:
    page = html.render(result)
    assert '<span class="an">shared</span>' in page
    assert "1 active pipeline definition of the repository that no change to the folder starts" in page


def test_markdown_marks_the_records(result: Result) -> None:
    page = markdown.render(result)
    assert "CONTRIBUTING.md (shared)" in page.replace("\\", "")
    assert "api is the folder api of its repository. Shared with the rest of it: 1 of 2 documents" in page


def test_a_whole_repository_shares_nothing(result: Result, tmp_path: Path) -> None:
    repo = Repository(tmp_path / "plain")
    repo.commit("Begin", by=ANN, files=FILES)
    repo.check_out()
    whole = appraise([repo.path], AppraiseOptions(date=dt.date(2025, 12, 31))).result
    assert whole.units[0].folder == ""
    assert not any(e.shared for e in whole.evidence)
    assert "Shared with" not in text.render(whole)
    assert '"shared":true' not in json.render(whole).replace(" ", "")
