"""Turns landings into changes: style, authors, people who took part, request, references, and what is no new work."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import NamedTuple

from gradatim.collectors.git import unwork
from gradatim.collectors.git.graph import Landing
from gradatim.collectors.git.material import Material, Touched, landed_by, own_request, writers
from gradatim.collectors.git.messages import Message, RawTrailer
from gradatim.collectors.git.requests import Request, own_numbers
from gradatim.collectors.git.reverts import reverted, with_reverts
from gradatim.collectors.git.reviews import find_reviewers, names_its_source, why_unknowable
from gradatim.collectors.git.vocabulary import landing_rules, people_rules
from gradatim.model.history import Change, ChangeStyle, FileChange, Person, WorkingStyle

_NUMBERED = re.compile(r"#(\d+)\b")
_MAX_FILES = 2_000


class _Group(NamedTuple):
    """Landings that are one change: one, or neighbours under one request."""

    landings: tuple[Landing, ...]
    request: Request | None


def make_changes(material: Material, landed: list[Landing]) -> tuple[Change, ...]:
    """Return changes, newest first, from landings, oldest first."""
    groups = _grouped(material, landed)
    material = material._replace(
        on_forge=any(group.request and group.request.number for group in groups),
        fast_forward=_may_fast_forward(material, groups),
    )
    made = [_change(material, group) for group in groups]
    made = with_reverts(made)
    return tuple(sorted(made, key=lambda c: (-c.landed, c.id)))


def working_style(changes: Iterable[Change]) -> WorkingStyle:
    """Return how human changes mostly land."""
    counts = Counter(change.style.value for change in changes if change.counts)
    if not counts:
        return WorkingStyle.UNKNOWN
    style, most = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    named = WorkingStyle[ChangeStyle(style).name] if most >= landing_rules().style_share * counts.total() else None
    return named or WorkingStyle.MIXED


# -- grouping ----------------------------------------------------------------------------------------------------


def _grouped(material: Material, landed: list[Landing]) -> list[_Group]:
    """Join neighbouring commits of one request that was put on the main line commit by commit."""
    closing_is_request = _closing_names_requests(material, landed)
    found = [(landing, _request_of(material, landing, closing_is_request)) for landing in landed]

    def key(pair: tuple[Landing, Request | None]) -> object:
        landing, request = pair
        joins = (
            request is not None and request.style == "rebase" and request.number and not _is_merge(material, landing)
        )
        return (request.number, material.committers[landing.commit].id) if joins and request else landing.commit

    groups = [list(group) for _, group in groupby(found, key)]
    return [_Group(tuple(landing for landing, _ in group), group[-1][1]) for group in groups]


def _is_merge(material: Material, landing: Landing) -> bool:
    return material.graph.is_merge(landing.commit)


def _closing_names_requests(material: Material, landed: list[Landing]) -> bool:
    """Tell whether `Closes #n` stands for the request here: so common that it cannot be one issue in many."""
    plain = [landing.commit for landing in landed if not _is_merge(material, landing)]
    closing = sum(1 for number in plain if _closes(material.messages[number]))
    rules = landing_rules()
    return closing >= rules.convention_changes and closing >= rules.convention_share * len(plain)


def _may_fast_forward(material: Material, groups: list[_Group]) -> bool:
    """Tell whether requests may land without a trace: a forge that fast-forwards, hardly a merge, several people.

    Where the author's own commit becomes the main line's, nothing tells a request from a push.
    """
    rules = landing_rules().fast_forward
    last = [group.landings[-1] for group in groups]
    marked = sum(
        1 for group in groups if (group.request and group.request.number) or _is_merge(material, group.landings[-1])
    )
    if not material.fast_forwards or marked > rules.traced * len(groups):
        return False
    own = [n for n in (landing.commit for landing in last) if not _applied(material, n) and not _by_forge(material, n)]
    return len({material.authors[n].id for n in own}) >= rules.people


def _closes(message: Message) -> str:
    """Return the number of a closing line with the key `close`."""
    for trailer in message.trailers:
        if trailer.key in ("close", "closes", "closed"):
            match = _NUMBERED.search(trailer.value)
            if match:
                return match[1]
    return ""


def _request_of(material: Material, landing: Landing, closing_is_request: bool) -> Request | None:
    message = material.messages[landing.commit]
    merge = _is_merge(material, landing)
    found = own_request(material, landing.commit)
    if found or merge:
        return found
    for trailer in message.trailers:
        number = _named_request(material, trailer)
        if number:
            return Request("rebase", number)
    number = _closes(message) if closing_is_request else ""
    if number:
        return Request("rebase", number)
    if any(trailer.key in _closing_keys() for trailer in message.trailers):
        return Request("rebase", "")
    return None


def _named_request(material: Material, trailer: RawTrailer) -> str:
    """Return the number of the request that a trailer names as the commit's own; a mere link only to this project's."""
    if trailer.key in _closing_keys():
        return material.references.request_of(trailer.value)
    if trailer.key in landing_rules().linking_keys:
        return material.references.request_of(trailer.value, surely=True)
    return ""


@cache
def _closing_keys() -> frozenset[str]:
    return frozenset(landing_rules().closing_keys)


# -- one change --------------------------------------------------------------------------------------------------


def _change(material: Material, group: _Group) -> Change:
    graph, last = material.graph, group.landings[-1]
    commit = last.commit
    merge = _is_merge(material, last)
    work = _work(material, group)
    authors = _authors(material, work)
    style = _style(material, group, work)
    nameless = merge and not names_its_source(material, commit)
    lander = None if nameless else landed_by(material, commit)
    if lander in authors and _submitted(material, group, style):
        lander = None
    reviewers = find_reviewers(material, commit, group.request, work, {person.id for person in authors})
    touched = _touched(material, group)
    message = material.messages[commit]
    places = list(dict.fromkeys((commit, *work)))
    texts = [material.messages[n] for n in places]
    bot = all(person.bot or person.forge for person in authors)
    request = group.request.number if group.request else ""
    return Change(
        id=graph.rows[commit].id.hex(),
        style=style,
        landed=graph.rows[commit].commit_time,
        title=material.scrub.subject(_title(material, commit, work)),
        commits=tuple(graph.rows[n].id.hex() for n in _commits(material, group)),
        authors=tuple(sorted({person.id for person in authors})),
        landed_by=lander.id if lander else "",
        reviewers=reviewers,
        review_unknowable=""
        if reviewers
        else why_unknowable(
            style,
            request,
            on_pages=_by_forge(material, commit),
            nameless=nameless,
            automatic=material.committers[commit].bot and not bot,
            fast_forward=material.fast_forward,
        ),
        request=request,
        references=_references(material, places, request),
        files=touched.files,
        files_total=touched.total,
        by_bot=bot,
        release_tooling=unwork.is_tooling(
            [m.subject for m in texts] if not merge else [t.subject for t in texts[1:]],
            touched.files,
            touched.total,
            material.submodules,
        ),
        back_merge=last.line_merge or (not last.brought if merge else unwork.is_flattened(message.subject)),
        bulk_import=unwork.is_import(graph, group.landings, touched.files, touched.total),
        revert_of=reverted(message, texts),
    )


def _commits(material: Material, group: _Group) -> list[int]:
    """Return the commits of a change, newest first: for a merge what it brought, else the commits themselves."""
    rows = material.graph.rows
    brought = [n for landing in group.landings for n in landing.brought or (landing.commit,)]
    return sorted(brought, key=lambda n: (-rows[n].commit_time, rows[n].id))


def _work(material: Material, group: _Group) -> list[int]:
    """Return the commits that carry the work: no merges of the main line into a topic, unless there is nothing else."""
    commits = _commits(material, group)
    plain = [n for n in commits if not material.graph.is_merge(n)]
    return plain or commits


def _authors(material: Material, work: list[int]) -> list[Person]:
    """Return everybody who wrote: authors and co-authors of every commit."""
    found = {person.id: person for n in work for person in writers(material, n)}
    for number in work:
        for trailer in material.messages[number].trailers:
            if trailer.key in people_rules().trailers.author:
                found |= {person.id: person for who in trailer.people for person in material.identities.named(who)}
    return [found[key] for key in sorted(found)]


def _submitted(material: Material, group: _Group, style: ChangeStyle) -> bool:
    """Tell whether the forge may have put a commit there as its author made it."""
    if group.request and group.request.number:
        return group.request.submits
    return material.fast_forward and style in (ChangeStyle.DIRECT, ChangeStyle.REBASE)


def _by_forge(material: Material, commit: int) -> bool:
    return material.committers[commit].forge or material.authors[commit].forge


def _style(material: Material, group: _Group, work: list[int]) -> ChangeStyle:
    last = group.landings[-1]
    if _is_merge(material, last):
        applied = sum(_applied(material, n) for n in work)
        return (
            ChangeStyle.EMAIL if last.brought and not group.request and 2 * applied > len(work) else ChangeStyle.MERGE
        )
    if group.request:
        return ChangeStyle(group.request.style)
    if not _applied(material, last.commit):
        return ChangeStyle.DIRECT
    signed = any(trailer.key == "signed-off-by" for trailer in material.messages[last.commit].trailers)
    return ChangeStyle.REBASE if material.on_forge and not signed else ChangeStyle.EMAIL


def _applied(material: Material, number: int) -> bool:
    """Tell whether somebody else put the commit there than wrote it."""
    committer = material.committers[number]
    wrote = {person.id for person in writers(material, number)}
    return committer.id not in wrote and not committer.forge and not committer.bot


def _touched(material: Material, group: _Group) -> Touched:
    if len(group.landings) == 1:
        return material.touched.get(group.landings[0].commit, Touched((), 0))
    merged: dict[str, str] = {}
    for landing in group.landings:
        for file in material.touched.get(landing.commit, Touched((), 0)).files:
            first = merged.get(file.path)
            merged[file.path] = "A" if first == "A" and file.status != "D" else file.status
    files = tuple(FileChange(path, status) for path, status in sorted(merged.items()))
    return Touched(files[:_MAX_FILES], len(files))


def _references(material: Material, places: list[int], request: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for place in places:
        message, own = material.messages[place], own_request(material, place)
        mine = {f"#{request}", *((f"#{own.number}", f"{own.project}#{own.number}") if own else ())}
        mine |= {f"#{number}" for number in own_numbers(message)}
        for item in material.references.of(message.subject, message.body):
            if item not in mine and not _is_own_address(material, item, request):
                found[item] = None
    return tuple(found)


def _is_own_address(material: Material, item: str, request: str) -> bool:
    return bool(request) and material.references.request_of(item) == request


def _title(material: Material, commit: int, work: list[int]) -> str:
    message = material.messages[commit]
    if not material.graph.is_merge(commit):
        return message.subject
    # The forge's subject says nothing about the work: the request's title is the first line below it.
    first = next((line for line in message.body.splitlines() if line.strip()), "")
    request = own_request(material, commit)
    if request and request.title:
        return request.title[:300]
    if request and first and not first.startswith("See merge request"):
        return first.strip()[:300]
    if len(work) == 1 and work[0] in material.messages and not first:
        return material.messages[work[0]].subject
    return message.subject
