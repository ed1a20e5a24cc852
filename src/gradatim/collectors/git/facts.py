"""Small facts that a history is made of: pure functions of what was mined."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from gradatim.collectors.git.graph import Graph
from gradatim.collectors.git.identities import Identities
from gradatim.collectors.git.material import Material, Touched, writers
from gradatim.collectors.git.names import display_path
from gradatim.collectors.git.objects import ObjectReader
from gradatim.collectors.git.process import Git
from gradatim.collectors.git.store import FileRow
from gradatim.model.history import Change, Commit, FileChange, Person

MAX_FILES = 2_000
"""Paths kept of one commit or change; the count stays exact."""


def shown(name: str) -> str:
    """Return a ref name that is safe to show."""
    return display_path(name.encode("utf-8", "surrogateescape"))


def people_of(identities: Identities, idents: list[tuple[bytes, bytes]]) -> list[tuple[Person, ...]]:
    """Return who is behind each ident, in the order of their numbers; behind one no longer used there is nobody."""
    return [identities.find(*pair) for pair in idents]


def named(material: Material) -> dict[str, Person]:
    """Return the people that messages name, by pseudonym."""
    people = (
        person
        for message in material.messages.values()
        for trailer in message.trailers
        for who in trailer.people
        for person in material.identities.named(who)
    )
    return {person.id: person for person in people}


def people_seen(
    changes: Iterable[Change], commits: Iterable[Commit], people: dict[str, Person], firsts: dict[str, int]
) -> tuple[Person, ...]:
    """Return everybody that the period's records name."""
    ids = {i for c in commits for i in (c.author, c.committer, *(t.person for t in c.trailers))}
    ids |= {i for c in changes for i in (*c.authors, c.landed_by, *(r.person for r in c.reviewers))}
    known = (people[i] for i in sorted(ids - {""}) if i in people)
    return tuple(Person(p.id, bot=p.bot, forge=p.forge, first=firsts.get(p.id, 0)) for p in known)


def first_commits(graph: Graph, reached: bytearray, people: list[tuple[Person, ...]]) -> dict[str, int]:
    """Return when each person's first commit was written. In a shallow clone it may lie behind the cut."""
    first: dict[str, int] = {}
    for place, row in enumerate(graph.rows):
        if reached[place] and row.author_time:
            for who in people[row.author]:
                first[who.id] = min(row.author_time, first.get(who.id, row.author_time))
    return first


def touch(row: FileRow, names: list[str]) -> Touched:
    """Return the paths of a row by name, cut to what is kept."""
    letters = row.statuses.decode("ascii", "replace")[:MAX_FILES]
    return Touched(
        tuple(FileChange(names[p], s) for p, s in zip(row.paths[:MAX_FILES], letters, strict=True)), row.total
    )


def touched_by(material: Material, inside: Iterable[int]) -> list[tuple[str, str]]:
    """Return each path with each person who worked on it in a commit (no merge)."""
    return [
        (file.path, person.id)
        for n in inside
        if not material.graph.is_merge(n) and n in material.touched
        for person in writers(material, n)
        if not (person.bot or person.forge)
        for file in material.touched[n].files
    ]


def months(times: Iterable[int]) -> tuple[tuple[str, int], ...]:
    """Return how many commits each month has, `2026-03`, oldest first."""
    days = Counter(moment // 86_400 for moment in times if moment > 0)
    months: Counter[str] = Counter()
    for day, count in days.items():
        months[(date(1970, 1, 1) + timedelta(days=day)).isoformat()[:7]] += count
    return tuple(sorted(months.items()))


def times_of(git: Git, commits: Iterable[str]) -> dict[str, int]:
    """Return the commit times of commits that no branch reaches."""
    with ObjectReader(git) as reader:
        return {item.id: commit_time(item.body) for item in reader.read(sorted(set(commits)))}


def commit_time(body: bytes) -> int:
    """Return the commit time of a raw commit; 0 where there is none."""
    line = next((part for part in body.split(b"\n") if part.startswith(b"committer ")), b"")
    words = line.split()
    return int(words[-2]) if len(words) > 2 and words[-2].isdigit() else 0
