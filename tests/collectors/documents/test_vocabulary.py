"""The vocabulary is data: whole, without doubles, within its schema."""

import json
from importlib import resources

import jsonschema
import pytest
import yaml

from gradatim.collectors.documents.phrases import kinds_named
from gradatim.collectors.documents.vocabulary import load_vocabulary, words_of

FOLDER = resources.files("gradatim.collectors")
RAW = yaml.safe_load(FOLDER.joinpath("document_kinds.yaml").read_text("utf-8"))
SIGNS = yaml.safe_load(FOLDER.joinpath("documents/signs.yaml").read_text("utf-8"))


def test_it_loads():
    assert len(load_vocabulary().kinds) == len(RAW["kinds"]) >= 70


@pytest.mark.parametrize("name", ["document_kinds", "documents/signs"])
def test_it_fits_its_schema(name):
    schema = json.loads(FOLDER.joinpath(f"{name}.schema.json").read_text("utf-8"))
    data = yaml.safe_load(FOLDER.joinpath(f"{name}.yaml").read_text("utf-8"))
    jsonschema.validate({**data, "date": str(data["date"])}, schema)


def test_a_sentence_is_no_heading_that_names_a_kind():
    phrases = load_vocabulary().phrases
    named = ("how", "to", "release", "a", "new", "version", "of", "it", "release", "process")
    assert kinds_named(named, phrases) == kinds_named((*named, "x", "y"), phrases) != ()
    assert kinds_named((*named, "x", "y", "z"), phrases) == ()


@pytest.mark.parametrize("part", ["kinds", "features"])
def test_ids_are_unique(part):
    ids = [item["id"] for item in RAW[part]]
    assert len(ids) == len(set(ids))


def test_every_kind_can_be_strong():
    for kind in RAW["kinds"]:
        assert kind["strong"]["marks"] <= len(kind["marks"]), kind["id"]


def test_every_kind_can_be_found():
    for kind in RAW["kinds"]:
        assert kind.get("names") or kind.get("folders") or kind.get("paths"), kind["id"]


def test_every_feature_has_a_way_to_be_found():
    for feature in RAW["features"]:
        assert feature.get("builtin") or feature.get("any"), feature["id"]


@pytest.mark.parametrize("feature", [f for f in RAW["features"] if f.get("any")], ids=lambda f: f["id"])
def test_plain_strings_are_lower_case(feature):
    assert all(word == word.lower() for word in feature["any"])


@pytest.mark.parametrize("feature", [f for f in RAW["features"] if not f.get("patterns")], ids=lambda f: f["id"])
def test_short_words_are_held_to_their_bounds(feature):
    """`lts` stands in `results`, `pros` in `prose`: a short plain string needs a pattern that sees whole words."""
    unlikely_inside_another = {"mcve", "jira"}
    assert not [w for w in feature.get("any", ()) if len(w) <= 4 and w.isalnum() and w not in unlikely_inside_another]


def test_patterns_have_no_unbounded_runs_within_a_line():
    # `.*` twice in one pattern is quadratic on a hostile line
    patterns = [p for k in RAW["kinds"] for p in k["marks"]] + [
        p for f in RAW["features"] for p in f.get("patterns", [])
    ]
    patterns += SIGNS["voices"]["contributors"] + SIGNS["voices"]["users"] + SIGNS["placeholders"]["slots"]
    assert [p for p in patterns if p.count(".*") > 1] == []


def test_folders_of_two_zones_do_not_contradict():
    zones = SIGNS["zones"]
    assert not set(zones["process"]) & set(zones["product"])
    assert not set(zones["vendored"]) & (set(zones["process"]) | set(zones["product"]))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3.1 Risk Management", ("risk", "management")),
        ("IV. Test-Plan", ("test-plan",)),
        ("🎯 What’s next?", ("what's", "next")),
        ("a) Roles & responsibilities", ("roles", "responsibilities")),
    ],
)
def test_words_of_a_heading(text, words):
    assert words_of(text) == words
