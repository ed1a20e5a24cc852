"""Makes a repository of any size for benchmarks, by `git fast-import`: the same every time.

It is shaped like a real one where that costs time: a few hundred people, some thousand paths in folders, most commits
touching one to five of them, every eighth a merge of a short branch, subjects with request numbers, trailers, tags,
documents, manifests and pipeline definitions.
"""

import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

START = 1_200_000_000
END = 1_785_000_000
PEOPLE = 400
FOLDERS = ("src", "lib", "docs", "tests", "tools", "include")
FILES = 4_000
_WORDS = [
    "fix",
    "add",
    "remove",
    "reader",
    "writer",
    "cache",
    "parser",
    "option",
    "error",
    "test",
    "docs",
    "build",
    "limit",
    "header",
    "socket",
    "table",
    "name",
]
_FIXED = {
    ".github/workflows/ci.yml": "on: [push, pull_request]\njobs: {test: {steps: [{run: make test}]}}\n",
    "Makefile": "test:\n\tpytest\nlint:\n\truff check .\n",
    "CONTRIBUTING.md": "# Contributing\n\nEvery change must be reviewed. Run `make test`.\n",
    "SECURITY.md": "# Security policy\n\nReport to security@example.org.\n",
    "pyproject.toml": "[project]\nname = 'made'\ndependencies = ['click>=8']\n",
}


def make(path: Path, commits: int, seed: int = 1) -> Path:
    """Make a bare repository with so many commits and return its path."""
    subprocess.run(["git", "init", "-q", "--bare", "--initial-branch=main", str(path)], check=True)
    command = ["git", "-C", str(path), "fast-import", "--quiet", "--depth=50"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        for part in _stream(commits, random.Random(seed)):
            process.stdin.write(part)
    if process.returncode:
        raise RuntimeError(f"git fast-import ended with {process.returncode}")
    return path


def _stream(commits: int, chance: random.Random) -> Iterator[bytes]:
    paths = [f"{FOLDERS[n % len(FOLDERS)]}/part{n % 97}/file{n}.{'md' if n % 6 == 2 else 'c'}" for n in range(FILES)]
    yield from _commit(1, 0, START, "Begin", "main", "", _FIXED)
    mark, number = 1, 0
    while mark < commits:
        moment = START + (END - START) * mark // commits
        person = min(int(chance.expovariate(12 / PEOPLE)), PEOPLE - 1)
        number += 1
        if number % 8:
            mark += 1
            files = {p: f"{mark}\n" * chance.randint(1, 9) for p in chance.sample(paths, chance.randint(1, 5))}
            subject = f"{_subject(chance)} (#{number})\n\n{_body(chance)}Signed-off-by: {_person(person)}\n"
            yield from _commit(mark, person, moment, subject, "main", "", files)
        else:
            yield from _branch(mark, number, person, moment, paths, chance)
            mark += 4
        if number % 400 == 0:
            yield b"tag v%d.%d\nfrom :%d\ntagger %s %d +0000\ndata 2\nv\n" % (
                number // 4000, number // 400 % 10, mark, _person(person).encode(), moment,
            )  # fmt: skip


def _branch(  # noqa: PLR0917 - what a branch is made of
    mark: int, number: int, person: int, moment: int, paths: list[str], chance: random.Random
) -> Iterator[bytes]:
    """Yield a branch of three commits and the merge that lands it."""
    yield b"reset refs/heads/topic\nfrom :%d\n\n" % mark
    for step in range(1, 4):
        files = dict.fromkeys(chance.sample(paths, 2), f"{mark + step}\n")
        yield from _commit(mark + step, person, moment + step, f"{_subject(chance)}\n", "topic", "", files)
    title = f"Merge pull request #{number} from topic\n\n{_subject(chance)}\n"
    yield from _commit(mark + 4, (person + 1) % PEOPLE, moment + 4, title, "main", f"merge :{mark + 3}\n", {})
    yield b"reset refs/heads/topic\nfrom 0000000000000000000000000000000000000000\n\n"


def _commit(  # noqa: PLR0917 - what a commit is made of
    mark: int, person: int, moment: int, message: str, branch: str, merge: str, files: dict[str, str]
) -> Iterator[bytes]:
    who, text = f"{_person(person)} {moment} +0000", message.encode()
    yield f"commit refs/heads/{branch}\nmark :{mark}\nauthor {who}\ncommitter {who}\ndata {len(text)}\n".encode() + text
    yield f"\n{merge}".encode()
    for path, content in files.items():
        yield f"M 100644 inline {path}\ndata {len(content)}\n{content}\n".encode()
    yield b"\n"


def _person(number: int) -> str:
    return f"Person{number} Family{number % 211} <person{number}@example.org>"


def _subject(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=5)).capitalize()


def _body(chance: random.Random) -> str:
    return (
        f"{' '.join(chance.choices(_WORDS, k=20))}\nFixes #{chance.randint(1, 9999)}\n\n"
        if chance.random() < 0.6
        else ""
    )
