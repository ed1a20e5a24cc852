"""Reads subjects and messages: what is a fix, which convention a subject follows, whether a message gives a reason."""

import re
from collections.abc import Mapping
from functools import cache

from gradatim.model.history import Change, ChangeStyle, Commit, History
from gradatim.probes.support.data import load, pattern

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
"""A word, or one sign of a script that writes no spaces."""


def is_fix(change: Change, commits: Mapping[str, Commit]) -> bool:
    """Tell whether a change mends behaviour, by its title or the subject of its only commit."""
    if _mends(change.title):
        return True
    own = [commits[c].subject for c in change.commits if c in commits]
    return len(own) == 1 and not _matches("fix.upkeep", _unsigned(change.title)) and _mends(own[0])


def _mends(subject: str) -> bool:
    plain = _unsigned(subject)
    return not _matches("fix.upkeep", plain) and (_matches("fix.mends", subject) or _matches("fix.mends", plain))


def _unsigned(subject: str) -> str:
    return pattern("subjects", "sign").sub("", subject, count=1)


def is_revert(change: Change, commits: Mapping[str, Commit]) -> bool:
    """Tell whether a change takes another one back.

    A topic that took back a step of its own on the way does not, nor does what brings a reverted change in again.
    """
    title, alone = _unsigned(change.title), len(change.commits) < 2
    subjects = [_unsigned(commits[i].subject) for i in change.commits if alone and i in commits]
    if any(_matches("reapply", subject) for subject in (title, *subjects)):
        return False
    return (bool(change.revert_of) and alone) or _matches("revert", title) or _matches("revert_titled", title)


def is_editorial(title: str) -> bool:
    """Tell whether a change of a document alters no meaning, by its title."""
    return _matches("editorial", title)


def is_version_bump(title: str) -> bool:
    """Tell whether a subject is that of a release being made."""
    return _matches("version_bump", title)


def is_about_components(title: str) -> bool:
    """Tell whether a subject says that components from outside were changed."""
    return _matches("dependency", title)


def conventions_of(subject: str) -> frozenset[str]:
    """Return the names of all conventions that a subject follows: `fix: x` is conventional and names an area."""
    return frozenset(name for name, form in _conventions() if form.match(subject))


def convention_names() -> tuple[str, ...]:
    """Return the names of all known conventions, the narrower ones first."""
    return tuple(name for name, _ in _conventions())


def words_of_reason(body: str) -> int:
    """Count the words of a message's body that are no boilerplate."""
    lines = (line.strip() for line in pattern("subjects", "asked").sub("", body).splitlines())
    return sum(len(_WORD.findall(line)) for line in lines if line and not _matches("boilerplate", line))


def reason_words(history: History, change: Change, commits: Mapping[str, Commit]) -> int:
    """Return the length in words of the longest reason that the change's commits or its merge give.

    What a forge puts there is no reason: the request's title in a merge, the list of commits in a squash.
    """
    ids = dict.fromkeys((change.id, *change.commits))
    return max((words_of_reason(_own_words(change, commits[i])) for i in ids if i in commits), default=0)


def words_after_title(title: str) -> int:
    """Count the words of a reason in a revert's title: behind the title in quotes, or from a word such as `because`."""
    _, quote, behind = title.rpartition('"')
    if not quote:
        reason = pattern("subjects", "why_reverted").search(title[:500])
        return len(_WORD.findall(reason[0])) if reason else 0
    said = re.sub(r"\([#!]\d+\)", "", behind).strip()
    return 0 if _matches("where_reverted", said) else len(_WORD.findall(said))


def _own_words(change: Change, commit: Commit) -> str:
    squash = change.style is ChangeStyle.SQUASH
    lines = (line.strip() for line in commit.body.splitlines())
    kept = (line for line in lines if line not in (change.title, commit.subject))
    return "\n".join(line for line in kept if not (squash and line.startswith("* ")))


def commits_by_id(history: History) -> dict[str, Commit]:
    """Return the period's commits by id."""
    return {commit.id: commit for commit in history.commits}


@cache
def _conventions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (c["name"], re.compile(c["pattern"], re.NOFLAG if c.get("case") else re.IGNORECASE))
        for c in load("subjects")["conventions"]
    )


def _matches(rule: str, text: str) -> bool:
    return pattern("subjects", rule).search(text[:500]) is not None
