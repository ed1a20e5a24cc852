"""Reading the policy file: the default, and a user's overrides on top of it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from gradatim.evaluation.interface import PolicyError
from gradatim.evaluation.policy_ids import id_faults
from gradatim.evaluation.policy_values import unknown_key, value_faults
from gradatim.files import bounded, yaml_values
from gradatim.files.interface import FileError
from gradatim.files.yaml_events import Bounds
from gradatim.files.yaml_values import Document
from gradatim.model.framework import Framework
from gradatim.model.policy import PolicyChange, PolicyValues
from gradatim.model.settings import ProbeSettings

DEFAULT_POLICY = Path(__file__).with_name("policy.yaml")
BOUNDS = Bounds(size=262_144, depth=12)
"""A policy is a page of numbers; a larger file is no policy."""
Tree = dict[str, Any]


class Policy(PolicyValues, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The policy in force, as evaluation hands it to probes."""

    def probe_settings(self) -> ProbeSettings:
        """Return the numbers that probes read."""
        p = self.probes
        return ProbeSettings(p.minimum_sample, p.rate_holds, p.fresh_days, dict(p.values))


def load_policy(override: Path | None = None, frameworks: Sequence[Framework] = ()) -> Policy:
    """Return the default policy, with the keys of the override file replaced.

    Args:
        override: the user's file.
        frameworks: all that there are; ids in the user's file must be of them. Without any no id is looked at.

    Raises:
        PolicyError: the file cannot be read, is no YAML mapping, has an unknown key or id or a value out of bounds.
    """
    tree = _default_tree()
    if override is None:
        return _default()
    given = _read(override)
    where = _Where(override, given.places)
    merged, changes = _merge(tree, given.value, where)
    policy = _convert(merged, where, tuple(changes))
    for key, text in id_faults(policy, frameworks) if frameworks else ():
        raise where.error(key, text)
    return policy


@lru_cache(maxsize=1)
def _default_tree() -> Tree:
    tree: Tree = _read(DEFAULT_POLICY).value
    return tree


@lru_cache(maxsize=1)
def _default() -> Policy:
    return _convert(_default_tree(), _Where(DEFAULT_POLICY, {}), ())


class _Where(msgspec.Struct, frozen=True):
    """Names file, line and column of a key in messages."""

    path: Path
    places: Mapping[str, tuple[int, int]]

    def error(self, key: str, text: str) -> PolicyError:
        """Return the error, at the place of the key or of the nearest key above it."""
        return PolicyError(FileError(text, *yaml_values.nearest(self.places, key)).at(self.path))


def _read(path: Path) -> Document:
    try:
        found = yaml_values.parse(bounded.read(path, BOUNDS.size), BOUNDS)
    except bounded.Unreadable as error:
        raise PolicyError(f"{path}: {error.what}. Check the path of the policy file.") from error
    except FileError as error:
        raise PolicyError(f"{error.at(path)}.") from error
    if not isinstance(found.value, dict):
        raise PolicyError(f"{path}: must be a mapping of policy keys, such as `refutation: {{minimum_sample: 40}}`.")
    return found


OPEN = {"probes.values", "answers.whole_process", "applicability.refused", "about"}
"""Mappings whose keys are names of others; only `probes.values` must name what the default has."""
_IDENTITY = {"policy", "version"}
"""Keys that name the file itself: they change no judgement, so they are no overrides."""


def _merge(base: Tree, given: Tree, where: _Where, prefix: str = "") -> tuple[Tree, list[PolicyChange]]:
    out = dict(base)
    changes: list[PolicyChange] = []
    free = prefix[:-1] in OPEN and prefix[:-1] != "probes.values"
    for name, value in given.items():
        dotted = f"{prefix}{name}"
        if name not in base and not free:
            raise where.error(dotted, unknown_key(dotted, name, base))
        old = base.get(name)
        if isinstance(old, dict):
            if not isinstance(value, dict):
                raise where.error(dotted, f"`{dotted}` must be a mapping of {', '.join(list(old)[:6]) or 'names'}.")
            out[name], more = _merge(old, value, where, f"{dotted}.")
            changes += more
        else:
            out[name] = value
            if value != old and not prefix.startswith("about.") and dotted not in _IDENTITY:
                changes.append(PolicyChange(dotted, _words(old), _words(value)))
    return out, changes


def _dotted(tree: Tree, prefix: str = "") -> Iterator[str]:
    """Yield every key of a policy, sections too, as `about` names them."""
    for name, value in tree.items():
        yield f"{prefix}{name}"
        if isinstance(value, dict):
            yield from _dotted(value, f"{prefix}{name}.")


_MENDS = {
    "str": 'Write it in quotes: "2".',
    "int": "Write a whole number, without quotes.",
    "float": "Write a number, without quotes.",
    "bool": "Write true or false, without quotes.",
    "array": "Write a list: {default}.",
    "object": "Write a mapping, one `name: value` a line.",
}
"""How to write what was expected, by the names that msgspec gives types."""


def _mend(text: str, default: Any) -> str:
    """Return how to write a value of the expected type, where another type was found; lists as the default has them."""
    wanted = re.match(r"Expected `(\w+)", text)
    mend = _MENDS.get(wanted[1], "") if wanted and ", got " in text else ""
    return (
        mend.replace("{default}", json.dumps(default)) if isinstance(default, list) else mend.replace(": {default}", "")
    )


def _at(tree: Any, dotted: str) -> Any:
    """Return what a policy has under a key; None where it has none."""
    for name in dotted.split("."):
        tree = tree.get(name) if isinstance(tree, dict) else None
    return tree


def _words(value: Any) -> str:
    if value is None:
        return "never"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "[" + ", ".join(_words(v) for v in value) + "]"
    return f"{value}"


def _convert(tree: Tree, where: _Where, changes: tuple[PolicyChange, ...]) -> Policy:
    try:
        policy = msgspec.convert(tree, Policy)
    except msgspec.ValidationError as error:
        text, _, path = str(error).partition(" - at ")
        key = re.sub(r"\[[^\]]*\]", "", path.strip("`")).removeprefix("$").strip(".")
        mend = _mend(text, _at(_default_tree(), key))
        raise where.error(key, f"`{key or 'policy'}`: {text[0].lower()}{text[1:]}. {mend}".rstrip()) from error
    for key, text in value_faults(policy, dict.fromkeys(_dotted(_default_tree()))):
        raise where.error(key, text)
    return msgspec.structs.replace(policy, changes=changes)
