"""Where an answer may point: a path inside the repository, or a web address."""

import re
from pathlib import PurePosixPath


def stays_inside(path: str) -> bool:
    """Tell whether a path, as written, stays in the folder it is relative to."""
    parts = PurePosixPath(path)
    return not parts.is_absolute() and ".." not in parts.parts and "\\" not in path and "\0" not in path


def pointer_fault(text: str) -> str:
    """Return what is wrong with a pointer and the mend; empty where it is fine or there is none."""
    if not text or re.match(r"https?://\S+$", text):
        return ""
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", text) or not stays_inside(text):
        return f"{text[:60]!r} is neither a path inside the repository nor a web address. Write docs/plan.md or https://example.org"
    return ""
