"""What a reading of seven more repositories showed, each in the shape it had there (docs/validation, "set D10")."""

import pytest

from gradatim.collectors.documents.languages import words_in

CODE = {f"src/part{n}.py": "x = 1\n" for n in range(30)}
PLANNING = (
    "# {title}\n\nThe next release is planned with a priority for each feature; version 2 comes in 2026, and later "
    "milestones follow our goals. Support is improved and added by the groups that planned it for the "
    "upcoming quarter, "
    "and the status of each is told there. Whoever wants a feature opens a request, so that it is planned in time.\n"
)


@pytest.mark.parametrize(("title", "found"), [("Roadmap", "strong"), ("Roadmap and Release Process", "weak")])
def test_how_roadmaps_are_made_is_no_roadmap(collected, title, found):
    text = PLANNING.format(title=title)
    assert collected({"docs/planning.md": text}).kinds("docs/planning.md")["roadmap"] == found


SCOPES = (
    "# Special interest group\n\n## Scope\n\nMaintain the packages of the desktop and their dependency packages, and "
    "manage the meetings and contact of the group. The project agreed on a date for each meeting of these groups.\n"
)
BETWEEN = SCOPES + (
    "The group depends on the kernel team for drivers, and a liaison tells it of delays by the due date.\n"
)


@pytest.mark.parametrize(("text", "found"), [(SCOPES, ("weak", None)), (BETWEEN, ("strong",))])
def test_packages_that_depend_on_each_other_are_no_coordination(collected, text, found):
    kinds = collected({"docs/coordination/desktop.md": text}).kinds("docs/coordination/desktop.md")
    assert kinds.get("coordination") in found


GUIDE = (
    "# Developer Guide\n\n## Design\n\n### Architecture\n\nThe component Logic reads commands and calls "
    "the interface of "
    "the component Model; the data structure is a list, because an algorithm over it is short, and why "
    "so is told below. "
    "Each class of a layer depends on the API of the layer below, storage on files. Click the button to "
    "see the diagram "
    "of the calls between them. The default value is an example: for example, `--list` is an option of the usage page. "
    "Performance matters little here, and alternatives were a tree and a map, which implement the same interface.\n\n"
    "## Implementation\n\nThe parser is a class.\n"
)


def test_a_developer_guide_with_design_is_for_its_own_developers(collected):
    found = collected({"docs/DeveloperGuide.md": GUIDE, **CODE})["docs/DeveloperGuide.md"]
    assert not found.product_content
    assert "architecture" in {k.kind for k in found.kinds if k.confidence == "strong"}


def test_a_guide_to_an_interface_stays_for_users(collected):
    text = GUIDE.replace("## Design\n\n### Architecture", "## Calls").replace("## Implementation", "## More")
    assert "strong" not in collected({"docs/DeveloperGuide.md": text, **CODE}).kinds("docs/DeveloperGuide.md").values()


DONE = (
    "# Definition of done\n\nA checklist:\n\n- All acceptance criteria met\n- Code is peer reviewed\n- "
    "Tests scheduled and "
    "passed\n- Documentation written, if it applies\n- The owner has signed off the work as complete\n\nThe same holds "
    "for prototypes, which are shown to users before, and for pages on which nothing but text was changed by somebody, "
    "as long as the text was read by another one and the links on it lead somewhere that is there and stays there.\n"
)


def test_a_definition_of_done_is_a_process(collected):
    assert collected({"docs/definition-of-done.md": DONE}).kinds("docs/definition-of-done.md")["process"] == "strong"


def test_contributors_below_pages_for_users_keep_their_rules(collected):
    text = "# Contributing\n\nOpen a pull request on a branch; maintainers review commits and run the tests. " * 6
    files = {f"docs/get_started/{folder}/rules.md": text for folder in ("contributing", "about")}
    found = collected({**files, **CODE})
    assert not found["docs/get_started/contributing/rules.md"].product_content
    assert found["docs/get_started/about/rules.md"].product_content


def test_emphasis_hides_no_word(collected):
    text = (
        "# Contributing\n\nOpen an _issue_ first, then fork and send _pull requests_ with small _commits_ to the main "
        "_branch_; _maintainers_ look at each of them within a few days and say what they think of it in plain words. "
        "What is not clear is asked there, and whoever has time answers, so that nobody waits longer than they must.\n"
    )
    assert collected({"CONTRIBUTING.md": text}).kinds("CONTRIBUTING.md")["contributing"] == "strong"


def test_a_script_without_blanks_has_words_too():
    assert words_in("a b c\n") == 3
    assert words_in("我们与团队一起评审需求") == 5
    assert words_in("") == 0


def test_a_word_in_the_name_of_a_test_is_no_limit(collected):
    text = (
        "# Metrics 2026-03\n\n| Metric | Value | Trend |\n| --- | --- | --- |\n| Coverage 2026-03 | 81 % | up |\n| "
        "Lead time 2026-03 | 4 | down compared to the previous month |\n\nFailed: parallel/test-coverage-thresholds{}\n"
    )
    path = "docs/metrics/2026-03.md"
    features = [collected({path: text.format(more)})[path].features for more in ("", ", over the threshold of three")]
    assert ["limits" in found for found in features] == [False, True]


REQUIRED = (
    "# What a system needs\n\n## Automated backups\n\nBackups are made daily, in another region, and kept for a month. "
    "The database is restored from one of them each quarter, and the result is written down in its page.\n"
)


@pytest.mark.parametrize(("title", "told"), [("Engineering at the charity", True), ("An example for your team", False)])
def test_sections_of_an_organisations_own_documents_are_its_own(collected, title, told):
    pages = {f"service/page-{n}.md": "# Page\n\nWords.\n" for n in range(9)}
    files = {"README.md": f"# {title}\n\nRead on.\n", "service/systems.md": REQUIRED, **pages}
    assert ("backup" in collected(files).kinds("service/systems.md")) is told
