"""Finds a repository's parts on disk: no git process, no configuration obeyed."""

from pathlib import Path
from typing import NamedTuple

from gradatim.collectors.git.small_files import read_small
from gradatim.collectors.interface import SourceUnavailable

_WITHOUT = "clone again, or take it away to judge the folder without its history"


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


def git_dir_of(path: Path) -> Path:
    """Return the git directory of a repository or work tree.

    Raises:
        SourceUnavailable: the path does not exist or cannot be read, or its `.git` is no whole repository.
        NotARepository: the path is there but is no repository.
    """
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


def is_elsewhere(path: Path, git_dir: Path, common_dir: Path, config: dict[str, str]) -> bool:
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
        git_dir_of(path)
    except SourceUnavailable:
        return True
    return False


def common_dir_of(git_dir: Path) -> Path:
    """Return where refs, objects and configuration lie: elsewhere than `git_dir` for a linked work tree."""
    text = read_small(git_dir / "commondir", 10_000)
    if not text:
        return git_dir
    return (git_dir / text.decode("utf-8", "surrogateescape").strip()).resolve()
