"""The learning files: valid by their schemas, every source known, every reference meets something."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from gradatim.frameworks import learning, loader, yaml_reader
from gradatim.frameworks.interface import FrameworkError
from gradatim.frameworks.learning.loader import FILES, FOLDER, read_file
from gradatim.frameworks.learning.schemas import text
from gradatim.model.learning import Comparison, Point
from gradatim.services.compare import sketch
from gradatim.services.compare.crosswalk import coverages
from gradatim.services.explain.failures import failures as failures_of

ASPECTS = {
    "full-form", "developed-by", "primary-scope", "type", "assessment-outcome", "levels", "main-focus",
    "structure",
    "certifiable-standard", "goal", "customer-focus", "improvement-model", "applicability", "successor",
    "typical-users",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(FILES))
def test_file_is_valid_by_its_schema(name: str) -> None:
    path = FOLDER / f"{name}.yaml"
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    errors = jsonschema.Draft202012Validator(schema).iter_errors(yaml_reader.parse(path, yaml_reader.read(path)))
    assert not [error.message for error in errors]


@pytest.mark.parametrize("name", sorted(FILES))
def test_schema_file_is_up_to_date(name: str) -> None:
    assert (FOLDER / f"{name}.schema.json").read_text() == text(name)


def test_every_file_of_the_folder_is_read() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(FILES)


def test_a_broken_file_is_refused_with_its_name(tmp_path: Path) -> None:
    broken = tmp_path / "comparison.yaml"
    broken.write_text("schema: gradatim/comparison/1\nversion: '1'\nsurprise: 1\n")
    with pytest.raises(FrameworkError, match=r"comparison\.yaml"):
        read_file(broken, Comparison)


def points() -> list[Point]:
    comparison, failures = learning.comparison(), learning.failures()
    found = [*comparison.short, *comparison.neither, *failures.frequent]
    found += [cell for aspect in comparison.aspects for cell in aspect.cells.values()]
    found += [p for s in comparison.sides for p in (s.summary, *s.strengths, *s.weaknesses, *s.assessed)]
    found += [c.why for c in comparison.choices] + [m.truth for m in comparison.mixups]
    return found + [
        p
        for one in learning.ladders().values()
        for r in one.rungs
        for p in (r.looks, *r.step, *r.trap, *r.time, *r.iso)
    ]


def test_every_source_is_known_and_every_known_source_is_used() -> None:
    used = {id for point in points() for id in point.sources}
    used |= {id for q in learning.questions() for id in q.sources}
    used |= {sketch.SOURCE}
    used |= {id for fs in learning.failures().frameworks.values() for f in fs for id in f.sources}
    known = set(learning.sources())
    assert used <= known
    assert known - used == set()


def test_the_comparison_has_the_aspects_that_were_asked_for_on_every_side() -> None:
    comparison = learning.comparison()
    assert {aspect.id for aspect in comparison.aspects} >= ASPECTS
    for aspect in comparison.aspects:
        assert list(aspect.cells) == [side.id for side in comparison.sides], aspect.id


def test_each_side_has_strengths_weaknesses_and_an_assessment() -> None:
    for side in learning.comparison().sides:
        assert min(len(side.strengths), len(side.weaknesses), len(side.assessed)) >= 4, side.id


def test_figures_of_the_comparison_are_those_of_the_data() -> None:
    cells = {aspect.id: aspect.cells for aspect in learning.comparison().aspects}
    sw, cmmi, iso = (loader.load(id) for id in ("sw-cmm", "cmmi-dev", "iso-9001"))
    structure = cells["structure"]
    for number in (len(sw.areas), len(sw.goals), len(sw.criteria)):
        assert f"{number} " in structure["sw-cmm"].text
    assert f"{len(iso.criteria)} single requirements" in structure["iso-9001"].text
    specific = [c for c in cmmi.criteria if c.feature == "specific"]
    goals = [g for g in cmmi.goals if not g.generic_level]
    for number in (len(cmmi.areas), len(goals), len(specific)):
        assert f"{number} " in structure["cmmi-dev"].text
    for framework in (sw, cmmi):
        for level in framework.levels:
            assert f"{level.level} {level.title}" in cells["levels"][framework.id].text


def test_documented_information_is_counted_as_the_comparison_says() -> None:
    kinds = [c.documented_information for c in loader.load("iso-9001").criteria]
    text = next(a.cells["iso-9001"].text for a in learning.comparison().aspects if a.id == "documents")
    assert f"{kinds.count('maintain')} requirements to maintain, {kinds.count('retain')} to retain" in text


@pytest.mark.parametrize("id", [one.id for one in loader.newest() if one.scheme == "staged"])
def test_a_ladder_has_every_level_and_names_only_areas_of_it(id: str) -> None:
    framework, rungs = loader.load(id), learning.ladders()[id].rungs
    level = {area.id: area.level for area in framework.areas}
    assert [rung.level for rung in rungs] == [rung.level for rung in framework.levels]
    for rung in rungs:
        named = {w for p in rung.step for w in re.findall("[A-Z]+", p.text) if w in level}
        assert named == {id for id, at in level.items() if at == rung.level}, rung.level


def test_figures_in_the_levels_of_cmmi_dev_are_those_of_the_data() -> None:
    rungs = {rung.level: rung for rung in learning.ladders()["cmmi-dev"].rungs}
    framework = loader.load("cmmi-dev")
    level = {area.id: area.level for area in framework.areas}
    specific = sum(c.feature == "specific" and level[c.group] == 3 for c in framework.criteria)
    areas = {at: sum(one == at for one in level.values()) for at in (2, 3)}
    assert (specific, areas) == (86, {2: 7, 3: 11})
    assert f"{specific} specific practices" in rungs[3].trap[0].text
    assert "all eighteen areas" in rungs[3].trap[0].text
    found = {c.condition: c.strong + c.partial for c in coverages("iso-9001", "cmmi-dev")}
    for at in (2, 3):
        assert f"{found[f'level {at}']} of 54 clauses" in rungs[at].iso[0].text
    assert found["level 3"] == found["level 4"] == found["level 5"]


def test_failures_name_groups_and_criteria_that_exist_and_cover_every_area() -> None:
    for id, failures in learning.failures().frameworks.items():
        framework = loader.load(id)
        groups = {a.id for a in framework.areas} | {c.id for c in framework.clauses}
        criteria = {c.id for c in framework.criteria}
        assert {f.group for f in failures} <= groups
        assert {c for f in failures for c in f.criteria} <= criteria
        covered = {f.group for f in failures}
        assert {a.id for a in framework.areas} <= covered or id == "cmmi-dev"
    for framework in loader.newest():
        groups = [a.id for a in framework.areas] + [c.id for c in framework.clauses if c.requirements]
        assert [group for group in groups if not failures_of(framework, group)] == []


def test_reasons_cover_every_feature_generic_practice_and_clause() -> None:
    reasons = learning.reasons()
    model = loader.load("sw-cmm")
    features = {c.id.partition(".")[2][:2] for c in model.criteria}
    assert set(reasons["sw-cmm"]) == features | {area.id for area in model.areas}
    generic = {c.id.partition(".")[2] for c in loader.load("cmmi-dev").criteria if c.feature == "generic"}
    assert set(reasons["cmmi-dev"]) == generic | {area.id for area in loader.load("cmmi-dev").areas}
    assert set(reasons["iso-9001"]) == {c.id for c in loader.load("iso-9001").clauses if c.id.count(".") <= 1}


def test_terms_refer_to_terms() -> None:
    terms = learning.terms()
    assert {other for term in terms.values() for other in term.see} <= set(terms)


def test_a_word_has_one_meaning() -> None:
    """No other name of a term is a term, or another name, of a second one."""
    names = [name.casefold() for term in learning.terms().values() for name in (term.term, *term.also)]
    assert len(names) == len(set(names))
