"""Dates what people said for a repository, where it bears no date itself, by the history of its file."""

from pathlib import Path

from gradatim.collectors import answers, git
from gradatim.collectors.git.blame import Lines
from gradatim.evidence import cache
from gradatim.model.answers import Answer, Answers, NotApplicable
from gradatim.model.history import History

MOST_CHANGES = 2_000
"""A file of answers that changed more often is not looked through: somebody may have made it to be slow."""


def dated(path: Path, said: Answers, history: History | None, kept: Path | None) -> Answers:
    """Return what was said, what of it has no date with the day from which it stands so in `gradatim.yaml`.

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
    everything: tuple[Answer | NotApplicable, ...] = (*said.answers, *said.overviews, *said.not_applicable)
    if all(map(answers.is_dated, everything)):
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
