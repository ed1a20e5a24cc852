"""Dates the answers of a repository that bear no date themselves by its history."""

from pathlib import Path

from gradatim.collectors import answers, git
from gradatim.collectors.git.blame import Lines
from gradatim.evidence import cache
from gradatim.model.answers import Answers
from gradatim.model.history import History

MOST_CHANGES = 2_000
"""A file of answers that changed more often is not looked through: somebody may have made it to be slow."""


def dated(path: Path, said: Answers, history: History | None, kept: Path | None) -> Answers:
    """Return the answers, those without a date with the day from which they stand so in `gradatim.yaml`.

    Args:
        path: the repository.
        said: read from its own `gradatim.yaml`, or from that of one of its folders.
        history: of the repository or the folder; without it nothing is dated.
        kept: folder of the cache.
    """
    folder, _, name = said.path.rpartition("/")
    lived = history.paths.get(name) if history else None
    if history is None or lived is None or lived.changes > MOST_CHANGES:
        return said
    if all(map(answers.is_dated, (*said.answers, *said.overviews))):
        return said
    content = answers.own_content(path, folder)
    return answers.with_days(said, content, _lines(path, history.head, said.path, kept)) if content else said


def _lines(path: Path, head: str, name: str, kept: Path | None) -> Lines:
    folder = kept / "answers" if kept else None
    entry = cache.key(cache.code_stamp(), head, name)
    known = cache.get(folder, entry, Lines)
    if known is not None:
        return known
    found = git.line_days(path, head, name)
    cache.put(folder, entry, found)
    return found
