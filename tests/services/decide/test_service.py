import msgspec
import pytest

from gradatim.collectors.needs import read_profile
from gradatim.model.needs import Given, Mark, NeedsProfile, QuestionKind
from gradatim.planning.needs import assess, flips
from gradatim.planning.needs.data import EXAMPLES, load
from gradatim.services.decide import service as decide
from gradatim.services.interface import ServiceError
from gradatim.services.pages import decision as decide_pages


def test_overlap_is_worked_out_from_the_crosswalk_profiles():
    """Of 54 clauses 19 strong, 22 partial, 7 weak at level 2; 28, 22, 4 at level 3 (K9 of the reference mappings)."""
    found = decide.overlap(load())
    assert found.iso_by_level == pytest.approx({2: (19 + 11 + 1.75) / 54, 3: (28 + 11 + 1) / 54})
    assert found.level_by_iso[2] == pytest.approx((0.9 + 0.43 + 0.65 + 0.83 + 0.75 + 0.88 + 0.86) / 7)
    assert found.level_by_iso[4] == 0


def test_an_unknown_preset_is_refused_with_the_names():
    with pytest.raises(ServiceError, match="defence-supplier"):
        decide.preset_weights("mine", load())


def test_what_people_said_against_a_result_is_shown():
    said = NeedsProfile(answers={"level": Given(low=3, high=3), "iso_status": Given(options=("ready",))})
    found = {
        "level": Given(low=1, high=2, mark=Mark.RESULT),
        "iso_status": Given(options=("none", "partly", "ready"), mark=Mark.RESULT),
    }
    (clash,) = decide._clashes(said, found, load())
    assert "You said level 3, the result leaves level 1 to level 2" in clash


@pytest.mark.parametrize(
    ("stake", "asked", "told"),
    [
        ("none", "helps", "no sales hang on a certificate"),
        ("some", "none", "nobody asks for ISO 9001 or a level"),
        ("some", "helps", ""),
    ],
)
def test_a_margin_that_other_answers_deny_stands_on_the_first_page(tmp_path, stake, asked, told):
    file = tmp_path / "needs.yaml"
    file.write_text(
        f"answers:\n  people: 40\n  sales_at_stake: {stake}\n  requires_iso: {asked}\n  requires_level: none\n"
        "  yearly_sales_at_stake: 50000\n  internal_day_cost: 500\ndraws: 200\n"
    )
    found = decide.decide_file(file, decide.DecideOptions())
    assert [told in clash for clash in found.contradictions] == [True] * bool(told)
    for form in ("text", "markdown", "html"):
        page = " ".join(decide.render(found, form).split())
        before = page.partition("What it takes")[0]
        assert ("Contradiction: " in before) == bool(told)
        assert told in before


def test_the_examples_page_has_every_example_with_advice_and_turning_points():
    pages = decide_pages.pages()
    page = pages["decide-examples.md"]
    assert page.count("**Review.**") == len(list(decide_pages.needs_data.EXAMPLES.glob("*.yaml"))) >= 10
    assert page.count("### What would turn the advice") == page.count("**Review.**")
    assert set(pages) == {"decide-examples.md", "decision.schema.json"}


EXPECTED = {
    "01-defence-supplier": "A4",
    "02-eu-public-supplier": "A2",
    "03-five-person-product-firm": "A0",
    "04-bank-in-house-it": "A1",
    "05-manufacturer-without-software": "A2",
    "06-medical-device-maker": "A2",
    "07-offshore-services-firm": "A3",
    "09-open-source-foundation": "A0",
    "11-date-that-cannot-be-met": "",
    "12-automotive-both": "A4",
}
"""The advice that was reviewed; those that are not settled are left out."""


def test_the_reviewed_advice_stands():
    """A change of data that turns one of these asks for a new review (docs/decide-examples.md)."""
    found = {stem: d for stem, d in decide_pages.examples().items() if stem in EXPECTED}
    assert {stem: d.advice for stem, d in found.items()} == EXPECTED


def _said(flip, question, profile):
    """Write the changed answer where a person would write it: into the profile."""
    value = flip.changes[question.id]
    if question.kind is QuestionKind.NUMBER:
        given = Given(low=float(value), high=float(value))
    else:
        given = Given(options=value if isinstance(value, tuple) else (value,))
    return msgspec.structs.replace(profile, answers={**profile.answers, question.id: given})


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.yaml")), ids=lambda p: p.stem)
def test_the_answer_that_is_named_turns_the_advice_when_it_is_written_into_the_profile(example):
    """The search works on completed answers; a person changes the file. Both must come to the same advice."""
    data = load()
    profile = msgspec.structs.replace(read_profile(example, decide.vocabulary()), draws=300)
    basis = decide.context(profile, data)
    done = assess.assess(profile, data, basis)
    advise = assess.adviser(done, profile, data, basis)
    advice = data.alternative_ids[done.winner] if done.winner >= 0 else ""
    now = {id: done.facts[0][id] for id, given in profile.answers.items() if len({str(f[id]) for f in done.facts}) == 1}
    found = flips.answer_flips(data.questions.questions, now, advise, advice)
    for flip in found:
        changed = _said(flip, data.question(next(iter(flip.changes))), profile)
        again = assess.assess(changed, data, decide.context(changed, data))
        assert (data.alternative_ids[again.winner] if again.winner >= 0 else "") == flip.advice
    assert found
