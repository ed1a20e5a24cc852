"""Reads which paths a commit touched: of the whole repository, or as one folder of it sees them."""

from collections.abc import Callable
from functools import partial

from gradatim.collectors.git.facts import MAX_FILES, touch
from gradatim.collectors.git.folder import Folder
from gradatim.collectors.git.graph import Graph
from gradatim.collectors.git.inside import Names, names_inside, touch_inside, touching
from gradatim.collectors.git.material import Touched
from gradatim.collectors.git.names import display_path
from gradatim.collectors.git.store import FileRow, Store
from gradatim.collectors.pipelines.places import place_of


class PathReader:
    """Gives the paths of commits by name. Numbers are places in `graph.rows`."""

    def __init__(self, store: Store, graph: Graph, folder: Folder | None, name: Callable[[bytes], str]) -> None:
        """Prepare; `name` as of `laying.lay`. Ask only once all that is to be read was read into the store."""
        self._store, self._graph, self._folder, self._name = store, graph, folder, name
        self._seen: Names | None = None

    def counted(self, reached: bytearray) -> bytearray:
        """Return, by place, which of the commits that HEAD reaches count."""
        if self._folder is None:
            return reached
        return touching(self._store, self._graph, reached, self._names(self._folder))

    def taker(self) -> Callable[[FileRow], Touched]:
        """Return a function from the paths of a commit to those that count, by name."""
        if self._folder:
            return partial(touch_inside, names=self._names(self._folder), most=MAX_FILES)
        return partial(touch, names=[display_path(raw) for raw in self._store.path_names()])

    def taken(self, place: int) -> Touched:
        """Return the paths of a commit that count."""
        n = self._graph.rows[place].n
        return self.taker()(self._store.files([n])[n])

    def own_files(self, place: int) -> int:
        """Return how many files of a commit are no copies of other projects."""
        return sum(place_of(file.path).kind != "vendored" for file in self.taken(place).files)

    def touched(self, scope: list[int], merges: list[int]) -> dict[int, Touched]:
        """Return the paths of commits; those of `merges` against the first parent, as far as the store knows them."""
        rows = self._graph.rows
        against_first = self._store.merges()
        taken = self.taker()
        plain = self._store.files([rows[n].n for n in scope if rows[n].total])
        found = {n: taken(plain[rows[n].n]) for n in scope if rows[n].total}
        return found | {n: taken(against_first[rows[n].id]) for n in merges if rows[n].id in against_first}

    def _names(self, folder: Folder) -> Names:
        if self._seen is None:
            self._seen = names_inside(self._store, folder, self._name)
        return self._seen
