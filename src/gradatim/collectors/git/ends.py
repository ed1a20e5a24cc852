"""Reads a history with line counts by two git processes, one from each end, until they meet.

Counting lines keeps git busy on one core. Cutting the history beforehand would need to know what each part costs, and
every process begun anew unpacks again what its neighbours had unpacked; two readers that meet share the work evenly.
"""

import threading
from collections.abc import Generator, Iterator
from contextlib import closing
from queue import Queue
from typing import NamedTuple, TypeVar

from gradatim.collectors.git.process import GitFailed
from gradatim.collectors.git.stream import RawCommit

_T = TypeVar("_T")
Source = Generator[_T, None, None]
_WAITING = 2
"""Things that wait for the reader: enough to keep the sources at work, few to throw away when they meet."""


class _End(NamedTuple):
    """A source was read to its end, or raised."""

    error: BaseException | None = None


def until_they_meet(forward: Source[list[RawCommit]], backward: Source[list[RawCommit]]) -> Iterator[list[RawCommit]]:
    """Yield the commits of two readings of one history in opposite orders, each commit once.

    Raises:
        GitFailed: one of them stopped half-way; all that either could read was yielded.
    """
    seen: set[bytes] = set()
    with closing(as_they_come(forward, backward)) as batches:
        for batch in batches:
            fresh = [commit for commit in batch if commit.id not in seen]
            seen.update(commit.id for commit in fresh)
            yield fresh
            if len(fresh) < len(batch):
                return


def as_they_come(*sources: Source[_T]) -> Source[_T]:
    """Yield from several sources as things arrive, each read in a thread of its own.

    Raises:
        GitFailed: a source raised it; the others were read to their end first.
    """
    arrived: Queue[_T | _End] = Queue(_WAITING)
    enough = threading.Event()
    threads = [threading.Thread(target=_read, args=(source, arrived, enough)) for source in sources]
    for thread in threads:
        thread.start()
    running, failure = len(threads), None
    try:
        while running:
            item = arrived.get()
            if not isinstance(item, _End):
                yield item
                continue
            running -= 1
            failure = failure or item.error
            if item.error and not isinstance(item.error, GitFailed):
                break
    finally:
        enough.set()
        while running:
            # A reader that waits for room must come to its end.
            running -= isinstance(arrived.get(), _End)
        for thread in threads:
            thread.join()
    if failure:
        raise failure


def _read(source: Source[_T], arrived: "Queue[_T | _End]", enough: threading.Event) -> None:
    try:
        with closing(source):
            for item in source:
                arrived.put(item)
                if enough.is_set():
                    break
        arrived.put(_End())
    except BaseException as error:  # handed on to whoever reads the queue
        arrived.put(_End(error))
