"""In which order: earliest benefit under prerequisites, with a proved bound.

Minimises the sum of benefit times the work done until it comes, `1 | prec | sum w C` of scheduling theory. Sidney
(1975, Operations Research 23(2), from background knowledge): some best order takes first the closed set of steps with
the highest benefit per day, then the best of the rest, and so on. The sets come from minimum cuts; inside a set see
`block`.
"""

from collections.abc import Iterable, Sequence
from graphlib import CycleError, TopologicalSorter

import msgspec
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components, maximum_flow

from gradatim.planning.roadmap.block import Jobs, inside
from gradatim.planning.roadmap.interface import RoadmapError

_WHOLE = 1_000_000_000
"""Capacities are whole numbers up to this."""
_LEAST = 1e-6


class Ordered(msgspec.Struct, frozen=True, kw_only=True):
    """An order with its proof."""

    order: tuple[int, ...]
    value: float
    """Sum of benefit times work done until it comes."""
    bound: float
    """No order has less."""
    blocks: int

    @property
    def gap(self) -> float:
        """How far from the best the order may be at most."""
        more = self.value - self.bound
        return 0.0 if more <= 1e-9 * max(self.value, 1.0) else more / self.bound


def earliest_benefit(work: Sequence[float], weight: Sequence[float], before: Sequence[Iterable[int]]) -> Ordered:
    """Return the order of jobs.

    Args:
        work: person-days of each job.
        weight: benefit of each job, 0 for groundwork.
        before: by job, the jobs that have to come first.

    Raises:
        RoadmapError: the prerequisites run in a circle.
    """
    jobs = jobs_of(work, weight, before)
    order: list[int] = []
    bound = done = 0.0
    blocks = blocks_of(jobs, weight)
    for block in blocks:
        own, least = inside(block, jobs)
        total = sum(jobs.work[j] for j in block)
        gain = sum(jobs.weight[j] for j in block)
        bound += done * gain + least
        done += total
        order += own
    return Ordered(order=tuple(order), value=jobs.value(order), bound=bound, blocks=len(blocks))


def jobs_of(work: Sequence[float], weight: Sequence[float], before: Sequence[Iterable[int]]) -> Jobs:
    """Return what is to be put in order, with a topological order of it.

    Raises:
        RoadmapError: the prerequisites run in a circle.
    """
    firsts = [frozenset(b) for b in before]
    try:
        topological = tuple(TopologicalSorter(dict(enumerate(firsts))).static_order())
    except CycleError as error:
        raise RoadmapError(f"prerequisites run in a circle: {error.args[1]}") from error
    rank = [0] * len(work)
    for place, job in enumerate(topological):
        rank[job] = place
    return Jobs([max(p, _LEAST) for p in work], list(weight), firsts, rank)


def blocks_of(jobs: Jobs, weight: Sequence[float]) -> list[tuple[int, ...]]:
    """Return the decomposition for some benefits, best benefit per day first."""
    nodes = tuple(sorted(range(len(jobs.work)), key=jobs.rank.__getitem__))
    return _blocks(nodes, msgspec.structs.replace(jobs, weight=list(weight)))


def reordered(found: Ordered, order: Sequence[int], work: Sequence[float], weight: Sequence[float]) -> Ordered:
    """Return the proof for another order of the same jobs, one that something else (a date) asks for."""
    done = value = 0.0
    for job in order:
        done += max(work[job], _LEAST)
        value += weight[job] * done
    return Ordered(order=tuple(order), value=value, bound=found.bound, blocks=found.blocks)


def _blocks(nodes: tuple[int, ...], jobs: Jobs) -> list[tuple[int, ...]]:
    """Return the decomposition, best benefit per day first. Without recursion: a chain may be long."""
    out: list[tuple[int, ...]] = []
    todo = [nodes] if nodes else []
    while todo:
        part = todo.pop()
        first = _richer(part, jobs)
        if not first:
            out += _components(part, jobs)
            continue
        todo.append(tuple(j for j in part if j not in first))
        todo.append(tuple(j for j in part if j in first))
    return out


def _components(nodes: tuple[int, ...], jobs: Jobs) -> list[tuple[int, ...]]:
    """Split a block where nothing ties its parts together: all have the same benefit per day, so any order of them is
    as good, and each can be solved by itself."""
    place = {j: k for k, j in enumerate(nodes)}
    pairs = [(k, place[f]) for k, j in enumerate(nodes) for f in jobs.before[j] if f in place]
    if len(nodes) == 1 or not pairs:
        return [(j,) for j in nodes]
    table = np.array(pairs)
    graph = csr_array((np.ones(len(pairs), dtype=np.int8), (table[:, 0], table[:, 1])), shape=(len(nodes), len(nodes)))
    count, labels = connected_components(graph, directed=False)
    out: list[list[int]] = [[] for _ in range(count)]
    for job, label in zip(nodes, labels, strict=True):
        out[label].append(job)
    return [tuple(part) for part in out]


def _richer(nodes: tuple[int, ...], jobs: Jobs) -> frozenset[int]:
    """Return a closed set with more benefit per day than all of these together; empty where there is none."""
    if len(nodes) == 1:
        return frozenset()
    ratio = sum(jobs.weight[j] for j in nodes) / sum(jobs.work[j] for j in nodes)
    values = np.array([jobs.weight[j] - ratio * jobs.work[j] for j in nodes])
    size = np.abs(values).sum()
    if size <= 0:
        return frozenset()
    whole = np.rint(values / size * _WHOLE).astype(np.int64)
    place = {j: k for k, j in enumerate(nodes)}
    n = len(nodes)
    source, sink = n, n + 1
    arcs: list[tuple[int, int, int]] = []
    for k, job in enumerate(nodes):
        if whole[k] > 0:
            arcs.append((source, k, int(whole[k])))
        elif whole[k] < 0:
            arcs.append((k, sink, int(-whole[k])))
        arcs += [(k, place[first], 2 * _WHOLE) for first in jobs.before[job] if first in place]
    table = np.array(arcs, dtype=np.int32)
    graph = csr_array((table[:, 2], (table[:, 0], table[:, 1])), shape=(n + 2, n + 2))
    flow = maximum_flow(graph, source, sink)
    gained = int(whole[whole > 0].sum()) - int(flow.flow_value)
    if gained <= n:  # no more than rounding
        return frozenset()
    left = csr_array(graph - flow.flow)
    left.eliminate_zeros()
    reached = breadth_first_order(left, source, return_predecessors=False)
    chosen = frozenset(nodes[k] for k in reached if k < n)
    return chosen if len(chosen) < n else frozenset()
