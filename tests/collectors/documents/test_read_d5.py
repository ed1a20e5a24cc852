"""What a reading of twenty-seven more repositories showed, each in the shape it had there (docs/validation/, "
"set D5)."""

import pytest

from gradatim.collectors.documents.asking import asking

NEWS = (
    "# Foundational infrastructure\n\n## Disaster Recovery (BBR)\n\nThe ecosystem had 184 commits and releases of "
    "backup-and-restore-sdk and bosh-backup-and-restore; database compatibility updates include MySQL, and the weekly "
    "schedule of the pipelines was modernised.\n"
)
SAVED = (
    "# Operations\n\n## Backups\n\nWe back up the database daily by cron, and keep the dumps on S3 for thirty days. "
    "Once a quarter the team restores from one of them to try it; retention and encryption are set there.\n"
)
ALERTS = (
    "# Cloud Billing Budget Alerts\n\nHow much is the cloud going to cost? Alerts are sent when the forecast monthly "
    "spend goes over the limit of 100 days of cost, or when the actual cost is over it. The size of the range is set.\n"
)
TOOL = (
    "# A workflow that is triggered by an alert\n\n1. Go to the list of workflows and click the button.\n2. You should "
    "give it a name; the process has inputs and outputs.\n3. Add a trigger and choose the issue labels.\n4. We must "
    "merge the new branch of the team, which reviews it, before the next step of this procedure can be done by "
    "others.\n"
)
WISHES = (
    "TODO\n\nLegend:\n  ADD - added feature\n\n-> WISH 91146: add capability to extract text, planned for version "
    "0.5 or later\n-> WISH 91251: support for highlighting, next release\n-> BUG 97869: improve hiding of the menu, "
    "goal for the future\n-> WISH 93416: sticky notes, planned\n-> WISH 97 priority: bookmark list of the release\n"
) * 2
VERSIONS = (
    "# Versioning\n\nAll components use semantic versioning. Increment the major version for incompatible changes, the "
    "minor version for functionality, the patch version for fixes. Tags of git carry the version; older branches of "
    "the interface are never deprecated, so that even with a new major version the old one works.\n"
)
CONTROL = (
    "---\nimplementation-status:\n  - c-not-implemented\n---\n\n# cm-9 - Configuration Management Plan\n\n## Control "
    "Statement\n\nDevelop a configuration management plan that defines configuration items, baselines, change control "
    "and approval, and versions of the repository of the system, reviewed by the team that is responsible for it.\n"
)
REPLY = (
    "---\naction:\n - close issue\n---\n\nThank you for reaching out!\n\nThe version reported in this issue has "
    "reached "
    "end of life and is no longer supported. If you need help on a supported version, file a new issue for it.\n"
)
CHECKED = (
    "# M10 pipeline report\n\n## Code Review\n\n- Owner role: code reviewer\n- Decision: Pass locally.\n- The reviewer "
    "found no blocking findings in the changes; comments must be small. The author approved the code and the "
    "checklist.\n"
)
RULES = (
    "# Code review\n\nEvery change must be reviewed and approved by one reviewer. The reviewer looks for "
    "correctness and "
    "style, leaves comments on the pull request, and the author answers them. A maintainer merges what is "
    "approved, and "
    "no change of the code is merged without.\n"
)
MACHINE = (
    "# Development environment\n\nInstall Rust, clone the repository and run the tests. Set up the toolchain with "
    "rustup, then build the workspace with cargo. Developers ask for approval before new crates are added to it all.\n"
)
NEWCOMER = (
    "# New council representative guide\n\nWelcome! This guide is an introduction to what a new representative does. "
    "Before you get started, read the role description and ask for access to the channels of the council.\n"
)
ADR_FRENCH = (
    "# Logging des APIs\n\nDate: 17/04/2024\n\n## Statut\n\nRésolu.\n\n## Contexte\n\nNous utilisions auparavant un "
    "filtre simple pour les requêtes dans notre application, et il ne nous permettait pas de les suivre jusqu'au "
    "bout.\n"
    "\n## Décision\n\nNous avons décidé d'intercepter les requêtes afin d'améliorer leur traçabilité dans les "
    "journaux.\n"
    "\n## Conséquences\n\n- Les requêtes sont tracées, et les identifiants de corrélation sont écrits dans les logs.\n"
)
SECRETS = (
    "# HOWTO rotate the application's secrets\n\nSecrets are read from the running environment. To rotate them, make a "
    "new credentials file, upload it, then restage the app:\n\n```sh\ncf uups getgov-credentials -p "
    "credentials.json\ncf "
    "restage getgov --strategy rolling\n```\n\nThen look at the environment of the app and see whether all is well.\n"
)
STORIES = (
    "# Scoping document\n\n## Introduction\n\nThe aim of the app is to identify chains of infection.\n\n## Overview of "
    "user stories\n\n- E01.01: As an app user, I want to read the privacy statement, so that I know what is done.\n"
    "- E01.02: As an app user, I want to switch it off. Acceptance criteria: it can be switched off at any time, and "
    "the system must ask once more before it does so, since nobody is warned from then on.\n"
)
MAKING = (
    "Creating Robot Framework releases\n=================================\n\nSet the version and commit it. Write the "
    "release notes with the changelog, tag the release with git and push the tag, then build, upload it to PyPI with "
    "twine and announce it on the mailing list. Only then bump the version for development to go on from there.\n"
)
GUIDE = (
    "= ModuleBook - Developer Guide\n\n== Design\n\n=== Architecture\n\nThe architecture diagram shows the components. "
    "The parser calls the logic, which depends on the model; each has an interface. Storage reads from the client, and "
    "this class is shown for example with the button in the tab menu. You can see the default options of the "
    "contributors of our project there, and which packages and layers call each other in the sequence diagram below.\n"
)
PROSE = (
    "# Contribution guidelines\n\n"
    "We follow the format of a summary on the first line followed by a blank line and a detailed message. An "
    "additional "
    "line at the end may link to an issue being fixed, and whatever describes the how is documented along with the "
    "code.\n\n- [ ] I ran the tests\n"
)


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("community/updates/2026-02-10-infrastructure.md", NEWS, "backup"),
        ("docs/billing/budget-alerts.md", ALERTS, "estimates"),
        ("docs/howto/create-an-alert-triggered-workflow.md", TOOL, "process"),
        ("TODO", WISHES, "roadmap"),
        ("versioning.md", VERSIONS, "configuration-management-plan"),
        ("docs/pipeline-report.md", CHECKED, "review-guideline"),
        ("docs/development-environment.md", MACHINE, "onboarding"),
    ],
)
def test_what_was_taken_for_it_is_not(collected, path, text, kind):
    assert collected({path: text}).kinds(path).get(kind) != "strong"


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("docs/operations.md", SAVED, "backup"),
        ("docs/code-review.md", RULES, "review-guideline"),
        ("guides/new-representative-guide.md", NEWCOMER, "onboarding"),
        ("adrs/0005-backend-logging.md", ADR_FRENCH, "decision-record"),
        ("docs/operations/runbooks/rotate_application_secrets.md", SECRETS, "runbook"),
        ("scoping_document.md", STORIES, "requirements"),
        ("BUILD.rst", MAKING, "release-procedure"),
        ("docs/DeveloperGuide.adoc", GUIDE, "architecture"),
    ],
)
def test_what_was_not_seen_is(collected, path, text, kind):
    found = collected({path: text})
    assert found.kinds(path).get(kind) == "strong"
    assert not found[path].product_content


@pytest.mark.parametrize(("path", "text"), [("docs/cm-9.md", CONTROL), ("playbooks/end-of-life.md", REPLY)])
def test_a_control_not_carried_out_and_a_ready_made_reply_are_texts_to_be_copied(collected, path, text):
    assert "as it came" in collected({path: text})[path].placeholder


def test_ready_made_replies_are_known_by_their_folder(collected):
    path = ".github/canned-replies/support.md"
    text = "# Support\n\nVersions 1 and 2 are supported until the end of life; ask for help in the forum, thanks.\n"
    assert "templates" in collected({path: text})[path].placeholder


@pytest.mark.parametrize("path", ["INSTALL.md", "docs/contribute/guide.md"])
def test_how_to_work_on_the_documents_themselves_is_nothing_for_users(collected, path):
    text = (
        "# Development on documentation\n\nInstall node and run `npm install`, then `npm run lint` in this repository "
        "before you open a pull request; our maintainers review each version. You can use the options of the command.\n"
    )
    kinds = collected({path: text}).kinds(path)
    assert "strong" not in {kinds.get("installation"), kinds.get("user-documentation")}


def test_a_prevention_named_as_a_question_is_an_action(collected):
    path = "incidents/2020-05-01.md"
    text = (
        "# Post-incident report for 1 May 2020\n\nAt 19:45 UTC the site was down; the outage affected all, and it was "
        "detected by an alert and resolved by a rollback.\n\n## Root cause\n\nThe wrong version.\n\n## How could "
        "this be "
        "prevented\n\nBy a range of versions that is tested before it is deployed, since the incident came by an "
        "update "
        "of a version that nobody had tried before, in an environment that differs from the one the checks run in.\n"
    )
    assert {"root-cause", "action-items"} <= set(collected({path: text})[path].features)


def test_prose_of_a_template_for_changes_asks_for_nothing(collected):
    path = ".gitlab/merge_request_templates/Guidelines.md"
    features = collected({path: PROSE})[path].features
    assert "asks-for-tests" in features
    assert not {"asks-for-work-item", "asks-for-documentation"} & set(features)


def test_hints_in_comments_ask():
    hint = "<!-- " + "Please say which issue this change belongs to and how it was tested, word for word. " * 3 + "-->"
    assert "which issue" in asking(hint, prose_words=25)
    assert "let us" not in asking(
        "Here is much prose and more of it. let us\n```\ncode of an issue\n```\n", prose_words=5
    )
    assert asking("one two three four five", prose_words=6)
    assert not asking("one two three four five", prose_words=5)


REVIEWED = (
    "# Management review minutes MR-2025-002\n\nDate: 2025-03-05\n\nParticipants: manager, technical lead\n\nAgenda: "
    "performance and quality metrics, audit results, risk register, objectives\n\nDecisions: the next audit is "
    "in April, "
    "resources are enough.\n\nActions: the documentation manager finishes the roll-out by 2025-03-25, and "
    "improves it.\n"
)
HOW_TO_REVIEW = (
    "# Management review\n\nDate: 2025-01-01\n\nTop management shall review the system at planned intervals. "
    "Inputs are "
    "audit results, nonconformities, customer feedback and objectives; outputs are decisions, actions and resources. "
    "Review frequency: quarterly, and improvements are followed up.\n"
)


def test_minutes_of_a_management_review_count_where_the_product_manages_something(collected):
    found = collected(
        {
            "README.md": "# A management system for agents\n\nIt manages.\n",
            "docs/evidence/management-review-1.md": REVIEWED,
        }
    )
    assert found.kinds("docs/evidence/management-review-1.md").get("management-review") == "strong"
    assert not found["docs/evidence/management-review-1.md"].product_content


def test_a_procedure_of_management_review_is_no_record_of_one(collected):
    assert collected({"docs/management-review.md": HOW_TO_REVIEW}).kinds("docs/management-review.md") != {
        "management-review": "strong"
    }


@pytest.mark.parametrize(
    "hostile",
    ["\n" * 60_000, " " * 60_000, "---\n" * 10_000, "<!-- " * 10_000, "```\n~~~\n" * 10_000, "---\n\n" * 9_000],
)
@pytest.mark.parametrize("path", ["SUPPORT.md", ".github/pull_request_template.md", "GLOSSARY.md", "code-review.md"])
def test_rows_of_one_mark_do_not_hold_the_reading_up(collected, path, hostile):
    """A pattern that tried every way to cut such a text never came to its end."""
    assert path in collected({path: "# Support\n" + hostile + "thanks for all\n"})
