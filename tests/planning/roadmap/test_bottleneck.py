"""The stretch in which a role is booked full, against every stretch."""

from hypothesis import given
from hypothesis import strategies as st

from gradatim.planning.roadmap.bottleneck import longest_full


@given(st.lists(st.sampled_from([0.0, 0.5, 0.9, 1.0]), max_size=30))
def test_no_stretch_that_is_full_on_average_is_longer(spent: list[float]) -> None:
    full = [
        end - begin
        for begin in range(len(spent))
        for end in range(begin + 1, len(spent) + 1)
        if sum(spent[begin:end]) >= 0.95 * (end - begin) - 1e-9
    ]
    begin, end = longest_full(spent, 0.95)
    assert end - begin == max(full, default=0)
