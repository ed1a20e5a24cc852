"""Which paths people left out under `ignore_paths`."""

from fnmatch import fnmatchcase


def ignored(path: str, patterns: tuple[str, ...]) -> bool:
    """Tell whether a path is under one of the folders, or matches one of the patterns, that the user left out."""
    return any(path == p.rstrip("/") or path.startswith(p.rstrip("/*") + "/") or fnmatchcase(path, p) for p in patterns)
