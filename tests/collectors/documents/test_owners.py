"""Ownership files: the forges' grammar, what is covered, what matches nothing."""

import pytest

from gradatim.collectors.documents.owners import is_ownership_file, read_owners

TREE = ("README.md", "docs/a.md", "docs/deep/b.md", "src/app.py", "src/lib/x.py", "lib/src/y.py", "a b.txt")


def covered(text):
    return read_owners(text, TREE).covered


@pytest.mark.parametrize(
    ("pattern", "files"),
    [
        ("*", 7),
        ("*.md", 3),
        ("/docs/", 2),
        ("docs/", 2),
        ("/docs/*", 1),
        ("docs/**/b.md", 1),
        ("**/src/", 3),
        ("src/", 3),
        ("/src", 2),
        ("src/app.py", 1),
        ("a\\ b.txt", 1),
        ("/src/**", 2),
        ("README.?d", 1),
    ],
)
def test_patterns(pattern, files):
    assert covered(f"{pattern} @team") == files


def test_the_last_match_wins_and_a_line_without_owners_takes_them_away():
    assert covered("* @team\n/docs/\n") == 5
    assert covered("/docs/\n* ann@example.org\n") == 7


def test_comments_and_empty_lines_say_nothing():
    assert covered("# * @team\n\n/docs/  @team # the guides\n") == 2


def test_a_section_lends_its_owners():
    assert covered("[Guides] @team\n/docs/\n\n[Code]\n/src/\n") == 2


def test_lines_that_match_nothing_are_told():
    assert read_owners("/gone/ @team\n*.md @team\n", TREE).dead == ("/gone/",)


def test_a_file_of_comments_alone_tells_nothing():
    assert read_owners("# to be written\n", TREE) is None


def test_work_is_bounded():
    many = "\n".join(f"/a{n}/ @team" for n in range(3_000))
    assert read_owners(many, tuple(f"f{n}" for n in range(10_000))) is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [("CODEOWNERS", True), (".github/CODEOWNERS", True), ("docs/CODEOWNERS", True), ("vendor/x/CODEOWNERS", False)],
)
def test_where_forges_look(path, expected):
    assert is_ownership_file(path) is expected
