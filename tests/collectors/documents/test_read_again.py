"""What a reading of fifteen more repositories showed, each in the shape it had there (docs/validation/, set D4)."""

import pytest

MEETING = (
    "# Core devs meeting 30\n\nFriday 12/15/17\n\n## Agenda\n\n1. Testing\n\n## 8. Core team updates\n\n"
    "Everybody tells how far the team is; @ann maintains the client and reviewers are asked to look at it again soon.\n"
)
OF_GROUP = (
    "# Community meetings 2023\n\n## 10/06/2023\n\n### Agenda\n\n* Donation\n\n### Attendees\n\n* Ann (NYU)\n* Bob\n\n"
    "### Governance\n\nThe committee decided by consensus to vote on the new maintainers; the board is responsible. "
    "It meets on the mailing list and in the weekly meeting that is announced there, in the channel of the project.\n"
)
UPDATE = (
    "# Steering Council community update for January 2021\n\nThe council was elected. It decided on roles "
    "in the committee, and who is responsible for the vote; progress on the milestone is blocked by one issue, planned "
    "to be done next week. Status: in progress, the schedule of the release of 2021-02 holds, as the "
    "maintainers agreed.\n"
)
HOW_TO_REPORT = (
    "# Incident reports\n\nAfter an outage write a timeline from detection to resolution, the cause, "
    "impact, and how it is prevented. Be blameless. Examples: [of "
    "2016-08-10](./report-2016-08-10.pdf). Follow-ups go to the "
    "tracker, so that lessons are not lost and action items are carried out by those who can do so "
    "in good time for all.\n"
)


def test_a_meeting_of_which_little_is_noted_names_no_owners(collected):
    found = collected({"dev-meetings/Meeting 30.md": MEETING})["dev-meetings/Meeting 30.md"]
    assert not found.is_a("ownership")
    assert not found.is_a("roles")


def test_the_core_team_is_a_list_of_owners_only_under_its_own_name(collected):
    section = "# About\n\n## {}\n\nThe maintainers are @ann and @bob, who review whatever comes in, in good time.\n"
    assert collected({"docs/about.md": section.format("Core team")})["docs/about.md"].is_a("ownership")
    assert not collected({"docs/about.md": section.format("Core team updates")})["docs/about.md"].is_a("ownership")


@pytest.mark.parametrize(
    "path", ["community-meetings/2023.md", "Dev-EL-Meetings/call_112.md", "Room Meetings/EOF/12.md"]
)
def test_what_lies_dated_or_numbered_among_the_meetings_of_a_group_are_minutes(collected, path):
    assert collected({path: OF_GROUP}).kinds(path) == {"minutes": "strong"}


def test_a_page_about_meetings_among_them_is_none(collected):
    page = "# Community meetings\n\nWe meet weekly; the agenda is on the mailing list, notes are kept. Come and join!\n"
    assert not collected({"community-meetings/about.md": page})["community-meetings/about.md"].is_a("minutes")


def test_an_update_by_the_steering_council_is_a_status_report_and_no_rule(collected):
    path = "updates/2021-01-steering-council-update.md"
    assert collected({path: UPDATE}).kinds(path) == {"status-report": "strong"}


def test_a_page_on_how_to_write_incident_reports_is_no_report(collected):
    assert not collected({"handbook/incident-reports.md": HOW_TO_REPORT})["handbook/incident-reports.md"].is_a(
        "postmortem"
    )


MORE = (
    "## Money\n\nWhat is given to us is spent on machines and on travel, and an account of it is given each year to "
    "all who gave, on the first page, in words that everybody understands, with the sum that is left.\n"
)


@pytest.mark.parametrize(
    ("line", "strength"),
    [
        (
            "Maintainers are listed in each [CODEOWNERS](https://help.example.com/articles/about-codeowners/).",
            "weak",
        ),
        ("Maintainers are [Ann](https://github.com/ann) and [Bob](https://gitlab.example.org/@bob/).", "strong"),
        ("Maintainers are @ann and @bob.", "strong"),
    ],
)
def test_a_section_on_maintainers_has_to_name_somebody(collected, line, strength):
    text = f"# Governance\n\n## Maintainers\n\n{line} Project maintainers merge work of all contributors.\n\n{MORE}"
    assert collected({"GOVERNANCE.md": text}).kinds("GOVERNANCE.md").get("ownership") == strength


@pytest.mark.parametrize(
    ("opening", "why"),
    [
        (
            "> [!WARNING]\n> This documentation is outdated. The current one is at "
            "https://project.example/decisions\n\n",
            True,
        ),
        ("*This page is no longer maintained.*\n\n", True),
        ("Say so where a page is outdated.\n\n", False),
        ("Some information in this document is outdated, and still tells how it came about.\n\n", False),
        ("Status: superseded by 0007.\n\n", False),
    ],
)
def test_a_document_that_says_of_itself_that_it_is_outdated(collected, opening, why):
    body = (
        "# Decisions\n\n## Context\n\nWe had to choose how versions are combined.\n\n## Decision\n\nWe decided to "
        "flatten them into one, since a release is made once.\n\n## Consequences\n\nNobody sees each bump.\n"
    )
    found = collected({"docs/decisions/0001-versions.md": opening + body})["docs/decisions/0001-versions.md"]
    assert ("not to be followed any more" in found.placeholder) is why
    assert found.is_a("decision-record") is not why


@pytest.mark.parametrize("heading", ["Root cause remediations", "Preventive measures", "Mitigations", "Action items"])
def test_what_follows_from_an_incident_may_stand_under_other_names(collected, heading):
    text = (
        "# Post-mortem of 2025-03-20\n\n## Timeline\n\n10:05 UTC outage detected, all users affected\n\n"
        "## Root cause\n\nThe incident was caused by a wrong address, until a restart resolved the failure.\n\n"
        f"## {heading}\n\n- Compare addresses on each start\n"
    )
    found = collected({"postmortems/2025-03-20.md": text})["postmortems/2025-03-20.md"]
    assert {"root-cause", "action-items"} <= set(found.features)


@pytest.mark.parametrize(
    ("words", "feature"),
    [
        ("To review the results, fork the repository; people look at them.", "supported-versions"),
        ("Only the maintainers may do so.", "supported-versions"),
        ("In plain prose, with good prospects.", "alternatives"),
        ("From Chita to Chitose.", "milestone"),
        ("Under the microscope.", "scope"),
        ("Fields with an asterisk.", "asks-for-risk"),
    ],
)
def test_a_word_inside_another_is_no_mark(collected, words, feature):
    text = f"# Security policy\n\nReport a vulnerability to security@example.org in private. {words}\n"
    assert feature not in collected({"SECURITY.md": text})["SECURITY.md"].features


@pytest.mark.parametrize(
    "words",
    ["Only the latest minor release is supported.", "| Version | Supported |\n|---|---|\n| 2.x | yes |", "2.4 is LTS."],
)
def test_supported_versions_are_seen(collected, words):
    text = f"# Security policy\n\nReport a vulnerability to security@example.org in private.\n\n{words}\n"
    assert "supported-versions" in collected({"SECURITY.md": text})["SECURITY.md"].features
