"""The proof trees of a page: one for each question that the verdicts raise."""

import msgspec

from gradatim.model.rating import ConformityVerdict
from gradatim.reports.html.clause_proofs import ClauseProofs
from gradatim.reports.html.index import Index
from gradatim.reports.html.level_proofs import LevelProofs
from gradatim.reports.html.tree import CriterionTree, Node


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """One tree with the question that it answers."""

    question: str
    nodes: tuple[Node, ...]
    open: bool = False


def proofs(index: Index) -> list[Proof]:
    """Return the trees of all leading verdicts; the first one stands open."""
    tree = CriterionTree(index)
    found: list[Proof] = []
    for verdict in index.verdicts:
        maker: ClauseProofs | LevelProofs = (
            ClauseProofs(index, tree, verdict)
            if isinstance(verdict, ConformityVerdict)
            else LevelProofs(index, tree, verdict)
        )
        found += [Proof(question=question, nodes=nodes) for question, nodes in maker.trees()]
    return [msgspec.structs.replace(p, open=n == 0) for n, p in enumerate(found)]
