"""Turns facts into pointers that a person can open."""

from datetime import UTC, date, datetime
from urllib.parse import quote, urlsplit

import msgspec

from gradatim.model.evidence import Evidence, EvidenceKind
from gradatim.model.history import Change, Commit, History, Tag
from gradatim.probes.support.data import load


def day(seconds: int) -> date:
    """Return the UTC day of a time in seconds since the epoch."""
    return datetime.fromtimestamp(seconds, UTC).date()


def change_record(history: History, change: Change) -> Evidence:
    """Point to the commit that put a change on the main line."""
    return _commit(history, change.id, change.title, change.landed)


def commit_record(history: History, commit: Commit) -> Evidence:
    """Point to a commit."""
    return _commit(history, commit.id, commit.subject, commit.commit_time)


def tag_record(history: History | None, name: str, seconds: int, summary: str = "") -> Evidence:
    """Point to a tag."""
    return Evidence(
        id=f"tag:{name}",
        kind=EvidenceKind.ARTIFACT,
        source="git",
        location=name,
        summary=summary or name,
        when=day(seconds),
        url=_url(history, "tag", tag=quote(name, safe="/")),
    )


def tag_of(history: History, tag: Tag) -> Evidence:
    """Point to a tag, with what is known of it."""
    words = "signed" if tag.signed else "annotated" if tag.annotated else "lightweight"
    return tag_record(history, tag.name, tag.time, f"{tag.name} ({words})")


def file_record(
    history: History | None, path: str, line: int = 0, summary: str = "", *, source: str = "git", last: int = 0
) -> Evidence:
    """Point to a file at HEAD (or in the folder), or to a line of it."""
    url = "" if "\\x" in path else _url(history, "file", path=quote(path), line=line)
    return Evidence(
        id=f"file:{path}#L{line}" if line else f"file:{path}",
        kind=EvidenceKind.ARTIFACT,
        source=source,
        location=f"{path}:{line}" if line else path,
        summary=summary or path,
        when=day(last) if last else None,
        url=url,
    )


def from_root(history: History | None, record: Evidence) -> Evidence:
    """Return a record of a folder's history as one of its repository: paths from the root, what is shared marked."""
    if history is None or not history.folder:
        return record
    if record.id.startswith("tag:"):
        return msgspec.structs.replace(record, shared=history.tags_shared)
    if not record.id.startswith("file:"):
        return record
    seen, mark, line = record.id.removeprefix("file:").partition("#L")
    path = history.repository_path(seen)
    return msgspec.structs.replace(
        record,
        id=f"file:{path}{mark}{line}",
        location=f"{path}:{line}" if line else path,
        summary=path if record.summary == seen else record.summary,
        url="",
        shared=seen in history.shared,
    )


def linked(history: History | None, record: Evidence) -> Evidence:
    """Return a record of a file with its address on the forge, where it has none yet and the remote is known."""
    if record.url or not record.id.startswith("file:"):
        return record
    path, _, line = record.id.removeprefix("file:").partition("#L")
    url = "" if "\\x" in path else _url(history, "file", path=quote(path), line=int(line) if line.isdigit() else 0)
    return msgspec.structs.replace(record, url=url)


def placed_record(history: History | None, place: str, summary: str = "", *, source: str = "git") -> Evidence:
    """Point to `path:line`, as facts write it, or to a bare path."""
    path, _, line = place.rpartition(":")
    if path and line.isdigit():
        return file_record(history, path, int(line), summary, source=source)
    return file_record(history, place, 0, summary, source=source)


def _commit(history: History, commit: str, summary: str, seconds: int) -> Evidence:
    return Evidence(
        id=f"commit:{commit[:12]}",
        kind=EvidenceKind.ARTIFACT,
        source="git",
        location=commit,
        summary=summary,
        when=day(seconds),
        url=_url(history, "commit", id=commit),
    )


def _url(history: History | None, what: str, *, line: int = 0, **parts: str) -> str:
    """Return an address on the forge, or nothing where the remote is unknown or no forge we know."""
    if history is None or not history.remote_url.startswith("https://"):
        return ""
    base = history.remote_url.rstrip("/")
    host = (urlsplit(base).hostname or "").lower()
    for forge in load("forges")["forges"]:
        if any(word in host for word in forge["words"]):
            address: str = forge[what].format(base=base, head=history.head, **parts)
            return address + (forge["line"].format(line=line) if line else "")
    return ""
