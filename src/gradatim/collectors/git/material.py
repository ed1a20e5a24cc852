"""What changes and commits are made from, gathered once."""

from collections.abc import Mapping
from typing import NamedTuple

from gradatim.collectors.git.graph import Graph
from gradatim.collectors.git.identities import Identities
from gradatim.collectors.git.messages import Message, Scrubber
from gradatim.collectors.git.references import References
from gradatim.collectors.git.requests import Request, find_request
from gradatim.model.history import FileChange, Person


class Touched(NamedTuple):
    """Paths of a commit or change; `files` is cut, `total` is not."""

    files: tuple[FileChange, ...]
    total: int


class Material(NamedTuple):
    """All that changes are made from. Numbers are places in `graph.rows`."""

    graph: Graph
    messages: Mapping[int, Message]
    authors: Mapping[int, Person]
    """The first of those who wrote a commit, where several did."""
    committers: Mapping[int, Person]
    """Who put it there: the author where the author did so together with others."""
    partners: Mapping[int, tuple[Person, ...]]
    """Who else wrote a commit, where its entry names several people or two changed places at one keyboard."""
    identities: Identities
    references: References
    scrub: Scrubber
    touched: Mapping[int, Touched]
    """For merges: against the first parent."""
    requests: dict[int, Request | None]
    """What each message says about a request of its own, filled as it is asked for."""
    submodules: frozenset[str] = frozenset()
    """Paths of HEAD that hold a fixed commit of another repository."""
    fast_forwards: bool = False
    """The project is on a forge that can move the main line to a request's commits as they are."""
    fast_forward: bool = False
    """Requests may have landed so in the period: an author's own commit on the main line may be one."""
    on_forge: bool = False
    """Requests of a forge landed in the period: a commit put there by another is then rebased rather than mailed."""


def own_request(material: Material, n: int) -> Request | None:
    """Return the request that a commit's message names as its own."""
    if n not in material.requests:
        material.requests[n] = find_request(material.messages[n], merge=material.graph.is_merge(n))
    return material.requests[n]


def writers(material: Material, commit: int) -> tuple[Person, ...]:
    """Return everybody who wrote a commit, by its entries alone."""
    return (material.authors[commit], *material.partners.get(commit, ()))


def landed_by(material: Material, commit: int) -> Person | None:
    """Return the person who put it on the main line; None where only the forge or a bot is known."""
    committer, author = material.committers[commit], material.authors[commit]
    # A merge made on the forge's pages names the person who pressed the button as author, the forge as committer.
    person = author if material.graph.is_merge(commit) and (committer.forge or committer.bot) else committer
    return None if person.forge or person.bot else person
