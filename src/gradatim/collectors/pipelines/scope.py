"""Keeps of a repository's pipelines what a change to one of its folders starts."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

import msgspec

from gradatim.model.history import History
from gradatim.model.pipelines import EntryPoint, Job, Pipeline, PipelineFacts, Step, Trigger

_LIMITED = frozenset(("push", "change"))
_AZURE = "azure-pipelines"
_WILD = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
_MOST_PATTERNS = 40
"""So many patterns of a job are kept; of more it is not known whether they leave the folder out."""


class _Part(msgspec.Struct, frozen=True):
    """The folder, and how its files are named."""

    folder: str
    files: tuple[str, ...]
    """Its own files, from the repository's root."""
    seen: Callable[[str], str]
    """From a path of the repository to the name that the unit sees."""


def of_folder(whole: PipelineFacts, own: PipelineFacts, history: History) -> PipelineFacts:
    """Return the pipeline facts of a folder.

    Args:
        whole: what was found in the whole repository: only there do services look for definitions.
        own: what was found in the folder alone: tests, sources, entry points.
        history: the folder's.
    """
    laid = {history.repository_path(f.path): f.path for f in history.tree}
    files = tuple(path for path, seen in laid.items() if seen not in history.shared)
    part = _Part(history.folder, files, lambda path: laid.get(path) or history.outside(path))
    kept = [p for found in whole.pipelines if found.path in laid and (p := _pipeline(found, part, history))]
    shared_points = (_entry_point(e, part) for e in whole.entry_points if laid.get(e.path) in history.shared)
    threshold = whole.coverage_threshold.rpartition(":")
    return msgspec.structs.replace(
        own,
        pipelines=tuple(kept),
        entry_points=(*own.entry_points, *shared_points),
        coverage_threshold=own.coverage_threshold
        or (f"{laid[threshold[0]]}:{threshold[2]}" if threshold[0] in laid else ""),
        elsewhere=sum(p.active for p in whole.pipelines) - sum(p.active for p in kept),
        problems=tuple(
            sorted({**{part.seen(p): why for p, why in whole.problems if p in laid}, **dict(own.problems)}.items())
        ),
    )


def _entry_point(found: EntryPoint, part: _Part) -> EntryPoint:
    return msgspec.structs.replace(found, path=part.seen(found.path))


def _pipeline(found: Pipeline, part: _Part, history: History) -> Pipeline | None:
    """Return a pipeline as a change to the folder starts it; None where none does."""
    triggers = tuple(t for trigger in found.triggers if (t := _trigger(trigger, found.system, part)))
    jobs = tuple(j for job in found.jobs if (j := _job(job, found.system, part)))
    if found.active and ((found.triggers and not triggers) or (found.jobs and not jobs)):
        return None
    path = part.seen(found.path)
    return msgspec.structs.replace(found, path=path, triggers=triggers, jobs=jobs, history=history.paths.get(path))


def _trigger(found: Trigger, system: str, part: _Part) -> Trigger | None:
    if found.event not in _LIMITED or not found.paths:
        return found
    taken = _taken(found.paths, system, part.files)
    if not taken:
        return None
    return msgspec.structs.replace(found, paths=()) if taken == len(part.files) else found


def _job(found: Job, system: str, part: _Part) -> Job | None:
    """Return a job as a change to the folder starts it; None where it is of other folders alone."""
    if found.folder and not _related(found.folder, part.folder):
        return None
    paths = found.paths
    if paths and len(paths) < _MOST_PATTERNS:
        taken = _taken(paths, system, part.files)
        if not taken:
            return None
        paths = () if taken == len(part.files) else paths
    steps = tuple(_step(step, part) for step in found.steps)
    return msgspec.structs.replace(found, paths=paths, steps=steps, path=part.seen(found.path) if found.path else "")


def _step(found: Step, part: _Part) -> Step:
    return msgspec.structs.replace(found, path=part.seen(found.path)) if found.path else found


def _related(one: str, other: str) -> bool:
    """Tell whether one folder is, holds or lies in the other."""
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")


def _taken(patterns: tuple[str, ...], system: str, files: Iterable[str]) -> int:
    """Return how many of the files a filter takes: of its patterns the last that fits decides, `!` leaves out."""
    rules = [(not p.startswith("!"), _glob(p.removeprefix("!"), system)) for p in patterns]
    first = not any(takes for takes, _ in rules)  # with exceptions alone, all else is taken
    found = 0
    for file in files:
        takes = first
        for verdict, pattern in rules:
            if pattern.match(file):
                takes = verdict
        found += takes
    return found


@lru_cache(maxsize=2048)
def _glob(pattern: str, system: str) -> re.Pattern[str]:
    """Compile a pattern of paths in the dialect of a system; one with a variable fits everything: it is not known."""
    plain = pattern.lstrip("/").removeprefix("./")[:300]
    if "$" in plain:
        return re.compile("")
    if system == _AZURE and not re.search(r"[*?].*[^*]$", plain):
        # A folder stands for all in it, as a last `*` does.
        plain = plain.rstrip("/*") + "/**" if plain.rstrip("/*") else "**"
    quantified = system == "github-actions"
    pieces = (_piece(p, quantified=quantified) for p in re.findall(r"\*\*/|\*\*?|\[[^\]]*\]|\{[^}]*\}|.", plain))
    try:
        return re.compile("".join(pieces) + r"\Z")
    except re.error:
        return re.compile("")


def _piece(piece: str, *, quantified: bool) -> str:
    """Return a part of a pattern as a regular expression; `quantified`: `?` and `+` speak of what stands before."""
    if piece in "?+" and quantified:
        return piece
    if piece in _WILD:
        return _WILD[piece]
    if re.fullmatch(r"\[!?[\w.-]+\]", piece):
        return piece.replace("[!", "[^")
    if len(piece) > 2 and piece[0] == "{":
        return "(?:" + "|".join(re.escape(p).replace(r"\*", "[^/]*") for p in piece[1:-1].split(",")) + ")"
    return re.escape(piece)
