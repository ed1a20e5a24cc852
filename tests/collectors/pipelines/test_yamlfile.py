"""YAML of unknown origin: bounded, without objects, with lines."""

import pytest

from gradatim.collectors.pipelines.yamlfile import MAX_BYTES, YamlError, load, load_all


def test_values_keep_their_lines():
    value = load(b"a: 1\nb:\n  - x\n  - run: |\n      one\n      two\n")
    assert value.line_of("b") == 2
    assert value["b"].lines == [3, 4]
    assert value["b"][1]["run"].line == 5


def test_keys_are_text_and_numbers_stay_text():
    assert load(b"on: push\n3.10: x\nv: 3.10\nt: true\nn: ~\ns: 'true'\n") == {
        "on": "push", "3.10": "x", "v": "3.10", "t": True, "n": None, "s": "true",
    }  # fmt: skip


def test_duplicate_keys_are_tolerated_and_the_last_wins():
    assert load(b"a: 1\na: 2\n") == {"a": "2"}


def test_anchors_and_merges_work():
    assert load(b"x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3\n")["y"] == {"a": "1", "b": "3"}
    assert load(b"x: &x {a: 1}\nz: &z {c: 4}\ny:\n  <<: [*x, *z]\n")["y"] == {"a": "1", "c": "4"}


def test_several_documents_are_read():
    assert load_all(b"a: 1\n---\nb: 2\n") == [{"a": "1"}, {"b": "2"}]


DEFINITIONS = (
    ".github/workflows/ci.yml", ".gitlab-ci.yml", ".circleci/config.yml", ".travis.yml", ".cirrus.yml", "appveyor.yml",
    "azure-pipelines.yml", ".drone.yml", ".woodpecker.yml", ".buildkite/pipeline.yml", ".zuul.yaml", ".tekton/a.yaml",
    "bitbucket-pipelines.yml", ".build.yml", "cloudbuild.yaml", ".pre-commit-config.yaml",
)  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b"- " * 100_000,
        b"{a: " * 1000,
        b"a: &a [*a]",
        b"a: *nothing",
        b"a: b: c",
        b"\t- x",
        b"a: [1, 2",
        b"x" * (MAX_BYTES + 1),
        b"a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
        + b"".join(b"a%d: &a%d [%s]\n" % (i, i, b",".join([b"*a%d" % (i - 1)] * 9)) for i in range(1, 12)),
    ],
    ids=["deep flow", "deep block", "deep maps", "recursive", "unknown", "grammar", "tab", "open", "large", "bomb"],
)
def test_what_is_broken_or_beyond_bounds_is_refused(data):
    with pytest.raises(YamlError):
        load(data)


def test_tags_make_no_objects():
    assert load(b"a: !!python/object/apply:os.system ['true']\n") == {"a": ["true"]}


def test_a_broken_definition_becomes_a_problem_with_its_line(gather):
    facts = gather({".github/workflows/ci.yml": "on: push\njobs: [x\n", ".gitlab-ci.yml": "a: b: c\n"})
    assert [p for p, _ in facts.problems] == [".github/workflows/ci.yml", ".gitlab-ci.yml"]
    assert all("line" in reason for _, reason in facts.problems)
    listed = [(p.path, p.active, p.inactive_because) for p in facts.pipelines]
    assert listed == [(path, False, "it could not be read whole") for path, _ in facts.problems]


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "x",
        "jobs: 3\non: 4\n",
        "jobs: {a: {steps: {b: c}}}\non: {push: {branches: {a: b}}}\n",
        "jobs:\n  a: [x]\n",
    ],
)
def test_odd_shapes_do_not_crash(gather, text):
    facts = gather(dict.fromkeys(DEFINITIONS, text))
    assert facts.test_files == 0
