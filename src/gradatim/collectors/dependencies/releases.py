"""Releases as tags show them, each with its entry in the changelog."""

from datetime import UTC, datetime

from gradatim.collectors.dependencies.changelog import Changelog, locate
from gradatim.collectors.dependencies.entries import rules
from gradatim.model.dependencies import Release
from gradatim.model.evidence import Period
from gradatim.model.history import History, Tag, TagKind

_DAY = 86_400


def find(history: History | None, period: Period, changelog: Changelog) -> tuple[Release, ...]:
    """Return distinct releases, newest first.

    A release is a tag of that kind which HEAD, or a branch kept beside it, can reach. Of several tags with one version
    (the same commit, or a moved tag under another name) the annotated one counts, then the earlier.
    """
    if history is None:
        return ()
    wanted = [t for t in history.tags if t.kind is TagKind.RELEASE and not t.duplicate_of and (t.reachable or t.branch)]
    best: dict[str, Tag] = {}
    for tag in sorted(wanted, key=lambda t: (not t.annotated, t.time, t.name)):
        best.setdefault(tag.version or tag.name, tag)
    rolls = _rolls(history, changelog)
    found = [_release(t, period, changelog, rolls) for t in best.values()]
    return tuple(sorted(found, key=lambda r: (-r.time, r.tag)))


def _rolls(history: History, changelog: Changelog) -> tuple[int, ...]:
    """Return when a file that is written anew for each release was changed in the period."""
    if not changelog.rolled:
        return ()
    return tuple(c.commit_time for c in history.commits if any(f.path == changelog.rolled for f in c.files))


def _entry(tag: Tag, changelog: Changelog, rolls: tuple[int, ...]) -> str:
    """Return the entry of a release; notes that are written anew count if they were, in the weeks before its tag."""
    if entry := locate(changelog, tag.version or tag.name):
        return entry
    return f"{changelog.rolled}:1" if any(0 <= tag.time - t <= rules().rolled.days * _DAY for t in rolls) else ""


def _release(tag: Tag, period: Period, changelog: Changelog, rolls: tuple[int, ...]) -> Release:
    day = datetime.fromtimestamp(max(tag.time, 0), UTC).date()
    return Release(
        tag=tag.name,
        version=tag.version,
        time=tag.time,
        commit=tag.commit,
        signed=tag.signed,
        annotated=tag.annotated,
        in_period=period.covers(day),
        changelog=_entry(tag, changelog, rolls),
    )
