"""The policy file: default, overrides, faults by line, effects."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
import yaml

from gradatim.evaluation.interface import PolicyError
from gradatim.evaluation.policy import DEFAULT_POLICY, Policy, load_policy
from gradatim.evaluation.policy_effects import Standing, effects
from gradatim.evaluation.policy_ids import id_faults
from gradatim.frameworks import loader
from gradatim.model.framework import Framework

SCHEMA = DEFAULT_POLICY.with_name("policy.schema.json")
DOC = Path(__file__).parents[2] / "docs" / "policy.md"


def override(tmp_path: Path, text: str, frameworks: Sequence[Framework] = ()) -> Policy:
    path = tmp_path / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    return load_policy(path, frameworks)


def test_default_loads_and_is_shared() -> None:
    policy = load_policy()
    assert policy.policy == "gradatim-default"
    assert policy.changes == ()
    assert load_policy() is policy


def test_probe_settings_carry_every_number() -> None:
    policy = load_policy()
    settings = policy.probe_settings()
    assert settings.minimum_sample == policy.probes.minimum_sample
    assert settings.values == policy.probes.values


def test_schema_file_is_the_one_of_the_types() -> None:
    assert json.loads(SCHEMA.read_text()) == json.loads(json.dumps(msgspec.json.schema(Policy)))


def leaves(tree: dict[str, object], prefix: str = "") -> list[str]:
    out: list[str] = []
    for key, value in tree.items():
        dotted = f"{prefix}{key}"
        out += leaves(value, f"{dotted}.") if isinstance(value, dict) and value else [dotted]
    return out


def test_every_number_says_what_it_is_for() -> None:
    tree = yaml.load(DEFAULT_POLICY.read_text(), Loader=yaml.BaseLoader)
    about = tree.pop("about")
    values = tree["probes"].pop("values")
    for key in leaves(tree):
        if key in ("policy", "version"):
            continue
        parts = key.split(".")
        assert any(".".join(parts[:n]) in about for n in range(1, len(parts) + 1)), key
    tree["probes"]["values"] = values
    for key in about:
        at: object = tree
        for part in (
            ["probes", "values", key.removeprefix("probes.values.")] if "probes.values." in key else key.split(".")
        ):
            assert isinstance(at, dict)
            assert part in at, key
            at = at[part]


def test_the_page_names_every_section_and_key() -> None:
    tree = yaml.load(DEFAULT_POLICY.read_text(), Loader=yaml.BaseLoader)
    page = DOC.read_text(encoding="utf-8")
    for key in tree["about"]:
        if not key.startswith("probes.values."):
            assert f"`{key}`" in page, key


def test_values_do_not_change_under_one_version() -> None:
    """A result names the policy by its version: whoever changes a value gives a new one, and its entry here."""
    values = msgspec.structs.replace(load_policy(), about={})
    digest = hashlib.sha256(msgspec.json.encode(values, order="sorted")).hexdigest()[:12]
    assert (values.version, digest) == ("3", "1db68831cd33")


def test_override_replaces_single_keys_and_is_recorded(tmp_path: Path) -> None:
    policy = override(tmp_path, "refutation:\n  minimum_sample: 40\nprobes: {minimum_sample: 10}\n")
    assert policy.refutation.minimum_sample == 40
    assert policy.refutation.caveats_allow_worst == load_policy().refutation.caveats_allow_worst
    assert [(c.key, c.default, c.used) for c in policy.changes] == [("refutation.minimum_sample", "30", "40")]


@pytest.mark.parametrize(
    ("text", "line", "names"),
    [
        ("refutation:\n  minimum_sampel: 3\n", 2, "minimum_sample"),
        ("\nratings: {}\n", 2, "rating"),
        ("answers:\n  practice:\n    yes: {shown: [LI, XX]}\n", 3, "answers.practice.yes.shown"),
        ("probes:\n  minimum_sample: ten\n", 2, "probes.minimum_sample"),
        ("probes:\n  rate_holds: 1.5\n", 2, "rate_holds"),
        ("probes:\n  values:\n    no.such_number: 1\n", 3, "no.such_number"),
        ("scales:\n  practice:\n    cuts:\n      refutes: [0.9, 0.5, 1]\n", 4, "must not fall"),
        ("scales:\n  practice:\n    cuts:\n      refutes: [0.05, 0.8, 0.95]\n", 4, "above the one that supports"),
        ("answers:\n  practice:\n    yes: {shown: [FI, LI], word_alone: [PI, FI]}\n", 3, "better than"),
        ("a: 1\nb: &x 1\n", 2, "anchors"),
        ("a: [*x]\n", 1, "anchors"),
        ("a: !!python/object:os.system 1\n", 1, "tags"),
        ("steps:\n  most: 5\n  most: 6\n", 3, "twice"),
        ("refutation: 3\n", 1, "mapping"),
        ("version: 1\n", 1, "got `int`. Write it in quotes"),
        ("probes:\n  rate_holds: '0.9'\n", 2, "Write a number, without quotes."),
        ("steps: {most: many}\n", 1, "Write a whole number"),
        ("scales:\n  practice:\n    cuts:\n      supports: 0.8\n", 4, "Write a list: [0.25, 0.75, 0.95]."),
        ("rating:\n  aggregation_tables: [scampi-9]\n", 2, "scampi-9"),
        ("1: 2\n", 1, "unknown key `1`"),
        ("refutation:\n  2: 2\n", 2, "unknown key `refutation.2`"),
        ("about:\n  probes.rate_hold: why\n", 2, "probes.rate_holds"),
    ],
)
def test_a_fault_names_file_line_and_mend(tmp_path: Path, text: str, line: int, names: str) -> None:
    with pytest.raises(PolicyError) as error:
        override(tmp_path, text)
    assert f"policy.yaml:{line}" in str(error.value)
    assert names in str(error.value)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("probes: {values: {documents.stale_days: .nan}}", "probes.values"),
        ("probes: {values: {documents.stale_days: 1.0e+300}}", "36525"),
        ("probes: {values: {changes_are_small.lines: -1}}", ">= 0"),
        ("probes: {values: {releases_are_regular.years: 2000}}", "at most 100"),
        ("probes: {fresh_days: 1000000}", "36525"),
        ("answers: {valid_days: 1000000}", "36525"),
        ("steps: {weight_open: .nan}", "steps.weight_open"),
        ("steps: {weight_open: -1}", "steps.weight_open"),
        ("scales: {practice: {direct: {raises_to: CONFORM}}}", "one of NI, PI, LI, FI"),
        ("scales: {requirement: {dead_document: PI}}", "one of MAJOR, MINOR, OFI, CONFORM"),
        ("answers: {requirement: {no: {shown: [NI, PI]}}}", "no place of a requirement"),
        ("answers: {absent_whole_process: [MINOR, MAJOR]}", "MINOR is better than MAJOR"),
    ],
)
def test_numbers_that_no_day_or_share_can_be_and_places_of_the_other_scale_are_refused(
    tmp_path: Path, text: str, names: str
) -> None:
    """Before, such a number broke probes one by one, and a wrong place was taken for the one that counts the same."""
    with pytest.raises(PolicyError) as error:
        override(tmp_path, text)
    assert "policy.yaml:1" in str(error.value)
    assert names in str(error.value)


@pytest.mark.parametrize(
    "text",
    ["- 1", "x: [", "", "\tx: 1", "[" * 200_000, "a: " * 3, "a:\n" + "".join("  " * n + "a:\n" for n in range(1, 40))],
)
def test_what_is_no_policy_is_one_message(tmp_path: Path, text: str) -> None:
    with pytest.raises(PolicyError, match=r"policy\.yaml"):
        override(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("answers:\n  whole_process:\n    iso-9001: ['8.3.1-9']\n", "no requirement '8.3.1-9'. Nearest: 8.3.1-1"),
        ("answers:\n  whole_process:\n    iso-9001: ['iso-9001:8.3.1-1']\n", "Nearest: 8.3.1-1."),
        ("answers:\n  whole_process:\n    iso9001: ['8.3.1-1']\n", "One of iso-9001."),
        ("answers:\n  whole_process:\n    sw-cmm: ['SCM.Ac1']\n", "One of iso-9001."),
        ("applicability:\n  refused:\n    iso-9001: ['8.33']\n", "no area or clause '8.33'. Nearest: 8.3"),
        ("applicability:\n  refused:\n    sw-cmm: ['SCN']\n", "no area or clause 'SCN'. Nearest: SCM"),
        ("applicability:\n  refused:\n    cmmi: ['CM']\n", "cmmi-dev, iso-9001, sw-cmm"),
    ],
)
def test_an_id_that_nothing_bears_is_refused_with_the_nearest(tmp_path: Path, text: str, names: str) -> None:
    """Before, it was taken and changed nothing, in silence."""
    with pytest.raises(PolicyError) as error:
        override(tmp_path, text, loader.load_all())
    assert "policy.yaml:3" in str(error.value)
    assert names in str(error.value)


def test_the_default_names_nothing_that_is_not_there() -> None:
    assert list(id_faults(load_policy(), loader.load_all())) == []


def test_too_large_or_missing_or_not_text_is_one_message(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="cannot be read"):
        load_policy(tmp_path / "none.yaml")
    big = tmp_path / "big.yaml"
    big.write_bytes(b"#" * 300_000)
    with pytest.raises(PolicyError, match="more than"):
        load_policy(big)
    binary = tmp_path / "binary.yaml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PolicyError, match="UTF-8"):
        load_policy(binary)


def test_effects_say_what_each_key_alone_does(tmp_path: Path) -> None:
    policy = override(tmp_path, "refutation: {minimum_sample: 40}\nsteps: {most: 3}\n")

    def rejudge(used: Policy) -> Standing:
        strict = used.refutation.minimum_sample > 30
        return Standing(
            {("u", "m:A"): (0, 3 if strict else 1), ("u", "m:B"): (0, 3)},
            {"m": "level 1 to 5" if strict else "level 1"},
        )

    found = {e.key: e.effect for e in effects(policy, rejudge)}
    assert found["refutation.minimum_sample"] == "moves 1 criterion; changes m from level 1 to level 1 to 5"
    assert found["steps.most"] == "moves no criterion; changes no verdict"


def test_names_with_dots_have_an_effect_of_their_own(tmp_path: Path) -> None:
    text = (
        "applicability: {refused: {a.b: ['4']}}\n"
        "answers: {whole_process: {c.d: ['1']}}\n"
        "probes: {values: {tests_exist.ratio: 1}}\n"
    )
    used: list[tuple[bool, bool, float]] = []

    def rejudge(policy: Policy) -> Standing:
        ratio = policy.probes.values["tests_exist.ratio"]
        used.append(("a.b" in policy.applicability.refused, "c.d" in policy.answers.whole_process, ratio))
        return Standing({}, {})

    effects(override(tmp_path, text), rejudge)
    usual = load_policy().probes.values["tests_exist.ratio"]
    assert used == [(False, False, usual), (True, False, usual), (False, True, usual), (False, False, 1)]


def test_effects_of_the_default_are_none() -> None:
    assert effects(load_policy(), lambda _: pytest.fail("nothing to judge again")) == ()
