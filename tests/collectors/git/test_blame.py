"""Since when the lines of a file stand as they do, against what plain git says."""

import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

from gradatim.collectors.git import line_days
from tests.support.repositories import ANN, BOB, Repository


def told(repository: Path, name: str) -> list[tuple[bytes, date]]:
    """Return the same from git's longest form, where every line has all facts."""
    out = subprocess.run(
        ["git", "blame", "--line-porcelain", "HEAD", "--", name], cwd=repository, capture_output=True, check=True
    ).stdout
    found, when = [], 0
    for row in out.split(b"\n"):
        if row.startswith(b"committer-time "):
            when = int(row.split()[1])
        elif row.startswith(b"\t"):
            found.append((row[1:], datetime.fromtimestamp(when, UTC).date()))
    return found


def test_each_line_has_the_day_of_its_commit(tmp_path: Path) -> None:
    repo = Repository(tmp_path / "demo")
    repo.commit("One", by=ANN, when=date(2024, 1, 5), files={"a.yaml": "one: 1\ntwo: 2\nthree: 3\n", "b": "x\n"})
    repo.commit("Two", by=BOB, when=date(2025, 2, 6), files={"a.yaml": "one: 1\ntwo: 22\nthree: 3\n"})
    head = repo.commit("Three", by=ANN, when=date(2026, 3, 7), files={"a.yaml": "one: 1\ntwo: 22\nthree: 3\nfour: 4\n"})
    found = line_days(repo.path, head, "a.yaml")
    assert [(line.partition(b":")[0], day.year) for line, day in found] == [
        (b"one", 2024), (b"two", 2025), (b"three", 2024), (b"four", 2026),
    ]  # fmt: skip
    assert list(found) == told(repo.path, "a.yaml")


def test_what_git_can_not_tell_is_nothing(tmp_path: Path) -> None:
    repo = Repository(tmp_path / "demo")
    head = repo.commit("One", by=ANN, files={"a.yaml": "one: 1\n"})
    assert line_days(repo.path, head, "none.yaml") == ()
    assert line_days(repo.path, "0" * 40, "a.yaml") == ()


def test_a_filter_or_textconv_of_the_repository_never_runs(tmp_path: Path) -> None:
    repo = Repository(tmp_path / "demo")
    mark = tmp_path / "ran"
    files = {"a.yaml": "one: 1\n", ".gitattributes": "*.yaml diff=x filter=x\n"}
    head = repo.commit("One", by=ANN, files=files)
    for name, content in files.items():
        (repo.path / name).write_text(content)
    with (repo.path / ".git" / "config").open("a") as config:
        config.write(f'[diff "x"]\n\ttextconv = touch {mark} && cat\n[filter "x"]\n\tclean = touch {mark}\n')
    assert [line for line, _ in line_days(repo.path, head, "a.yaml")] == [b"one: 1"]
    assert not mark.exists()
    told(repo.path, "a.yaml")
    assert mark.exists(), "plain git runs it"
