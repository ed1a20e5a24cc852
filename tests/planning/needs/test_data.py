"""The data files: in shape, complete, nothing dangling, every figure marked."""

import jsonschema
import pytest
import yaml

from gradatim.planning.needs import schemas
from gradatim.planning.needs.data import EXAMPLES, FOLDER, reviews


@pytest.mark.parametrize("stem", schemas.FILES)
def test_the_schema_is_fresh_and_the_file_fits_it(stem):
    assert (FOLDER / f"{stem}.schema.json").read_text(encoding="utf-8") == schemas.text(stem)
    plain = yaml.safe_load((FOLDER / f"{stem}.yaml").read_text(encoding="utf-8"))
    jsonschema.validate(_keys_as_text(plain), schemas.schema(stem))


def _keys_as_text(value):
    """JSON knows only text as keys."""
    if isinstance(value, dict):
        return {str(k): _keys_as_text(v) for k, v in value.items()}
    return [_keys_as_text(v) for v in value] if isinstance(value, list) else value


def test_every_table_answers_every_option_of_its_question(data):
    for criterion in data.criteria.criteria:
        for question, table in criterion.tables.items():
            asked = data.question(question)
            options = asked.option_ids or tuple(str(n) for n in range(int(asked.low), int(asked.high) + 1))
            assert set(table) == set(options), (criterion.id, question)


def test_criteria_name_questions_and_groups_that_are_there(data):
    questions = {q.id for q in data.questions.questions}
    groups = {g.id for g in data.criteria.groups}
    for criterion in data.criteria.criteria:
        assert criterion.group in groups
        assert {*criterion.tables, *criterion.questions} <= questions
        assert criterion.evidence and criterion.source


def test_gates_name_answers_and_alternatives_that_are_there(data):
    for gate in data.gates.gates:
        assert {*gate.keeps, *gate.removes} <= set(data.alternative_ids)
        for question, answers in gate.when.items():
            assert set(answers) <= set(data.question(question).option_ids)
        assert bool(gate.when) != bool(gate.check)


def test_presets_are_named_examples_and_weigh_every_criterion(data):
    assert len(data.presets.presets) == 3
    for preset in data.presets.presets:
        assert "(example)" in preset.title
        assert set(preset.points) == set(data.criterion_ids)


def test_figures_rise_and_carry_a_source(data):
    for id, figure in data.economics.figures.items():
        assert 0 <= figure.low <= figure.mode <= figure.high, id
        assert figure.source and figure.unit, id


def test_no_price_is_kept(data):
    """Prices have no usable public source: they are the user's (economics notes, sections 3, 4.2 and 7)."""
    words = ("usd", "eur", "gbp", "dollar", "price")
    for id, figure in data.economics.figures.items():
        assert not any(w in f"{id} {figure.unit}".lower() for w in words), id


def test_alternatives_have_enough_risks_for_a_page(data):
    assert data.alternative_ids == ("A0", "A1", "A2", "A3", "A4")
    assert all(len(a.risks) >= 2 for a in data.alternatives.alternatives)


def test_every_example_is_reviewed():
    assert set(reviews()) == {p.stem for p in EXAMPLES.glob("*.yaml")}
    assert len(reviews()) >= 10
