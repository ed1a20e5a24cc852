"""What misleads: documents that are there and say nothing."""

import pytest

from tests.collectors.documents import texts


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("docs/risk.md", "", "empty"),
        ("docs/audit/audit-report.md", "# Audit\n", "empty"),
        ("docs/test-plan.md", "# Test plan\n\nTODO\n", "empty"),
        (
            "docs/test-plan.md",
            "# Test plan\n\n## Scope\n\nTBD\n\n## Approach\n\nTo be written. Coming soon.\n",
            "to be written",
        ),
        (
            "docs/risk-register.md",
            "# Risk register\n\n| Risk | Impact | Owner |\n|---|---|---|\n|  |  |  |\n",
            "without a row",
        ),
        (
            "docs/quality-plan.md",
            "# Quality assurance plan\n\n## Reviews and audits\n\n## Responsibilities of roles\n\n## Records\n",
            "headings",
        ),
        ("docs/adr/template.md", texts.DECISION, "template"),
        ("docs/templates/risk-register.md", texts.RISKS, "templates"),
        (
            "docs/quality-policy.md",
            "# Quality policy\n\n[Company name] is committed to quality. [Insert objectives here] approved "
            "on YYYY-MM-DD by [name], "
            "version [x]. The [role] improves the requirements of <customer> each <date>.\n",
            "slots",
        ),
        (
            "SECURITY.md",
            "# Security Policy\n\n## Supported Versions\n\nUse this section to tell people about which "
            "versions of your project are "
            "currently being supported with security updates.\n\n## Reporting a Vulnerability\n\nUse this "
            "section to tell people how to "
            "report a vulnerability.\n",
            "left as it came",
        ),
        ("CHANGELOG.md", "# Changelog\n\nSee the [releases page](https://forge.example/a/b/releases).\n", "points to"),
        (
            "CHANGES.md",
            "In a release tarball, check the file for what was done in the most recent release. There is no "
            "other log of "
            "what changed in this tree, but online everything is found: https://project.example/changes.html\n",
            "no version",
        ),
        ("docs/changes.rst", "Changes\n=======\n\n.. include:: ../CHANGES.rst\n", "only includes"),
        ("docs/vulnerabilities.md", "# Vulnerability disclosure\n\nSee [SECURITY](../SECURITY.md).\n", "points to"),
        (".github/CODEOWNERS", "# Owners of this tree\n# (nobody yet)\n", "no rule names an owner"),
        ("CODEOWNERS", "/docs/\n/src/\n", "no rule names an owner"),
        ("OWNERS", "approvers: []\nreviewers: []\n", "lists are empty"),
        # GitHub's documentation, "About code owners": the accounts of its example
        (
            ".github/CODEOWNERS",
            "* @global-owner1 @global-owner2\n*.js @js-owner #This is an inline comment.\n*.go docs@example.com\n"
            "*.txt @octo-org/octocats\n/build/logs/ @doctocat\napps/ @octocat\n",
            "a forge's example",
        ),
        ("CODEOWNERS", "* @your-org/your-team\n", "a forge's example"),
    ],
)
def test_says_nothing(collected, path, text, reason):
    found = collected({path: text})[path]
    assert reason in found.placeholder
    assert not any(found.is_a(k.kind) for k in found.kinds)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docs/risk-register.md", texts.RISKS),
        ("SECURITY.md", texts.SECURITY),
        ("CODEOWNERS", "* @acme/core\n"),
        ("OWNERS", "approvers:\n- ann\n"),
        ("CHANGELOG.md", texts.CHANGELOG),
        ("MAINTAINERS.md", "# Maintainers\n\n- Ann Able <ann@example.org>\n"),
        (
            "CODE_OF_CONDUCT.md",
            "# Code of conduct\n\nWe adopt the [Contributor Covenant](https://c.example); be respectful.\n",
        ),
    ],
)
def test_short_and_still_something(collected, path, text):
    assert collected({path: text})[path].placeholder == ""


@pytest.mark.parametrize(
    ("owners", "reason"),
    [
        ("approvers:\n- core\n", "teams that have no member"),
        ("approvers:\n  - core  # all of them\nreviewers:\n  - Docs\n", "teams that have no member"),
        ("approvers:\n- core\n- ann\n", ""),
        ("approvers:\n- people\n", ""),
        ("approvers:\n- unknown\n", ""),
    ],
)
def test_an_ownership_file_naming_an_empty_team(collected, owners, reason):
    """Of teams that the repository itself lists a clone knows whether anybody is in them."""
    aliases = "aliases:\n  core: []\n  docs:\n  # - bea, gone\n  people:\n  - cem\n"
    found = collected({"OWNERS_ALIASES": aliases, "docs/OWNERS": owners, "docs/a.go": ""})["docs/OWNERS"]
    assert reason in found.placeholder
    assert found.is_a("ownership") is not bool(reason)


@pytest.mark.parametrize("aliases", ["aliases: [", "- core\n", "aliases:\n- core\n", "a: &a [*a]\n", ""])
def test_a_list_of_teams_that_cannot_be_read_empties_none(collected, aliases):
    found = collected({"OWNERS_ALIASES": aliases, "OWNERS": "approvers:\n- core\n"})["OWNERS"]
    assert found.placeholder == ""


def test_an_example_beside_a_real_owner_covers_nothing(collected):
    found = collected({"CODEOWNERS": "* @octocat\n/src/ @acme/core\n", "src/a.py": "", "b.py": "", "c.py": ""})
    assert found["CODEOWNERS"].placeholder == ""
    assert found["CODEOWNERS"].covers == (1, 4)


def test_an_empty_folder_is_nothing(collected):
    assert collected({"risk/.gitkeep": "", "audit/.gitkeep": ""}).facts.documents == ()


def test_a_bulk_import_is_told_by_its_history(collected):
    from tests.collectors.documents.conftest import history_of, path_history

    known = {"docs/quality-manual.md": path_history(changes=1, people=1, bulk=True)}
    text = (
        "# Quality manual\n\nOur quality management system has a scope, processes, a policy, records and "
        "internal audits. " * 12
    )
    found = collected({"docs/quality-manual.md": text}, history=history_of(known))["docs/quality-manual.md"]
    assert found.history is not None
    assert found.history.bulk
