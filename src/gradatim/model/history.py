"""Facts from version control. People are pseudonyms here: no name or address goes further than the collector."""

import posixpath
from enum import StrEnum
from typing import Annotated

import msgspec

Moment = Annotated[int, msgspec.Meta(ge=-62_135_596_800, le=253_402_300_799)]
"""Seconds since the epoch, UTC, within the years 1 to 9999: what is read back from a file may say anything."""


class Person(msgspec.Struct, frozen=True):
    """One identity after merging names and addresses."""

    id: str
    """Pseudonym, stable within a repository: `p3f2a`."""
    bot: bool = False
    """An automation or agent, by address, name pattern or behaviour."""
    forge: bool = False
    """The forge itself (web merges, merge queue): never counts as a reviewer."""
    first: Moment = 0
    """When the person's first commit of the whole history was made, seconds since the epoch; 0 where unknown."""


class FileChange(msgspec.Struct, frozen=True, array_like=True):
    """One path in one commit or change."""

    path: str
    """Decoded with `surrogateescape` replaced by `\\xNN` notation: safe to encode, not always openable."""
    status: str
    """A, M, D or T (git raw status without renames)."""


class Trailer(msgspec.Struct, frozen=True, array_like=True):
    """A `Key: value` line at the end of a message; a person's trailer carries the pseudonym instead of the value."""

    key: str
    """Lower case: `reviewed-by`, `signed-off-by`, `closes`."""
    value: str = ""
    person: str = ""


class Commit(msgspec.Struct, frozen=True, kw_only=True):
    """A commit that reached HEAD within the period."""

    id: str
    parents: tuple[str, ...]
    author: str
    committer: str
    author_time: Moment
    """Seconds since the epoch, UTC."""
    commit_time: Moment
    subject: str
    body: str = ""
    """Message without subject and person trailers, at most 8 KiB, addresses removed."""
    trailers: tuple[Trailer, ...] = ()
    files: tuple[FileChange, ...] = ()
    """Against the first parent; empty for a merge whose change set was not asked for."""
    files_total: int = 0
    """Number of paths touched, also where `files` was cut at 2,000."""
    signed: bool = False
    signed_by_forge: bool = False
    """By the forge or another automation that made the commit, not by a person."""


class ChangeStyle(StrEnum):
    """How a change landed on the main line."""

    MERGE = "merge"
    """A merge commit of a pull or merge request, or of a topic branch."""
    SQUASH = "squash"
    """One commit with the request's number in the subject, made by the forge."""
    REBASE = "rebase"
    """One or more commits put on the main line under one request or issue (`Closes`, `Fixes`)."""
    EMAIL = "email"
    """A patch applied by a maintainer who is not its author."""
    DIRECT = "direct"
    """A commit put on the main line with no trace of a request."""


class ReviewTrace(msgspec.Struct, frozen=True, array_like=True):
    """A person other than an author who took part before the change landed, and what shows it."""

    person: str
    how: str
    """`reviewed-by`, `acked-by`, `approved-by`, `tested-by`, `signed-off-by`, `merged-by`, `committed-by`."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A landed change: what entered the main line as one act. The unit in which rates are counted."""

    id: str
    """Id of the commit that put it on the main line."""
    style: ChangeStyle
    landed: Moment
    """Seconds since the epoch."""
    title: str
    commits: tuple[str, ...]
    authors: tuple[str, ...]
    landed_by: str = ""
    """Pseudonym of the person who put it there; empty where only the forge is known."""
    reviewers: tuple[ReviewTrace, ...] = ()
    review_unknowable: str = ""
    """Why a clone cannot tell whether it was reviewed (squash or rebase by the forge); empty where it can."""
    request: str = ""
    """Number of the pull or merge request."""
    references: tuple[str, ...] = ()
    """Work items named (`#12`, `ABC-7`, an address), without the request's own number."""
    files: tuple[FileChange, ...] = ()
    files_total: int = 0
    by_bot: bool = False
    """All authors are bots."""
    release_tooling: bool = False
    """Version bump, lock-file update, changelog roll or similar that release or update tools make."""
    back_merge: bool = False
    """Brings the main line into a branch or old commits into the period: no new work."""
    bulk_import: bool = False
    """Initial or imported content dropped at once."""
    revert_of: str = ""

    @property
    def counts(self) -> bool:
        """Human work that landed: what rates are counted over."""
        return not (self.by_bot or self.release_tooling or self.back_merge or self.bulk_import)


class TagKind(StrEnum):
    """What a tag marks."""

    RELEASE = "release"
    PRERELEASE = "prerelease"
    DEPLOYMENT = "deployment"
    DEVELOPMENT = "development"
    OTHER = "other"


class Tag(msgspec.Struct, frozen=True, kw_only=True):
    """A tag that points to a commit."""

    name: str
    commit: str
    time: Moment
    """Tagger's time, or the commit's for a lightweight tag."""
    annotated: bool
    signed: bool
    reachable: bool
    """From HEAD."""
    kind: TagKind
    version: str = ""
    """Normalised version, `1.2.3`; tags with one version and one commit are duplicates of each other."""
    tagger: str = ""
    duplicate_of: str = ""
    branch: str = ""
    """A branch other than HEAD's that reaches it, where HEAD does not: a maintained release line."""


class PathHistory(msgspec.Struct, frozen=True, kw_only=True):
    """How one path of HEAD came to be, over the whole history that is there."""

    first: Moment
    last: Moment
    changes: int
    people: int
    """Distinct people who are not bots."""
    changes_in_period: int
    people_in_period: int
    bulk: bool
    """Arrived together with very many files at once and hardly changed since."""
    cut: bool = False
    """It was there before the oldest commit that is seen to touch it: the clone hides older changes."""


class TreeFile(msgspec.Struct, frozen=True, array_like=True):
    """One file at HEAD (or in the folder)."""

    path: str
    size: int
    """Bytes; -1 where the content is not here (partial clone)."""
    mode: str
    """Git mode, `100644`, `100755`, `120000` (symlink), `160000` (submodule)."""


class WorkingStyle(StrEnum):
    """The way changes mostly land."""

    MERGE = "merge commits"
    SQUASH = "squash merges"
    REBASE = "rebase with trailers"
    EMAIL = "e-mailed patches"
    DIRECT = "direct commits"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class History(msgspec.Struct, frozen=True, kw_only=True):
    """What version control shows."""

    head: str
    """Full id; empty for a repository without a commit."""
    branch: str
    branches: tuple[str, ...]
    folder: str = ""
    """The folder, from the repository's root, that this is the history of; empty for a whole repository. Of a folder
    only what touched it counts, and paths are seen from it: `repository_path` tells where they lie."""
    shared: dict[str, str] = {}
    """Of files in folders above that apply to the folder too: the path that is seen here to that from the root."""
    remote_url: str = ""
    """Address of the forge's pages, `https://host/owner/name`; empty where unknown."""
    shallow: bool = False
    partial: bool = False
    """Blobs or trees are absent (partial clone)."""
    cut_at: Moment = 0
    """When the newest commit was made whose parents are not here, seconds since the epoch: only from then on is
    everything in sight that HEAD reaches. 0 where the whole history is here."""
    damaged: bool = False
    """Git stopped half-way: what was read before is here, see the problems."""
    commits_total: int = 0
    """Of a folder those that touched it, merges left out."""
    first_time: Moment = 0
    last_time: Moment = 0
    style: WorkingStyle = WorkingStyle.UNKNOWN
    people: tuple[Person, ...] = ()
    """People seen in the period."""
    commits: tuple[Commit, ...] = ()
    """Reached HEAD in the period, newest first."""
    changes: tuple[Change, ...] = ()
    """Landed in the period, newest first."""
    tags: tuple[Tag, ...] = ()
    """All tags, newest first; of a folder those that bear its name, or the repository's where none does."""
    tags_shared: bool = False
    """The tags are the repository's: none bears the folder's name."""
    tree: tuple[TreeFile, ...] = ()
    tree_cut: bool = False
    """Git could not list all of `tree`: folders are missing from the object database."""
    paths: dict[str, PathHistory] = {}
    """For every file of `tree` that history knows."""
    months: tuple[tuple[str, int], ...] = ()
    """Landed commits a month, `2026-03`, oldest first, whole history."""
    lines: dict[str, tuple[int, int]] = {}
    """Lines added and deleted by change id; only where line counts were asked for."""
    directories: dict[str, int] = {}
    """People who changed each top-level directory in the period (one to three levels, where files live)."""
    restarted: bool = False
    """History begins with a large import: what came before cannot be seen."""
    begun: int = 0
    """When that import was made, at the very beginning or after a readme or a licence; 0 where there is none."""
    force_pushed: tuple[str, ...] = ()
    """Branches whose recorded earlier tip is no ancestor of today's (seen by an earlier run or a reflog)."""

    def repository_path(self, path: str) -> str:
        """Return where a path of `tree` lies, from the repository's root."""
        if not self.folder:
            return path
        return self.shared.get(path) or posixpath.normpath(posixpath.join(self.folder, path))

    def outside(self, path: str) -> str:
        """Return how a path from the repository's root that is not of `tree` is seen from the folder."""
        return "../" * (self.folder.count("/") + 1) + path if self.folder else path
