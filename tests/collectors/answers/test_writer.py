import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradatim.collectors import settings
from gradatim.collectors.answers import Changes, parse_answers, read, write
from gradatim.collectors.answers.writer import TEMPLATE, changed
from gradatim.collectors.interface import InvalidInput, SourceUnavailable
from gradatim.model.answers import Answer, AnswerValue
from tests.support.frameworks import conformity, staged

FRAMEWORKS = (staged(), conformity())
YES = Answer(criterion="sw-cmm:RM.Co1", value=AnswerValue.YES, role="team lead", given=date(2026, 8, 2))


def after(content: str, *answers: Answer) -> str:
    return changed(content.encode(), Changes(answers=answers), "gradatim.yaml").decode()


def test_runs_that_write_at_once_keep_the_answers_of_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "gradatim.yaml"
    write(path, Changes(answers=(YES,)))
    really = settings.read

    def slowly(*arguments):
        content = really(*arguments)
        time.sleep(0.02)
        return content

    monkeypatch.setattr(settings, "read", slowly)
    ids = ("sw-cmm:RM.Ab1", "sw-cmm:RM.Ab2", "sw-cmm:PR.Ac1", "iso-9001:8.1-1")
    with ThreadPoolExecutor(len(ids)) as pool:
        list(pool.map(lambda i: write(path, Changes(answers=(msgspec.structs.replace(YES, criterion=i),))), ids))
    text = path.read_text()
    assert [i for i in ids if f"  {i}:" not in text] == []
    assert [p.name for p in tmp_path.iterdir()] == ["gradatim.yaml"]


def test_a_new_answer_goes_after_the_last_one_and_before_what_follows():
    before = "answers:\n  # policy\n  sw-cmm:RM.Ab1: no  # for now\n\n# who is out\nnot_applicable: []\n"
    assert after(before, YES) == (
        "answers:\n  # policy\n  sw-cmm:RM.Ab1: no  # for now\n"
        "  sw-cmm:RM.Co1:\n    value: yes\n    role: team lead\n    given: 2026-08-02\n"
        "\n# who is out\nnot_applicable: []\n"
    )


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("answers:\n  sw-cmm:RM.Co1: no  # hm\n", "answers:\n  sw-cmm:RM.Co1:  # hm\n    value: yes\n"),
        ("answers:\n  sw-cmm:RM.Co1:\n  sw-cmm:RM.Ab1: no\n", "answers:\n  sw-cmm:RM.Co1:\n    value: yes\n"),
        ("answers:\n  sw-cmm:RM.Co1: {value: no}  # hm\n", "answers:\n  sw-cmm:RM.Co1: {value: yes, role: team lead"),
        ("answers:\n  sw-cmm:RM.Co1:\n      value: no  # hm\n", "answers:\n  sw-cmm:RM.Co1:\n      value: yes  # hm\n"),
        ("answers: {}  # none\n", "answers:   # none\n  sw-cmm:RM.Co1:\n    value: yes\n"),
        ("answers:   # none\nversion: 1\n", "answers:   # none\n  sw-cmm:RM.Co1:\n    value: yes\n"),
        ("answers: {sw-cmm:RM.Ab1: no}\n", "answers: {sw-cmm:RM.Ab1: no, sw-cmm:RM.Co1: {value: yes"),
        ("version: 1", "version: 1\nanswers:\n  sw-cmm:RM.Co1:\n    value: yes\n"),
        ("", "answers:\n  sw-cmm:RM.Co1:\n    value: yes\n"),
        ("{}\n", "answers:\n  sw-cmm:RM.Co1:\n    value: yes\n"),
    ],
)
def test_the_answer_is_put_where_it_belongs(before, expected):
    assert after(before, YES).startswith(expected)


def test_fields_that_no_longer_hold_go_and_the_users_own_stay():
    before = "answers:\n  sw-cmm:RM.Co1:\n    value: no\n    reason: old\n    x-ticket: 12\n    role: x\n"
    expected = (
        "answers:\n  sw-cmm:RM.Co1:\n    value: yes\n    x-ticket: 12\n    role: team lead\n    given: 2026-08-02\n"
    )
    assert after(before, YES) == expected


def test_an_edition_in_the_key_is_kept():
    answer = msgspec.structs.replace(YES, criterion="iso-9001:4.1-1")
    text = after("answers:\n  iso-9001@2015:4.1-1: no\n", answer)
    assert "iso-9001@2015:4.1-1:\n    value: yes" in text
    assert text.count("4.1-1") == 1


def test_line_ends_and_byte_order_mark_are_kept():
    text = after("\ufeffanswers:\r\n  sw-cmm:RM.Co1:\r\n    value: no\r\n    reason: x\r\n# end\r\n", YES)
    assert text.startswith("\ufeff")
    assert text.count("\n") == text.count("\r\n") == 6
    assert "reason" not in text


@pytest.mark.parametrize(
    "broken", ["answers: [1]\n", "a: [1\n", "{answers: {}, version: 1}\n", "- a\n", "answers: 5\n"]
)
def test_a_broken_file_is_left_as_it_is(tmp_path: Path, broken):
    path = tmp_path / "gradatim.yaml"
    path.write_text(broken)
    with pytest.raises(InvalidInput):
        write(path, Changes(answers=(YES,)))
    assert path.read_text() == broken
    assert [p.name for p in tmp_path.iterdir()] == ["gradatim.yaml"]


def test_an_absent_file_is_made_with_comments_that_explain_it(tmp_path: Path):
    write(tmp_path / "gradatim.yaml", Changes(answers=(YES,)))
    text = (tmp_path / "gradatim.yaml").read_text()
    assert text.startswith(TEMPLATE)
    assert read(tmp_path, frameworks=FRAMEWORKS).answers[0].value is AnswerValue.YES


def test_the_examples_in_the_comments_are_valid():
    lines = [line.removeprefix("# ") for line in TEMPLATE.splitlines()]
    keys = (
        "project:",
        "scope:",
        "period_months:",
        "main_branch:",
        "documents:",
        "not_applicable:",
        "suppressions:",
        " ",
    )
    text = "\n".join(line for line in lines if line.startswith(keys)).replace("sw-cmm:SSM", "sw-cmm:SCM")
    assert parse_answers(text.encode(), frameworks=FRAMEWORKS).suppressions[0].owner == "release manager"


def test_the_mode_of_the_file_is_kept(tmp_path: Path):
    path = tmp_path / "gradatim.yaml"
    path.write_text("version: 1\n")
    path.chmod(0o600)
    write(path, Changes(answers=(YES,)))
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "answer",
    [
        msgspec.structs.replace(YES, document="../out"),
        msgspec.structs.replace(YES, document="file:///etc/passwd"),
        msgspec.structs.replace(YES, value=AnswerValue.NOT_APPLICABLE),
        msgspec.structs.replace(YES, reason="\x1b[31m"),
    ],
)
def test_what_could_not_be_read_back_is_not_written(answer):
    with pytest.raises(InvalidInput):
        after("version: 1\n", answer)


def test_a_link_is_not_written_through(tmp_path: Path):
    (tmp_path / "target").write_text("keep")
    (tmp_path / "gradatim.yaml").symlink_to(tmp_path / "target")
    with pytest.raises(InvalidInput, match="link"):
        write(tmp_path / "gradatim.yaml", Changes(answers=(YES,)))
    assert (tmp_path / "target").read_text() == "keep"


def test_a_folder_that_is_not_there_gets_one_message(tmp_path: Path):
    with pytest.raises(SourceUnavailable, match="Nothing was changed"):
        write(tmp_path / "gone" / "gradatim.yaml", Changes(answers=(YES,)))


words = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), max_size=30)
criteria = st.sampled_from([f"sw-cmm:{c.id}" for c in FRAMEWORKS[0].criteria])
said = st.builds(
    Answer,
    criterion=criteria,
    value=st.sampled_from([v for v in AnswerValue if v is not AnswerValue.NOT_APPLICABLE]),
    role=words.map(str.strip),
    reason=words.map(str.strip),
    given=st.none() | st.dates(),
    expires=st.none() | st.dates(),
)
STARTS = ("", TEMPLATE, "answers: {}\n", "answers:\n  sw-cmm:PR.Ac1: no # x\n  # tail\nversion: 1\n", "project: 'x'")


@given(st.sampled_from(STARTS), st.lists(st.lists(said, max_size=4), max_size=4))
def test_what_was_written_is_read_back_and_comments_survive(start, rounds):
    content = start.encode()
    expected = {a.criterion: a for a in parse_answers(content, frameworks=FRAMEWORKS).answers}
    for batch in rounds:
        content = changed(content, Changes(answers=tuple(batch)), "f")
        expected |= {a.criterion: a for a in batch}
    read_back = {a.criterion: a for a in parse_answers(content, frameworks=FRAMEWORKS).answers}
    plain = {k: msgspec.structs.replace(a, location="") for k, a in expected.items()}
    assert {k: msgspec.structs.replace(a, location="") for k, a in read_back.items()} == plain
    comments = [line.strip() for line in start.splitlines() if line.startswith("#")]
    assert all(comment in content.decode() for comment in comments)


def test_what_is_no_ordinary_file_stays_what_it_is(tmp_path):
    pipe = tmp_path / "gradatim.yaml"
    os.mkfifo(pipe)
    with pytest.raises(InvalidInput, match="no ordinary file"):
        write(pipe, Changes(answers=(YES,)))
    assert pipe.is_fifo()
