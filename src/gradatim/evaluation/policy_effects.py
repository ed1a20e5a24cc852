"""What each value does that a user's policy has in place of the default."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from gradatim.evaluation.policy import OPEN, Policy, load_policy
from gradatim.model.result import PolicyOverride


class Standing(msgspec.Struct, frozen=True):
    """What one policy leads to: bounds by unit and criterion, and the verdicts in short words."""

    bounds: Mapping[tuple[str, str], tuple[int, int]]
    verdicts: Mapping[str, str]
    """Framework (and unit) to the verdict: `sw-cmm` to `level 1 to 2`."""


def effects(policy: Policy, rejudge: Callable[[Policy], Standing]) -> tuple[PolicyOverride, ...]:
    """Say for each overridden key what it alone does, against the default policy.

    `rejudge` runs judging and rating (and the probes, for a key under `probes`) again under the policy it is given.
    """
    if not policy.changes:
        return ()
    before = rejudge(load_policy())
    return tuple(
        PolicyOverride(key=c.key, default=c.default, used=c.used, effect=_effect(before, rejudge(_only(policy, c.key))))
        for c in policy.changes
    )


def _only(policy: Policy, key: str) -> Policy:
    """Return the default policy with one key taken from another."""
    tree: dict[str, Any] = msgspec.to_builtins(load_policy())
    value: Any = msgspec.to_builtins(policy)
    at: dict[str, Any] = tree
    *sections, name = _path(key)
    for section in sections:
        at, value = at[section], value[section]
    at[name] = value[name]
    tree["changes"] = []
    return msgspec.convert(tree, Policy)


def _path(key: str) -> list[str]:
    """Split a dotted key; names in a mapping of names, as under `probes.values`, carry dots themselves."""
    for section in OPEN:
        if key.startswith(f"{section}."):
            return [*section.split("."), key.removeprefix(f"{section}.")]
    return key.split(".")


def _effect(before: Standing, after: Standing) -> str:
    moved = sum(1 for key, bounds in after.bounds.items() if before.bounds.get(key) != bounds)
    criteria = "moves no criterion" if not moved else f"moves {moved} criteri{'on' if moved == 1 else 'a'}"
    changed = [
        f"{name} from {before.verdicts.get(name, 'none')} to {words}"
        for name, words in after.verdicts.items()
        if before.verdicts.get(name) != words
    ]
    return f"{criteria}; {'changes ' + '; '.join(changed) if changed else 'changes no verdict'}"
