"""Gathers who wrote and who put there what landed, and what its messages say."""

from gradatim.collectors.git.graph import Graph
from gradatim.collectors.git.identities import Identities
from gradatim.collectors.git.landed import Landed
from gradatim.collectors.git.material import Material
from gradatim.collectors.git.messages import Scrubber
from gradatim.collectors.git.references import references_of


def gather_material(
    graph: Graph,
    idents: list[tuple[bytes, bytes]],
    landed: Landed,
    identities: Identities,
    *,
    scope: list[int],
    home: str,
) -> Material:
    """Return what the changes of the commits in `scope` (places) are made from, but for paths and pairs."""
    rows = graph.rows
    landed.read_messages(scope)
    wrote = {n: identities.of(*idents[rows[n].author]) for n in scope}
    put = {n: identities.of(*idents[rows[n].committer]) for n in scope}
    return Material(
        graph=graph,
        messages=landed.messages,
        authors={n: people[0] for n, people in wrote.items()},
        committers={n: next((who for who in wrote[n] if who in people), people[0]) for n, people in put.items()},
        partners={n: people[1:] for n, people in wrote.items() if len(people) > 1},
        identities=identities,
        references=references_of(home, [landed.messages[n] for n in scope]),
        scrub=Scrubber(identities.full_names),
        touched={},
        requests=landed.requests,
    )
