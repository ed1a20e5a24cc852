"""What reached HEAD in the period, with the messages of it and the requests that they name; read as it is asked for."""

from collections.abc import Iterable

from gradatim.collectors.git.automation import made_by_forge
from gradatim.collectors.git.graph import Graph, Landing, landings
from gradatim.collectors.git.job import Job
from gradatim.collectors.git.messages import Message, parse_message
from gradatim.collectors.git.requests import (
    Request,
    find_request,
    is_long_lived,
    is_pull_merge,
    merged_branch,
    mirrored_lines,
)
from gradatim.collectors.git.store import Store
from gradatim.collectors.git.unwork import is_foreign

_LINE_LOOK = 200
"""Commits of a merged line that are looked at to tell whether requests landed on it."""


class Landed:
    """Finds what landed. Numbers are places in `graph.rows`."""

    def __init__(self, store: Store, graph: Graph, tip: int | None, job: Job, home: str) -> None:
        """Prepare; `home` is the project's address on its forge, empty where unknown."""
        self._store, self._graph, self._tip, self._home = store, graph, tip, home
        self._start, self._end = job.start, job.end
        self._idents = store.idents()
        self._mirrored: frozenset[str] = frozenset()
        self.messages: dict[int, Message] = {}
        """Of the commits that were asked for so far."""
        self.requests: dict[int, Request | None] = {}
        """What each message says about a request of its own, filled as it is asked for."""

    def landings(self) -> list[Landing]:
        """Return what landed in the period, oldest first."""
        if self._tip is None:
            return []
        merges = [n for n in self._main_line() if self._graph.is_merge(n)]
        self._mirrored = mirrored_lines(self._message(n).subject for n in merges if self.request(n) is None)
        return landings(self._graph, self._tip, self._start, self._end, self._is_line_merge)

    def _main_line(self) -> list[int]:
        """Return the commits of the main line that were made in the period."""
        rows = self._graph.rows
        line = self._graph.first_parents(self._tip) if self._tip is not None else []
        return [n for n in line if self._start <= rows[n].commit_time <= self._end]

    def inside(self, landed: list[Landing]) -> list[int]:
        """Return the commits that reached HEAD in the period, newest first; of foreign history only what is new."""
        found: set[int] = set()
        for landing in landed:
            found.add(landing.commit)
            foreign = is_foreign(self._graph, landing)
            found.update(n for n in landing.brought if not foreign or self._graph.rows[n].commit_time >= self._start)
        return sorted(found)

    def scope(self, landed: list[Landing], inside: list[int]) -> list[int]:
        """Return the commits that changes are made of: also what is older of a foreign history, but no nested lines."""
        return sorted({*inside, *(n for landing in landed for n in landing.brought)})

    def read_messages(self, places: Iterable[int]) -> None:
        """Make sure that the messages of these commits are known."""
        missing = [n for n in places if n not in self.messages]
        raw = self._store.messages([self._graph.rows[n].n for n in missing])
        for n in missing:
            self.messages[n] = parse_message(raw[self._graph.rows[n].n])

    def _message(self, place: int) -> Message:
        self.read_messages((place,))
        return self.messages[place]

    def request(self, place: int) -> Request | None:
        """Return the request that a commit's message names as its own."""
        if place not in self.requests:
            self.requests[place] = find_request(self._message(place), merge=self._graph.is_merge(place))
        return self.requests[place]

    def _is_line_merge(self, merge: int, side: list[int]) -> bool:
        """Tell whether a merge joins two long-lived lines, so that what it brings are landings of their own."""
        message = self._message(merge)
        if is_pull_merge(message.subject, self._home):
            return True
        branch, foreign = merged_branch(message.subject), " of " in message.subject
        if self.request(merge) is None and not foreign and (branch in self._mirrored or is_long_lived(branch)):
            return True
        # Requests that landed on the merged branch: it is a line, whatever its name.
        return any(self._landed_request(n) for n in side[:_LINE_LOOK])

    def _landed_request(self, place: int) -> bool:
        merge = self._graph.is_merge(place)
        if not merge and not made_by_forge(*self._idents[self._graph.rows[place].committer]):
            return False
        request = self.request(place)
        return request is not None and bool(request.number)
