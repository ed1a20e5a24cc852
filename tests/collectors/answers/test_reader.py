import json
import os
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml

from gradatim.collectors import answers
from gradatim.collectors.answers.writer import TEMPLATE
from gradatim.collectors.interface import InvalidInput, SourceUnavailable
from gradatim.frameworks import loader
from gradatim.model.answers import AnswerValue

FULL = b"""\
version: 1
project: Example
scope: "Product and team"
period_months: 24
main_branch: main
policy: quality/policy.yaml
documents: {quality-policy: docs/policy.md, handbook: "https://example.org/handbook"}
units: [services/api/, ./services/web]
ignore_paths:
  - third_party/
x-ours: anything goes here
answers:
  sw-cmm:RM.Co1: yes
  sw-cmm:RM.Ab1:
    value: largely
    role: team lead
    reason: two of three teams
    document: docs/roles.md#owner
    given: 2026-08-02
    expires: 2027-08-02
  sw-cmm:RM.Ac1: {value: not_applicable, reason: none}
  iso-9001@2015:4.1-1: no
not_applicable:
  - {id: sw-cmm:SCM, reason: kept elsewhere, approver: head, expires: 2027-01-31}
  - id: iso-9001:4.2
    reason: none
suppressions:
  - probe: releases_are_tagged
    owner: release manager
    reason: cut elsewhere
    expires: 2027-06-30
"""


def parsed(content, frameworks, **more):
    return answers.parse_answers(content, frameworks=frameworks, **more)


def faults(content, frameworks, **more):
    with pytest.raises(InvalidInput) as caught:
        parsed(content, frameworks, **more)
    return str(caught.value)


def test_every_key_is_read(frameworks):
    read = parsed(FULL, frameworks)
    assert (read.project, read.scope, read.period_months) == ("Example", "Product and team", 24)
    assert read.units == ("services/api", "services/web")
    assert (read.main_branch, read.policy, read.ignore_paths) == ("main", "quality/policy.yaml", ("third_party/",))
    assert read.documents == {"quality-policy": "docs/policy.md", "handbook": "https://example.org/handbook"}
    assert [(a.criterion, a.value) for a in read.answers] == [
        ("sw-cmm:RM.Co1", AnswerValue.YES),
        ("sw-cmm:RM.Ab1", AnswerValue.LARGELY),
        ("sw-cmm:RM.Ac1", AnswerValue.NOT_APPLICABLE),
        ("iso-9001:4.1-1", AnswerValue.NO),
    ]
    assert read.answers[1].location == "gradatim.yaml:14"
    assert (read.answers[1].given, read.answers[1].expires) == (date(2026, 8, 2), date(2027, 8, 2))
    assert read.not_applicable[0].expires == date(2027, 1, 31)
    assert (read.suppressions[0].probe, read.suppressions[0].expires) == ("releases_are_tagged", date(2027, 6, 30))


def test_true_and_false_are_taken_as_yes_and_no(frameworks):
    read = parsed(b"answers: {sw-cmm:RM.Co1: true, sw-cmm:RM.Ab1: False}", frameworks)
    assert [a.value for a in read.answers] == [AnswerValue.YES, AnswerValue.NO]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("answrs: {}", "1:1: unknown key 'answrs' in the file. Known: answers"),
        ("version: 2", "1:10: format version '2'; this program reads 1. Update"),
        ("period_months: many", "1:16: 'many' is no number of months"),
        ("period_months: 500", "1:16: '500' is no number"),
        ("policy: ../p.yaml", "1:9: '../p.yaml' leaves the repository"),
        ("documents: {plan: /etc/passwd}", "1:19: '/etc/passwd' is neither a path inside"),
        (
            "documents: {plan: 'file:///etc/passwd'}",
            "1:19: 'file:///etc/passwd' is neither a path inside the repository",
        ),
        ("documents: {Plan A: x}", "1:13: 'Plan A' is no document kind"),
        ("documents: [x]", "1:12: must hold `kind: path` pairs"),
        ("ignore_paths: x", "1:15: must be a list"),
        ("units: services/api", "1:8: must be a list"),
        ("units: [services, ../other]", "1:19: '../other' leaves the repository"),
        ("units: [services, .]", "1:19: names no folder below this one"),
        ("units: [services/, ./services]", "1:20: 'services' is named twice"),
        (f"units: {[str(n) for n in range(201)]}", "1:8: more than 200 units. Name the others to `gradatim run`"),
        ("answers: [x]", "1:10: `answers` must hold"),
        ("answers:\n  sw-cmm:RM.Co9: yes", "2:3: unknown criterion 'sw-cmm:RM.Co9'. Nearest: sw-cmm:RM.Co1"),
        ("answers:\n  sw-cmm:rm.co1: yes", "2:3: unknown criterion 'sw-cmm:rm.co1'. Nearest: sw-cmm:RM.Co1"),
        ("answers:\n  swcmm:RM.Co1: yes", "2:3: unknown framework 'swcmm'. Nearest: sw-cmm"),
        ("answers:\n  iso-9001@2026:4.1-1: no", "2:3: 'iso-9001' is here in edition 2015, not 2026"),
        ("answers:\n  sw-cmm:RM.G1: yes", "2:3: 'sw-cmm:RM.G1' is an area, goal or clause. Answer its practices"),
        ("answers:\n  sw-cmm:RM: {value: not_applicable, reason: no}", "2:3: sw-cmm:RM is an area. Put what does not"),
        ("answers:\n  sw-cmm:RM.Co1: maybe", "2:18: 'maybe' is no answer. Write one of: yes, largely"),
        ("answers:\n  sw-cmm:RM.Co1:", "2:17: the answer is missing"),
        ("answers:\n  sw-cmm:RM.Co1: {role: x}", "2:3: the answer is missing"),
        ("answers:\n  sw-cmm:RM.Co1: not_applicable", "2:3: sw-cmm:RM.Co1 is not_applicable without a reason"),
        ("answers:\n  sw-cmm:RM.Co1: {value: yes, given: soon}", "2:38: 'soon' is no date. Write it as 2027-01-31"),
        (
            "answers:\n  iso-9001:4.1-1: yes\n  iso-9001@2015:4.1-1: no",
            "3:3: iso-9001:4.1-1 is answered again (first on line 2)",
        ),
        ("not_applicable:\n  - id: sw-cmm:SCM", "2:5: `reason` is missing"),
        ("not_applicable:\n  - reason: none", "2:5: the id is missing"),
        ("suppressions:\n  - {probe: p, owner: o, reason: r}", "2:5: `expires` is missing"),
        ("suppressions:\n  - {probe: p, reason: r, expires: 2027-01-01}", "2:5: `owner` is missing"),
        ("- a", "1:1: the file must hold `key: value` pairs"),
    ],
)
def test_a_fault_has_place_reason_and_mend(content, expected, frameworks):
    assert f"gradatim.yaml:{expected}" in faults(content.encode(), frameworks)


def test_all_faults_are_told_at_once_in_order(frameworks):
    text = faults(b"answers:\n  sw-cmm:RM.Co1: maybe\nproject: [x]\nscopes: y\n", frameworks)
    assert [line.split(" ")[0] for line in text.splitlines()] == [
        "gradatim.yaml:2:18:",
        "gradatim.yaml:3:10:",
        "gradatim.yaml:4:1:",
    ]


def test_a_flood_of_faults_is_counted_not_printed(frameworks):
    text = faults(b"".join(b"bad%d: 1\n" % n for n in range(50)), frameworks)
    assert len(text.splitlines()) == 11
    assert text.endswith("and 40 more faults.")


def test_unknown_probes_are_found_where_probes_are_known(frameworks):
    text = faults(FULL, frameworks, probes=["releases_are_regular", "releases_are_in_the_changelog"])
    assert "unknown probe 'releases_are_tagged'. Nearest: releases_are_regular" in text
    assert "Find its name by words: `gradatim explain --search" in faults(FULL, frameworks, probes=["x"])


def test_unknown_kinds_of_documents_are_found_where_kinds_are_known(frameworks):
    text = faults(FULL, frameworks, kinds=lambda: {"quality-policies", "minutes"})
    assert "gradatim.yaml:7:13: unknown kind of document 'quality-policy'. Nearest: quality-policies" in text
    assert "unknown kind of document 'handbook'" in text
    assert parsed(b"project: x\n", frameworks, kinds=pytest.fail).project == "x"


def test_long_foreign_text_is_cut_in_messages(frameworks):
    assert len(faults(b"answers: {sw-cmm:RM.Co1: " + b"x" * 5000 + b"}", frameworks)) < 250


def test_documents_are_looked_up_without_leaving_the_tree(tmp_path: Path, frameworks):
    (tmp_path / "secret.md").write_text("outside")
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "policy.md").write_text("inside")
    (tree / "link.md").symlink_to(tmp_path / "secret.md")
    rows = {"Co1": "policy.md#top", "Ab1": "gone.md", "Ac1": "link.md", "Ac2": "https://example.org/x"}
    text = "answers:\n" + "".join(f"  sw-cmm:RM.{k}: {{value: yes, document: '{v}'}}\n" for k, v in rows.items())
    (tree / "gradatim.yaml").write_text(text)
    read = answers.read(tree, frameworks=frameworks)
    assert [a.document_exists for a in read.answers] == [True, False, False, None]


def test_another_file_points_into_the_tree_that_it_speaks_of(tmp_path: Path, frameworks):
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "policy.md").write_text("inside")
    said = tmp_path / "said.yaml"
    said.write_text("answers:\n  sw-cmm:RM.Co1: {value: yes, document: policy.md}\n")
    read = answers.read(tree, frameworks=frameworks, file=said)
    assert (read.path, read.answers[0].document_exists) == ("said.yaml", True)


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_called_so_and_is_no_file_is_refused(tmp_path: Path, frameworks, make):
    make(tmp_path / "gradatim.yaml")
    with pytest.raises(InvalidInput, match=r"gradatim\.yaml: is no ordinary file"):
        answers.read(tmp_path, frameworks=frameworks)


def test_a_folder_without_the_file_has_said_nothing(tmp_path: Path, frameworks):
    assert answers.read(tmp_path, frameworks=frameworks) == answers.read(tmp_path, frameworks=())
    assert answers.read(tmp_path, frameworks=frameworks).answers == ()


def test_a_link_is_not_followed(tmp_path: Path, frameworks):
    (tmp_path / "gradatim.yaml").symlink_to("/etc/hostname")
    with pytest.raises(InvalidInput, match="links are not followed"):
        answers.read(tmp_path, frameworks=frameworks)


def test_a_missing_file_that_was_named_is_an_error(tmp_path: Path, frameworks):
    with pytest.raises(SourceUnavailable, match=r"other\.yaml: cannot be read \(No such file"):
        answers.read(tmp_path / "other.yaml", frameworks=frameworks)


def test_the_schema_takes_what_the_reader_takes():
    schema = json.loads((Path(answers.__file__).parent / "gradatim.schema.json").read_text())
    for content in (FULL, TEMPLATE.encode()):
        data = yaml.load(content, Loader=yaml.BaseLoader)
        if "period_months" in data:
            data["period_months"] = int(data["period_months"])
        data["version"] = int(data["version"])
        jsonschema.validate(data, schema)


def test_the_schema_refuses_a_suppression_without_an_end():
    schema = json.loads((Path(answers.__file__).parent / "gradatim.schema.json").read_text())
    data = {"suppressions": [{"probe": "p", "owner": "o", "reason": "r"}]}
    with pytest.raises(jsonschema.ValidationError, match="expires"):
        jsonschema.validate(data, schema)


def test_the_example_in_the_documentation_is_valid():
    page = (Path(__file__).parents[3] / "docs" / "gradatim-yaml.md").read_text()
    example = page.partition("```yaml\n")[2].partition("```")[0]
    read = parsed(example.encode(), loader.load_all())
    assert [a.value for a in read.answers] == [AnswerValue.YES, AnswerValue.LARGELY]
    assert all(f"`{key}`" in page for key in ("documents", "ignore_paths", "suppressions", "x-..."))
