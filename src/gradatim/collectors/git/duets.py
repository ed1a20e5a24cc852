"""Finds commits that two people made together at one keyboard, where the tool for it names the second as committer."""

from collections.abc import Iterable

from gradatim.collectors.git.material import Material
from gradatim.collectors.git.vocabulary import people_rules
from gradatim.model.history import Person


def duets(material: Material, places: Iterable[int]) -> dict[int, tuple[Person, ...]]:
    """Return the second person of each commit that looks like a pair's; nothing where the two never change places.

    Such a commit was written and committed in the same second, and its committer alone signed it off. A patch that
    somebody applied has an older author time, or the author's own sign-off; who applies patches seldom sends some to
    the same people. Rebasing makes the commit time newer: of two who are known as a pair that says nothing.
    """
    found = {n: (material.authors[n], material.committers[n]) for n in places if _second_signed(material, n)}
    rows = material.graph.rows
    at_once = {n: pair for n, pair in found.items() if rows[n].author_time == rows[n].commit_time}
    pairs = set(at_once.values())
    changed_places = sum((committer, author) in pairs for author, committer in at_once.values())
    if changed_places < people_rules().together.duets:
        return {}
    pairs |= {(committer, author) for author, committer in pairs}
    return {n: (committer,) for n, (author, committer) in found.items() if (author, committer) in pairs}


def _second_signed(material: Material, n: int) -> bool:
    """Tell whether a commit was put there by another person than its author, who alone signed it off."""
    author, committer = material.authors[n], material.committers[n]
    return (
        author != committer
        and n not in material.partners
        and not material.graph.is_merge(n)
        and not any(who.bot or who.forge for who in (author, committer))
        and _signers(material, n) == {committer.id}
    )


def _signers(material: Material, n: int) -> set[str]:
    return {
        person.id
        for trailer in material.messages[n].trailers
        if trailer.key == "signed-off-by"
        for who in trailer.people
        for person in material.identities.named(who)
    }
