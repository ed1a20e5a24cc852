"""What a reading of ten more repositories showed, each in the shape it had there (docs/validation, "set D9")."""

import pytest

CODE = {f"src/part{n}.py": "x = 1\n" for n in range(30)}
MANY = {f"docs/page-{n}.md": "# Page\n\nWords.\n" for n in range(9)}
PROPOSAL = (
    '= JEP-{n}: How proposals are made\n\n.Metadata\n[cols="2"]\n|===\n| JEP\n| {n}\n\n| Status\n| '
    "{status} :smile:\n\n"
    "| Type\n| {type}\n|===\n\n== Abstract\n\nThis proposal says how proposals are made, with a decision "
    "of the team.\n\n"
    "== Motivation\n\nDecisions were lost because nobody wrote them down, and alternatives were not considered.\n\n"
    "== Specification\n\nA sponsor writes a draft; the editor gives it a number; the reviewers decide on it within a "
    "month. The status is changed by the editor, and each change of it goes by a pull request to this repository.\n"
)


@pytest.mark.parametrize(
    ("kind", "status", "settled"),
    [
        ("Process", "Active", True),
        ("Process", "Accepted", True),
        ("Governance", "Final", True),
        ("Process", "Draft", False),
        ("Process", "Rejected", False),
        ("Standards", "Active", False),
    ],
)
def test_an_accepted_proposal_on_the_process_is_the_process(collected, kind, status, settled):
    path = "jep/7/README.adoc"
    kinds = collected({path: PROPOSAL.format(n=7, type=kind, status=status)}).kinds(path)
    assert kinds["decision-record"] == "strong"
    assert ("process" in kinds) is settled


def test_the_head_of_a_proposal_may_be_front_matter(collected):
    text = (
        "---\ntitle: How standards are made\ntype: Procedural\nstatus: Stable\n---\n\n# Abstract\n\nThe team says here "
        "how standards are made.\n\n# Motivation\n\nDecisions need a place, because they were lost.\n\n# Rationale\n\n"
        "Alternatives were considered and rejected, since none had a status or named who decides in the end on it.\n"
    )
    assert collected({"rfc/0001-standards.md": text}).kinds("rfc/0001-standards.md")["process"] == "strong"


ITEM = "active: true\nlevel: 1.2\nnormative: true\nreviewed: avw=\ntext: |\n  The tool **shall** store requirements.\n"
SDOC = "[DOCUMENT]\nTITLE: Needs\n\n" + "".join(
    f"[REQUIREMENT]\nUID: SYS-{n}\nSTATEMENT: The tool shall do thing number {n} whenever it is asked to do so.\n\n"
    for n in range(4)
)
NEEDS = "Tool\n====\n\n" + "".join(
    f".. req:: Thing {n}\n   :id: R_{n}\n   :status: open\n\n   The tool shall do thing {n} when asked to.\n\n"
    for n in range(4)
)


@pytest.mark.parametrize(
    ("path", "text", "beside"),
    [
        ("reqs/REQ001.yml", ITEM, "reqs/.doorstop.yml"),
        ("docs/tool.sdoc", SDOC, ""),
        ("docs/tool.rst", NEEDS, ""),
    ],
)
def test_requirements_of_the_known_tools_are_requirements(collected, path, text, beside):
    files = {path: text} | ({beside: "settings:\n  digits: 3\n"} if beside else {})
    assert collected(files).kinds(path)["requirements"] == "strong"


def test_other_yaml_is_no_requirement(collected):
    assert "reqs/REQ001.yml" not in collected({"reqs/REQ001.yml": ITEM, "README.md": "# A\n"})


MANUAL_PAGE = (
    ".TH REV 1\n.SH NAME\nrev \\- review patches\n.SH SYNOPSIS\nrev [options]\n.SH DESCRIPTION\nWith this command you "
    "can review patches; reviewers check code, give comments and approve pull requests, which must be on a branch.\n"
    ".SH CODE REVIEW\nReviewers must check each patch, comment on its style, and approve the changes of the author; at "
    "least one maintainer looks for errors, with a checklist, before the code of the patch is merged by the tool.\n"
)


def test_a_manual_page_is_no_rule_for_reviews(collected):
    kinds = collected({"man/rev.1": MANUAL_PAGE}).kinds("man/rev.1")
    assert kinds["user-documentation"] == "strong"
    assert "review-guideline" not in kinds


def test_what_is_called_like_a_manual_page_is_skipped(collected):
    assert "none" in collected({"doc/run.1": "12:00 start\n12:01 done\n"}).skipped["doc/run.1"]


REVIEWING = (
    "# What is code review?\n\nReviewers look at code and patches and give comments; the author changes the code until "
    "reviewers approve. Maintainers must check style, and at least one reviewer looks for errors in each pull request. "
    "Our team and contributors use branches; the team meets, and we recommend to open a pull request for each change.\n"
)


@pytest.mark.parametrize(("folder", "counts"), [("docs/manual/users", False), ("docs/contributing", True)])
def test_pages_for_users_are_no_rules_of_the_project(collected, folder, counts):
    path = f"{folder}/what-is-code-review.md"
    found = collected({path: REVIEWING, **CODE})[path]
    assert (not found.product_content) is counts


def test_guidelines_for_a_record_are_no_record(collected):
    text = (
        "# Management review\n\nThe management review takes place each year, last in 2025. Inputs are audits and "
        "nonconformities, customer satisfaction, objectives and performance; outputs are decisions, actions, resources "
        "and improvements, which the secretary writes down for the next review of the organisation and its system.\n"
    )
    found = collected({"management-review-2025.md": text, "guidelines-management-review.md": text})
    assert found.kinds("management-review-2025.md")["management-review"] == "strong"
    assert found.kinds("guidelines-management-review.md")["management-review"] == "weak"


VALUES = (
    "# Vision\n\nWe envision a world in which the organisation gives people what they need. Our values: openness about "
    "issues and opportunities, respect for the needs and expectations of all, external and internal, and goals that "
    "are ours. We will not tire of them, and we share what we learn with whoever asks us for it, in the open.\n"
)


def test_values_alone_are_no_context(collected):
    scope = VALUES + "\n## Scope\n\nThe scope is the library; interested parties are its users.\n"
    assert collected({"VISION.md": VALUES}).kinds("VISION.md")["context-scope"] == "weak"
    assert collected({"VISION.md": scope}).kinds("VISION.md")["context-scope"] == "strong"


STANDARD = (
    "# Python standards\n\n## Naming\n\nNames of functions and variables are lower case; class names are not. Indent "
    "with four spaces, and keep lines short. Avoid comments that repeat the code; run the linter before each commit.\n"
)


def test_standards_in_a_repository_of_documents_are_its_own(collected):
    path = "standards/python.md"
    own = collected({"README.md": "# Development guidelines\n", path: STANDARD, **MANY})[path]
    product = collected({"README.md": "# Checker\n", path: STANDARD, **MANY, **CODE})[path]
    assert "coding-guideline" in {k.kind for k in own.kinds}
    assert not own.product_content
    assert product.product_content


GUIDE = "# Setup\n\nYou can run the command with options. For example, use `--all`; you must configure it. " * 8


def test_guides_for_ones_own_people_are_not_for_users(collected):
    path = "guides/setup.md"
    confidence = {
        title: collected({"README.md": f"# {title}\n\nOpen an issue.\n", path: GUIDE, **MANY}).kinds(path)
        for title in ("Development guidelines", "The frob")
    }
    assert {t: k["user-documentation"] for t, k in confidence.items()} == {
        "Development guidelines": "weak",
        "The frob": "strong",
    }


def test_their_first_page_names_no_channel_for_customers(collected):
    text = "# The team handbook\n\nPlease open an issue to propose changes to the project, and give your feedback.\n"
    assert "feedback-channel" not in collected({"README.md": text, **MANY})["README.md"].features
    assert "feedback-channel" in collected({"README.md": text, **CODE})["README.md"].features


def test_a_list_of_teams_under_a_policy_is_no_plan(collected):
    teams = (
        "# Stable\n\n## Teams that follow the branch policy\n\nBarbican: branch stable, version 3, "
        "repository barbican, "
        "tag old\nCinder: branch stable, version 4, repository cinder, tag old\nGlance: branch stable, version 5, git, "
        "repository glance, tag old\nHeat: branch stable, version 6, repository heat, tag old, and so on for the rest\n"
    )
    rule = (
        teams
        + "\n## Branch policy\n\n"
        + (
            "A branch is cut for each version and tagged; only fixes may be backported to it, and a change must "
            "be approved by the stable team of the repository before it is merged. Major versions keep their branch "
            "for a year or so.\n"
        )
    )
    kinds = [collected({"docs/dev/x.md": text}).kinds("docs/dev/x.md") for text in (teams, rule)]
    assert [k.get("configuration-management-plan") for k in kinds] == ["weak", "strong"]


def test_output_of_tests_says_nothing_of_limits(collected):
    text = (
        "# Metrics 2026-03\n\n| Metric | Value | Trend |\n| --- | --- | --- |\n| Coverage 2026-03 | 81 % | "
        "up |\n| Lead "
        "time 2026-03 | 4 | down compared to the previous month |\n\n```\nthreshold 3 exceeded, baseline missing\n```\n"
    )
    found = collected({"docs/metrics/2026-03.md": text})["docs/metrics/2026-03.md"]
    assert not {"limits", "baseline"} & set(found.features)
    stated = text.replace("```\n", "")
    assert "limits" in collected({"docs/metrics/2026-03.md": stated})["docs/metrics/2026-03.md"].features


def test_a_number_that_keeps_pages_in_order_hides_no_name(collected):
    text = (
        "# Glossary\n\n- **Term**: what it means\n- **Other term**: what that one means, and where it is defined\n" * 3
    )
    assert "glossary" in collected({"docs/12_glossary.md": text}).kinds("docs/12_glossary.md")


def test_a_quality_manual_in_latex_is_read(collected):
    text = (
        "\\title{Manual}\n\\section{Quality policy}\nWe are committed to quality and to improvement; "
        "customers and their "
        "requirements come first, and the objectives are reviewed each year by all who work here, as the policy says. "
        "It shall be known to all staff and kept on the wall of each room in which measurements are made for others.\n"
    )
    assert collected({"quality/handbook.tex": text}).kinds("quality/handbook.tex")["policy"] == "strong"
