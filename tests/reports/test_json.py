"""Reading results back: what is damaged, foreign or newer is refused in words."""

import pytest

from gradatim.reports.interface import ReportError
from gradatim.reports.json import parse


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not a readable result"),
        (
            b'{"schema": "gradatim/result/2", "tool_version": "3.0"}',
            "a newer result (gradatim/result/2, by Gradatim 3.0)",
        ),
        (b'{"schema": "sarif"}', "no Gradatim result"),
        (b'{"hello": 1}', "no Gradatim result"),
        (b'{"schema": "gradatim/result/1", "title": 3}', "Run 'gradatim run' to write it anew"),
    ],
)
def test_a_result_that_cannot_be_used_says_why(content: bytes, says: str) -> None:
    with pytest.raises(ReportError) as error:
        parse(content, "r.json")
    assert says in str(error.value)
    assert str(error.value).startswith("r.json: ")
