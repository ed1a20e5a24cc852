"""Text that others wrote reaches no terminal, page or sheet as anything but text."""

import csv
import json
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.safety.conftest import DATE, Program, Ran
from tests.support.repositories import ANN, BOB, Repository, Who

ESCAPES = "\x1b[2J\x1b]0;owned\x07\x9b31m\x1b]8;;http://evil.example\x1b\\\x08\r\u202egnp.exe\u2066\u2028"
MARKUP = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=alert(1)></style></title>"
    "[click](javascript:alert(1)) ![x](http://evil.example/x.png) `tick` | pipe | <http://evil.example> @somebody "
    "{{ 7*7 }} {% raw %} &lt;b&gt; ]]> -->"
)
FORMULA = "=cmd|'/c calc'!A1"
BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def _hostile(path: Path) -> Repository:
    """Make a repository in which everything that people write is an attack."""
    repo = Repository(path)
    evil = Who(f"{MARKUP.replace('<', '').replace('>', '')} \x1b[31mAnn", "x\x1b[0m@evil.example")
    repo.commit(f"{ESCAPES} {MARKUP}", by=ANN, files={"README.md": f"# {MARKUP}\n\n{ESCAPES}\n"})
    names = [
        b"docs/new\nline.md", b"docs/esc\x1b[31mred.md", b"docs/latin\xe9.md", "docs/bidi\u202efdp.md".encode(),
        b"docs/<img src=x onerror=alert(1)>.md", b"docs/[a](javascript:alert(1)).md", b"docs/=cmd|x.md",
        b"docs/`tick`|pipe.md", b"docs/-rf.md", b"docs/\"quote'.md", b"docs/" + b"n" * 200 + b".md", b"\xff\xfe",
    ]  # fmt: skip
    policy = f"# Quality policy {MARKUP}\n\nWe are committed to quality. {ESCAPES} The policy is reviewed yearly.\n"
    repo.commit(FORMULA, by=evil, files=dict.fromkeys(names, policy))
    forged = "Start\n\n\0" + "a" * 40 + "\0" + "b" * 40 + "\0Mallory\0m@evil.example\0" + "1\0" * 4
    repo.commit(forged.encode() + b"\n:100644 100644 0 0 M\0forged-path\0", by=evil, files={"real.txt": "1"})
    for number in range(3, 12):
        title = f"{FORMULA if number % 2 else MARKUP} {ESCAPES}"
        repo.merge_request(number, title, by=BOB, landed_by=evil, login=f"evil/{MARKUP.replace(' ', '')}"[:60])
    trailers = [("Reviewed-by", f"{MARKUP} <{ESCAPES}@x>"), ("Fixes", MARKUP), ("Signed-off-by", evil)]
    repo.commit(f"+SUM(1) {ESCAPES}", by=evil, trailers=trailers)
    repo.commit('Revert "<b>\x1b[5m"\n\nThis reverts commit <script>.', by=evil)
    repo.branch("feature/<script>alert(1)</script>")
    repo.branch("\u202ebidi")
    repo.tag("v1.0", by=evil, message=f"{MARKUP}{ESCAPES}")
    repo.tag("v<img/src=x>", by=None)
    label = MARKUP.replace('"', "")
    jobs = f"jobs:\n  '<script>':\n    name: \"{label}\"\n    steps: [{{run: 'make test # <b>'}}]\n"
    workflow = f'name: "{FORMULA}"\non: [push]\n{jobs}'
    repo.commit("CI", files={".github/workflows/<img onerror=x>.yml": workflow, ".github/CODEOWNERS": f"* @{MARKUP}\n"})
    repo.add_config('[remote "origin"]\n\turl = https://user:secret-token@github.evil.example/a/b.git\n')
    return repo


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return _hostile(tmp_path_factory.mktemp("hostile") / "=<b>x")


@pytest.fixture(scope="module")
def ran(hostile: Repository, shared_program: Program) -> Ran:
    return shared_program.run(hostile.path, "--color")


@pytest.fixture(scope="module")
def markdown(hostile: Repository, shared_program: Program) -> str:
    return shared_program.run(hostile.path, "--no-report", "--format", "markdown").out


def _unsafe(text: str) -> list[str]:
    """Return characters that could drive a terminal or turn the reading order."""
    return [repr(c) for c in text if (unicodedata.category(c) == "Cc" and c not in "\n\t") or c in BIDI]


def test_no_control_character_reaches_the_terminal(ran: Ran) -> None:
    assert ran.code == 0
    own = re.sub(r"\x1b\[[0-9;]*m", "", ran.out)
    assert _unsafe(own) == []
    assert _unsafe(ran.err) == []
    assert "\x1b]" not in ran.out


def test_no_control_character_reaches_a_file(ran: Ran, markdown: str) -> None:
    assert _unsafe(ran.html) == []
    assert _unsafe(markdown) == []
    assert _unsafe(ran.json) == []


def test_json_holds_no_raw_or_escaped_terminal_sequence(ran: Ran) -> None:
    def strings(value: object) -> list[str]:
        if isinstance(value, dict):
            return [s for pair in value.items() for part in pair for s in strings(part)]
        if isinstance(value, list):
            return [s for part in value for s in strings(part)]
        return [value] if isinstance(value, str) else []

    assert [s for s in strings(json.loads(ran.json)) if _unsafe(s)] == []


class _Page(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def test_the_page_holds_no_element_or_handler_that_is_not_ours(ran: Ran) -> None:
    page = _Page()
    page.feed(ran.html)
    assert page.tags.count("script") == 1
    assert not {"img", "iframe", "object", "embed", "form", "base"} & set(page.tags)
    assert [a for a in page.attributes if a[0].startswith("on")] == []
    links = [value for name, value in page.attributes if name in ("href", "src", "action")]
    assert [u for u in links if u.startswith("https://github.evil.example/a")]
    assert [u for u in links if not u.startswith(("#", "https://github.evil.example/a")) and u != "data:,"] == []
    assert [u for u in links if set(u) & set("<>\"' `")] == []
    assert "onerror" in ran.html  # it was shown, as text


def test_the_markdown_holds_no_markup_that_is_not_ours(markdown: str) -> None:
    tokens = [
        t
        for block in MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown)
        for t in (block, *(block.children or ()))
    ]
    assert [t.content for t in tokens if t.type in ("html_block", "html_inline")] == []
    assert [t.attrs for t in tokens if t.type == "image"] == []
    links = [str(t.attrs["href"]) for t in tokens if t.type == "link_open"]
    assert [u for u in links if not u.startswith("https://github.evil.example/a") or "javascript" in u.lower()] == []
    assert "@somebody" not in markdown


def test_a_password_in_the_remotes_address_is_not_shown(ran: Ran, markdown: str) -> None:
    assert "secret-token" not in ran.everything + markdown


def test_a_forged_log_record_in_a_message_forges_nothing(ran: Ran) -> None:
    result = json.loads(ran.json)
    assert result["units"][0]["commits_total"] == 24
    assert "forged-path" not in ran.json
    assert "Mallory" not in ran.everything


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_sheet_holds_no_formula(hostile: Repository, shared_program: Program, kind: str) -> None:
    answers, sheet = shared_program.folder / f"{kind}.yaml", shared_program.folder / f"questions.{kind}"
    shared_program("ask", hostile.path, "--date", DATE, "--answers", answers, "--export", sheet)
    cells = _csv_cells(sheet) if kind == "csv" else _xlsx_cells(sheet)
    assert len(cells) > 300
    assert [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert [c for c in cells if _unsafe(c)] == []


def _csv_cells(sheet: Path) -> list[str]:
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        return [cell for row in csv.reader(file) for cell in row]


def _xlsx_cells(sheet: Path) -> list[str]:
    import openpyxl

    book = openpyxl.load_workbook(sheet, read_only=True)
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    return [str(cell.value) for cell in cells]


def test_the_interview_shows_no_control_character(hostile: Repository, shared_program: Program) -> None:
    answers = shared_program.folder / "asked.yaml"
    typed = "s\n" * 12 + "y \x1b[31m<b>\n\nq\n"
    asked = shared_program("ask", hostile.path, "--date", DATE, "--answers", answers, typed=typed)
    assert asked.code == 0
    assert _unsafe(asked.out) == []
    assert _unsafe(asked.err) == []


def test_messages_about_hostile_names_are_safe(shared_program: Program, tmp_path: Path) -> None:
    wrong = (
        ("run", "no\x1b[31mwhere\u202e"),
        ("explain", "\x1b]0;x\x07<b>"),
        ("\x1b[2Jrum",),
        ("run", ".", "--framework", "\x1b[1m\u202e"),
        ("run", ".", "--fail-under", "a\x1b:\u202e"),
    )
    for arguments in wrong:
        said = shared_program(*arguments)
        assert said.code in (2, 4)
        assert _unsafe(said.err) == []


def test_explaining_a_hostile_result_is_safe(ran: Ran, shared_program: Program) -> None:
    for name, form in (("sw-cmm", "text"), ("iso-9001", "text"), ("sw-cmm", "markdown"), ("iso-9001", "json")):
        said = shared_program("explain", "--why", name, "gradatim-result.json", "--format", form)
        assert said.code == 0
        assert _unsafe(said.out) == []
        assert form != "markdown" or "<script>" not in said.out.replace("\\<", "")
