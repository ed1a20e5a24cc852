"""Where the history in sight begins, and from when on everything is in sight."""

from gradatim.collectors.git.graph import Graph
from gradatim.collectors.git.layout import Layout
from gradatim.collectors.git.path_reading import PathReader
from gradatim.collectors.git.unwork import restart
from gradatim.collectors.git.vocabulary import landing_rules


def cut_at(layout: Layout, graph: Graph, reached: bytearray) -> int:
    """Return when the newest commit was made whose parents are missing, in seconds; 0 where none is."""
    edge = {bytes.fromhex(name.decode()) for name in layout.shallow.split()}
    return max(
        (row.commit_time for place, row in enumerate(graph.rows) if reached[place] and _breaks_off(graph, place, edge)),
        default=0,
    )


def _breaks_off(graph: Graph, place: int, edge: set[bytes]) -> bool:
    row = graph.rows[place]
    return row.id in edge or len(graph.parents[place]) * len(row.id) < len(row.parents)


def began_anew(graph: Graph, tip: int | None, paths: PathReader) -> int | None:
    """Return the large import with which the main line begins; None where none is."""
    return restart(graph, tip, paths.own_files)


def folder_began_anew(graph: Graph, counted: bytearray, paths: PathReader) -> int | None:
    """Return the large import with which a folder's part of the history begins; None where none is."""
    rows, bulk, oldest = graph.rows, landing_rules().imports.bulk_files, counted.rfind(1)
    return oldest if oldest >= 0 and rows[oldest].total >= bulk and paths.taken(oldest).total >= bulk else None
