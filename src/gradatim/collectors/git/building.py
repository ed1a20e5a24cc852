"""Builds a `History` from mined commits."""

from collections.abc import Callable, Iterable
from functools import partial

import numpy as np

from gradatim.collectors.git import problems as told
from gradatim.collectors.git.as_of import put_back
from gradatim.collectors.git.automation import made_by_forge
from gradatim.collectors.git.changes import make_changes, working_style
from gradatim.collectors.git.commits import make_commits
from gradatim.collectors.git.duets import duets
from gradatim.collectors.git.facts import (
    MAX_FILES,
    first_commits,
    main_author_share,
    months,
    named,
    people_of,
    people_seen,
    people_total,
    shown,
    touch,
    touched_by,
)
from gradatim.collectors.git.folder import Folder
from gradatim.collectors.git.folder_tags import tags_of_folder
from gradatim.collectors.git.forge import can_fast_forward, remote_page
from gradatim.collectors.git.graph import Landing, landings
from gradatim.collectors.git.identities import Identities
from gradatim.collectors.git.inside import Names, changes_inside, names_inside, touch_inside, touching
from gradatim.collectors.git.job import Job, day_of
from gradatim.collectors.git.laying import lay
from gradatim.collectors.git.lines import count_lines, lines_inside
from gradatim.collectors.git.mailmap import Mailmap
from gradatim.collectors.git.material import Material, Touched
from gradatim.collectors.git.messages import Message, Scrubber, parse_message
from gradatim.collectors.git.mining import Mined, merge_files
from gradatim.collectors.git.names import display_path
from gradatim.collectors.git.objects import ObjectReader
from gradatim.collectors.git.paths import CommitFacts, gather, numbered, path_histories, people_by_directory
from gradatim.collectors.git.process import Git
from gradatim.collectors.git.references import references_of
from gradatim.collectors.git.requests import (
    Request,
    find_request,
    is_long_lived,
    is_pull_merge,
    merged_branch,
    mirrored_lines,
)
from gradatim.collectors.git.rewrites import forced_branches
from gradatim.collectors.git.store import FileRow, Store
from gradatim.collectors.git.tagging import make_tags, tags_until
from gradatim.collectors.git.tags import RawTag, read_tags
from gradatim.collectors.git.tree import Entry, list_tree
from gradatim.collectors.git.unwork import is_foreign, restart
from gradatim.collectors.git.vocabulary import landing_rules
from gradatim.collectors.pipelines.places import place_of
from gradatim.model.evidence import Problem
from gradatim.model.history import Change, History, PathHistory, Person

_LINE_LOOK = 200
"""Commits of a merged line that are looked at to tell whether requests landed on it."""


def build(git: Git, store: Store, mined: Mined, job: Job) -> tuple[History, tuple[Problem, ...]]:
    """Return the history of what was mined, as it stood at the end of the period, with what could not be read."""
    then = put_back(job, mined.graph)
    if then is None:
        return _Builder(git, store, mined, job).history()
    history, problems = _Builder(git, store, mined._replace(graph=then.graph), then.job, then.here).history()
    return history, (*then.problems, *problems)


class _Builder:
    """One run: holds what several parts of the history are made from."""

    def __init__(self, git: Git, store: Store, mined: Mined, job: Job, here: int | None = None) -> None:
        self.git, self.store, self.mined, self.graph = git, store, mined, mined.graph
        self.job, self.layout, self.head = job, job.layout, job.head
        self.start, self.end = job.start, job.end
        self.tip = self.graph.at(job.head.commit)
        self.reached = bytearray(len(self.graph.rows))
        if self.tip is not None:
            self.graph.mark([self.tip], self.reached)
        self.here = sum(self.reached) if here is None else here
        self.first = self.graph.first_parents(self.tip)[-1] if self.tip is not None else None
        self.idents = store.idents()
        self.messages: dict[int, Message] = {}
        self.requests: dict[int, Request | None] = {}
        self.problems = [job.head.problem] if job.head.problem else []
        self.complaint = mined.complaint
        self.mirrored: frozenset[str] = frozenset()
        self.tree_complaint = ""
        self.home = remote_page(job.layout.config).partition("://")[2]
        self.folder = job.folder
        self.name: Callable[[bytes], str] = display_path
        self.names: Names | None = None

    # -- the whole -----------------------------------------------------------------------------------------------

    def history(self) -> tuple[History, tuple[Problem, ...]]:
        """Return the finished history."""
        branches = self.layout.branches()
        landed = self._landings()
        inside = self._inside(landed)
        self._read_messages(inside)
        everything = self._tree()
        raw_tags = self._tags()
        identities = self._identities(everything, raw_tags)
        entries, shared, self.name = lay(everything, self.folder)
        fixed = frozenset(entry.path for entry in entries if entry.mode == "160000")
        material = self._material(identities, landed, inside)._replace(
            submodules=fixed, fast_forwards=can_fast_forward(self.home, (entry.path for entry in everything))
        )
        self._step("changes", 0, len(landed))
        changes = make_changes(material, landed)
        self._step("changes", len(landed), len(landed))
        counted = self._counted()
        own = inside
        if self.folder:
            own = [n for n in inside if n in material.touched and material.touched[n].total]
            changes = changes_inside(changes, frozenset(self.graph.rows[n].id.hex() for n in own))
        commits = make_commits(self.git, material, own)
        people = people_of(identities, self.idents)
        lines = self._lines(changes) if self.job.line_counts else {}
        style, counts = working_style(changes)
        own_tags, own_name = raw_tags, False
        if self.folder:
            own_tags, own_name = tags_of_folder(raw_tags, self.folder, (entry.path for entry in everything))
        times = [row.commit_time for place, row in enumerate(self.graph.rows) if counted[place]]
        began = self._began_anew(counted)
        sound = [moment for moment in times if moment > 0]
        history = History(
            head=self.head.commit if self.tip is not None else "",
            branch=shown(self.head.branch),
            branches=tuple(sorted(map(shown, branches))),
            folder=self.folder.shown if self.folder else "",
            shared=shared,
            remote_url=remote_page(self.layout.config),
            shallow=bool(self.layout.shallow),
            partial=self.layout.partial,
            cut_at=self._cut_at(),
            damaged=bool(self.complaint),
            commits_total=len(times),
            merges_total=sum(self.graph.is_merge(n) for n in range(len(counted)) if counted[n]),
            first_time=min(sound, default=0),
            last_time=max(sound, default=0),
            people_total=people_total(self.graph, counted, people),
            style=style,
            style_counts=counts,
            people=people_seen(
                changes,
                commits,
                {p.id: p for entry in people for p in entry} | named(material),
                {} if self.layout.shallow else first_commits(self.graph, self.reached, people),
            ),
            commits=commits,
            changes=changes,
            tags=make_tags(
                self.git,
                self.layout,
                self.graph,
                own_tags,
                reached=self.reached,
                identities=identities,
                one_product=own_name,
            ),
            tags_shared=bool(self.folder and own_tags and not own_name),
            tree=tuple(entry.to_file() for entry in entries),
            tree_cut=bool(self.tree_complaint),
            paths=self._paths(entries, people, inside),
            months=months(times),
            lines=lines,
            main_author_share=main_author_share(material, own),
            directories=people_by_directory(touched_by(material, own), (entry.path for entry in entries)),
            restarted=began is not None,
            begun=self.graph.rows[began].commit_time if began is not None else 0,
            force_pushed=forced_branches(self.store, self.job, self.graph),
        )
        return history, self._told(history)

    def _counted(self) -> bytearray:
        """Return, by place, which commits that HEAD reaches count."""
        if self.folder is None:
            return self.reached
        return touching(self.store, self.graph, self.reached, self._names(self.folder))

    def _names(self, folder: Folder) -> Names:
        """Return how the folder sees every path; ask once all that is to be read was read."""
        if self.names is None:
            self.names = names_inside(self.store, folder, self.name)
        return self.names

    def _step(self, name: str, done: int, total: int) -> None:
        if self.job.progress:
            self.job.progress(name, done, total)

    def _told(self, history: History) -> tuple[Problem, ...]:
        found = [*self.problems, *([told.elsewhere()] if self.layout.elsewhere else [])]
        if history.shallow and (history.head or not self.job.past):
            found.append(told.shallow(self.here))
        if history.partial:
            found.append(told.partial(sum(f.size < 0 for f in history.tree), len(history.tree)))
        if history.tree_cut:
            found.append(told.tree_cut(self.tree_complaint))
        if self.complaint and self.complaint != self.tree_complaint:
            found.append(told.damaged(self.complaint, self.here, files_missing=self.mined.files_missing))
        if not history.head and not self.complaint and not self.job.past:
            found.append(told.empty())
        return (*found, *self._beside_the_period())

    def _beside_the_period(self) -> list[Problem]:
        at = self.graph.rows[self.tip].commit_time if self.tip is not None else 0
        return [told.earlier(day_of(at), day_of(self.start))] if 0 < at < self.start else []

    # -- what landed ---------------------------------------------------------------------------------------------

    def _landings(self) -> list[Landing]:
        if self.tip is None:
            return []
        merges = [n for n in self._main_line() if self.graph.is_merge(n)]
        self.mirrored = mirrored_lines(self._message(n).subject for n in merges if self._request(n) is None)
        return landings(self.graph, self.tip, self.start, self.end, self._is_line_merge)

    def _main_line(self) -> list[int]:
        """Return the commits of the main line that were made in the period."""
        rows = self.graph.rows
        line = self.graph.first_parents(self.tip) if self.tip is not None else []
        return [n for n in line if self.start <= rows[n].commit_time <= self.end]

    def _inside(self, landed: list[Landing]) -> list[int]:
        """Return the commits that reached HEAD in the period, newest first; of foreign history only what is new."""
        found: set[int] = set()
        for landing in landed:
            found.add(landing.commit)
            foreign = is_foreign(self.graph, landing)
            found.update(n for n in landing.brought if not foreign or self.graph.rows[n].commit_time >= self.start)
        return sorted(found)

    def _read_messages(self, places: Iterable[int]) -> None:
        missing = [n for n in places if n not in self.messages]
        raw = self.store.messages([self.graph.rows[n].n for n in missing])
        for n in missing:
            self.messages[n] = parse_message(raw[self.graph.rows[n].n])

    def _message(self, place: int) -> Message:
        self._read_messages((place,))
        return self.messages[place]

    def _request(self, place: int) -> Request | None:
        if place not in self.requests:
            self.requests[place] = find_request(self._message(place), merge=self.graph.is_merge(place))
        return self.requests[place]

    def _is_line_merge(self, merge: int, side: list[int]) -> bool:
        """Tell whether a merge joins two long-lived lines, so that what it brings are landings of their own."""
        message = self._message(merge)
        if is_pull_merge(message.subject, self.home):
            return True
        branch, foreign = merged_branch(message.subject), " of " in message.subject
        if self._request(merge) is None and not foreign and (branch in self.mirrored or is_long_lived(branch)):
            return True
        # Requests that landed on the merged branch: it is a line, whatever its name.
        return any(self._landed_request(n) for n in side[:_LINE_LOOK])

    def _landed_request(self, place: int) -> bool:
        merge = self.graph.is_merge(place)
        if not merge and not made_by_forge(*self.idents[self.graph.rows[place].committer]):
            return False
        request = self._request(place)
        return request is not None and bool(request.number)

    # -- people --------------------------------------------------------------------------------------------------

    def _identities(self, entries: tuple[Entry, ...], tags: list[RawTag]) -> Identities:
        used = {n for row in self.graph.rows for n in (row.author, row.committer)}
        taggers = {tag.tagger for tag in tags if tag.tagger}
        named = {who for message in self.messages.values() for t in message.trailers for who in t.people}
        for place in self.messages:
            request = self._request(place)
            named.update(request.reviewers if request else ())
        pairs = dict.fromkeys((*(self.idents[n] for n in sorted(used)), *sorted(taggers)))
        return Identities(pairs, Mailmap(self._mailmap(entries)), self._repository_key(), named)

    def _mailmap(self, entries: tuple[Entry, ...]) -> bytes:
        entry = next((e for e in entries if e.raw == b".mailmap" and e.mode.startswith("100")), None)
        if entry is None or not 0 <= entry.size <= 2_000_000:
            return b""
        with ObjectReader(self.git) as reader:
            return next(reader.read([entry.id])).body

    def _repository_key(self) -> str:
        """Return the first commit of the main line: with it pseudonyms differ from repository to repository."""
        return self.graph.rows[self.first].id.hex() if self.first is not None else ""

    # -- material ------------------------------------------------------------------------------------------------

    def _material(self, identities: Identities, landed: list[Landing], inside: list[int]) -> Material:
        rows = self.graph.rows
        # Trailers of commits outside (nested lines) are never asked for; every landing is inside.
        scope = sorted({*inside, *(n for landing in landed for n in landing.brought)})
        self._read_messages(scope)
        wrote = {n: identities.of(*self.idents[rows[n].author]) for n in scope}
        put = {n: identities.of(*self.idents[rows[n].committer]) for n in scope}
        material = Material(
            graph=self.graph,
            messages=self.messages,
            authors={n: people[0] for n, people in wrote.items()},
            committers={n: next((who for who in wrote[n] if who in people), people[0]) for n, people in put.items()},
            partners={n: people[1:] for n, people in wrote.items() if len(people) > 1},
            identities=identities,
            references=references_of(self.home, [self.messages[n] for n in scope]),
            scrub=Scrubber(identities.full_names),
            touched=self._touched(landed, scope),
            requests=self.requests,
        )
        return material._replace(partners={**material.partners, **duets(material, scope)})

    def _touched(self, landed: list[Landing], scope: list[int]) -> dict[int, Touched]:
        rows = self.graph.rows
        merges = [landing.commit for landing in landed if self.graph.is_merge(landing.commit)]
        self.complaint = merge_files(self.git, self.store, (rows[n].id for n in merges)) or self.complaint
        against_first = self.store.merges()
        taken = self._taker()
        plain = self.store.files([rows[n].n for n in scope if rows[n].total])
        found = {n: taken(plain[rows[n].n]) for n in scope if rows[n].total}
        found |= {n: taken(against_first[rows[n].id]) for n in merges if rows[n].id in against_first}
        return found

    def _taker(self) -> Callable[[FileRow], Touched]:
        """Return a function from the paths of a commit to those that count, by name."""
        if self.folder:
            return partial(touch_inside, names=self._names(self.folder), most=MAX_FILES)
        return partial(touch, names=[display_path(raw) for raw in self.store.path_names()])

    def _lines(self, changes: tuple[Change, ...]) -> dict[str, tuple[int, int]]:
        parts = {c.id: (c.id,) if self._merged(c) else c.commits for c in changes if not c.back_merge}
        wanted = [bytes.fromhex(name) for names in parts.values() for name in names]
        if self.folder:
            counted, complaint = lines_inside(self.git, wanted, self.folder)
        else:
            complaint, counted = count_lines(self.git, self.store, wanted), self.store.lines()
        self.complaint = complaint or self.complaint
        found = {}
        for change, names in parts.items():
            pairs = [counted.get(bytes.fromhex(name)) for name in names]
            if None not in pairs:
                found[change] = (sum(p[0] for p in pairs if p), sum(p[1] for p in pairs if p))
        return found

    def _merged(self, change: Change) -> bool:
        return self.graph.is_merge(self.graph.place[bytes.fromhex(change.id)])

    # -- tree, tags, paths ---------------------------------------------------------------------------------------

    def _tree(self) -> tuple[Entry, ...]:
        if self.tip is None:
            return ()
        entries, self.tree_complaint = list_tree(self.git, self.head.commit)
        self.complaint = self.complaint or self.tree_complaint
        return entries

    def _tags(self) -> list[RawTag]:
        with ObjectReader(self.git) as reader:
            raw = read_tags(self.layout, reader.read)
        return tags_until(self.git, self.graph, raw, self.end)

    def _paths(
        self, entries: tuple[Entry, ...], people: list[tuple[Person, ...]], inside: list[int]
    ) -> dict[str, PathHistory]:
        rows = self.graph.rows
        number = {raw: n for n, raw in enumerate(self.store.path_names())}
        names = {number[e.raw]: e.path for e in entries if e.raw in number}
        place = {row.n: n for n, row in enumerate(rows)}
        reached = np.frombuffer(bytes(self.reached), dtype=np.bool_)
        files = ((place[n], s, p, r) for n, s, p, r in self.store.all_files() if n in place)
        events, added = gather(files, reached, set(names), len(number))
        landed = np.zeros(len(rows), dtype=np.bool_)
        landed[inside] = True
        facts = CommitFacts(
            time=np.array([row.commit_time for row in rows], dtype=np.int64),
            people=numbered(people, [row.author for row in rows]),
            added=added,
            landed=landed,
        )
        return path_histories(events, facts, names, shallow=bool(self.layout.shallow), cut=self._cut_at() > 0)

    def _cut_at(self) -> int:
        """Return when the newest commit was made whose parents are missing; 0 where none is."""
        edge = {bytes.fromhex(name.decode()) for name in self.layout.shallow.split()}
        return max(
            (
                row.commit_time
                for place, row in enumerate(self.graph.rows)
                if self.reached[place] and self._breaks_off(place, edge)
            ),
            default=0,
        )

    def _breaks_off(self, place: int, edge: set[bytes]) -> bool:
        row = self.graph.rows[place]
        return row.id in edge or len(self.graph.parents[place]) * len(row.id) < len(row.parents)

    def _began_anew(self, counted: bytearray) -> int | None:
        """Return the large import with which the main line, or the folder's part of it, begins; None where none is."""
        if self.first is None or self.layout.shallow:
            return None
        if not self.folder:
            return restart(self.graph, self.tip, self._own_files)
        rows, bulk, oldest = self.graph.rows, landing_rules().imports.bulk_files, counted.rfind(1)
        return oldest if oldest >= 0 and rows[oldest].total >= bulk and self._taken(oldest).total >= bulk else None

    def _own_files(self, place: int) -> int:
        """Return how many files of a commit are no copies of other projects."""
        return sum(place_of(file.path).kind != "vendored" for file in self._taken(place).files)

    def _taken(self, place: int) -> Touched:
        """Return the paths of a commit that count."""
        n = self.graph.rows[place].n
        return self._taker()(self.store.files([n])[n])
