"""Plain values for tests of probes: short to write, complete enough to be judged. People are `alice`, `bob`, ..."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import gradatim.evaluation
from gradatim.model.answers import Answers
from gradatim.model.dependencies import DependencyFacts, Release
from gradatim.model.documents import Document, DocumentFacts, DocumentKind
from gradatim.model.evidence import EvidenceSet, Period
from gradatim.model.history import (
    Change,
    ChangeStyle,
    Commit,
    FileChange,
    History,
    PathHistory,
    Person,
    ReviewTrace,
    Tag,
    TagKind,
    Trailer,
    TreeFile,
)
from gradatim.model.pipelines import Job, Pipeline, PipelineFacts, Stage, Step, Trigger
from gradatim.probes.interface import ProbeSettings

PERIOD = Period(date(2025, 9, 1), date(2026, 8, 31))
DAY = date(2026, 3, 1)
"""A day in the middle of the period, where nothing else is said."""


def seconds(day: date) -> int:
    """Noon UTC of a day, in seconds since the epoch."""
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())


def full_id(number: int) -> str:
    """A commit id that differs within its first twelve digits."""
    return f"{number:012x}".ljust(40, "a")


def files(*paths: str) -> tuple[FileChange, ...]:
    """`src/a.py` is a modification; `A:src/a.py` an addition, `D:...` a deletion."""
    return tuple(FileChange(p[2:], p[0]) if p[1:2] == ":" else FileChange(p, "M") for p in paths)


def trailers(*lines: str) -> tuple[Trailer, ...]:
    """`reviewed-by=@bob` names a person, `fixes=#12` a value."""
    pairs = (line.split("=", 1) for line in lines)
    return tuple(Trailer(k, "", v[1:]) if v.startswith("@") else Trailer(k, v) for k, v in pairs)


def traces(*who: str) -> tuple[ReviewTrace, ...]:
    """`bob` merged it; `bob:reviewed-by` says how."""
    return tuple(ReviewTrace(*(w.split(":", 1) if ":" in w else (w, "merged-by"))) for w in who)


def change(number: int = 1, *paths: str, authors: tuple[str, ...] = ("alice",), **more: Any) -> Change:
    """A landed change by alice, a merged request unless said otherwise; keyword arguments are fields of `Change`.

    `reviewers` may be given as strings (see `traces`), `day` instead of `landed`.
    """
    day = more.pop("day", DAY)
    reviewers = more.pop("reviewers", ())
    touched = files(*(paths or ("src/app.py",)))
    fields: dict[str, Any] = {
        "id": full_id(number),
        "style": ChangeStyle.MERGE,
        "landed": seconds(day),
        "title": f"Change number {number}",
        "commits": (full_id(number),),
        "authors": authors,
        "landed_by": authors[0],
        "reviewers": tuple(r if isinstance(r, ReviewTrace) else traces(r)[0] for r in reviewers),
        "files": touched,
        "files_total": len(touched),
    }
    return Change(**(fields | more))


def reviewed(number: int = 1, *paths: str, by: str = "bob", **more: Any) -> Change:
    """A change that another person merged."""
    return change(number, *paths, **({"reviewers": (by,), "landed_by": by} | more))


def commit(number: int = 1, *paths: str, author: str = "alice", **more: Any) -> Commit:
    """A commit by alice; keyword arguments are fields of `Commit`, `day` instead of the times."""
    time = seconds(more.pop("day", DAY))
    touched = files(*(paths or ("src/app.py",)))
    fields: dict[str, Any] = {
        "id": full_id(number),
        "parents": (full_id(number + 1),),
        "author": author,
        "committer": author,
        "author_time": time,
        "commit_time": time,
        "subject": f"Change number {number}",
        "files": touched,
        "files_total": len(touched),
    }
    return Commit(**(fields | more))


def commits_of(changes: tuple[Change, ...]) -> tuple[Commit, ...]:
    """One commit for each commit id that the changes name."""
    return tuple(
        Commit(
            id=c,
            parents=(),
            author=x.authors[0],
            committer=x.landed_by or x.authors[0],
            author_time=x.landed,
            commit_time=x.landed,
            subject=x.title,
            files=x.files,
            files_total=x.files_total,
        )
        for x in changes
        for c in x.commits
    )


def history(*changes: Change, bots: tuple[str, ...] = (), forge: tuple[str, ...] = (), **more: Any) -> History:
    """A history with these landed changes; commits and people are made from them unless given."""
    names = {p for c in changes for p in (*c.authors, c.landed_by, *(r.person for r in c.reviewers)) if p}
    people = tuple(Person(n, n in bots, n in forge) for n in sorted(names | set(bots) | set(forge)))
    commits = more.pop("commits", commits_of(changes))
    fields: dict[str, Any] = {
        "head": full_id(0xFFFFFF),
        "branch": "main",
        "branches": ("main",),
        "remote_url": "https://github.com/acme/rocket",
        "commits_total": len(commits),
        "people": people,
        "commits": commits,
        "changes": changes,
    }
    return History(**(fields | more))


def tree(*paths: str, size: int = 100) -> tuple[TreeFile, ...]:
    """Files of a tree, sorted."""
    return tuple(TreeFile(p, size, "100644") for p in sorted(paths))


def path_history(**more: Any) -> PathHistory:
    """A file that two people changed five times, thrice in the period."""
    fields: dict[str, Any] = {
        "first": seconds(date(2023, 1, 1)),
        "last": seconds(DAY),
        "changes": 5,
        "people": 2,
        "changes_in_period": 3,
        "people_in_period": 2,
        "bulk": False,
    }
    return PathHistory(**(fields | more))


def stale_history(**more: Any) -> PathHistory:
    """A file that one person dropped in bulk years ago and nobody touched since."""
    dropped = seconds(date(2021, 1, 1))
    fields = {"first": dropped, "last": dropped, "changes": 1, "people": 1, "bulk": True}
    return path_history(**(fields | {"changes_in_period": 0, "people_in_period": 0} | more))


def tag(name: str, number: int = 1, day: date = DAY, **more: Any) -> Tag:
    """An annotated, unsigned, reachable release tag; its version is the name without a leading `v`."""
    fields: dict[str, Any] = {
        "name": name,
        "commit": full_id(number),
        "time": seconds(day),
        "annotated": True,
        "signed": False,
        "reachable": True,
        "kind": TagKind.RELEASE,
        "version": name.removeprefix("v"),
    }
    return Tag(**(fields | more))


def release(version: str, number: int = 1, day: date = DAY, **more: Any) -> Release:
    """A release of the period whose entry stands in the changelog."""
    fields: dict[str, Any] = {
        "tag": version if "@" in version else f"v{version}",
        "version": version,
        "time": seconds(day),
        "commit": full_id(number),
        "signed": False,
        "annotated": True,
        "in_period": PERIOD.covers(day),
        "changelog": f"CHANGELOG.md:{number}",
    }
    return Release(**(fields | more))


def document(path: str, *kinds: str, **more: Any) -> Document:
    """A living Markdown document of these kinds, all strong unless a kind is written `kind:weak`."""
    split = (k.partition(":") for k in kinds)
    fields: dict[str, Any] = {
        "path": path,
        "format": "markdown",
        "title": path.rpartition("/")[2],
        "kinds": tuple(DocumentKind(kind, word or "strong", "path and content") for kind, _, word in split),
        "words": 400,
        "history": path_history(),
    }
    return Document(**(fields | more))


def documents(*found: Document, **more: Any) -> DocumentFacts:
    """Documents in order of path."""
    return DocumentFacts(documents=tuple(sorted(found, key=lambda d: d.path)), scanned=len(found), **more)


def step(*stages: Stage, **more: Any) -> Step:
    """A gating step of these stages."""
    return Step(**({"name": "step", "run": "make it", "line": 10, "stages": stages} | more))


def job(*steps: Step, **more: Any) -> Job:
    """A job of these steps."""
    return Job(**({"id": "job", "name": "job", "line": 5, "steps": steps} | more))


def pipeline(*jobs: Job, on: tuple[str, ...] = ("push", "change"), **more: Any) -> Pipeline:
    """A living GitHub workflow that runs on every push and change."""
    fields: dict[str, Any] = {
        "path": ".github/workflows/ci.yml",
        "system": "github-actions",
        "name": "CI",
        "triggers": tuple(Trigger(event=e) for e in on),
        "jobs": jobs,
        "history": path_history(),
    }
    return Pipeline(**(fields | more))


def pipelines(*found: Pipeline, **more: Any) -> PipelineFacts:
    """Pipeline definitions."""
    return PipelineFacts(pipelines=found, **more)


def evidence_set(**more: Any) -> EvidenceSet:
    """A unit with an empty history and no facts."""
    fields: dict[str, Any] = {
        "unit": "rocket",
        "title": "Rocket",
        "period": PERIOD,
        "history": history(),
        "documents": DocumentFacts(),
        "pipelines": PipelineFacts(),
        "dependencies": DependencyFacts(),
        "answers": Answers(),
    }
    return EvidenceSet(**(fields | more))


@cache
def policy_settings() -> ProbeSettings:
    """The shipped policy's numbers, so that a probe's test fails when its number is not in the policy."""
    path = Path(gradatim.evaluation.__path__[0]) / "policy.yaml"
    probes = yaml.safe_load(path.read_text(encoding="utf-8"))["probes"]
    return ProbeSettings(
        minimum_sample=probes["minimum_sample"],
        rate_holds=probes["rate_holds"],
        fresh_days=probes["fresh_days"],
        values={k: float(v["value"] if isinstance(v, dict) else v) for k, v in probes["values"].items()},
    )
