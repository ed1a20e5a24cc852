"""The generated pages on comparing and learning."""

from gradatim.services.pages.comparison import pages


def test_the_same_data_give_the_same_pages() -> None:
    assert pages() == pages()


def test_the_checks_of_the_literature_stand_in_the_page() -> None:
    text = pages()["compare.md"]
    rows = [line for line in text.splitlines() if line.startswith("| K")]
    assert len(rows) == 9
    assert all(row.split("|")[5].strip() == "yes" for row in rows)


def test_every_level_and_the_questions_stand_in_the_page() -> None:
    text = pages()["learn.md"]
    for level in range(1, 6):
        assert f"## Level {level}: " in text
    assert "| SW-CMM | 26 |" in text
