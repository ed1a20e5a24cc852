"""Schemas made from types: one text under every version of Python."""

import msgspec

from gradatim.files import json_schema
from gradatim.files.json_text import json_text


class Inner(msgspec.Struct):
    pass


class Outer(msgspec.Struct):
    inner: Inner


# As Python up to 3.12 keeps a docstring; 3.13 and newer take the indentation away before anyone can see it.
Inner.__doc__ = "First line.\n\n    A paragraph.\n        Deeper."
Outer.__doc__ = "One line."
TIDY = "First line.\n\nA paragraph.\n    Deeper."


def test_a_docstring_has_no_indentation_of_the_code() -> None:
    made = json_schema.of(Outer, "a title")
    assert (made["title"], made["$defs"]["Inner"]["description"]) == ("a title", TIDY)
    assert json_schema.of_one_of((Inner, Outer), "files")["$defs"]["Inner"]["description"] == TIDY


def test_the_text_is_what_was_made() -> None:
    made = json_schema.of_one_of((Inner, Outer), "Maß")
    text = json_text(made)
    assert msgspec.json.decode(text) == made
    assert text.endswith("}\n") and "Maß" in text
