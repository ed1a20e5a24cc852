"""Facts about dependencies and releases."""

import msgspec

from gradatim.model.history import Moment, PathHistory


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """A file that declares dependencies."""

    path: str
    ecosystem: str
    """`pypi`, `npm`, `cargo`, `go`, `maven`, `gradle`, `nuget`, `rubygems`, `composer`, `docker`, ..."""
    declared: int
    pinned: int
    """Of the declared ones, with an exact version or digest."""
    hashed: int = 0
    """Of the declared ones, with a checksum."""
    inside: int = 0
    """Of the pinned ones, those that lie in the unit, or whose version another file of the unit sets."""
    development: bool = False
    vendored: bool = False
    unused_template: bool = False
    history: PathHistory | None = None


class LockFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that fixes exact versions."""

    path: str
    ecosystem: str
    entries: int
    hashed: int
    manifest: str = ""
    """Path of the manifest it belongs to."""
    covers: tuple[str, ...] = ()
    """Names of the manifests that it can be of, in its folder and below; empty for all of its ecosystem."""
    older_than_manifest: bool = False
    """The manifest's dependencies changed after the lock file did."""
    vendored: bool = False
    history: PathHistory | None = None


class ManifestEdit(msgspec.Struct, frozen=True, array_like=True):
    """What a landed change did to a manifest."""

    change: str
    """Id of the change."""
    path: str
    components: bool
    """What it declares changed, and not only other things that stand in it."""


class UpdateBot(msgspec.Struct, frozen=True, kw_only=True):
    """A configured dependency update service."""

    kind: str
    """`dependabot`, `renovate`, `pyup`, `pre-commit-ci`, ..."""
    path: str
    ecosystems: tuple[str, ...] = ()
    changes_in_period: int = 0


class ListedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A bill of materials, licence or notice file."""

    path: str
    what: str
    """`sbom`, `licence`, `notice`, `vulnerability-exchange`."""
    detail: str = ""
    """Licence id where recognised; format of the bill of materials."""
    history: PathHistory | None = None


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """A release, as its tag shows it."""

    tag: str
    version: str
    time: Moment
    commit: str
    signed: bool
    annotated: bool
    in_period: bool
    changelog: str = ""
    """`path:line` of the changelog entry for it; empty where none was found."""


class DependencyFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Dependencies, licences and releases."""

    manifests: tuple[Manifest, ...] = ()
    locks: tuple[LockFile, ...] = ()
    edits: tuple[ManifestEdit, ...] = ()
    """The changes of the period to manifests and lock files, those of today or of then, where they could be read."""
    edits_unread: int = 0
    """Changes of the period to them that were not read, since there were too many."""
    bots: tuple[UpdateBot, ...] = ()
    files: tuple[ListedFile, ...] = ()
    releases: tuple[Release, ...] = ()
    """Distinct releases reachable from HEAD or from a release branch, newest first."""
    changelog: str = ""
    """Path of the changelog; empty where there is none."""
    changelog_elsewhere: str = ""
    """Address it points to, where it holds no entries itself."""
    vendored_dirs: tuple[str, ...] = ()
    submodules: tuple[str, ...] = ()
    publishes: str = ""
    """What is published (`pypi`, `npm`, `container`, ...), guessed from metadata; empty where nothing is."""
    problems: tuple[tuple[str, str], ...] = ()
    """Path and reason where a manifest or lock file could not be read."""
