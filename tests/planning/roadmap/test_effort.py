from pathlib import Path

from pytest import mark, raises

from gradatim.planning.roadmap import data
from gradatim.planning.roadmap.effort import effort
from gradatim.planning.roadmap.interface import RoadmapError

HEAD = "schema: gradatim/roadmap-effort/1\n"


def written(folder: Path, content: str) -> Path:
    file = folder / "effort.yaml"
    file.write_text(content)
    return file


def test_only_what_is_named_changes(tmp_path: Path) -> None:
    content = f"{HEAD}kinds:\n  rule: {{days: [2, 4, 6], basis: history, why: our last three}}\n"
    ours, found = data.own_effort(), effort(written(tmp_path, content))
    rule = found.kinds["rule"]
    assert (rule.days, rule.basis, rule.why) == ((2, 4, 6), "history", "our last three")
    assert (rule.more, rule.settle, rule.at_once) == (
        ours.kinds["rule"].more, ours.kinds["rule"].settle, ours.kinds["rule"].at_once
    )  # fmt: skip
    assert {k: v for k, v in found.kinds.items() if k != "rule"} == {k: v for k, v in ours.kinds.items() if k != "rule"}
    assert (found.factors, found.calendar) == (ours.factors, ours.calendar)


def test_no_file_means_ours() -> None:
    assert effort() is data.own_effort()


@mark.parametrize(("section", "name"), [("factors", n) for n in data.own_effort().factors]
                  + [("calendar", n) for n in data.own_effort().calendar])  # fmt: skip
def test_numbers_are_held_within_their_range(tmp_path: Path, section: str, name: str) -> None:
    low, high = getattr(data.own_effort(), section)[name].range
    for value in (low, high):
        content = f"{HEAD}{section}: {{{name}: {{value: {value}, basis: user, why: x}}}}\n"
        assert getattr(effort(written(tmp_path, content)), section)[name].value == value
    for value in (low - 0.01, high + 0.01, "-.inf", ".inf", ".nan"):
        content = f"{HEAD}{section}:\n  {name}: {{value: {value}, basis: user, why: x}}\n"
        with raises(RoadmapError, match=rf"effort.yaml:3:\d+: `{section}.{name}`: .* is not from"):
            effort(written(tmp_path, content))


def test_our_own_numbers_are_within_their_range() -> None:
    for number in (*data.own_effort().factors.values(), *data.own_effort().calendar.values()):
        assert number.range[0] <= number.value <= number.range[1]


@mark.parametrize(
    ("content", "message"),
    [
        ("schema: [", "effort.yaml:2:1"),
        ("kinds: {}\n", "begin the file with the line `schema: gradatim/roadmap-effort/1`"),
        ("- 1\n", "begin the file with the line"),
        ("", "begin the file with the line"),
        ("schema: gradatim/roadmap-effort/2\n", "effort.yaml:1:1: begin the file with"),
        (f"{HEAD}kind: {{}}\n", "effort.yaml:2:1: there is no `kind`; there are kinds"),
        (f"{HEAD}kinds: 3\n", "`kinds` must be a mapping of policy"),
        (f"{HEAD}factors: {{partley: {{value: 1, basis: user, why: x}}}}\n", "no `factors.partley`; there are partly"),
        (f"{HEAD}roles: {{enginer: Developers}}\n", "no `roles.enginer`; there are engineer"),
        (f"{HEAD}kinds: {{rule: {{days: [3, 2, 1], basis: user, why: x}}}}\n", "rising"),
        (f"{HEAD}kinds: {{rule: {{days: [.nan, 2, 3], basis: user, why: x}}}}\n", "rising"),
        (f"{HEAD}kinds: {{rule: {{days: [1, 2], basis: user, why: x}}}}\n", "effort.yaml:2:9: `kinds.rule`: expected"),
        (f"{HEAD}kinds: {{rule: {{days: [1, 2, 3], basis: user}}}}\n", "`kinds.rule`: it lacks `why`"),
        (f"{HEAD}kinds: {{rule: {{settle: -4, basis: user, why: x}}}}\n", "`kinds.rule`: expected `int` >= 0"),
        (
            f"{HEAD}checks: [{{id: months-iso, what: x, low: 5, mode: 2, high: 1, basis: user, source: y}}]\n",
            "months-iso: low, mode and high do not rise",
        ),
        ("schema: &a gradatim/roadmap-effort/1\nversion: *a\n", "anchors"),
        ("\x00", "effort.yaml"),
    ],
)
def test_a_broken_file_is_refused_with_place_and_mend(tmp_path: Path, content: str, message: str) -> None:
    with raises(RoadmapError, match=message):
        effort(written(tmp_path, content))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with raises(RoadmapError, match="cannot be read"):
        effort(tmp_path / "none.yaml")
