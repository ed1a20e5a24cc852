"""Probes are found by entry point, ours and others alike."""

import sys
import types
from importlib.metadata import EntryPoint

import pytest

from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes import registry
from gradatim.probes.interface import Probe, ProbeError


def _probe(name: str, **more: object) -> Probe:
    text = dict.fromkeys(("question", "what", "why", "how", "misleads", "remedy"), "text")
    fields = {"family": "changes", "answer": lambda: ProbeResult(outcome=Outcome.TRUE, message="yes")}
    return Probe(id=name, **text, **(fields | more))


def _point(name: str, value: object, monkeypatch: pytest.MonkeyPatch, module: str = "third_party") -> EntryPoint:
    monkeypatch.setitem(sys.modules, module, types.SimpleNamespace(PROBE=value))
    return EntryPoint(name, f"{module}:PROBE", registry.GROUP)


def test_a_third_party_probe_is_loaded_and_ids_are_sorted(monkeypatch):
    points = [_point(n, _probe(n), monkeypatch, f"plugin_{n}") for n in ("zeta", "alpha")]
    assert list(registry.load(points)) == ["alpha", "zeta"]


def test_a_plugin_that_cannot_be_imported_is_named_in_one_line():
    with pytest.raises(ProbeError, match=r"'broken'.*no_such_package") as caught:
        registry.load([EntryPoint("broken", "no_such_package.x:PROBE", registry.GROUP)])
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("a string", "is no Probe"),
        (_probe("other"), "calls itself 'other'"),
        (_probe("mine", family="astrology"), "unknown family"),
        (_probe("mine", answer=lambda weather: weather), "unknown inputs: weather"),
    ],
)
def test_a_wrong_plugin_is_refused_with_the_reason(value, words, monkeypatch):
    with pytest.raises(ProbeError, match=words):
        registry.load([_point("mine", value, monkeypatch)])


def test_a_name_taken_twice_is_refused(monkeypatch):
    points = [_point("mine", _probe("mine"), monkeypatch, m) for m in ("first", "second")]
    with pytest.raises(ProbeError, match="registered twice"):
        registry.load(points)


def test_an_entry_point_without_a_module_is_refused_never_left_out():
    point = EntryPoint("not_there", "gradatim.probes.not_there:PROBE", registry.GROUP)
    with pytest.raises(ProbeError, match=r"'not_there' .* cannot be loaded: ModuleNotFoundError"):
        registry.load([point])


def test_probes_are_grouped_by_family():
    probes = {n: _probe(n, family=f) for n, f in (("b", "review"), ("a", "review"), ("c", "changes"))}
    grouped = registry.by_family(probes)
    assert {family: [p.id for p in members] for family, members in grouped.items()} == {
        "changes": ["c"],
        "review": ["a", "b"],
    }
