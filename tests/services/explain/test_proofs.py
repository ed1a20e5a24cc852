"""Proof trees as people read them: short enough at first, told once, and nothing left out unsaid."""

import json

import msgspec
import pytest

from gradatim.model.rating import ProofNode
from gradatim.rating.records import DOUBT
from gradatim.services.explain.proofs import proof


def node(kind: str, id: str, *children: ProofNode, state: str = "open", more: int = 0) -> ProofNode:
    return ProofNode(kind=kind, id=id, state=state, text=f"About {id}.", children=children, more=more)


RECORD = node("evidence", "commit:0123456789ab", state="artifact")
COUNTER = node("evidence", "commit:ba9876543210", state="against")
SEEN = node("observation", "changes_are_reviewed", COUNTER, RECORD, state="true", more=54)
PRACTICE = node("criterion", "sw-cmm:SCM.Ac6", node("constraint", "changes_are_reviewed", SEEN))
BARE = node("criterion", "sw-cmm:SCM.Ab4", state="no evidence")
AREA = node(
    "area",
    "sw-cmm:SCM",
    node("goal", "sw-cmm:SCM.G1", PRACTICE, BARE),
    node("goal", "sw-cmm:SCM.G2", PRACTICE, BARE, more=1),
)


def test_an_area_stops_at_its_practices_and_says_how_to_go_on() -> None:
    text = proof(AREA, "text")
    assert "changes_are_reviewed" not in text
    assert "gradatim explain --why sw-cmm:SCM.Ac6 shows one" in text
    assert "--depth 12 shows all" in " ".join(text.split())


def test_a_practice_opens_down_to_its_records() -> None:
    lines = proof(PRACTICE, "text").splitlines()
    assert "      commit:ba9876543210: against. About commit:ba9876543210." in lines
    assert "      commit:0123456789ab: About commit:0123456789ab." in lines
    assert lines[-1] == "      and 54 more"


def test_what_serves_two_goals_is_told_once() -> None:
    lines = [line.strip() for line in proof(AREA, "text", depth=12).splitlines()]
    for id in ("sw-cmm:SCM.Ac6: open.", "sw-cmm:SCM.Ab4: no evidence."):
        assert [f"{id} About {id.partition(': ')[0]}.", f"{id} As above."] == [x for x in lines if x.startswith(id)]
    assert lines.count("commit:0123456789ab: About commit:0123456789ab.") == 1
    assert lines[-1] == "and 1 more that change nothing here"


def test_an_id_too_long_for_its_line_keeps_its_step() -> None:
    long = f"file:src/{'a' * 90}.java"
    lines = proof(
        node("criterion", "sw-cmm:SPE.Ac5", node("observation", "tests_exist", node("evidence", long))), "text"
    )
    assert lines.splitlines()[2].startswith("    file:src/aaa")


def test_a_doubt_is_told_once_in_a_tree() -> None:
    goals = [msgspec.structs.replace(node("goal", f"sw-cmm:SCM.G{n}"), text=f"Goal {n}. {DOUBT} ours.") for n in (1, 2)]
    lines = proof(node("area", "sw-cmm:SCM", *goals), "text").splitlines()
    assert lines[1:] == [
        f"  sw-cmm:SCM.G1: open. Goal 1. {DOUBT} ours.",
        "  sw-cmm:SCM.G2: open. Goal 2. Doubt as above.",
    ]


def test_the_whole_tree_ends_without_a_hint() -> None:
    assert "left out" not in proof(AREA, "text", depth=12)
    assert "left out" not in proof(PRACTICE, "text")


def test_json_is_whole_unless_cut() -> None:
    assert json.loads(proof(AREA, "json"))["children"][1]["children"][0]["children"][0]["children"][0]["more"] == 54
    assert json.loads(proof(AREA, "json", depth=2))["children"][0]["children"] == []


def test_a_state_that_the_text_begins_with_is_said_once() -> None:
    verdict = ProofNode(kind="verdict", id="iso-9001", state="not ready", text="Not ready. Two look like majors.")
    assert proof(verdict, "text") == "iso-9001: not ready. Two look like majors.\n"


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_hostile_words_stay_words(form: str) -> None:
    shown = proof(node("criterion", "a", node("observation", "\x1b[2J<b>")), form)
    assert "\x1b" not in shown
    assert "<b>" not in shown or form == "text"
