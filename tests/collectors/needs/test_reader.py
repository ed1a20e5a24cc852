import pytest

from gradatim.collectors.interface import InvalidInput, SourceUnavailable
from gradatim.collectors.needs import parse_profile, read_profile, template, write_value
from gradatim.model.needs import WeightKind
from gradatim.services.decide.service import vocabulary

KNOWN = vocabulary()


def _read(text):
    return parse_profile(text.encode(), "needs.yaml", KNOWN)


def _faults(text):
    with pytest.raises(InvalidInput) as raised:
        _read(text)
    return str(raised.value)


def test_answers_ranges_and_unknowns_are_read():
    found = _read("answers:\n  people: 10..20\n  requires_iso: [helps, must]\n  motive: unknown\n  level: 2\n")
    assert (found.answers["people"].low, found.answers["people"].high) == (10, 20)
    assert found.answers["requires_iso"].options == ("helps", "must")
    assert found.answers["level"].settled
    assert "motive" not in found.answers
    assert found.not_known == ("motive",)


@pytest.mark.parametrize(
    ("line", "column", "text", "said"),
    [
        (2, 3, "answers:\n  poeple: 3\n", "unknown key 'poeple' in answers. Known: people"),
        (2, 11, "answers:\n  people: many\n", "no number for people"),
        (2, 11, "answers:\n  people: 20..10\n", "runs backwards. Write 10..20"),
        (2, 11, "answers:\n  people: 0\n", "outside 1 to 10,700"),
        (2, 11, "answers:\n  people: 3.5\n", "whole number"),
        (2, 17, "answers:\n  requires_iso: yes\n", "no answer to requires_iso. Write one of"),
        (2, 12, "answers:\n  markets: []\n", "an answer is missing"),
        (1, 7, "seed: -1\n", "no whole number"),
        (1, 10, "version: 2\n", "this program reads 1"),
        (2, 11, "weights:\n  preset: mine\n", "no example of weights 'mine'"),
        (2, 3, "weights:\n  preset: defence-supplier\n  order: [time]\n", "in 2 ways"),
        (2, 10, "weights:\n  order: [time, tiem]\n", "no criterion 'tiem'. There are: time"),
        (3, 11, "weights:\n  points:\n    time: lots\n", "no number of points"),
        (4, 24, "weights:\n  pairwise:\n    groups:\n      demand over fit: 12\n", "from 1/9 to 9"),
        (4, 24, "weights:\n  pairwise:\n    groups:\n      demand over car: 3\n", "compares nothing"),
        (2, 19, "figures:\n  iso_fixed_days: [3, 2, 1]\n", "must rise"),
        (1, 10, "answers: &a {people: 3}\n", "anchors"),
    ],
)
def test_a_fault_is_told_with_line_and_column(line, column, text, said):
    message = _faults(text)
    assert said in message
    assert message.startswith(f"needs.yaml:{line}:{column}:")


def test_weights_are_read_in_each_of_their_forms():
    assert _read("weights: {}\n").weights.kind is WeightKind.NONE
    assert _read("weights:\n  order: [time, motive]\n").weights.order == ("time", "motive")
    assert _read("weights:\n  points: {time: 10..30}\n").weights.points == {"time": (10, 30)}
    preset = _read("weights:\n  preset: small-product-firm\n").weights
    assert (preset.kind, preset.preset, preset.points["effort"]) == (WeightKind.POINTS, "small-product-firm", (20, 20))
    pairs = _read("weights:\n  pairwise:\n    groups: {demand over fit: 1/3}\n").weights.comparisons
    assert pairs["groups"]["demand over fit"] == pytest.approx(1 / 3)


def test_all_faults_come_at_once():
    assert _faults("answers:\n  people: many\n  level: 9\n").count("needs.yaml:") == 2


def test_a_missing_file_says_how_to_start_one(tmp_path):
    with pytest.raises(SourceUnavailable, match="--ask"):
        read_profile(tmp_path / "needs.yaml", KNOWN)


def test_the_template_is_an_empty_profile_with_every_question():
    text = template(KNOWN)
    assert _read(text).answers == {}
    assert all(f"  {q.id}:" in text for q in KNOWN.questions)


def test_writing_one_answer_keeps_comments_and_the_rest(tmp_path):
    file = tmp_path / "needs.yaml"
    file.write_text("# ours\nanswers:\n  people: 12 # counted in May\n", encoding="utf-8")
    write_value(file, ("answers", "markets"), ["internal"], KNOWN)
    write_value(file, ("weights", "order"), ["time"], KNOWN)
    text = file.read_text(encoding="utf-8")
    assert "# ours" in text and "# counted in May" in text
    found = _read(text)
    assert found.answers["markets"].options == ("internal",)
    assert found.weights.order == ("time",)


def test_a_broken_file_and_a_link_are_left_as_they_are(tmp_path):
    file = tmp_path / "needs.yaml"
    file.write_text("answers: [", encoding="utf-8")
    with pytest.raises(InvalidInput):
        write_value(file, ("answers", "people"), 3, KNOWN)
    assert file.read_text(encoding="utf-8") == "answers: ["
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    with pytest.raises(InvalidInput, match="link"):
        write_value(link, ("answers", "people"), 3, KNOWN)
