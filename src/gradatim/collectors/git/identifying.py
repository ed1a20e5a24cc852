"""Tells who is who among all that a history, its tags and its messages name."""

from gradatim.collectors.git.graph import Graph
from gradatim.collectors.git.identities import Identities
from gradatim.collectors.git.landed import Landed
from gradatim.collectors.git.mailmap import Mailmap
from gradatim.collectors.git.objects import ObjectReader
from gradatim.collectors.git.process import Git
from gradatim.collectors.git.tags import RawTag
from gradatim.collectors.git.tree import Entry

_MAX_MAILMAP = 2_000_000


def identities_of(
    git: Git,
    graph: Graph,
    idents: list[tuple[bytes, bytes]],
    landed: Landed,
    *,
    entries: tuple[Entry, ...],
    tags: list[RawTag],
    key: str,
) -> Identities:
    """Return the people behind `idents` as far as `graph` uses them, behind tags, and behind the messages read so far.

    `key` is the first commit of the main line: with it pseudonyms differ from repository to repository.
    """
    used = {n for row in graph.rows for n in (row.author, row.committer)}
    taggers = {tag.tagger for tag in tags if tag.tagger}
    named = {who for message in landed.messages.values() for t in message.trailers for who in t.people}
    for place in landed.messages:
        request = landed.request(place)
        named.update(request.reviewers if request else ())
    pairs = dict.fromkeys((*(idents[n] for n in sorted(used)), *sorted(taggers)))
    return Identities(pairs, Mailmap(_mailmap(git, entries)), key, named)


def _mailmap(git: Git, entries: tuple[Entry, ...]) -> bytes:
    entry = next((e for e in entries if e.raw == b".mailmap" and e.mode.startswith("100")), None)
    if entry is None or not 0 <= entry.size <= _MAX_MAILMAP:
        return b""
    with ObjectReader(git) as reader:
        return next(reader.read([entry.id])).body
