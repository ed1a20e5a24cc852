"""What a step would move: judged as if its probe had found it done throughout."""

import msgspec
import pytest

from gradatim.model.judgement import Judgement
from gradatim.model.observation import Outcome
from gradatim.services.run.moves import as_done, with_moves
from tests.support import results


def test_a_rate_is_done_on_the_same_sample() -> None:
    done = as_done(results.rate("changes_are_reviewed", 37, 52))
    assert (done.numerator, done.denominator, done.high, done.outcome) == (52, 52, 1.0, Outcome.TRUE)
    assert done.low == pytest.approx(0.931, abs=0.001)
    assert done.counter_examples == 0


def test_a_record_is_done_and_alive() -> None:
    done = as_done(results.seen("plan_is_written", Outcome.FALSE, alive=False))
    assert (done.outcome, done.alive, done.numerator) == (Outcome.TRUE, True, None)


def test_steps_of_a_result_say_where_their_criteria_would_stand() -> None:
    result = results.mixed()
    known = {c.id: (c.low, c.high) for c in result.criteria}
    review = next(s for s in result.steps if s.confirm == ("changes_are_reviewed",))
    after = {m.criterion: (m.low, m.high) for m in review.moves}
    assert after["sw-cmm:SCM.Ac6"] == (2, 3)
    assert set(after) <= set(review.criteria)
    assert all(known[c] != bounds for c, bounds in after.items())


def test_questions_and_contradictions_promise_nothing() -> None:
    others = [s for s in results.mixed().steps if s.how.startswith("`gradatim ask") or "contradiction" in s.title]
    assert others
    assert all(s.moves == () for s in others)


def test_several_units_move_together() -> None:
    moved = [s for s in results.several().steps if s.moves]
    assert moved


def test_no_move_is_promised_from_what_was_set_aside_nor_into_a_contradiction() -> None:
    step = next(s for s in results.mixed().steps if s.moves)
    (probe,) = step.confirm
    seen = results.seen(probe, Outcome.FALSE)
    before = {c: Judgement(criterion=c, unit=seen.unit) for c in step.criteria}
    after = {c: msgspec.structs.replace(j, low=2) for c, j in before.items()}
    clash = {c: msgspec.structs.replace(j, contradiction=True) for c, j in after.items()}
    aside = msgspec.structs.replace(seen, suppressed="owner: misreads squash merges")
    for observation, led_to, moved in ((seen, after, len(after)), (aside, after, 0), (seen, clash, 0)):
        (found,) = with_moves((step,), (observation,), before, lambda _done, led_to=led_to: led_to)
        assert len(found.moves) == moved
