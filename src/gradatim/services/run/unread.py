"""What could not be read of a source, as problems: what each hides, and how to mend it."""

from gradatim.collectors import git
from gradatim.model.answers import Answers
from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Problem
from gradatim.model.history import History
from gradatim.services.run.content import Content


def no_repository(place: git.Place) -> Problem:
    """Say what a plain folder hides."""
    return Problem(
        source="git",
        what="The folder lies inside a git repository, whose commit holds nothing of it."
        if place.folder
        else "The folder is no git repository.",
        hides="Everything that history shows: changes, reviews, releases, how documents grew.",
        mend="Commit what belongs to the folder; its files were read as they lie there, committed or not."
        if place.folder
        else "Run on a clone of the repository.",
    )


def unread_pointers(found: DocumentFacts, said: Answers, pointers: dict[str, str]) -> tuple[Problem, ...]:
    """Say which documents that people point to in `gradatim.yaml` were not read."""
    read = {d.path for d in found.documents}
    return tuple(
        Problem(
            source="answers",
            location=said.path,
            what=f"`documents:` names {path} as {kind}, and it was not read: "
            + ("nothing is opened on the web." if "://" in path else "no document that can be read lies there."),
            hides="What this document would show.",
            mend="Answer the questions that it speaks to, with its address (`gradatim ask`)."
            if "://" in path
            else "Correct the path, from the root of the repository; a document counts once it is committed.",
        )
        for kind, path in sorted(said.documents.items())
        if pointers[kind] not in read
    )


def skipped_files(content: Content, history: History | None) -> tuple[Problem, ...]:
    """Return one problem a file that could not be read, and one for all whose content a damaged repository lacks.

    What a partial clone lacks on purpose is a problem of the clone, told with its history.
    """
    unread = [("documents", path, reason) for path, reason in content.documents.skipped]
    unread += [("pipelines", path, reason) for path, reason in content.pipelines.problems]
    unread += [("dependencies", path, reason) for path, reason in content.dependencies.problems]
    place = history.repository_path if history else str
    absent = sorted(file.path for file in history.tree if file.size < 0) if history else []
    missing = set(absent)
    told = [_unread_file(source, place(path), why) for source, path, why in unread if path not in missing]
    if history and absent and not history.partial:
        told.append(_lost([place(path) for path in absent]))
    return tuple(told)


def _unread_file(source: str, path: str, reason: str) -> Problem:
    return Problem(
        source=source,
        location=path,
        what=f"Not read: {reason}",
        hides="What this file would show.",
        mend="Mend or remove the file, or list it under ignore_paths: in gradatim.yaml.",
    )


def _lost(paths: list[str]) -> Problem:
    return Problem(
        source="git",
        location=paths[0],
        what=f"Contents of {len(paths)} files at HEAD are missing from the repository; the first is {paths[0]}.",
        hides="What these files would show.",
        mend="Run `git fsck`, fetch the missing objects or clone again.",
    )
