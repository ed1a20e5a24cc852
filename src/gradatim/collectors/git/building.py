"""Builds a `History` from mined commits."""

from gradatim.collectors.git import problems as told
from gradatim.collectors.git.as_of import put_back
from gradatim.collectors.git.change_lines import change_lines
from gradatim.collectors.git.changes import make_changes, working_style
from gradatim.collectors.git.commits import make_commits
from gradatim.collectors.git.duets import duets
from gradatim.collectors.git.facts import first_commits, months, named, people_of, people_seen, shown, touched_by
from gradatim.collectors.git.file_lives import file_lives
from gradatim.collectors.git.folder_tags import tags_of_folder
from gradatim.collectors.git.forge import can_fast_forward, remote_page
from gradatim.collectors.git.gathering import gather_material
from gradatim.collectors.git.graph import Landing
from gradatim.collectors.git.identifying import identities_of
from gradatim.collectors.git.inside import changes_inside
from gradatim.collectors.git.job import Job, day_of
from gradatim.collectors.git.landed import Landed
from gradatim.collectors.git.laying import lay
from gradatim.collectors.git.limits import began_anew, cut_at, folder_began_anew
from gradatim.collectors.git.material import Touched
from gradatim.collectors.git.mining import Mined, merge_files
from gradatim.collectors.git.objects import ObjectReader
from gradatim.collectors.git.path_reading import PathReader
from gradatim.collectors.git.paths import people_by_directory
from gradatim.collectors.git.process import Git
from gradatim.collectors.git.rewrites import forced_branches
from gradatim.collectors.git.store import Store
from gradatim.collectors.git.tagging import make_tags, tags_until
from gradatim.collectors.git.tags import RawTag, read_tags
from gradatim.collectors.git.tree import Entry, list_tree
from gradatim.model.evidence import Problem
from gradatim.model.history import History, PathHistory, Person


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
        self.tip = self.graph.at(job.head.commit)
        self.reached = bytearray(len(self.graph.rows))
        if self.tip is not None:
            self.graph.mark([self.tip], self.reached)
        self.here = sum(self.reached) if here is None else here
        self.first = self.graph.first_parents(self.tip)[-1] if self.tip is not None else None
        self.idents = store.idents()
        self.problems = [job.head.problem] if job.head.problem else []
        self.complaint = mined.complaint
        self.tree_complaint = ""
        self.home = remote_page(job.layout.config).partition("://")[2]
        self.folder = job.folder
        self.landed = Landed(store, self.graph, self.tip, job, self.home)

    # -- the whole -----------------------------------------------------------------------------------------------

    def history(self) -> tuple[History, tuple[Problem, ...]]:
        """Return the finished history."""
        branches = self.layout.branches()
        landed = self.landed.landings()
        inside = self.landed.inside(landed)
        self.landed.read_messages(inside)
        everything = self._tree()
        raw_tags = self._tags()
        key = self.graph.rows[self.first].id.hex() if self.first is not None else ""
        identities = identities_of(
            self.git, self.graph, self.idents, self.landed, entries=everything, tags=raw_tags, key=key
        )
        entries, shared, name = lay(everything, self.folder)
        paths = PathReader(self.store, self.graph, self.folder, name)
        fixed = frozenset(entry.path for entry in entries if entry.mode == "160000")
        scope = self.landed.scope(landed, inside)
        material = gather_material(
            self.graph, self.idents, self.landed, identities, scope=scope, home=self.home
        )._replace(
            touched=self._touched(landed, scope, paths),
            submodules=fixed,
            fast_forwards=can_fast_forward(self.home, (entry.path for entry in everything)),
        )
        material = material._replace(partners={**material.partners, **duets(material, scope)})
        self._step("changes", 0, len(landed))
        changes = make_changes(material, landed)
        self._step("changes", len(landed), len(landed))
        counted = paths.counted(self.reached)
        own = inside
        if self.folder:
            own = [n for n in inside if n in material.touched and material.touched[n].total]
            changes = changes_inside(changes, frozenset(self.graph.rows[n].id.hex() for n in own))
        commits = make_commits(self.git, material, own)
        people = people_of(identities, self.idents)
        lines: dict[str, tuple[int, int]] = {}
        if self.job.line_counts:
            lines, complaint = change_lines(self.git, self.store, self.graph, changes, self.folder)
            self.complaint = complaint or self.complaint
        own_tags, own_name = raw_tags, False
        if self.folder:
            own_tags, own_name = tags_of_folder(raw_tags, self.folder, (entry.path for entry in everything))
        times = [row.commit_time for place, row in enumerate(self.graph.rows) if counted[place]]
        began = self._began_anew(counted, paths)
        cut = cut_at(self.layout, self.graph, self.reached)
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
            cut_at=cut,
            damaged=bool(self.complaint),
            commits_total=len(times),
            first_time=min(sound, default=0),
            last_time=max(sound, default=0),
            style=working_style(changes),
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
            paths=self._paths(entries, people, inside, cut),
            months=months(times),
            lines=lines,
            directories=people_by_directory(touched_by(material, own), (entry.path for entry in entries)),
            restarted=began is not None,
            begun=self.graph.rows[began].commit_time if began is not None else 0,
            force_pushed=forced_branches(self.store, self.job, self.graph),
        )
        return history, self._told(history)

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
        return [told.earlier(day_of(at), day_of(self.job.start))] if 0 < at < self.job.start else []

    def _touched(self, landed: list[Landing], scope: list[int], paths: PathReader) -> dict[int, Touched]:
        merges = [landing.commit for landing in landed if self.graph.is_merge(landing.commit)]
        ids = (self.graph.rows[n].id for n in merges)
        self.complaint = merge_files(self.git, self.store, ids) or self.complaint
        return paths.touched(scope, merges)

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
        return tags_until(self.git, self.graph, raw, self.job.end)

    def _paths(
        self, entries: tuple[Entry, ...], people: list[tuple[Person, ...]], inside: list[int], cut: int
    ) -> dict[str, PathHistory]:
        return file_lives(
            self.store,
            self.graph,
            entries,
            people,
            reached=self.reached,
            inside=inside,
            shallow=bool(self.layout.shallow),
            cut=cut > 0,
        )

    def _began_anew(self, counted: bytearray, paths: PathReader) -> int | None:
        """Return the large import with which the main line, or the folder's part of it, begins; None where none is."""
        if self.first is None or self.layout.shallow:
            return None
        if self.folder:
            return folder_began_anew(self.graph, counted, paths)
        return began_anew(self.graph, self.tip, paths)
