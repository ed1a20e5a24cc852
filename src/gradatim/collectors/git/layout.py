"""Finds a repository's parts on disk and reads its refs as plain text: no git process, no configuration obeyed.

Only refs that are kept as reftables are read by git, from a copy (`reftable`).
"""

import hashlib
import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

import msgspec

from gradatim.collectors.interface import SourceUnavailable

_MAX_SMALL = 1_000_000
_MAX_PACKED_REFS = 256_000_000
_MAX_LOOSE_REFS = 200_000
_MAX_REF_DEPTH = 12
# Refs of the work itself. Requests (`refs/pull`, `refs/changes`, `refs/merge-requests`) hold what did not land.
_PACKED = re.compile(rb"^([0-9a-f]{40}|[0-9a-f]{64}) (refs/(?:heads|tags|remotes/origin)/[^\x00-\x20\x7f]+)\r?$", re.M)
REF_FOLDERS = ("refs/heads", "refs/tags", "refs/remotes/origin")
_WITHOUT = "clone again, or take it away to judge the folder without its history"
_HASH = re.compile(rb"^[0-9a-f]{40}(?:[0-9a-f]{24})?$")
_FORMATS = ("sha1", "sha256")
_SECTION = re.compile(r'^\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]\s*(.*)$')


class NotARepository(SourceUnavailable):
    """The path is a folder (or file) that is no git repository; the caller may treat it as a plain folder."""

    def __init__(self, path: Path, why: str = "is not a git repository") -> None:
        super().__init__(f"{path} {why}")


class Place(NamedTuple):
    """Where in which repository a path lies."""

    root: Path
    """The repository, as it was named where it was named itself."""
    folder: str
    """From the root, with `/` between; empty for the repository itself."""


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """Where the parts of a repository lie, and what its small files say."""

    path: Path
    git_dir: Path
    common_dir: Path
    """Differs from `git_dir` in a linked work tree: refs, objects and configuration are shared there."""
    config: dict[str, str]
    """Last value of each `section.sub.key` in lower case (subsection as written)."""
    shallow: bytes
    elsewhere: bool
    """A `.git` file or a link led to a repository that does not name this folder in turn."""
    head_ref: str = ""
    """Full name of the ref HEAD stands on; empty when detached."""
    head: str = ""
    """Id that HEAD names, or empty (no commit yet, or a branch that does not exist)."""
    refs: dict[str, str] = {}
    """Ref name to object id: local branches, tags, and the branches of the remote `origin`."""
    fingerprint: bytes = b""
    """Digest of everything above: equal fingerprints mean an unchanged repository."""

    @property
    def objects(self) -> Path:
        """Folder of the object database."""
        return self.common_dir / "objects"

    @property
    def object_format(self) -> str:
        """`sha1` or `sha256`."""
        return self.config.get("extensions.objectformat", "sha1").lower()

    @property
    def partial(self) -> bool:
        """Whether objects may be absent on purpose (partial clone)."""
        if "extensions.partialclone" in self.config:
            return True
        return any(k.startswith("remote.") and k.endswith((".promisor", ".partialclonefilter")) for k in self.config)

    def branches(self) -> dict[str, str]:
        """Return branch name to tip: local ones, and those of `origin` that have no local namesake."""
        local = {name[11:]: tip for name, tip in self.refs.items() if name.startswith("refs/heads/")}
        remote = {
            name[20:]: tip
            for name, tip in self.refs.items()
            if name.startswith("refs/remotes/origin/") and name != "refs/remotes/origin/HEAD"
        }
        return remote | local


def open_layout(path: Path) -> Layout:
    """Read where a repository's parts are.

    Raises:
        SourceUnavailable: the path does not exist or cannot be read, or the repository has no objects.
        NotARepository: the path is there but is no repository.
    """
    git_dir = _git_dir(path)
    common_dir = _common_dir(git_dir)
    if not (common_dir / "objects").is_dir():
        raise SourceUnavailable(f"{path}: the repository has no objects folder; clone it again")
    config_text = read_small(common_dir / "config") or b""
    config = parse_config(config_text.decode("utf-8", "replace"))
    if (form := config.get("extensions.objectformat", "sha1").lower()) not in _FORMATS:
        raise SourceUnavailable(
            f"{path}: the repository names its objects by {form[:40]!r}; only {' and '.join(_FORMATS)} are known. "
            "Mend extensions.objectFormat in its config, or clone it again"
        )
    layout = Layout(
        path=path,
        git_dir=git_dir,
        common_dir=common_dir,
        config=config,
        shallow=_edge(read_small(common_dir / "shallow") or b""),
        elsewhere=_is_elsewhere(path, git_dir, common_dir, config),
    )
    head_ref, head, refs = _refs(layout)
    seen = repr((head_ref, head, sorted(refs.items()), layout.shallow, config_text, layout.elsewhere))
    fingerprint = hashlib.blake2b(seen.encode("utf-8", "surrogateescape"), digest_size=20).digest()
    return msgspec.structs.replace(layout, head_ref=head_ref, head=head, refs=refs, fingerprint=fingerprint)


def _edge(raw: bytes) -> bytes:
    """Return the commits at the edge of a shallow clone, one a line; what is no id is none."""
    return b"".join(name + b"\n" for name in raw.split() if _HASH.match(name))


def read_small(path: Path, limit: int = _MAX_SMALL) -> bytes | None:
    """Return the bytes of a regular file, or None: no link, pipe or device is opened, nothing over the limit read."""
    try:
        # O_NONBLOCK: a named pipe called HEAD must not hang us.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode) or state.st_size > limit:
            return None
        return file.read(limit)


def _git_dir(path: Path) -> Path:
    try:
        if not path.exists():
            raise SourceUnavailable(f"{path} does not exist; check the path")
        dot_git = path / ".git"
        if dot_git.is_dir() and _looks_like_git(dot_git):
            return dot_git.resolve()
        if dot_git.is_file():
            return _linked(dot_git)
        if dot_git.exists() or dot_git.is_symlink():
            raise SourceUnavailable(f"{dot_git} is no whole repository: it {_lacks(dot_git)}; {_WITHOUT}")
        if _looks_like_git(path):
            return path.resolve()
    except OSError as error:
        raise SourceUnavailable(f"{path} cannot be read: {error.strerror}; check the permissions") from None
    raise NotARepository(path)


def _linked(dot_git: Path) -> Path:
    """Follow a `.git` file, as submodules and linked work trees have."""
    text = (read_small(dot_git, 10_000) or b"").decode("utf-8", "surrogateescape")
    prefix, _, target = text.partition("gitdir:")
    found = (dot_git.parent / target.strip()).resolve()
    if prefix or not target.strip() or not _looks_like_git(found):
        raise SourceUnavailable(f"{dot_git} names no git directory; repair the work tree, or {_WITHOUT}")
    return found


def _lacks(dot_git: Path) -> str:
    """Return what a `.git` that is no file lacks."""
    if not dot_git.is_dir():
        return "leads nowhere"
    return "has no HEAD" if (dot_git / "objects").is_dir() else "has no objects"


def _is_elsewhere(path: Path, git_dir: Path, common_dir: Path, config: dict[str, str]) -> bool:
    """Tell whether the history is read from a place that knows nothing of the folder that was named."""
    if any((common_dir / part).is_symlink() for part in ("objects", "refs", "reftable")):
        return True
    if common_dir not in (git_dir, git_dir.parent.parent):
        return True  # linked work trees have their place in the repository's own `worktrees`
    led = (path / ".git").is_file() or (path / ".git").is_symlink()
    return led and not _names(git_dir, config, path)


def _names(git_dir: Path, config: dict[str, str], work_tree: Path) -> bool:
    """Tell whether a git directory names its work tree: a linked one by `gitdir`, a submodule by `core.worktree`."""
    text = (read_small(git_dir / "gitdir", 10_000) or b"").decode("utf-8", "surrogateescape").strip()
    named = [git_dir / text / ".."] if text else []
    if "core.worktree" in config:
        named.append(git_dir / config["core.worktree"])
    return work_tree.resolve() in [place.resolve() for place in named]


def _looks_like_git(path: Path) -> bool:
    head = path / "HEAD"
    return (head.is_file() or head.is_symlink()) and ((path / "objects").is_dir() or (path / "commondir").is_file())


def place_of(path: Path) -> Place:
    """Return the repository that a path is, or lies in. It need not be there on disk: a bare one holds folders too.

    Raises:
        NotARepository: it neither is one nor lies in one.
    """
    try:
        if _begins_here(path):
            return Place(path, "")
        resolved = path.resolve()
        root = next((p for p in resolved.parents if _begins_here(p) and not _is_broken(p)), None)
    except (OSError, RuntimeError):  # no permission to look, links in a circle
        root = None
    if root is None:
        raise NotARepository(path)
    return Place(root, resolved.relative_to(root).as_posix())


def _begins_here(path: Path) -> bool:
    dot_git = path / ".git"
    return dot_git.exists() or dot_git.is_symlink() or _looks_like_git(path)


def _is_broken(path: Path) -> bool:
    """Tell whether what should be a repository cannot be one: what lies in it may belong to one further up."""
    try:
        _git_dir(path)
    except SourceUnavailable:
        return True
    return False


def _common_dir(git_dir: Path) -> Path:
    text = read_small(git_dir / "commondir", 10_000)
    if not text:
        return git_dir
    return (git_dir / text.decode("utf-8", "surrogateescape").strip()).resolve()


def _refs(layout: Layout) -> tuple[str, str, dict[str, str]]:
    """Return the name of the ref HEAD stands on, the id that HEAD names, and the refs."""
    storage = layout.config.get("extensions.refstorage", "files")
    if storage == "reftable":
        from gradatim.collectors.git import reftable  # noqa: PLC0415 - it stands on this module, and is seldom needed

        refs = _listed(reftable.read_refs(layout))
        return (*_head(reftable.read_head(layout), refs), refs)
    if storage != "files":
        raise SourceUnavailable(
            f"{layout.path} keeps its refs in a form that is not read; convert it: git refs migrate --ref-format=files"
        )
    refs = _listed(read_small(layout.common_dir / "packed-refs", _MAX_PACKED_REFS) or b"")
    for folder in REF_FOLDERS:
        refs |= _loose_refs(layout.common_dir, folder)
    return (*_head(_head_text(layout.git_dir), refs), refs)


def _listed(packed: bytes) -> dict[str, str]:
    return {name.decode("utf-8", "surrogateescape"): tip.decode() for tip, name in _PACKED.findall(packed)}


def _head_text(git_dir: Path) -> bytes:
    file = git_dir / "HEAD"
    if file.is_symlink():
        # As very old repositories have it: the link's own text is the ref.
        return b"ref: " + os.fsencode(os.readlink(file))  # noqa: PTH115 - as bytes
    return read_small(file) or b""


def _head(text: bytes, refs: dict[str, str]) -> tuple[str, str]:
    text = text.strip()
    if text.startswith(b"ref:"):
        name = text[4:].strip().decode("utf-8", "surrogateescape")
        return name, refs.get(name, "")
    return "", text.decode() if _HASH.match(text) else ""


def _loose_refs(common_dir: Path, folder: str) -> dict[str, str]:
    found: dict[str, str] = {}
    queue = [(folder, 0)]
    while queue and len(found) < _MAX_LOOSE_REFS:
        name, depth = queue.pop()
        try:
            entries = sorted(os.scandir(common_dir / name), key=lambda e: e.name)
        except OSError:
            continue
        for entry in entries:
            ref = f"{name}/{entry.name}"
            if entry.is_dir(follow_symlinks=False) and depth < _MAX_REF_DEPTH:
                queue.append((ref, depth + 1))
            elif entry.is_file(follow_symlinks=False):
                tip = (read_small(Path(entry.path), 1_000) or b"").strip()
                if _HASH.match(tip):
                    found[ref] = tip.decode()
    return found


def parse_config(text: str) -> dict[str, str]:
    """Return the last value of every key of a git configuration; includes are not followed."""
    found: dict[str, str] = {}
    section = ""
    for raw in text.splitlines():
        line = raw.strip()
        heading = _SECTION.match(line)
        if heading:
            name, sub, line = heading.groups()
            section = name.lower() + (f".{sub}" if sub is not None else "") + "."
        if not line or line[0] in "#;[":
            continue
        key, equals, value = line.partition("=")
        found[section + key.strip().lower()] = _unquote(value) if equals else "true"
    return found


def _unquote(value: str) -> str:
    value = value.strip()
    if value.startswith('"'):
        return value[1:].partition('"')[0]
    return re.split(r"\s[#;]", value)[0].strip()
