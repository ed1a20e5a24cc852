"""A folder of a repository from the path to the result: what is its own, what is shared, and where evidence leads."""

import datetime as dt
from pathlib import Path

import pytest

from gradatim.collectors.git import mining
from gradatim.collectors.interface import InvalidInput, SourceUnavailable
from gradatim.model.evidence import EvidenceSet
from gradatim.model.pipelines import Stage
from gradatim.model.result import Result
from gradatim.services.ask.session import open_session
from gradatim.services.interface import ServiceError
from gradatim.services.run.collect import collect
from gradatim.services.run.service import AppraiseOptions, appraise
from gradatim.services.run.source import CollectOptions
from tests.support.repositories import ANN, BOB, Repository

DATE = dt.date(2025, 12, 31)
RULES = "# Contributing\n\nEvery change is reviewed by a second person before it is merged. Run `make lint` first.\n"
CI = (
    "on:\n  pull_request:\n    paths: ['services/{}/**']\n"
    "jobs:\n  test:\n    runs-on: x\n    steps:\n      - run: pytest\n"
)
FILES = {
    "README.md": "# Mono\n\nSee [rules](CONTRIBUTING.md).\n",
    "CONTRIBUTING.md": RULES + "See [the web](services/web/README.md).\n",
    "Makefile": "lint:\n\truff check .\n",
    "CODEOWNERS": "/services/api/ @api\n",
    ".github/actions/x/package.json": '{"dependencies": {"x": "1"}}',
    ".github/workflows/api.yml": CI.replace("{}", "api"),
    ".github/workflows/web.yml": CI.replace("{}", "web"),
    "services/api/README.md": "# Api\n\nSee [the rules](../../CONTRIBUTING.md) and `services/web/w.js`.\n",
    "services/api/pyproject.toml": "[project]\nname = 'api'\ndependencies = ['flask==3.0']\n",
    "services/api/src/a.py": "x = 1\n",
    "services/api/tests/test_a.py": "def test_a():\n    assert True\n",
    "services/web/README.md": "# Web\n",
    "services/web/package.json": '{"dependencies": {"react": "1"}}',
    "services/web/w.js": "1\n",
}


@pytest.fixture
def mono(tmp_path: Path) -> Repository:
    repo = Repository(tmp_path / "mono")
    repo.commit("Begin", by=ANN, files=FILES)
    for number in range(2, 5):
        repo.merge_request(number, f"Add {number}", by=BOB, landed_by=ANN, files={f"services/api/src/{number}.py": ""})
    repo.add_config('[remote "origin"]\n\turl = https://github.com/demo/mono.git\n')
    repo.check_out()
    return repo


def collected(path: Path, **options: object) -> EvidenceSet:
    return collect(path, "unit", CollectOptions(date=DATE, **options))  # type: ignore[arg-type]


def test_documents_are_its_own_and_those_for_contributors_above(mono: Repository) -> None:
    found = {d.path: d for d in collected(mono.path / "services/api").documents.documents}
    assert sorted(found) == ["CODEOWNERS", "CONTRIBUTING.md", "README.md"]
    assert found["README.md"].title == "Api"
    assert [d.dead_links for d in found.values()] == [(), (), ()]
    assert found["CODEOWNERS"].covers == (7, 7)
    assert found["CONTRIBUTING.md"].links == ("../../services/web/README.md",)


def test_pipelines_manifests_and_tests_are_those_of_the_folder(mono: Repository) -> None:
    found = collected(mono.path / "services/api")
    assert [p.path for p in found.pipelines.pipelines] == [".github/workflows/api.yml"]
    assert found.pipelines.pipelines[0].steps(Stage.TEST)
    assert (found.pipelines.test_files, found.pipelines.elsewhere) == (1, 1)
    assert [(e.path, e.target) for e in found.pipelines.entry_points] == [("Makefile", "lint")]
    assert [m.path for m in found.dependencies.manifests] == ["pyproject.toml"]


MODULE = "module {}\n\nrequire a.b/c v1.0.0\n"


@pytest.mark.parametrize(
    ("own", "manifests", "locks"),
    [
        ({"xds/a.go": ""}, [("go.mod", 1)], ["go.sum"]),
        ({"xds/a.go": "", "xds/go.mod": MODULE.format("x/xds") + "require a.b/e v1.0.0\n"}, [("go.mod", 2)], []),
        ({"xds/a.py": ""}, [], []),
    ],
)
def test_go_packages_belong_to_the_module_above_unless_they_have_their_own(
    tmp_path: Path, own: dict[str, str], manifests: list[tuple[str, int]], locks: list[str]
) -> None:
    repo = Repository(tmp_path / "go")
    above = {"go.mod": MODULE.format("x"), "go.sum": "a.b/c v1.0.0/go.mod h1:x=\n", "b.go": ""}
    repo.commit("Begin", by=ANN, files=above | own)
    repo.check_out()
    found = collected(repo.path / "xds").dependencies
    assert [(m.path, m.declared) for m in found.manifests] == manifests
    assert [k.path for k in found.locks] == locks


def test_evidence_leads_to_paths_from_the_root_and_to_the_forge(mono: Repository) -> None:
    result = appraise([mono.path / "services/api"], AppraiseOptions(date=DATE)).result
    files = {e.location: e.url for e in result.evidence if e.id.startswith("file:")}
    root = mono.path
    assert files
    assert [location for location in files if not (root / location.partition(":")[0]).exists()] == []
    assert files["services/api/tests/test_a.py"].endswith("/services/api/tests/test_a.py")
    assert files["CONTRIBUTING.md"].startswith("https://github.com/demo/mono/blob/")
    known = {e.id for e in result.evidence}
    assert {i for o in result.observations for i in o.evidence} <= known


def test_several_units_of_one_repository(mono: Repository) -> None:
    result = appraise([mono.path / "services/api", mono.path / "services/web"], AppraiseOptions(date=DATE)).result
    assert [(u.id, u.title, u.commits_total) for u in result.units] == [
        ("api", "services/api", 4),
        ("web", "services/web", 1),
    ]


@pytest.mark.parametrize("kept", [True, False])
def test_several_units_cost_one_reading_of_the_history(
    mono: Repository, tmp_path: Path, monkeypatch, kept: bool
) -> None:
    read = []

    def log(*arguments, **options):
        read.append(options)
        return mining_log(*arguments, **options)

    mining_log = mining.log
    monkeypatch.setattr(mining, "log", log)
    options = AppraiseOptions(date=DATE, cache=tmp_path / "cache" if kept else None)
    appraise([mono.path / "services/api", mono.path / "services/web", mono.path], options)
    assert sum(not option.get("merges") for option in read) == 1


def test_the_histories_of_many_folders_are_kept_beside_each_other(
    mono: Repository, tmp_path: Path, monkeypatch
) -> None:
    folders = [
        mono.path,
        *(mono.path / name for name in ("services", "services/api", "services/web", "services/api/src")),
    ]
    folders += [mono.path / "services/api/tests", mono.path / ".github", mono.path / ".github/workflows"]
    options = AppraiseOptions(date=DATE, cache=tmp_path / "cache")
    first = appraise(folders, options).result
    monkeypatch.setattr("gradatim.collectors.git.history._build", lambda *_a: pytest.fail("a history is built again"))
    assert appraise(folders, options).result == first


def test_a_folder_of_a_bare_repository_needs_no_disk(mono: Repository, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    mono.git("clone", "-q", "--bare", str(mono.path), str(bare))
    there, here = collected(bare / "services/api"), collected(mono.path / "services/api")
    assert there.documents == here.documents
    assert there.history is not None
    assert here.history is not None
    assert there.history.changes == here.history.changes


def test_an_unchanged_folder_is_answered_from_the_cache(mono: Repository, tmp_path: Path, monkeypatch) -> None:
    first = collected(mono.path / "services/api", cache=tmp_path / "cache")
    module = "gradatim.services.run.content.read_folder"
    monkeypatch.setattr(module, lambda *_a, **_k: pytest.fail("content is read again"))
    assert collected(mono.path / "services/api", cache=tmp_path / "cache") == first


@pytest.mark.parametrize("missing", ["services/ap", "services/api/none", "nothing"])
def test_a_folder_that_is_nowhere_is_told(mono: Repository, missing: str) -> None:
    with pytest.raises(SourceUnavailable, match="no such file or folder"):
        collected(mono.path / missing)


def test_an_ignored_folder_is_read_as_it_lies_there(mono: Repository) -> None:
    (mono.path / "build").mkdir()
    (mono.path / "build/CONTRIBUTING.md").write_text(RULES)
    (mono.path / "gradatim.yaml").write_text("version: 1\nproject: Mono\n")
    found = collected(mono.path / "build")
    assert found.history is None
    assert found.title == "unit"
    assert [d.path for d in found.documents.documents] == ["CONTRIBUTING.md"]
    assert [p.mend for p in found.problems] == [
        "Commit what belongs to the folder; its files were read as they lie there, committed or not."
    ]


# -- gradatim.yaml -------------------------------------------------------------------------------------------------


def test_a_folder_without_its_own_file_goes_by_the_repositorys(mono: Repository) -> None:
    mono.commit("Plan", files={"handbook/plan.md": "# Plan\n\nText.\n", "services/api/gen/x.md": "# Made\n"})
    mono.check_out()
    (mono.path / "gradatim.yaml").write_text(
        "version: 1\nproject: Mono\ndocuments:\n  plan: handbook/plan.md\nignore_paths: [services/api/gen/]\n"
    )
    found = collected(mono.path / "services/api")
    assert found.title == "Mono: services/api"
    assert found.answers.path == "gradatim.yaml"
    kinds = {d.path: [k.because for k in d.kinds] for d in found.documents.documents}
    assert "named in gradatim.yaml" in kinds["handbook/plan.md"]
    assert "gen/x.md" not in kinds
    assert found.problems == ()


def test_its_own_file_goes_before_the_repositorys(mono: Repository) -> None:
    (mono.path / "gradatim.yaml").write_text("version: 1\nproject: Mono\n")
    (mono.path / "services/api/gradatim.yaml").write_text(
        "version: 1\nproject: Api\ndocuments:\n  requirements: none.md\n"
    )
    found = collected(mono.path / "services/api")
    assert (found.title, found.answers.path) == ("Api", "services/api/gradatim.yaml")
    assert [p.location for p in found.problems] == ["services/api/gradatim.yaml"]


def test_a_fault_names_the_file_that_has_it(mono: Repository) -> None:
    (mono.path / "gradatim.yaml").write_text("version: 9\n")
    with pytest.raises(InvalidInput, match=f"^{mono.path}/gradatim.yaml:1:10"):
        collected(mono.path / "services/api")
    (mono.path / "services/api/gradatim.yaml").write_text("version: 8\n")
    with pytest.raises(InvalidInput, match=f"^{mono.path}/services/api/gradatim.yaml:1:10"):
        collected(mono.path / "services/api")


def test_the_policy_that_the_repository_names_counts_for_its_folder(mono: Repository) -> None:
    (mono.path / "gradatim.yaml").write_text("version: 1\npolicy: rules/policy.yaml\n")
    (mono.path / "rules").mkdir()
    (mono.path / "rules/policy.yaml").write_text("probes:\n  minimum_sample: 3\n")
    result = appraise([mono.path / "services/api"], AppraiseOptions(date=DATE)).result
    assert result.policy.source == "policy.yaml"


def test_an_interview_does_not_hide_what_is_said_for_the_repository(mono: Repository) -> None:
    (mono.path / "gradatim.yaml").write_text("version: 1\nproject: Mono\n")
    with pytest.raises(ServiceError, match="goes by the answers of its repository"):
        open_session(mono.path / "services/api", "sw-cmm", AppraiseOptions(date=DATE))
    own = mono.path / "services/api/gradatim.yaml"
    started = AppraiseOptions(date=DATE, answers_file=own)
    assert open_session(mono.path / "services/api", "sw-cmm", started).file == own


NAMED = "version: 1\nunits:\n  - services/api\n  - services/web/\n"


def judged(*paths: Path, **options: object) -> Result:
    return appraise(paths, AppraiseOptions(date=DATE, **options)).result  # type: ignore[arg-type]


def test_a_repository_that_names_its_units_is_judged_as_if_they_had_been_named(mono: Repository) -> None:
    (mono.path / "gradatim.yaml").write_text(NAMED)
    found = judged(mono.path)
    assert [u.id for u in found.units] == ["api", "web"]
    assert found == judged(mono.path / "services/api", mono.path / "services/web")
    # One that is named itself stays one.
    assert [u.id for u in judged(mono.path / "services").units] == ["services"]


def test_a_bare_repository_names_its_units_at_head(mono: Repository) -> None:
    mono.commit("Name the units", files={"gradatim.yaml": NAMED})
    assert [u.id for u in judged(mono.git_dir).units] == ["api", "web"]


def test_an_interview_is_about_the_whole_repository_all_the_same(mono: Repository) -> None:
    (mono.path / "gradatim.yaml").write_text(NAMED)
    assert open_session(mono.path, "sw-cmm", AppraiseOptions(date=DATE)).unit == "mono"


@pytest.mark.parametrize("folder", ["services/none", "README.md", "out", "x" * 300])
def test_what_is_no_folder_of_the_repository_is_no_unit(mono: Repository, tmp_path: Path, folder: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (mono.path / "out").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (mono.path / "gradatim.yaml").write_text(f"units: [services/api, {folder}]\n")
    with pytest.raises(InvalidInput, match=f"units: '{folder}' is no folder of this repository"):
        judged(mono.path)


def test_the_units_of_a_repository_share_the_policy_that_it_names(mono: Repository) -> None:
    (mono.path / "gradatim.yaml").write_text(NAMED + "policy: rules.yaml\n")
    (mono.path / "rules.yaml").write_text("probes:\n  minimum_sample: 3\n")
    assert judged(mono.path).policy.source == "rules.yaml"
    (mono.path / "services/web/gradatim.yaml").write_text("version: 1\n")
    apart = judged(mono.path)
    assert apart.policy.source != "rules.yaml"
    assert any("rules.yaml that it names was not read" in p.what for p in apart.problems)
