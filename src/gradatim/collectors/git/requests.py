"""Recognises from a message how a commit landed: which forge wrote it, for which request, from which branch."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from gradatim.collectors.git.messages import Message, Named
from gradatim.collectors.git.vocabulary import RequestRule, landing_rules


class Request(NamedTuple):
    """What a message says about a request."""

    style: str
    """`merge`, `squash`, `rebase`."""
    number: str
    branch: str = ""
    reviewers: tuple[Named, ...] = ()
    title: str = ""
    submits: bool = False
    """The forge put it on the main line: its committer says who uploaded it, not who let it in."""
    project: str = ""
    """`owner/name`, where the number stands behind it."""


@cache
def _requests() -> tuple[tuple[RequestRule, re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    return tuple(
        (rule, re.compile(rule.subject) if rule.subject else None, re.compile(rule.body, re.M) if rule.body else None)
        for rule in landing_rules().requests
    )


@cache
def _squash() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in landing_rules().squash)


@cache
def _branch_merges() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in landing_rules().branch_merges)


def find_request(message: Message, *, merge: bool) -> Request | None:
    """Return the request that a commit landed, or None where its message names none as its own."""
    for rule, subject, body in _requests():
        if (rule.style == "merge") != merge:
            continue
        found = subject.search(message.subject) if subject else None
        if subject and not found:
            continue
        if body:
            inner = body.search(message.body)
            if not inner:
                continue
            found = inner
        if found:
            return _request(rule, found, _votes(rule, message.body))
    for pattern in _squash():
        match = pattern.search(message.subject)
        if match:
            if not merge:
                return Request("squash", match["number"])
            # A merge may carry the request's title in place of the forge's own words (GitHub's merge queue).
            return Request("merge", match["number"], title=message.subject)
    return None


def own_numbers(message: Message) -> frozenset[str]:
    """Return the numbers of every request that a message names as its own.

    There may be two: what is landed from inside a company has a revision there, and a request on the forge.
    """
    bodies = (body.findall(message.body) for rule, subject, body in _requests() if body and not (subject or rule.votes))
    squashed = (found["number"] for pattern in _squash() if (found := pattern.search(message.subject)))
    return frozenset((*(number for numbers in bodies for number in numbers), *squashed))


def _votes(rule: RequestRule, body: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m["name"] for m in re.finditer(rule.votes, body, re.M))) if rule.votes else ()


def _request(rule: RequestRule, match: re.Match[str], votes: tuple[str, ...]) -> Request:
    groups = {name: value or "" for name, value in match.groupdict().items()}
    # Who sent it in and also ordered the merge (`Merge #7 - ann:topic, r=ann`) is no second person.
    nobody = {"", "me", "<try>", groups.get("author", "").casefold()}
    names = (*groups.get("reviewers", "").split(","), *votes)
    return Request(
        rule.style,
        groups.get("number", ""),
        groups.get("branch", ""),
        tuple(Named(name, "") for name in names if name.casefold() not in nobody),
        groups.get("title", ""),
        rule.submits,
        groups.get("project", ""),
    )


def merged_branch(subject: str) -> str:
    """Return the branch that a merge's subject names, or an empty string."""
    for pattern in _branch_merges():
        match = pattern.search(subject)
        if match:
            return match["branch"].strip("'\"")
    return ""


@cache
def _pull() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in landing_rules().pull_merges)


@cache
def _long_lived() -> re.Pattern[str]:
    return re.compile(landing_rules().long_lived, re.IGNORECASE)


def is_pull_merge(subject: str, home: str) -> bool:
    """Tell whether a merge came from `git pull` of the main line into a copy of itself.

    `home` is the repository's own address without scheme, empty where unknown. A pull of somebody else's copy is a
    contribution, whatever its branch is called. Where the address is not known, a branch that is merged into one of
    its own name is taken for a branch that several people share.
    """
    for pattern in _pull():
        match = pattern.search(subject)
        if match:
            groups = match.groupdict()
            address = groups.get("address") or ""
            if address and home:
                return _tail(address) == _tail(home)
            return is_long_lived(match["branch"]) or match["branch"] == groups.get("into")
    return False


def _tail(address: str) -> tuple[str, ...]:
    """Return owner and name, the same for all ways to write an address."""
    parts = re.split(r"[/:]", address.strip("/").removesuffix(".git").casefold())
    return tuple(parts[-2:])


def is_long_lived(branch: str) -> bool:
    """Tell whether a branch's name is that of a line that lives on: main, develop, stable, 2.x, release/3."""
    return bool(_long_lived().search(branch))


def mirrored_lines(subjects: Iterable[str]) -> frozenset[str]:
    """Return the branches that merges of the main line bring in again and again under the name of a main line.

    `obsd-master` is a copy of another repository's line that is kept up with, no topic: nobody looked at it anew.
    """
    rule = landing_rules().mirrors
    named = Counter(merged_branch(subject) for subject in subjects if " of " not in subject)
    return frozenset(
        branch for branch, times in named.items() if times >= rule.merges and re.search(rule.name, branch, re.I)
    )
