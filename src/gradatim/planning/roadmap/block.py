"""One block of an order, where no part comes first for its benefit a day: solved exactly, or well and with a bound.

Small blocks are solved by dynamic programming over closed sets. Larger ones get two orders, one that takes what brings
most benefit a day with all it needs, one read from the linear programme of `pairs`; both are mended by moving single
jobs, and the better is taken. The bound is the better of two as well: the area under the line of benefit over work, and
that of `pairs`.
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from gradatim.planning.roadmap.pairs import relaxed

SMALL = 200_000
"""A block is solved exactly up to so many closed sets times its size; beyond it costs more than it gains."""
PAIRED = 160
"""Up to so many jobs a block gets the bound by pairs: its programme grows with their square."""
LOOKS = 3_000_000
"""Exchanges looked at while an order is mended, at most."""
_LEAST_GAIN = 1e-9


class Jobs(msgspec.Struct, frozen=True):
    """What is to be put in order."""

    work: Sequence[float]
    weight: Sequence[float]
    before: Sequence[frozenset[int]]
    """By job, those that come first."""
    rank: Sequence[int]
    """Place in one topological order."""

    def value(self, order: Iterable[int]) -> float:
        """Return the sum of benefit times the work done until it comes."""
        done = value = 0.0
        for job in order:
            done += self.work[job]
            value += self.weight[job] * done
        return value


def inside(block: tuple[int, ...], jobs: Jobs) -> tuple[list[int], float]:
    """Return an order of one block (in topological order), from time 0, and a bound of its value."""
    found = _exact(block, jobs)
    if found is not None:
        return found, jobs.value(found)
    # Inside a block no closed set has more benefit per day than the whole. Drawn as a line of benefit over work, each
    # order therefore lies under the diagonal; the area over the line is its value less half of each job's rectangle.
    own = sum(jobs.weight[j] * jobs.work[j] for j in block)
    bound = (sum(jobs.weight[j] for j in block) * sum(jobs.work[j] for j in block) + own) / 2
    needs = _needs(block, jobs)
    starts = [_greedy(block, needs, jobs)]
    if len(block) <= PAIRED:
        least, ends = relaxed([jobs.work[j] for j in block], [jobs.weight[j] for j in block], needs)
        bound = max(bound, least)
        starts.append(_by_time(block, ends, jobs))
    orders = [_mended(start, block, needs, jobs) for start in starts]
    return min(orders, key=jobs.value), bound


def _needs(block: tuple[int, ...], jobs: Jobs) -> list[int]:
    """Return by place in the block the places of all that come first, directly or not, as bits."""
    place = {j: k for k, j in enumerate(block)}
    needs = [0] * len(block)
    for k, job in enumerate(block):  # in topological order: what a need needs is known already
        for first in jobs.before[job]:
            if first in place:
                needs[k] |= needs[place[first]] | 1 << place[first]
    return needs


def _exact(block: tuple[int, ...], jobs: Jobs) -> list[int] | None:
    """Return the best order by dynamic programming over closed sets; None where there are too many."""
    place = {j: k for k, j in enumerate(block)}
    needs = [sum(1 << place[f] for f in jobs.before[j] if f in place) for j in block]
    full = (1 << len(block)) - 1
    layer: dict[int, tuple[float, float]] = {0: (0.0, 0.0)}
    came: dict[int, int] = {}
    for _ in block:
        following: dict[int, tuple[float, float]] = {}
        for chosen, (value, done) in layer.items():
            for k, job in enumerate(block):
                bit = 1 << k
                if chosen & bit or needs[k] & ~chosen:
                    continue
                end = done + jobs.work[job]
                worth = value + jobs.weight[job] * end
                known = following.get(chosen | bit)
                if known is None or worth < known[0] - 1e-12:
                    following[chosen | bit] = (worth, end)
                    came[chosen | bit] = k
        if len(came) * len(block) > SMALL:
            return None
        layer = following
    out, left = [], full
    while left:
        k = came[left]
        out.append(block[k])
        left &= ~(1 << k)
    return out[::-1]


def _greedy(block: tuple[int, ...], needs: Sequence[int], jobs: Jobs) -> list[int]:
    """Take again and again the job that, with what it still needs, brings most benefit per day."""
    left = (1 << len(block)) - 1
    out: list[int] = []
    while left:
        best, best_ratio = 0, -1.0
        for k in _bits(left):
            missing = (needs[k] | 1 << k) & left
            if jobs.weight[block[k]] > 0 or left == missing:
                members = _bits(missing)
                ratio = sum(jobs.weight[block[m]] for m in members) / sum(jobs.work[block[m]] for m in members)
                if ratio > best_ratio:
                    best, best_ratio = missing, ratio
        if not best:
            best = left
        out += sorted((block[k] for k in _bits(best)), key=jobs.rank.__getitem__)
        left &= ~best
    return out


def _by_time(block: tuple[int, ...], ends: Sequence[float], jobs: Jobs) -> list[int]:
    """Return the block by the ends that the relaxed programme gives its jobs, prerequisites kept."""
    place = {j: k for k, j in enumerate(block)}
    waiting = [sum(f in place for f in jobs.before[j]) for j in block]
    behind: list[list[int]] = [[] for _ in block]
    for k, job in enumerate(block):
        for first in jobs.before[job]:
            if first in place:
                behind[place[first]].append(k)
    ready = [(ends[k], k) for k, count in enumerate(waiting) if count == 0]
    heapq.heapify(ready)
    out = []
    while ready:
        _, k = heapq.heappop(ready)
        out.append(block[k])
        for then in behind[k]:
            waiting[then] -= 1
            if waiting[then] == 0:
                heapq.heappush(ready, (ends[then], then))
    return out


def _mended(order: Sequence[int], block: tuple[int, ...], needs: Sequence[int], jobs: Jobs) -> list[int]:
    """Move single jobs to where they do best until none gains, within the looks allowed."""
    place = {j: k for k, j in enumerate(block)}
    out, looks, moved = list(order), LOOKS, True
    while moved and looks > 0:
        moved = False
        for job in tuple(out):
            at = out.index(job)
            later = _best_move(job, out[at + 1 :], 1, place, needs, jobs)
            earlier = _best_move(job, out[:at][::-1], -1, place, needs, jobs)
            looks -= later[2] + earlier[2]
            gain, steps, _ = max(later, earlier)
            if gain > _LEAST_GAIN:
                out.insert(at + (steps if later >= earlier else -steps), out.pop(at))
                moved = True
    return out


def _best_move(  # noqa: PLR0917 - one move and what it is judged by
    job: int, passed: Iterable[int], sign: int, place: Mapping[int, int], needs: Sequence[int], jobs: Jobs
) -> tuple[float, int, int]:
    """Return the best gain of moving a job over those that follow (1) or precede (-1) it, the steps, and the looks."""
    gain, best, steps, looks = 0.0, 0.0, 0, 0
    for other in passed:
        first, then = (job, other) if sign > 0 else (other, job)
        looks += 1
        if needs[place[then]] >> place[first] & 1:
            break
        gain += sign * (jobs.weight[other] * jobs.work[job] - jobs.weight[job] * jobs.work[other])
        if gain > best:
            best, steps = gain, looks
    return best, steps, looks


def _bits(mask: int) -> list[int]:
    out = []
    while mask:
        low = mask & -mask
        out.append(low.bit_length() - 1)
        mask ^= low
    return out
