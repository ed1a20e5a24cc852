"""Reading files: of HEAD and of a folder, never through a link, never too much."""

import os
from pathlib import Path

import pytest

from gradatim.collectors.content import FolderReader, GitReader, open_reader
from gradatim.collectors.interface import ContentReader, ContentTooLarge, ContentUnavailable, SourceUnavailable
from tests.support.repositories import Link, Repository, Submodule

FILES = {"README.md": "demo\n", "docs/a.md": "text\n", "empty": "", b"caf\xe9.txt": "latin\n", "new\nline": "x"}


@pytest.fixture
def repo(tmp_path):
    repo = Repository(tmp_path / "demo")
    repo.commit("All", files={**FILES, "link": Link("/etc/passwd"), "lib": Submodule("a" * 40)})
    return repo


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "plain"
    for name, content in FILES.items():
        file = Path(os.fsdecode(os.fsencode(root) + b"/" + (name if isinstance(name, bytes) else name.encode())))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    (root / "link").symlink_to("/etc/passwd")
    (root / "out").symlink_to("/etc", target_is_directory=True)
    os.mkfifo(root / "pipe")
    (root / "node_modules/x").mkdir(parents=True)
    (root / "node_modules/x/README.md").write_text("not ours")
    return root


@pytest.fixture(params=["git", "bare", "folder"])
def reader(request, repo, folder, tmp_path):
    if request.param == "folder":
        return open_reader(folder)
    if request.param == "git":
        return open_reader(repo.path)
    return open_reader(repo.git_dir)


def test_it_is_a_content_reader(reader):
    assert isinstance(reader, ContentReader)


def test_files_are_listed_in_order_with_size_and_mode(reader):
    files = {file.path: (file.size, file.mode) for file in reader.files()}
    assert list(files) == sorted(files)
    assert files["README.md"] == (5, "100644")
    assert files["link"][1] == "120000"
    assert {"docs/a.md", "empty", "caf\\xe9.txt", "new\\x0aline"} <= set(files)
    assert not any("node_modules" in path or path == "pipe" for path in files)


def test_content_is_read_by_shown_name(reader):
    assert reader.read("README.md") == b"demo\n"
    assert reader.read("caf\\xe9.txt") == b"latin\n"
    assert reader.read("new\\x0aline") == b"x"
    assert reader.read("empty") == b""


@pytest.mark.parametrize(
    "path", ["nowhere", "link", "../plain/README.md", "/etc/passwd", "docs", "docs/../README.md", ""]
)
def test_what_is_no_listed_file_is_unavailable(reader, path):
    with pytest.raises(ContentUnavailable):
        reader.read(path)


def test_too_large_is_refused_not_cut(reader):
    assert reader.read("README.md", limit=5) == b"demo\n"
    with pytest.raises(ContentTooLarge, match=r"README\.md"):
        reader.read("README.md", limit=4)


def test_many_come_in_the_order_asked_with_reasons(reader):
    asked = ("docs/a.md", "nowhere", "README.md", "link", "docs/a.md")
    found = list(reader.read_many(asked))
    assert [path for path, _ in found] == list(asked)
    assert [type(value).__name__ for _, value in found] == [
        "bytes", "ContentUnavailable", "bytes", "ContentUnavailable", "bytes",
    ]  # fmt: skip


def test_reading_many_can_be_left_half_way(reader):
    first = next(iter(reader.read_many(("README.md", "docs/a.md"))))
    assert first == ("README.md", b"demo\n")
    assert reader.read("docs/a.md") == b"text\n"


def test_more_files_than_fit_into_one_window(tmp_path):
    repo = Repository(tmp_path / "many")
    repo.commit("Many", files={f"f{n:04}": str(n) * 50 for n in range(900)})
    reader = open_reader(repo.path)
    paths = tuple(file.path for file in reader.files())
    assert [body for _, body in reader.read_many(paths)] == [str(n).encode() * 50 for n in range(900)]


def test_an_absent_object_is_unavailable_and_the_others_are_read(repo):
    blob = repo.git("rev-parse", "HEAD:docs/a.md").strip()
    repo.object_path(blob).unlink()
    reader = open_reader(repo.path)
    found = dict(reader.read_many(("README.md", "docs/a.md", "empty")))
    assert isinstance(found["docs/a.md"], ContentUnavailable)
    assert (found["README.md"], found["empty"]) == (b"demo\n", b"")
    assert next(f.size for f in reader.files() if f.path == "docs/a.md") == -1


def test_a_damaged_object_does_not_take_the_others_with_it(repo):
    blob = repo.git("rev-parse", "HEAD:docs/a.md").strip()
    reader = open_reader(repo.path)
    reader.files()
    repo.object_path(blob).write_bytes(b"garbage")
    found = dict(reader.read_many(("README.md", "docs/a.md", "empty")))
    assert isinstance(found["docs/a.md"], ContentUnavailable)
    assert (found["README.md"], found["empty"]) == (b"demo\n", b"")


def test_the_work_tree_does_not_matter(repo):
    repo.check_out()
    (repo.path / "README.md").write_text("changed, not committed")
    assert open_reader(repo.path).read("README.md") == b"demo\n"


def test_another_commit_can_be_read(repo):
    side = repo.commit("Side", files={"README.md": "side"}, on="side", parents=(repo.branches["main"],))
    assert open_reader(repo.path, commit=side).read("README.md") == b"side"
    assert open_reader(repo.path, commit="").files() == ()


def test_a_repository_without_a_commit_has_no_files(tmp_path):
    reader = open_reader(Repository(tmp_path / "empty").path)
    assert isinstance(reader, GitReader)
    assert reader.files() == ()


def test_a_folder_swapped_for_a_link_is_not_followed(folder, tmp_path):
    reader = open_reader(folder)
    assert isinstance(reader, FolderReader)
    reader.files()
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/a.md").write_text("secret")
    (folder / "docs/a.md").unlink()
    (folder / "docs").rmdir()
    (folder / "docs").symlink_to(tmp_path / "secret", target_is_directory=True)
    with pytest.raises(ContentUnavailable):
        reader.read("docs/a.md")


def test_a_file_swapped_for_a_pipe_does_not_hang(folder):
    reader = open_reader(folder)
    reader.files()
    (folder / "README.md").unlink()
    os.mkfifo(folder / "README.md")
    with pytest.raises(ContentUnavailable, match="no regular file"):
        reader.read("README.md")


def test_a_missing_path_and_a_single_file_are_told(tmp_path):
    with pytest.raises(SourceUnavailable, match="does not exist"):
        open_reader(tmp_path / "nowhere")
    (tmp_path / "file").write_text("x")
    with pytest.raises(SourceUnavailable, match="give the folder"):
        open_reader(tmp_path / "file")
