"""What a reading of sixteen more repositories showed, each in the shape it had there (docs/validation/, "set D7")."""

import pytest

from gradatim.collectors.documents.subject import nature_of

ROADMAPS_KEPT = (
    "# Roadmap management\n\nThe roadmap management of the project is shared: groups propose features, the committee "
    "sets the priority each quarter, and the status of the next release is planned and updated by the owner in 2026. "
    "Improvements and goals that are planned for later versions are added by whoever leads the group in question.\n"
)
ROLE_WANTED = (
    "# Quality assurance developers\n\nWe seek people for the quality team, which keeps the tests, the standards and "
    "the procedures of our pipeline. Reviews, records and reports are part of the work, which is scheduled for each "
    "release, and responsible and independent people are welcome to join whenever they like to do so, for as long as "
    "they can. Whoever pays for such a person gains influence, knowledge of the tests and a name in the community, "
    "which has few people for all that, and needs more of them every year, since others leave for another job.\n"
)
POLICY_FILES = (
    "# Policy in code\n\nEach service has a policy file. The goal is to move the default policy into code, as a "
    "commitment of all projects for the users, so that quality improves and operators must keep no file any more.\n"
)
INVITED = (
    "# Welcome\n\n## Getting involved\n\nWe hold weekly meetings, with our maintainers, for all contributors. Issues "
    "are discussed there, and bugs. Take the calendar and come; contribute by talking to the maintainers about what "
    "you would like to see in the project, or write about it, or help others who report issues and bugs to us.\n"
)
CHANGES = (
    "# Contributing\n\nRun the tests and open an issue first. Then make a branch, and compare the coverage before you "
    "open a PR; contributors are told by a maintainer when it is merged. Bugs come first, and small ones before large "
    "ones, since they are soon done and help the most people, as far as we can see from what is reported to us here.\n"
)
GROUPS = (
    "# Working groups\n\nThe project has these groups, and each has a meeting and a contact:\n\n- Storage: Monday, in "
    "the channel of that name, agenda in a shared document\n- Network: Tuesday, in the channel of that name. Groups "
    "agree on a date for their meeting, and newcomers to the project are welcome in each of them at any time.\n"
)
BETWEEN = (
    "# Cross-team agreements\n\nThe storage team depends on the network team for the new interface: both agreed on the "
    "due date, 3 March 2026, and meet every week until then. A liaison of each team notifies the other of delays, and "
    "what cannot be settled between the two groups is escalated to the leads of both projects within two days.\n"
)
PROPOSAL = (
    "= EP-12: Run on the new platform\n\n== Abstract\n\nThe product is to run on the new platform as well, because "
    "users ask.\n\n== Motivation\n\nThe old one ends in 2027-03, and the context of our users has changed.\n\n"
    "== Specification\n\nThe component must have an interface of its own; the design of the module says how data "
    "flows, and which class implements the algorithm.\n\n== Goals and non-goals\n\nGoals: stakeholders can run it. "
    "Out of scope: external tools; issues of the organisation are excluded, and needs of others are not in scope.\n\n"
    "== Security\n\nReport vulnerabilities in private to security@example.org, do not disclose them; an advisory with "
    "a CVE follows within 10 days for supported versions.\n\n== Reasoning\n\nAlternatives were rejected, since they "
    "have drawbacks; the status is accepted, and the decision was taken after long talks.\n"
)
RESOLVED = (
    "2024-02-01 Unmaintained branches\n================================\n\nBackground: branches stay open for years, "
    "and nobody looks after them.\n\nThe committee has decided that a branch without a person who answers for it is "
    "closed after six months, because fixes that nobody reviews are a risk to those who use them. Other options, such "
    "as closing them at once, were rejected; the consequences for packagers were talked about beforehand.\n"
)
DESCRIBED = (
    '<Project xmlns="http://usefulinc.com/ns/doap#"><name>viewer</name><maintainer><foaf:Person>'
    "<foaf:name>A Person</foaf:name></foaf:Person></maintainer></Project>\n"
)
ADVISORY = (
    "# Security policy\n\nPlease do not report vulnerabilities in public. Instead open a draft security advisory, and "
    "give us time before you disclose it.\n"
)


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("roadmap-management.md", ROADMAPS_KEPT, "roadmap"),
        ("opportunities/2025/quality-assurance-developers.md", ROLE_WANTED, "quality-plan"),
        ("goals/policy-in-code.md", POLICY_FILES, "policy"),
        ("README.md", INVITED, "contributing"),
        ("working-groups.md", GROUPS, "coordination"),
        ("ep/12/README.adoc", PROPOSAL, "context-scope"),
        ("ep/12/README.adoc", PROPOSAL, "security-policy"),
    ],
)
def test_what_was_taken_for_it_is_not(collected, path, text, kind):
    assert collected({path: text}).kinds(path).get(kind) != "strong"


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("CONTRIBUTING.md", CHANGES, "contributing"),
        ("cross-team.md", BETWEEN, "coordination"),
        ("ep/12/README.adoc", PROPOSAL, "decision-record"),
        ("resolutions/20240201-unmaintained-branches.rst", RESOLVED, "decision-record"),
        ("viewer.doap", DESCRIBED, "ownership"),
    ],
)
def test_what_was_not_seen_is(collected, path, text, kind):
    assert collected({path: text}).kinds(path).get(kind) == "strong"


def test_an_advisory_that_is_to_be_opened_is_a_way_to_reach_somebody(collected):
    assert "contact" in collected({"SECURITY.md": ADVISORY})["SECURITY.md"].features


def test_a_handbook_tells_how_to_make_what_a_project_makes(collected):
    plan = (
        "# Test plan\n\nUnit tests and integration tests come first. The test plan has test cases with expected "
        "results, exit criteria and coverage; every change must have tests, and what is in scope is written down by "
        "the team, together with the environment, the data and the people who run them before each release. "
        "Regressions are run each night, and smoke tests after each deployment, by whoever is on duty in that week.\n"
    )
    pages = {f"docs/page-{n}.md": "# Page\n\nWords.\n" for n in range(9)} | {"docs/test-plan.md": plan}
    confidence = {
        title: collected({"README.md": f"# {title}\n\nRead on.\n", **pages}).kinds("docs/test-plan.md")["test-plan"]
        for title in ("The engineering playbook", "The engine")
    }
    assert confidence == {"The engineering playbook": "weak", "The engine": "strong"}


def test_a_product_of_that_name_and_a_guide_for_developers_are_no_handbook():
    code = tuple(f"src/part{n}.py" for n in range(40))
    assert not nature_of(code, 12, "Handbook", frozenset()).handbook
    assert nature_of(("README.md",), 12, "The team's handbook", frozenset()).handbook
    assert not nature_of(("README.md",), 12, "Guide for developers", frozenset()).handbook


def test_a_table_of_builds_with_their_rate_is_a_report_of_measures(collected):
    table = (
        "Builds from 1200 to 1290, counted on 2026-03-05.\n\n| UTC time | SUCCESS | UNSTABLE | FAILURE | Green rate |\n"
        "| --- | --- | --- | --- | --- |\n| 2026-03-05 00:10 | 31 | 4 | 55 | 34.44% |\n\nThe most frequent failures "
        "were time-outs on one machine, and two flaky tests of the file system that fail on slow disks.\n"
    )
    assert collected({"reports/2026-03-05.md": table}).kinds("reports/2026-03-05.md")["metrics-report"] == "strong"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("## Descrição\n\n## Passos para reprodução\n\n## Comportamento esperado\n", "how-to-reproduce"),
        ("## Beschreibung\n\n## Erwartetes Verhalten\n\n## Umgebung\n", "where"),
        ("## Descripción\n\n## Pasos\n\n## Comportamiento esperado\n", "what-is-expected"),
    ],
)
def test_forms_ask_in_other_languages_too(collected, text, asked):
    path = ".github/ISSUE_TEMPLATE/bug.md"
    features = collected({path: text})[path].features
    assert {"asks-what-happened", f"asks-{asked}"} <= set(features)
