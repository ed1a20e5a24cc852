"""A folder of a repository as a unit: what it shows equals what git shows of the folder, whoever asks."""

import os
import subprocess
from pathlib import Path

import pytest

from gradatim.collectors.git import Folder, NotARepository, collect, place_of
from gradatim.collectors.git.folder_tags import tags_of_folder
from gradatim.collectors.git.laying import lay
from gradatim.collectors.git.tags import RawTag
from gradatim.collectors.git.tree import Entry
from gradatim.collectors.interface import SourceUnavailable
from gradatim.model.history import ChangeStyle, History
from tests.collectors.git.conftest import PERIOD
from tests.support.repositories import ANN, BOB, CARA, Executable, Link, Repository, Submodule

API = Folder(path="services/api")


@pytest.fixture
def mono(repo: Repository) -> Repository:
    repo.commit("Begin", by=ANN, files={"README.md": "all", "services/web/w.js": "1\n"})
    repo.commit("Begin api", by=ANN, files={"services/api/README.md": "api", "services/api/src/a.py": "1\n"})
    repo.merge_request(
        2, "Add b to both", by=BOB, landed_by=ANN, files={"services/api/src/b.py": "1\n", "services/web/b.js": "1\n"}
    )
    repo.squash_request(3, "Add c to web", by=CARA, files={"services/web/c.js": "1\n"})
    repo.squash_request(4, "Document api", by=CARA, files={"services/api/docs/c.md": "1\n2\n3\n"})
    repo.merge_request(5, "Mend web", by=BOB, landed_by=ANN, files={"services/web/w.js": "2\n"})
    repo.commit("Move a", by=BOB, files={"services/api/src/a.py": None, "services/api/lib/a.py": "1\n"})
    repo.commit("Bump both", by=ANN, files={"services/api/src/b.py": "2\n", "services/web/b.js": "2\n"})
    return repo


def of(repo: Repository, folder: Folder | None = API, **options: object) -> History:
    history, problems = collect(repo.path, PERIOD, cache=None, folder=folder, **options)  # type: ignore[arg-type]
    assert problems == ()
    return history


def split(repo: Repository, folder: str, target: Path) -> Repository:
    """The history of a folder as `git subtree split` makes it."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(target.parent), "GIT_CONFIG_NOSYSTEM": "1"}
    named = {f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}

    def git(*arguments: str, at: Path = repo.path) -> None:
        subprocess.run(["git", *arguments], cwd=at, check=True, capture_output=True, env=environment | named)

    repo.check_out()
    git("subtree", "split", f"--prefix={folder}", "-b", "split")
    git("clone", "-q", "-b", "split", str(repo.path), str(target), at=target.parent)
    part = Repository.__new__(Repository)
    part.path = target
    return part


def test_a_folder_shows_what_its_split_out_history_shows(mono: Repository, tmp_path: Path) -> None:
    here, there = of(mono), of(split(mono, "services/api", tmp_path / "split"), None)
    plain = [c for c in there.commits if len(c.parents) < 2]
    assert [(c.subject, c.files, c.author_time) for c in here.commits if len(c.parents) < 2] == [
        (c.subject, c.files, c.author_time) for c in plain
    ]
    assert here.commits_total == len(plain) == 5
    assert here.tree == there.tree
    assert here.paths == there.paths
    assert (here.first_time, here.last_time) == (there.first_time, there.last_time)
    # Of a merge whose other side did not touch the folder the split keeps the side alone: no style is left to compare.
    assert [(c.title, c.files, c.files_total) for c in here.changes] == [
        (c.title, c.files, c.files_total) for c in there.changes
    ]
    assert here.directories == there.directories


def test_commits_of_folders_are_those_that_git_log_limits_to_them(mono: Repository) -> None:
    mono.check_out()
    for folder in ("services/api", "services/web", "services", "services/api/src"):
        known = mono.git("log", "--no-merges", "--full-history", "--format=%H", "main", "--", folder).split()
        history = of(mono, Folder(path=folder))
        assert history.commits_total == len(known)
        assert {c.id for c in history.commits if len(c.parents) < 2} == set(known)


def test_every_change_is_in_one_unit_or_in_several_that_it_touches(mono: Repository) -> None:
    whole = of(mono, None)
    parts = [of(mono, Folder(path=f"services/{name}")) for name in ("api", "web")]
    assert {c.id for part in parts for c in part.changes} == {c.id for c in whole.changes}
    assert sum(c.files_total for part in parts for c in part.changes) + 1 == sum(c.files_total for c in whole.changes)
    assert [part.folder for part in parts] == ["services/api", "services/web"]


def test_a_repository_that_is_all_in_one_folder_is_what_the_folder_is(repo: Repository, tmp_path: Path) -> None:
    inside = Repository(tmp_path / "inside")
    for made, head in ((repo, ""), (inside, "all/")):
        made.commit("Begin", by=ANN, files={f"{head}README.md": "demo", f"{head}src/a.py": "1\n"})
        made.merge_request(2, "Add b", by=BOB, landed_by=ANN, files={f"{head}src/b.py": "1\n"})
        made.squash_request(3, "Add c", by=CARA, files={f"{head}docs/c.md": "1\n"})
        made.tag("v1.0", by=ANN)
    whole, folder = of(repo, None), of(inside, Folder(path="all"))
    same = ("tree", "paths", "directories", "style", "first_time", "restarted")
    assert all(getattr(whole, name) == getattr(folder, name) for name in same)
    assert len(whole.people) == len(folder.people)
    assert [(c.title, c.style, c.files, c.request) for c in whole.changes] == [
        (c.title, c.style, c.files, c.request) for c in folder.changes
    ]
    assert [(t.name, t.version, t.kind) for t in whole.tags] == [(t.name, t.version, t.kind) for t in folder.tags]


def test_a_change_keeps_who_reviewed_it_and_the_commits_that_touched_the_folder(repo: Repository) -> None:
    base = repo.commit("Begin", by=ANN, files={"api/a.py": "1\n", "web/w.js": "1\n"})
    repo.branch("topic", at=base)
    touching = repo.commit("Mend api", by=BOB, files={"api/a.py": "2\n"}, on="topic")
    repo.commit("Mend web", by=BOB, files={"web/w.js": "2\n"}, on="topic")
    repo.merge("topic", "Merge pull request #7 from demo/topic", by=ANN)
    change = next(c for c in of(repo, Folder(path="api")).changes if c.style is ChangeStyle.MERGE)
    assert change.commits == (touching,)
    assert [f.path for f in change.files] == ["a.py"]
    assert [r.how for r in change.reviewers] == ["merged-by"]


def test_lines_are_those_of_the_folder(mono: Repository) -> None:
    history = of(mono, line_counts=True)
    both = next(c for c in history.changes if c.title == "Bump both")
    assert history.lines[both.id] == (1, 1)
    whole = of(mono, None, line_counts=True)
    assert whole.lines[both.id] == (2, 2)


def test_units_of_one_repository_share_one_reading(mono: Repository, tmp_path: Path, monkeypatch) -> None:
    first, _ = collect(mono.path, PERIOD, cache=tmp_path, folder=API)
    monkeypatch.setattr(
        "gradatim.collectors.git.mining.log", lambda *_a, **_k: pytest.fail("the history is read again")
    )
    second, _ = collect(mono.path, PERIOD, cache=tmp_path, folder=Folder(path="services/api/src"))
    again, _ = collect(mono.path, PERIOD, cache=tmp_path, folder=API)
    assert again == first
    assert second.folder == "services/api/src"


# -- where a folder is ---------------------------------------------------------------------------------------------


def test_the_place_of_a_path(mono: Repository, tmp_path: Path, monkeypatch) -> None:
    mono.check_out()
    assert place_of(mono.path) == (mono.path, "")
    assert place_of(mono.path / "services/api") == (mono.path, "services/api")
    (tmp_path / "link").symlink_to(mono.path / "services/api")
    assert place_of(tmp_path / "link") == (mono.path, "services/api")
    monkeypatch.chdir(mono.path / "services/api")
    assert place_of(Path()) == (mono.path, "services/api")
    assert place_of(Path("..")) == (mono.path, "services")


def test_a_bare_repository_has_folders_that_are_not_on_disk(tmp_path: Path) -> None:
    bare = Repository(tmp_path / "demo.git", bare=True)
    bare.commit("Begin", by=ANN, files={"services/api/a.py": "1\n"})
    assert place_of(bare.path / "services/api") == (bare.path, "services/api")
    assert [f.path for f in of(bare).tree] == ["a.py"]


def test_a_folder_of_a_linked_work_tree_is_of_its_branch(mono: Repository, tmp_path: Path) -> None:
    mono.check_out()
    mono.git("worktree", "add", "-q", "--detach", str(tmp_path / "linked"), "HEAD~1")
    place = place_of(tmp_path / "linked/services/api")
    history, _ = collect(place.root, PERIOD, cache=None, folder=Folder(path=place.folder))
    assert (place.root, place.folder) == (tmp_path / "linked", "services/api")
    assert history.head == mono.git("rev-parse", "HEAD~1").strip()


def test_a_folder_in_no_repository_has_no_place(tmp_path: Path) -> None:
    (tmp_path / "plain/.git").mkdir(parents=True)
    with pytest.raises(NotARepository):
        place_of(tmp_path / "plain/inner")


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("nothing", "is not in the commit"),
        ("link", "is a symbolic link"),
        ("tool", "is a file"),
        ("services/api", "is a file"),
    ],
)
def test_what_is_no_folder_of_the_commit_is_none(repo: Repository, folder: str, said: str) -> None:
    repo.commit("Begin", by=ANN, files={"link": Link("services"), "tool": Executable("x"), "services/api": "a file"})
    with pytest.raises(NotARepository, match=said):
        of(repo, Folder(path=folder))


def test_a_submodule_is_a_repository_of_its_own(repo: Repository) -> None:
    repo.commit("Begin", by=ANN, files={"part": Submodule("1" * 40), ".gitmodules": "x"})
    with pytest.raises(SourceUnavailable, match="git submodule update --init"):
        of(repo, Folder(path="part"))


@pytest.mark.parametrize("name", [b"new\nline", b"caf\xe9", b":(top)x", b"-x", b"a*b", "\u202eabc".encode()])
def test_a_folder_may_have_any_name(repo: Repository, name: bytes) -> None:
    repo.commit("Begin", by=ANN, files={name + b"/a.py": "1\n", b"other/a.py": "1\n"})
    history = of(repo, Folder(path=os.fsdecode(name)), line_counts=True)
    assert [f.path for f in history.tree] == ["a.py"]
    assert history.folder.isprintable()
    assert history.lines[history.head] == (1, 0)


# -- tags ----------------------------------------------------------------------------------------------------------

PATHS = ("api/a.py", "services/api/a.py", "receiver/aws/x.go", "exporter/aws/x.go", "sdk/core/azure-core/a.py",
         "packages/babel-core/a.js", "packages/cli/a.js", "web/w.js")  # fmt: skip


@pytest.mark.parametrize(
    ("folder", "tag"),
    [
        ("api", "api/v1.2"), ("api", "api-v1.2"), ("api", "api_1.2.0"), ("api", "API-1.2"), ("api", "@scope/api@1.2.0"),
        ("receiver/aws", "receiver/aws/v0.1.0"), ("sdk/core/azure-core", "azure-core_1.2.3"),
        ("packages/babel-core", "@babel/core@7.1.0"), ("packages/cli", "@changesets/cli@2.26.0"),
        ("packages/cli", "cli-v2.0.0"), ("packages/cli", "release/cli-2.0.0"),
    ],
)  # fmt: skip
def test_a_tag_with_its_name_is_a_folders(folder: str, tag: str) -> None:
    raw = [RawTag(name, "1" * 40, None, 0, False) for name in ("v9.0", tag, "web-1.0.0")]
    found, named = tags_of_folder(raw, Folder(path=folder), PATHS)
    assert (named, [t.name for t in found]) == (True, [tag])


@pytest.mark.parametrize(
    ("folder", "tag"),
    [
        ("services/api", "api-1.0.0"),  # the folder `api` is nearer to the root
        ("receiver/aws", "exporter/aws/v0.1.0"), ("web", "api-1.0.0"), ("api", "apis-1.0.0"), ("api", "api-client-1.0"),
    ],
)  # fmt: skip
def test_a_tag_with_another_name_is_not(folder: str, tag: str) -> None:
    raw = [RawTag(tag, "1" * 40, None, 0, False)]
    assert not tags_of_folder(raw, Folder(path=folder), PATHS)[1]


def test_without_tags_of_its_own_a_folder_has_those_of_the_whole(mono: Repository) -> None:
    mono.tag("v1.0.0", by=ANN)
    mono.tag("web-3.0.0", by=ANN)
    history = of(mono)
    assert history.tags_shared
    assert [(t.name, t.version) for t in history.tags] == [("v1.0.0", "1.0.0")]
    own = of(mono, Folder(path="services/web"))
    assert not own.tags_shared
    assert [(t.name, t.version) for t in own.tags] == [("web-3.0.0", "3.0.0")]


# -- what applies from above ---------------------------------------------------------------------------------------


def entries(*paths: str) -> tuple[Entry, ...]:
    return tuple(Entry(path.encode(), path, "100644", "1" * 40, 1) for path in sorted(paths))


def test_what_applies_from_above_is_laid_beside_the_own_files() -> None:
    laid = lay(
        entries(
            "CONTRIBUTING.md", ".github/workflows/ci.yml", "README.md", "package.json", "package-lock.json",
            "src/x.py", "services/SECURITY.md", "services/api/README.md", "services/api/CONTRIBUTING.md",
            "services/web/SECURITY.md",
            "docs/adr/0001.md", "docs/web/design.md", "docs/api/design.md", "docs/package.json", "security/tls/go.mod",
            "policy/main.go", "policy/quality.md",
        ),
        API,
    )  # fmt: skip
    assert laid.shared == {
        "../../CONTRIBUTING.md": "CONTRIBUTING.md",  # the folder has one of its own
        ".github/workflows/ci.yml": ".github/workflows/ci.yml",
        "SECURITY.md": "services/SECURITY.md",
        "docs/adr/0001.md": "docs/adr/0001.md",
        "docs/api/design.md": "docs/api/design.md",
        "policy/quality.md": "policy/quality.md",
        "package-lock.json": "package-lock.json",
    }
    own = {e.path for e in laid.entries} - laid.shared.keys()
    assert own == {"README.md", "CONTRIBUTING.md"}


def test_what_people_leave_out_or_name_goes_before_places() -> None:
    folder = Folder(path="services/api", ignore=("docs/", "services/api/gen/"), named=("handbook/policy.md",))
    found = entries("docs/adr/0001.md", "handbook/policy.md", "services/api/a.py", "services/api/gen/b.py")
    laid = lay(found, folder)
    assert laid.shared == {"handbook/policy.md": "handbook/policy.md"}
    assert [e.path for e in laid.entries] == ["a.py", "handbook/policy.md"]


def test_a_change_brings_what_it_changed_above_and_is_none_of_the_unit_without_a_part_in_it(mono: Repository) -> None:
    mono.squash_request(
        8, "Mend api", by=CARA, files={"services/api/lib/a.py": "2\n", ".changeset/blue.md": "api: mend\n"}
    )
    mono.squash_request(9, "Say how", by=CARA, files={"CONTRIBUTING.md": "x"})
    mono.commit("Release", by=ANN, files={".changeset/blue.md": None, "services/api/CHANGELOG.md": "mend\n"})
    history = of(mono)
    assert [(c.title, [f.path for f in c.files]) for c in history.changes[:2]] == [
        ("Release", [".changeset/blue.md", "CHANGELOG.md"]),
        ("Mend api (#8)", [".changeset/blue.md", "lib/a.py"]),
    ]
    assert history.commits_total == 7
    assert history.paths["CONTRIBUTING.md"].changes == 1


def test_paths_of_the_unit_lead_back_to_the_repository(mono: Repository) -> None:
    mono.commit("Say how", by=ANN, files={"CONTRIBUTING.md": "x", "services/api/CONTRIBUTING.md": "y"})
    history = of(mono)
    named = {f.path: history.repository_path(f.path) for f in history.tree}
    assert named["README.md"] == "services/api/README.md"
    assert named["CONTRIBUTING.md"] == "services/api/CONTRIBUTING.md"
    assert named["../../CONTRIBUTING.md"] == "CONTRIBUTING.md"
    assert history.paths["../../CONTRIBUTING.md"].changes == 1


def test_a_change_comes_with_tests_that_stand_above_the_folder(mono: Repository) -> None:
    files = {"services/api/lib/a.py": "3\n", "tests/e2e/test_api.py": "1\n", "tests/web/t.js": "1\n", "src/x.py": "1\n"}
    mono.squash_request(8, "Mend api", by=CARA, files=files)
    mono.squash_request(9, "Test all", by=CARA, files={"tests/e2e/test_all.py": "1\n"})
    history = of(mono)
    assert [f.path for f in history.changes[0].files] == ["lib/a.py", "tests/e2e/test_api.py"]
    assert "tests/e2e/test_api.py" not in {f.path for f in history.tree}


def test_what_is_shared_has_the_history_of_the_repository(mono: Repository) -> None:
    mono.commit("Say how", by=ANN, files={"CONTRIBUTING.md": "x"})
    mono.commit("Say more", by=BOB, files={"CONTRIBUTING.md": "y", "services/api/lib/a.py": "2\n"})
    known = of(mono).paths["CONTRIBUTING.md"]
    assert known == of(mono, None).paths["CONTRIBUTING.md"]
    assert (known.changes_in_period, known.people_in_period) == (2, 2)
