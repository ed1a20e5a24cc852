"""Which files are read."""

import pytest

from gradatim.collectors.documents import candidates
from tests.collectors.documents import texts


@pytest.mark.parametrize(
    "path",
    [
        "README",
        "docs/x.md",
        "x.rst",
        "a/b.adoc",
        "docs/notes.txt",
        "CHANGES",
        "docs/index.html",
        "Documentation/SubmittingPatches",
        "risk-register.csv",
    ],
)
def test_documents(collected, path):
    assert path in collected({path: "some words that stand in here\n"})


@pytest.mark.parametrize(
    "path",
    [
        "CMakeLists.txt", "requirements.txt", "requirements/dev.txt", "src/data/words.txt", "robots.txt", "src/release",
        "install", "test.py",
        "templates/index.html", "data/table.csv", ".github/workflows/ci.yml", ".github/ISSUE_TEMPLATE/config.yml",
    ],
)  # fmt: skip
def test_files_for_machines(collected, path):
    assert path not in collected({path: "some words that stand in here\n"})


def test_a_script_that_is_called_like_a_document(collected):
    found = collected({"RELEASE.txt": "#!/bin/sh\nexit\n", "INSTALL": "run this\n"}, modes={"INSTALL": "100755"})
    assert found.facts.documents == ()


def test_links_are_not_followed(collected):
    found = collected({"CONTRIBUTING.md": "docs/c.md"}, modes={"CONTRIBUTING.md": "120000"})
    assert "a link" in found.skipped["CONTRIBUTING.md"]


@pytest.mark.parametrize("left_out", ["docs/api/*", "docs/api/", "docs/api", "*/a.md"])
def test_ignored_paths(collected, left_out):
    found = collected({"docs/api/a.md": texts.RISKS, "docs/b.md": texts.RISKS}, ignore=(left_out,))
    assert [d.path for d in found.facts.documents] == ["docs/b.md"]


def test_the_telling_ones_are_kept_where_there_are_too_many(collected, monkeypatch):
    monkeypatch.setattr(candidates, "MAX_DOCUMENTS", 2)
    found = collected(
        {"a/x.md": "x", "a/y.md": "y", "docs/risks.md": texts.RISKS, "CONTRIBUTING.md": texts.CONTRIBUTING}
    )
    assert [d.path for d in found.facts.documents] == ["CONTRIBUTING.md", "docs/risks.md"]
    assert "2 markdown files not read" in found.skipped["a/"]


def test_scanned_counts_what_was_looked_at(collected):
    assert collected({"a.md": "x", "b.md": b"\0\0", "c.py": ""}).facts.scanned == 2


def test_formats_that_are_not_read_are_told_once(collected):
    found = collected({"doc/srs.odt": "x", "doc/plan.pptx": "x", "src/logo.odt": "x", "README.md": "# A\n"})
    told = [(path, reason) for path, reason in found.facts.skipped if "not read" in reason]
    assert [path for path, _ in told] == ["doc/plan.pptx"]
    assert "one of 2 files" in told[0][1]
