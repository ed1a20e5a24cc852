"""The whole way: a repository with history, read by the real reader."""

from datetime import date

from gradatim.collectors.content import open_reader
from gradatim.collectors.documents import collect
from gradatim.model.evidence import Period
from tests.collectors.documents import texts
from tests.support.repositories import Link, Repository


def test_a_repository_at_head(tmp_path):
    repo = Repository(tmp_path / "demo")
    repo.commit(
        "All",
        files={
            "CONTRIBUTING.md": texts.CONTRIBUTING,
            "docs/risks.md": texts.RISKS,
            "docs/out.md": Link("/etc/passwd"),
            b"docs/caf\xe9\n.md": "x",
        },
    )
    facts = collect(open_reader(repo.path), None, Period(date(2025, 9, 1), date(2026, 8, 31)))
    strong = {(d.path, k.kind) for d in facts.documents for k in d.kinds if k.confidence == "strong" and d.is_a(k.kind)}
    assert {("CONTRIBUTING.md", "contributing"), ("docs/risks.md", "risk-register")} <= strong
    assert [path for path, _ in facts.skipped] == ["docs/out.md"]
