"""What changes did to manifests: read as they were before and after, on real commits."""

# ruff: noqa: E501 - a manifest before and after a change is read on one line

from datetime import date

import pytest

from gradatim.collectors import dependencies, git
from gradatim.collectors.content import GitReader
from gradatim.collectors.dependencies import edits
from gradatim.model.evidence import Period
from gradatim.probes import dependency_changes_are_reviewed
from tests.support import values
from tests.support.repositories import ANN, BOB, Repository

PERIOD = Period(date(2025, 1, 1), date(2025, 12, 31))
POM = """<project><groupId>org.example</groupId><artifactId>demo</artifactId><version>{own}</version>
<properties><boot.version>{boot}</boot.version></properties>
<dependencies><dependency><groupId>org.boot</groupId><artifactId>boot</artifactId>
<version>${{boot.version}}</version></dependency></dependencies></project>"""
MODULE = """<project><parent><groupId>org.example</groupId><artifactId>demo</artifactId><version>{own}</version></parent>
<artifactId>core</artifactId></project>"""

UV = """version = 1
[[package]]
name = "demo"
version = "{own}"
source = {{ editable = "." }}
[[package]]
name = "a"
version = "{a}"
source = {{ registry = "https://pypi.org/simple" }}
"""
CRATES = """version = 4
[[package]]
name = "a"
version = "{a}"
source = "registry+https://github.com/rust-lang/crates.io-index"
[[package]]
name = "demo"
version = "{own}"
dependencies = ["a"]
"""
NPM = """{{
  "name": "demo",
  "version": "{own}",
  "lockfileVersion": 3,
  "packages": {{
    "": {{
      "name": "demo",
      "version": "{own}"
    }},
    "node_modules/a": {{
      "version": "{a}"
    }}
  }}
}}
"""


@pytest.fixture
def repo(tmp_path):
    repo = Repository(tmp_path / "demo")
    repo.commit("Begin", by=ANN, files={"README.md": "demo"})
    return repo


def told(repo):
    history, _ = git.collect(repo.path, PERIOD, cache=None)
    facts = dependencies.collect(GitReader(repo.path), history, PERIOD)
    return {(edit.change, edit.path): edit.components for edit in facts.edits}


@pytest.mark.parametrize(
    ("path", "before", "after", "components"),
    [
        ("package.json", '{"dependencies": {"a": "^1.0"}}', '{"dependencies": {"a": "^2.0"}}', True),
        ("package.json", '{"name": "x", "version": "1.0"}', '{"name": "x", "version": "1.1"}', False),
        ("package.json", '{"name": "x", "version": "1"}', '{"name": "x", "version": "1", "scripts": {"a": "b"}}', False),
        ("package.json", '{"name": "x", "version": "1"}', '{"name": "x", "version": "1", "engines": {"node": "9"}}', False),
        ("requirements.txt", "a>=1\n", "a>=1\n\n", False),
        ("requirements.txt", "a>=1\n", "a>=1\nb\n", True),
        ("requirements.txt", "a>=1  # why\n", "a>=1\n", False),
        ("pyproject.toml", '[project]\nname = "x"\nversion = "1"', '[project]\nname = "x"\nversion = "2"', False),
        ("setup.py", 'setup(version="1", install_requires=["a>1"])', 'setup(version="2", install_requires=["a>1"])', False),
        ("Cargo.toml", '[package]\nversion = "1"\n[dependencies]\na = "1"', '[package]\nversion = "1"\n[dependencies]\na = "2"', True),
        ("go.mod", "module x\nrequire example.org/a v1.0.0\n", "module x\ngo 1.22\nrequire example.org/a v1.0.0\n", False),
        ("go.mod", "module x\nrequire example.org/a v1.0.0\n", "module x\nrequire example.org/a v1.1.0\n", True),
        ("uv.lock", UV.format(own="1.0", a="2.0"), UV.format(own="1.1", a="2.0"), False),
        ("uv.lock", UV.format(own="1.0", a="2.0"), UV.format(own="1.0", a="2.1"), True),
        ("Cargo.lock", CRATES.format(own="1.0.0", a="2.0.0"), CRATES.format(own="1.0.1", a="2.0.0"), False),
        ("Cargo.lock", CRATES.format(own="1.0.0", a="2.0.0"), CRATES.format(own="1.0.1", a="2.0.1"), True),
        ("package-lock.json", NPM.format(own="1.0.0", a="2.0.0"), NPM.format(own="1.0.1", a="2.0.0"), False),
        ("package-lock.json", NPM.format(own="1.0.0", a="2.0.0"), NPM.format(own="1.0.0", a="2.0.1"), True),
        ("pom.xml", POM.format(own="1", boot="3.5.8"), POM.format(own="1", boot="3.5.10"), True),
        ("pom.xml", POM.format(own="1", boot="3.5.8"), POM.format(own="2", boot="3.5.8"), False),
        ("core/pom.xml", MODULE.format(own="1"), MODULE.format(own="2"), False),
        ("x.target", '<target><repository location="u/1"/><unit id="a" version="0.0.0"/></target>', '<target><repository location="u/2"/><unit id="a" version="0.0.0"/></target>', True),
        ("Dockerfile", "FROM alpine:3.13\nCOPY a b\n", "FROM alpine:3.13\nCOPY c d\n", False),
        ("Dockerfile", "FROM alpine:3.13\n", "FROM alpine:3.23\n", True),
        ("x.gemspec", 'v = "1"\ns.add_dependency "a", "~> 1"', 'v = "2"\ns.add_dependency "a", "~> 1"', False),
        (".pre-commit-config.yaml", "- repo: https://a.example/b\n  rev: v1.0", "- repo: https://a.example/b\n  rev: v1.1", True),
    ],
)  # fmt: skip
def test_a_change_of_a_manifest_is_one_of_components_or_is_not(repo, path, before, after, components):
    repo.commit("Add", by=ANN, files={path: before})
    change = repo.commit("Change it", by=ANN, files={path: after})
    assert told(repo)[change, path] is components


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("package.json", '{"dependencies": {"a": "^1.0"}}', '{"dependencies": '),  # broken
        ("build.gradle", 'implementation "a:b:$v"', 'v = 2\nimplementation "a:b:$v"'),  # a variable
        ("pom.xml", POM.format(own="1", boot="${up}"), POM.format(own="2", boot="${up}")),  # set by a parent elsewhere
    ],
)
def test_what_cannot_be_told_is_left_to_the_title(repo, path, before, after):
    repo.commit("Add", by=ANN, files={path: before})
    change = repo.commit("Change it", by=ANN, files={path: after})
    assert (change, path) not in told(repo)


def test_a_merge_is_what_it_brought_and_a_file_may_be_new_or_gone(repo):
    repo.commit("Add", by=ANN, files={"requirements.txt": "a\n"})
    repo.branch("t")
    repo.commit("b", by=BOB, files={"requirements.txt": "a\nb\n"}, on="t")
    repo.commit("no b", by=BOB, files={"requirements.txt": "a\n"}, on="t")
    merge = repo.merge("t", "Merge pull request #3 from bob/t", by=ANN)
    new = repo.commit("New", by=ANN, files={"go.mod": "module x\nrequire example.org/a v1.0.0\n"})
    gone = repo.commit("Gone", by=ANN, files={"requirements.txt": None})
    seen = told(repo)
    assert (merge, "requirements.txt") not in seen  # took back its own step: the main line did not change
    assert (seen[new, "go.mod"], seen[gone, "requirements.txt"]) == (True, True)


def test_manifests_of_fixtures_and_pipelines_are_not_looked_at(repo):
    repo.commit(
        "Add",
        by=ANN,
        files={
            "tests/fixtures/package.json": '{"dependencies": {"a": "1"}}',
            ".github/workflows/ci.yml": "uses: a/b@v1",
        },
    )
    assert told(repo) == {}


def test_a_file_that_is_far_too_long_is_not_read(repo):
    repo.commit("Add", by=ANN, files={"requirements.txt": "a\n"})
    change = repo.commit("Fill", by=ANN, files={"requirements.txt": "b\n" * 400_000})
    assert (change, "requirements.txt") not in told(repo)


def test_what_is_not_read_is_counted_and_said(repo, monkeypatch):
    for n in range(6):
        repo.commit(f"Use {n}", by=ANN, files={"requirements.txt": f"a=={n}\n"})
    monkeypatch.setattr(edits, "MAX_EDITS", 4)
    history, _ = git.collect(repo.path, PERIOD, cache=None)
    facts = dependencies.collect(GitReader(repo.path), history, PERIOD)
    assert (len(facts.edits), facts.edits_unread) == (4, 2)
    caveats = dependency_changes_are_reviewed.answer(history, facts, values.policy_settings()).caveats
    assert any(caveat.startswith("2 more changes of manifests") for caveat in caveats)
    monkeypatch.undo()
    assert dependencies.collect(GitReader(repo.path), history, PERIOD).edits_unread == 0
