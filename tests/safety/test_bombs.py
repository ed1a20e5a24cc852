"""Files that grow, loop or nest without end cost a bounded time and memory, and are named in the result."""

import json
from pathlib import Path

import pytest

from gradatim.collectors.answers.reader import parse_answers
from gradatim.collectors.interface import InvalidInput
from tests.safety import bombs
from tests.safety.conftest import Program, Ran, sound
from tests.support.repositories import Repository

GIANTS = (".github/CODEOWNERS", "CHANGELOG.md", "docs/plan.txt", ".mailmap", ".gitattributes", "gradatim.data")
GIANT = 50_000_000


def _files() -> dict[str, bytes]:
    return bombs.documents() | bombs.containers() | bombs.manifests() | bombs.pipelines() | bombs.tool_settings()


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    repo = sound(tmp_path_factory.mktemp("bombs") / "demo")
    owners = b"* @nobody\n" * (GIANT // 10)
    repo.commit("Bombs", files={**_files(), **dict.fromkeys(GIANTS, owners)})
    return repo


@pytest.fixture(scope="module")
def ran(repository: Repository, shared_program: Program) -> Ran:
    return shared_program.run(repository.path)


def _told(ran: Ran) -> set[str]:
    return {p["location"] for p in json.loads(ran.json)["problems"]}


def test_a_repository_full_of_bombs_is_judged(ran: Ran) -> None:
    assert ran.code == 0
    assert json.loads(ran.json)["units"][0]["commits_total"] == 12
    assert "root:x:" not in ran.everything


@pytest.mark.parametrize(
    "path",
    [
        ".github/workflows/bomb.yml",
        ".github/workflows/deep.yml",
        ".github/workflows/loop.yml",
        "docs/bomb.docx",
        "docs/lying.docx",
        "docs/entities.docx",
        "docs/outside.docx",
        "docs/half.docx",
        "docs/noise.pdf",
        "docs/never-ends.pdf",
        "composer.json",
        "pyproject.toml",
        "setup.py",
        "noxfile.py",
        "CHANGELOG.md",
    ],
)
def test_what_was_not_read_is_named(ran: Ran, path: str) -> None:
    assert path in _told(ran)


def test_a_folder_full_of_bombs_is_judged(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    for path, content in (bombs.manifests() | bombs.pipelines() | bombs.containers()).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    for path in GIANTS:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        with (folder / path).open("wb") as file:
            file.truncate(50 * GIANT)  # sparse: no disk is used
    found = program.run(folder)
    assert found.code == 0
    assert {"docs/bomb.docx", "composer.json", ".github/workflows/bomb.yml", "CHANGELOG.md"} <= _told(found)


SETTINGS = (
    bombs.YAML_BOMB,
    bombs.YAML_MERGE,
    bombs.YAML_LOOP,
    bombs.YAML_OBJECT,
    "[" * bombs.DEEP,
    "a: " * 10_000,
    "x" * 2_000_000,
    "\x00",
    "project: \x1b[31m",
    "answers: {" + "a: {" * 5_000,
    "- " * 50_000,
    "? " * 50_000,
    "%TAG ! x\n",
    "---\n---\n",
    "answers: {x: *a}",
    "period: {months: " + "9" * 10_000 + "}",
    "project: [" * 9,
)


@pytest.mark.parametrize("content", [bombs.YAML_BOMB, "[" * bombs.DEEP, "x" * 2_000_000])
def test_a_hostile_gradatim_yaml_is_refused_with_its_place(program: Program, tmp_path: Path, content: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/gradatim.yaml").write_text(content)
    ran = program.run(tmp_path / "folder")
    assert ran.code == 2
    assert "gradatim.yaml:" in ran.err
    assert len(ran.err) < 2_000


@pytest.mark.parametrize("content", SETTINGS)
def test_what_is_no_settings_file_is_refused_with_its_place(content: str) -> None:
    with pytest.raises(InvalidInput, match=r"^gradatim\.yaml:\d+:\d+: ") as refused:
        parse_answers(content.encode(), frameworks=())
    assert len(str(refused.value)) < 2_000
