"""The key to the marks: how to read the page."""

import msgspec
from markupsafe import Markup

from gradatim.model.framework import Scheme
from gradatim.reports.html import marks
from gradatim.reports.html.tally import tally


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """Examples of every mark."""

    satisfied: Markup
    unsatisfied: Markup
    undetermined: Markup
    not_applicable: Markup
    contradiction: Markup
    clash: Markup
    intervals: tuple[Markup, ...]
    tallies: tuple[tuple[Markup, str], ...]


def key() -> Key:
    """Return the key."""
    staged = Scheme.STAGED
    return Key(
        satisfied=marks.state("hold", "yes", "satisfied"),
        unsatisfied=marks.state("fail", "no", "unsatisfied"),
        undetermined=marks.state("open", "open", "undetermined"),
        not_applicable=marks.state("open", "na", "not applicable"),
        contradiction=marks.state("clash", "clash", "contradiction"),
        clash=marks.symbol("clash", "clash", "contradiction"),
        intervals=(
            marks.interval(staged, 0, 3, known=False),
            marks.interval(staged, 1, 2),
            marks.interval(staged, 2, 3),
            marks.interval(staged, 0, 0),
        ),
        tallies=(
            (tally(4, 0, 0, 0, label="marks above the line"), "holds"),
            (tally(0, 0, 0, 3, major=1, label="marks below the line"), "fails; long: major"),
            (tally(0, 4, 0, 0, label="thin lines across"), "some evidence"),
            (tally(0, 0, 4, 0, label="dots"), "nothing known"),
        ),
    )
