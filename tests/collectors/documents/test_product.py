"""What misleads: content of the product about risk, review, security, audits, testing."""

import pytest

from tests.collectors.documents import texts


def test_a_users_guide_about_risks_is_product_content(collected):
    found = collected({"docs/risk-assessment.md": texts.GUIDE, "README.md": texts.README})["docs/risk-assessment.md"]
    assert found.product_content
    assert not found.is_a("risk-register")


@pytest.mark.parametrize("folder", ["src/app/content", "data/quiz", "examples/bank", ".claude/skills/pm", "prompts"])
def test_a_risk_register_among_the_products_content_does_not_count(collected, folder):
    path = f"{folder}/risk-register.md"
    text = texts.RISKS.replace("by the team, ", "")
    assert not collected({path: text})[path].is_a("risk-register")


def test_the_same_register_in_the_projects_own_folder_counts(collected):
    assert collected({"docs/project/risk-register.md": texts.RISKS})["docs/project/risk-register.md"].is_a(
        "risk-register"
    )


def test_a_reference_of_checks_is_no_review_rule(collected):
    text = """# Checks

## Code review

This check determines whether the project requires review before a pull request is merged. A reviewer other than
the author should approve; maintainers must comment. Contributors look for changes without approval in our history.
"""
    assert "review-guideline" not in collected({"docs/checks.md": text}).kinds("docs/checks.md")


def test_the_products_own_subject_needs_plain_words(collected):
    readme = "# Auditor\n\nAuditor runs audits of cloud accounts and writes an audit report.\n"
    report = (
        "# Audit report\n\nThe audit of 2026-01-02 has findings: two major, one minor. Scope: all regions. "
        "Action: rotate keys.\n" * 3
    )
    found = collected({"README.md": readme, "docs/audit-report.md": report})["docs/audit-report.md"]
    assert "audit" in found.product_content


def test_a_section_on_the_products_own_subject_needs_plain_words(collected):
    readme = """# Postmortem collection

Postmortem examples and links for everybody.

## Postmortem

The incident of 2026-01-02 had an impact on many; the root cause, a timeline and action items stand in the linked text.
It was detected by an alert, restored after an outage of two hours, and the lessons are worth a look for all.
"""
    assert "postmortem" not in collected({"README.md": readme}).kinds("README.md")


def test_a_design_may_speak_to_users_of_the_product(collected):
    text = (
        "# Design\n\nYou can use the API of each component; the default value of an option is a trade-off. "
        "The design keeps modules apart: interfaces, data structures and algorithms. We implement it for performance. "
    )
    found = collected({"docs/design.md": text * 5})["docs/design.md"]
    assert found.is_a("design")


def test_contributors_rules_inside_the_source_count_when_they_speak_to_contributors(collected):
    found = collected({"src/module/CONTRIBUTING.md": texts.CONTRIBUTING})["src/module/CONTRIBUTING.md"]
    assert found.is_a("contributing")


def test_user_documentation_is_content_of_the_product_by_nature(collected):
    path = "docs/user-guide/risk-assessment.md"
    found = collected({path: texts.GUIDE * 2})[path]
    assert found.product_content
    assert found.is_a("user-documentation")


@pytest.mark.parametrize(
    "path",
    [
        "vendor/lib/CONTRIBUTING.md",
        "third_party/x/docs/risk-register.md",
        "node_modules/a/CHANGELOG.md",
        "tests/fixtures/repo/SECURITY.md",
        "tests/data/README.md",
        "templates/project/CONTRIBUTING.md",
        "{{cookiecutter.name}}/CONTRIBUTING.md",
        "checks/testdata/SECURITY.md",
    ],
)
def test_other_peoples_documents_are_vendored(collected, path):
    text = {"S": texts.SECURITY, "r": texts.RISKS}.get(path.rsplit("/", 1)[1][0], texts.CONTRIBUTING)
    found = collected({path: text})[path]
    assert found.vendored
    assert not any(found.is_a(k.kind) for k in found.kinds)


def test_documents_of_a_website_below_docs_are_documents(collected):
    path = "docs/content/contributing.md"
    assert collected({path: texts.CONTRIBUTING})[path].is_a("contributing")


@pytest.mark.parametrize(
    ("title", "beside", "counts"),
    [
        ("# Audit manual of Acme Ltd", {}, True),
        ("# Audit manual templates", {}, False),
        ("# Auditor", {f"src/m{n}.py": "x = 1\n" for n in range(9)}, False),
    ],
)
def test_in_a_repository_of_nothing_but_own_documents_their_subject_speaks_against_none(
    collected, title, beside, counts
):
    report = "# Audit report\n\nThe audit of 2026-01-02 has findings: two major, one minor. Scope: all regions.\n" * 3
    others = {f"docs/page-{n}.md": f"# Page {n}\n\nMore on audits.\n" for n in range(9)}
    files = {"README.md": f"{title}\n\nAudits and what belongs to an audit.\n", "docs/audit-report.md": report}
    found = collected(files | others | beside)["docs/audit-report.md"]
    assert bool(found.product_content) is not counts


@pytest.mark.parametrize(
    ("readme", "path", "text", "kind"),
    [
        (
            "# Levels\n\nLevels appraises the maturity of your organization against the CMMI, by "
            "peer review and audits.\n",
            "docs/peer-review.md",
            "# Peer review\n\nAt maturity level 3 organizations must plan peer reviews. "
            "Reviewers look for defects before a "
            "change is approved; the author should not approve. For example, your team can use a "
            "review checklist. You can "
            "set the option in the dashboard. Practitioners and appraisers ask for records of each code review.\n",
            "review-guideline",
        ),
        (
            "# Polgen\n\nPolgen writes a security policy for your company from a few answers.\n",
            "docs/security-policy.md",
            "# Security policy\n\nYour organization should say how a vulnerability is reported: "
            "you can choose an address "
            "for reports in the settings tab, and how many days a fix may take. This page "
            "explains each option, its default "
            "value, and what your security policy will say of supported versions, disclosure and private reporting.\n",
            "security-policy",
        ),
        (
            "# Testdesk\n\nTestdesk keeps test plans and test cases for your projects.\n",
            "docs/test-plan.md",
            "# Test plan\n\nA test plan in your project has a scope, test levels, entry and exit criteria, and a test "
            "environment. Click the button in the sidebar to create one; you can add test cases, "
            "set a schedule, and choose "
            "who is responsible for regression tests. This page explains the options and their default values.\n",
            "test-plan",
        ),
        (
            "# Riskly\n\nRiskly is a risk register for your team.\n",
            "docs/risk-register.md",
            "# Risk register\n\nYou can add a risk with its probability, impact, mitigation and owner. Click the tab "
            "to see your projects. For example:\n\n| Risk | Probability | Impact | Owner |\n|---|---|---|---|\n"
            "| Key person leaves | high | 5 | you |\n\nThis section explains each option and its default value.\n",
            "risk-register",
        ),
    ],
    ids=["cmmi", "security", "testing", "risk"],
)
def test_a_product_about_such_things_speaks_of_its_own_subject(collected, readme, path, text, kind):
    found = collected({"README.md": readme, path: text})[path]
    assert kind in {k.kind for k in found.kinds}, "else there is nothing to mistake"
    assert found.product_content
    assert not found.is_a(kind)
