"""Kinds: by path, heading and content together; sections; languages; forms."""

import pytest

from tests.collectors.documents import texts


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("CONTRIBUTING.md", texts.CONTRIBUTING, "contributing"),
        ("docs/risk-register.md", texts.RISKS, "risk-register"),
        ("docs/adr/0003-use-sqlite.md", texts.DECISION, "decision-record"),
        ("meetings/2026-04-07.md", texts.MINUTES, "minutes"),
        ("SECURITY.md", texts.SECURITY, "security-policy"),
        ("CHANGELOG.md", texts.CHANGELOG, "changelog"),
        ("README.md", texts.README, "readme"),
    ],
)
def test_path_and_content_that_agree_are_strong(collected, path, text, kind):
    assert collected({path: text}).kinds(path)[kind] == "strong"


def test_a_name_alone_is_weak(collected):
    text = "This page speaks of the weather and of nothing else that could matter to anybody here.\n" * 3
    assert collected({"docs/risk-register.md": text}).kinds("docs/risk-register.md").get("risk-register") != "strong"


def test_content_alone_tells_where_it_is_plain(collected):
    assert collected({"docs/notes.md": texts.RISKS.replace("# Risk register", "# Notes")}).kinds("docs/notes.md") == {
        "risk-register": "strong"
    }


def test_a_section_counts_with_its_line(collected):
    found = collected({"CONTRIBUTING.md": texts.CONTRIBUTING})["CONTRIBUTING.md"]
    section = next(k for k in found.kinds if k.kind == "release-procedure")
    assert (section.confidence, section.line) == ("strong", 8)


def test_a_section_without_content_of_its_kind_does_not_count(collected):
    text = texts.CONTRIBUTING.replace("## Making a release", "## Weather").split("1. Bump")[0]
    text += "\n## Making a release\n\nAsk around, somebody will know how it was done the last time we did that here.\n"
    assert "release-procedure" not in collected({"CONTRIBUTING.md": text}).kinds("CONTRIBUTING.md")


def test_a_section_on_maintainers_that_names_nobody_assigns_no_ownership(collected):
    role = (
        "\n## Maintainers\n\nMaintainers may push; they maintain the project, and listen to all of its contributors.\n"
    )
    names = f"{role}\n- @ann\n- @bob\n"

    def ownership(text):
        return collected({"CONTRIBUTING.md": texts.CONTRIBUTING + text}).kinds("CONTRIBUTING.md").get("ownership")

    assert ownership(role) != "strong"
    assert ownership(names) == "strong"


def test_sections_of_a_changelog_are_no_policies(collected):
    text = texts.CHANGELOG + "\n## Security\n\n- Fixed a vulnerability that was reported privately, see the advisory.\n"
    assert collected({"CHANGELOG.md": text}).kinds("CHANGELOG.md") == {"changelog": "strong"}


def test_a_guide_to_risks_without_date_or_rows_is_no_register(collected):
    text = """# Risks

Our team asks for the likelihood and the impact of every risk, agrees on a mitigation and names an owner.
High risks are discussed first, medium and low ones when there is time left in the meeting of the project.
"""
    assert collected({"docs/process/risks.md": text}).kinds("docs/process/risks.md")["risk-register"] == "weak"


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        (
            "docs/risikoliste.md",
            "# Risiken\n\nStand 2026-03-01\n\n| Risiko | Wahrscheinlichkeit | Auswirkung | Maßnahme | Owner "
            "|\n|---|---|---|---|---|\n"
            "| Ausfall der Risiko-Datenbank | high | Impact hoch | Maßnahme: Replik, owner Betrieb | Betrieb |\n"
            "| Weggang des einzigen Fachmanns im Team | low | hoch | Schulung | Leitung |\n",
            "risk-register",
        ),
        (
            "CONTRIBUER.md",
            "# Contribuer\n\nFaites un fork, créez une branche et ouvrez une pull request. Chaque commit "
            "passe les tests (pytest). "
            + "Un maintainer relit chaque patch et répond dans la semaine, ou bien ouvre une issue avec ses questions. "
            * 4,
            "contributing",
        ),
        (
            "docs/registro-de-riesgos.md",
            "# Registro de riesgos\n\n2026-01-10\n\n| riesgo | probabilidad | impact | response | owner "
            "|\n|---|---|---|---|---|\n"
            "| pérdida de datos | medium | severity high | mitigation: copia diaria | ops |\n"
            "| riesgo de plazo en la entrega de la fase dos del proyecto | low | medium | contingency | pm |\n",
            "risk-register",
        ),
    ],
)
def test_other_languages(collected, path, text, kind):
    assert collected({path: text}).kinds(path)[kind] == "strong"


def test_forms_are_forms_and_nothing_else(collected):
    found = collected(
        {
            ".github/ISSUE_TEMPLATE/bug.yml": "name: Bug report\nbody:\n  - attributes:\n      label: Steps "
            "to reproduce\n",
            ".github/PULL_REQUEST_TEMPLATE.md": "## What and why\n\n- [ ] Tests added\n- [ ] Changelog\n",
        }
    )
    assert found.kinds(".github/ISSUE_TEMPLATE/bug.yml") == {"issue-template": "strong"}
    assert found.kinds(".github/PULL_REQUEST_TEMPLATE.md") == {"change-template": "strong"}
    assert found[".github/ISSUE_TEMPLATE/bug.yml"].format == "yaml"
    assert not found[".github/PULL_REQUEST_TEMPLATE.md"].placeholder


def test_a_document_says_why_it_was_classified(collected):
    (kind,) = collected({"docs/risk-register.md": texts.RISKS})["docs/risk-register.md"].kinds
    assert "file name" in kind.because
    assert "7 marks" in kind.because


def test_the_same_input_gives_the_same_facts(collected):
    contents = {"CONTRIBUTING.md": texts.CONTRIBUTING, "docs/risks.md": texts.RISKS, "SECURITY.md": texts.SECURITY}
    assert collected(contents).facts == collected(dict(reversed(contents.items()))).facts


PROCEDURE = """# SOP-004: Nonconformance

Version 1.0, effective 2026-01-13. This procedure says how each process step is followed, by whom and when. The
responsible role performs the steps, records the result and keeps the process records.

1. Report the problem; the input is what was seen, the output is a record.
2. The owner decides what is done and when, and hands it to the process owner for approval before the next step.
3. After each step check that it was effective, and close the record. The procedure applies to every activity.

| Problem | Root cause | Corrective action | Owner |
| --- | --- | --- | --- |
| Joint open | Wrong torque | Train the crew | Lead |
"""
MANUAL = """# Quality manual

This quality management system manual names its scope, policy, objectives and responsibilities for each process.

## Internal audit

Internal audits cover the scope of the system; findings and nonconformities are reported to the team, and corrective
action follows. The lead auditor is independent. The document control procedure says where records are kept,
management review looks at them, and ISO 9001 is what all of it follows; the processes are described one by one.

| Audit area | Frequency | Typical month |
| --- | --- | --- |
| Training | Annual | March |
"""


@pytest.mark.parametrize(
    ("path", "text", "records"),
    [
        ("sops/SOP-004-nonconformance.md", PROCEDURE, {"corrective-action", "root-cause"}),
        ("docs/quality-manual.md", MANUAL, {"audit-record"}),
    ],
)
def test_a_rule_on_making_records_is_no_record(collected, path, text, records):
    kinds = collected({path: text}).kinds(path)
    assert not {kind for kind in records if kinds.get(kind) == "strong"}
    assert "strong" in kinds.values()


def test_a_post_mortem_with_attendees_is_no_minutes(collected):
    text = """# Nodes without memory

On 2025-03-03 an outage affected two teams; an alert detected it.

## Timeline

At 09:52 the second failure, at 16:50 service was restored.

## Contributing factors

The limits were caused by a default that nobody had changed. Impact: one hour, two teams, some jobs had to be run again
by hand, and a customer reported their workload as stuck while the nodes were being replaced.

## Action items

- Set limits, to prevent it.

## Attendees

- Ann, Bob
"""
    kinds = collected({"PM-001 Nodes.md": text}).kinds("PM-001 Nodes.md")
    assert kinds["postmortem"] == "strong"
    assert kinds.get("minutes") != "strong"
    assert "root-cause" in collected({"PM-001 Nodes.md": text})["PM-001 Nodes.md"].features


def test_a_folder_of_plans_holds_other_things_too(collected):
    inventory = "# Inventory\n\n- [x] Clock, status done, task of the lab, plan to check it later.\n" * 6
    assert collected({"planning/inventory.md": inventory}).kinds("planning/inventory.md").get("plan") != "strong"


def test_a_style_guide_that_speaks_of_no_code_holds_no_coding_rules(collected):
    text = "# Visual style guide\n\nThe name of a colour must follow the style; avoid grey. Comments go below.\n" * 5
    path = "docs/style-guide.md"
    assert collected({path: text}).kinds(path).get("coding-guideline") != "strong"
    assert collected({path: text + "Functions use spaces.\n"}).kinds(path)["coding-guideline"] == "strong"


def test_a_process_on_corrective_action_is_no_record_whatever_its_title(collected):
    text = PROCEDURE.replace("# SOP-004: Nonconformance", "# Corrective and preventive action process")
    path = "QP-0012_Corrective_Action_Process.md"
    kinds = collected({path: text}).kinds(path)
    assert kinds["process"] == "strong"
    assert kinds.get("corrective-action") != "strong"


def test_pages_of_a_site_generator_are_read_under_their_own_name(collected):
    path = "source/CONTRIBUTING.html.md.erb"
    assert collected({path: texts.CONTRIBUTING}).kinds(path)["contributing"] == "strong"


def test_a_folder_of_policies_makes_none_of_them_the_quality_policy(collected):
    text = (
        "# Acceptable use\n\nUsers shall commit to the requirements of this policy; we must improve objectives.\n" * 5
    )
    assert collected({"policies/acceptable-use.md": text}).kinds("policies/acceptable-use.md").get("policy") != "strong"


def test_a_plan_for_incidents_is_no_record_of_one(collected):
    contents = {
        "docs/incidents/2026-07-12-secrets-in-a-log.md": texts.INCIDENT,
        "docs/incident-response-plan.md": texts.INCIDENT_PLAN,
        "docs/incidents/README.md": "# Incidents\n\n" + texts.INCIDENT_PLAN.partition("\n")[2],
    }
    found = collected(contents)
    strong = [path for path in contents if found.kinds(path).get("postmortem") == "strong"]
    assert strong == ["docs/incidents/2026-07-12-secrets-in-a-log.md"]


def test_reports_by_quarter_in_a_folder_of_reports_are_status_reports(collected):
    path = "project-reports/2026/2026-Q1-Rocket.md"
    assert collected({path: texts.QUARTER}).kinds(path)["status-report"] == "strong"


@pytest.mark.parametrize("path", ["docs/residual-risk-register.md", "docs/security-risk-assessment.md"])
def test_a_register_may_have_a_first_name(collected, path):
    assert collected({path: texts.RISKS}).kinds(path)["risk-register"] == "strong"


@pytest.mark.parametrize("path", ["docs/rocket_tool_release_process.md", "docs/community/release-process.rst"])
def test_a_release_process_is_a_release_procedure(collected, path):
    steps = texts.CONTRIBUTING.partition("## Making a release")[2]
    heading = "Release process\n===============\n" if path.endswith(".rst") else "# Release process\n"
    assert collected({path: heading + steps}).kinds(path)["release-procedure"] == "strong"


def test_rules_for_names_of_files_are_no_coding_rules(collected):
    rules = (
        "\n## Naming conventions\n\nAll file names must be lower case with dashes; avoid spaces, prefer short words.\n"
    )
    of_code = rules.replace("All file names", "Functions, variables and file names")

    def coding(text):
        return (
            collected({"CONTRIBUTING.md": texts.CONTRIBUTING + text}).kinds("CONTRIBUTING.md").get("coding-guideline")
        )

    assert coding(rules) != "strong"
    assert coding(of_code) == "strong"


def test_an_anchor_is_no_part_of_a_heading(collected):
    text = "= Rocket\n\n== [[RocketConfiguration]]Configuration\n\nYou can set options, see `--help`.\n"
    assert [h.text for h in collected({"README.adoc": text})["README.adoc"].headings] == ["Rocket", "Configuration"]


def test_documents_of_copied_projects_are_theirs(collected):
    files = {"bench/rocket-1.2.3/CONTRIBUTING.md": texts.CONTRIBUTING, "bench/rocket-1.2.3/setup.py": ""}
    assert not collected(files)["bench/rocket-1.2.3/CONTRIBUTING.md"].vendored
    found = collected(files | {"bench/rocket-1.2.3/COPYING": "As is.\n"})
    assert found["bench/rocket-1.2.3/CONTRIBUTING.md"].vendored


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("01_admin/04_risk/overview.md", texts.RISKS.replace("# Risk register", "# Overview"), "risk-register"),
        ("source/team/risk_register.html.md", texts.RISKS, "risk-register"),
    ],
)
def test_numbers_and_rendered_endings_hide_no_name(collected, path, text, kind):
    found = next(k for k in collected({path: text})[path].kinds if k.kind == kind)
    assert found.confidence == "strong"
    assert found.because.startswith(("folder risk/", "file name"))


def test_a_page_that_waits_for_the_name_of_who_takes_it_is_a_template(collected):
    text = texts.RISKS.replace("# Risk register", "# Risk register\n\n> Guidance, [YOUR ORGANIZATION]")
    assert collected({"docs/risk-register.md": text})["docs/risk-register.md"].placeholder.startswith(
        "text of a template"
    )


def test_training_a_model_is_no_training_of_people(collected):
    text = """# Preference optimisation

Training runs in modules: required are pairs of answers; a course of three hours of training gives a model new skills.
The schedule of the learning rate and the knowledge of the base model matter, and so do the lessons of the first run.
"""
    path = "docs/usermanuals/en/training/preference.md"
    assert collected({path: text}).kinds(path).get("training") != "strong"
    meant = text.replace("a model", "every new employee")
    assert (
        collected({"docs/training/preference.md": meant}).kinds("docs/training/preference.md")["training"] == "strong"
    )
