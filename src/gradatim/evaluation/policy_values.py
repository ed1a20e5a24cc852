"""What is wrong with the values of a policy, beyond what their types forbid."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from gradatim.model.judgement import BEST, Characterization, Conformity
from gradatim.model.policy import Cuts, PolicyValues, place

_MOST_YEARS = 100
_PLACES = {
    "practice": tuple(c.name for c in Characterization),
    "requirement": tuple(c.name for c in Conformity),
}


def value_faults(policy: PolicyValues, known: Mapping[str, None]) -> Iterator[tuple[str, str]]:
    """Yield what types alone cannot forbid: places of the other scale, cuts out of order, ends out of order.

    `known` has every key that a policy may have, in order.
    """
    yield from _misplaced(policy)
    for key in policy.about:
        if key not in known:
            yield f"about.{key}", unknown_key(f"about.{key}", key, known)
    for key, value in policy.probes.values.items():
        if key.endswith(".years") and value > _MOST_YEARS:
            yield f"probes.values.{key}", f"`probes.values.{key}`: expected at most {_MOST_YEARS}."
    for name, cuts in (("practice", policy.scales.practice.cuts), ("requirement", policy.scales.requirement.cuts)):
        yield from _cut_faults(f"scales.{name}.cuts", cuts)
    for name, scale in (("practice", policy.answers.practice), ("requirement", policy.answers.requirement)):
        for answer in ("yes", "largely", "partly", "no"):
            bounds = getattr(scale, answer)
            for low, high in (bounds.shown, bounds.word_alone):
                if place(low) > place(high):
                    yield f"answers.{name}.{answer}", f"`answers.{name}.{answer}`: {low} is better than {high}."
    low, high = policy.answers.absent_whole_process
    if place(low) > place(high):
        yield "answers.absent_whole_process", f"`answers.absent_whole_process`: {low} is better than {high}."


def _misplaced(policy: PolicyValues) -> Iterator[tuple[str, str]]:
    """Yield labels of the scale of requirements where one of practices is meant, and the other way round."""
    sections = [(f"scales.{n}", getattr(policy.scales, n), n) for n in _PLACES]
    sections += [(f"answers.{n}", getattr(policy.answers, n), n) for n in _PLACES]
    sections.append(("answers.absent_whole_process", policy.answers.absent_whole_process, "requirement"))
    for top, section, name in sections:
        for key, label in _labels(msgspec.to_builtins(section), top):
            if label not in _PLACES[name]:
                yield key, f"`{key}`: {label} is no place of a {name}; one of {', '.join(_PLACES[name])}."


def _labels(tree: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(tree, str):
        yield key, tree
    elif isinstance(tree, dict):
        for name, value in tree.items():
            yield from _labels(value, f"{key}.{name}")
    elif isinstance(tree, list | tuple):
        for value in tree:
            yield from _labels(value, key)


def _cut_faults(key: str, cuts: Cuts) -> Iterator[tuple[str, str]]:
    for side in ("supports", "refutes"):
        given = [c for c in getattr(cuts, side) if c is not None]
        if given != sorted(given):
            yield f"{key}.{side}", f"`{key}.{side}` must not fall from a worse place to a better one."
    for at in range(BEST):
        support, refute = cuts.supports[at], cuts.refutes[at]
        if support is not None and refute is not None and refute > support:
            yield (
                f"{key}.refutes",
                f"`{key}`: a cut that refutes ({refute}) lies above the one that supports ({support}).",
            )


def unknown_key(dotted: str, name: str, base: Iterable[str]) -> str:
    """Return that a key is not known, with the nearest that are."""
    known = list(base)
    near = difflib.get_close_matches(str(name), known, n=3, cutoff=0.5) or sorted(known)[:8]
    return f"unknown key `{dotted}`. Nearest: {', '.join(near)}."
