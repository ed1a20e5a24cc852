"""What both kinds of proof trees share."""

import difflib
from collections.abc import Iterable

from gradatim.model.framework import Framework
from gradatim.model.rating import ProofNode


def unknown(local: str, framework: Framework, known: Iterable[str]) -> LookupError:
    """Return the error for an id that a framework does not have, with the nearest names."""
    near = difflib.get_close_matches(local, list(known), n=3, cutoff=0.5)
    hint = f"; nearest: {', '.join(framework.full_id(n) for n in near)}" if near else ""
    return LookupError(f"{framework.full_id(local)!r} is nothing that {framework.short_title} has{hint}")


def shown(nodes: Iterable[ProofNode], total: int) -> tuple[tuple[ProofNode, ...], int]:
    """Return the children and how many others were left out."""
    kept = tuple(nodes)
    return kept, total - len(kept)
