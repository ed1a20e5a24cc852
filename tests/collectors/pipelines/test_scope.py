"""Which pipelines of a repository a change to one of its folders starts."""

import pytest

from gradatim.collectors.pipelines import collect, of_folder
from gradatim.collectors.pipelines.scope import _taken
from gradatim.model.history import History, TreeFile
from gradatim.model.pipelines import PipelineFacts, Stage
from tests.support.fake_reader import FakeReader

OWN = ("services/api/src/a.py", "services/api/docs/c.md")


def history(*shared: str) -> History:
    tree = tuple(TreeFile(path.removeprefix("services/api/"), 1, "100644") for path in (*OWN, *shared))
    return History(
        head="1" * 40,
        branch="main",
        branches=("main",),
        folder="services/api",
        shared={path: path for path in shared},
        tree=tree,
    )


def facts(files: dict[str, str]) -> PipelineFacts:
    whole = collect(FakeReader(files), None, main_branch="main")
    return of_folder(whole, PipelineFacts(), history(*files))


def workflow(filters: str = "", job: str = "") -> str:
    return (
        f"on:\n  pull_request:\n    branches: [main]\n{filters}jobs:\n  test:\n    runs-on: ubuntu-latest\n{job}"
        "    steps:\n      - run: pytest\n"
    )


def paths(*patterns: str, key: str = "paths") -> str:
    return f"    {key}:\n" + "".join(f"      - '{p}'\n" for p in patterns)


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ("", ()),
        (paths("services/api/**"), ()),
        (paths("services/**"), ()),
        (paths("**"), ()),
        (paths("services/api/src/**"), ("services/api/src/**",)),
        (paths("services/**", "!services/api/docs/**"), ("services/**", "!services/api/docs/**")),
        (paths("services/web/**", key="paths-ignore"), ()),
    ],
)
def test_a_workflow_that_a_change_starts_counts(filters: str, kept: tuple[str, ...]) -> None:
    found = facts({".github/workflows/ci.yml": workflow(filters)})
    assert [t.paths for p in found.pipelines for t in p.triggers] == [kept]
    assert found.pipelines[0].steps(Stage.TEST)
    assert found.elsewhere == 0


@pytest.mark.parametrize(
    "filters",
    [
        paths("services/web/**"),
        paths("docs/**", "*.md"),
        paths("services/**", "!services/api/**"),
        paths("services/api/**", key="paths-ignore"),
    ],
)
def test_a_workflow_that_no_change_starts_is_another_units(filters: str) -> None:
    found = facts({".github/workflows/web.yml": workflow(filters)})
    assert (found.pipelines, found.elsewhere) == ((), 1)


@pytest.mark.parametrize(
    ("folder", "counts"),
    [("services/api", True), ("services", True), ("services/api/src", True), (".", True), ("services/web", False),
     ("services/api-client", False), ("${{ matrix.part }}", True)],
)  # fmt: skip
def test_a_job_counts_where_its_folder_is_or_holds_the_unit(folder: str, counts: bool) -> None:
    job = f"    defaults:\n      run:\n        working-directory: {folder}\n"
    found = facts({".github/workflows/ci.yml": workflow(job=job)})
    assert bool(found.pipelines) is counts


def test_jobs_of_gitlab_go_by_their_own_paths() -> None:
    text = (
        "api:\n  script: pytest\n  rules:\n    - changes: ['services/api/**/*']\n"
        "web:\n  script: npm test\n  rules:\n    - changes: ['services/web/**/*']\n"
    )
    found = facts({".gitlab-ci.yml": text})
    assert [(j.id, j.paths) for p in found.pipelines for j in p.jobs] == [("api", ())]


def test_a_folder_named_to_azure_stands_for_all_in_it() -> None:
    text = (
        "pr: none\ntrigger:\n  branches:\n    include: [main]\n  paths:\n    include: [services/{}]\n"
        "steps:\n  - script: pytest\n"
    )
    assert facts({"azure-pipelines.yml": text.replace("{}", "api")}).pipelines
    assert not facts({"azure-pipelines.yml": text.replace("{}", "web")}).pipelines


@pytest.mark.parametrize(
    ("pattern", "file"),
    [("*.js", "a.js"), ("**.js", "b/a.js"), ("docs/**", "docs/x/y.md"), ("**/docs/**", "docs/y.md"),
     ("**/README.md", "js/README.md"), ("*.jsx?", "page.js"), ("*.jsx?", "page.jsx"), ("docs/*", "docs/hello.md")],
)  # fmt: skip
def test_examples_of_githubs_documentation_of_filters(pattern: str, file: str) -> None:
    """Source: the filter pattern cheat sheet of "Workflow syntax for GitHub Actions"."""
    assert _taken((pattern,), "github-actions", (file,)) == 1


@pytest.mark.parametrize(
    ("patterns", "file"),
    [(("docs/*",), "docs/getting/x.md"), (("*",), "a/b.js"), (("sub/**", "!sub/docs/**"), "sub/docs/x"),
     (("*.js",), "b/a.js")],
)  # fmt: skip
def test_what_these_filters_leave_out(patterns: tuple[str, ...], file: str) -> None:
    assert _taken(patterns, "github-actions", (file,)) == 0
