"""Proof trees: why a verdict, level, area, goal, clause or criterion stands where it does, down to the records.

Works from a saved result and the frameworks alone. Each step shows what settles its parent; what does not is counted.
"""

from collections.abc import Iterable

from gradatim.model.framework import Framework
from gradatim.model.rating import ProofNode, StagedVerdict
from gradatim.model.result import Result
from gradatim.rating.conformity_tree import ConformityTree
from gradatim.rating.staged_tree import StagedTree
from gradatim.rating.words import listed


def proof(result: Result, frameworks: Iterable[Framework], id: str, unit: str = "") -> ProofNode:
    """Return the proof tree of whatever an id names in a result.

    Args:
        result: as read from a file.
        frameworks: those of the result.
        id: `sw-cmm` (the verdict), `sw-cmm:2` (a level), an area, goal, clause or criterion (`sw-cmm:SCM.Ac6`).
        unit: whose; empty for the units together, or the only unit.

    Raises:
        LookupError: the result has nothing of that name; the message names the nearest.
    """
    by_id = {f.id: f for f in frameworks}
    head, _, local = id.partition(":")
    framework = by_id.get(head.partition("@")[0])
    verdicts = [v for v in result.verdicts if framework is not None and v.framework == framework.id]
    if framework is None or not verdicts:
        raise LookupError(f"no verdict on {head!r}; the result has {listed([v.framework for v in result.verdicts])}")
    chosen = [v for v in verdicts if v.unit == unit] if unit else verdicts[-1:]
    if not chosen:
        raise LookupError(f"no unit {unit!r}; the result has {listed([v.unit for v in verdicts])}")
    verdict = chosen[0]
    if isinstance(verdict, StagedVerdict):
        return StagedTree(result, framework, verdict).find(local)
    return ConformityTree(result, framework, verdict).find(local)
