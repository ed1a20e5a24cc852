"""Keeps secrets out of what is collected: values that look like tokens are cut from every text."""

import re
from functools import lru_cache

_NAMED = re.compile(
    r"(?i)\b([A-Z0-9_-]*(?:token|secret|passw(?:or)?d|passwd|api_?key|apikey|private_?key|credential)[A-Z0-9_-]*\s*[=:]\s*)"
    r"(?!['\"]?\$)(['\"]?)[^\s'\"$]{6,}\2"
)
_SHAPED = re.compile(
    r"gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}"
    r"|npm_[A-Za-z0-9]{30,}|pypi-[\w-]{30,}|sk[-_](?:live|test|proj)?[-_]?[A-Za-z0-9]{20,}|eyJ[\w-]{10,}\.[\w-]{10,}(?:\.[\w-]*)?"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*"
)
_IN_ADDRESS = re.compile(r"(\w+://)[^/\s:@]{1,80}:[^/\s@]{1,200}@")
_LONG = re.compile(
    r"(?<![\w@:/.-])(?=[A-Za-z0-9+/_-]*\d)(?=[A-Za-z0-9+/_-]*[A-Z])(?=[A-Za-z0-9+/_-]*[a-z])[A-Za-z0-9+/_-]{40,}={0,2}"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def scrub(text: str, limit: int = 300) -> str:
    """Return the text without tokens and control characters, cut to `limit` characters."""
    return _scrubbed(text[: limit * 4], limit)


@lru_cache(maxsize=4096)
def _scrubbed(text: str, limit: int) -> str:
    """Do it once for what steps repeat: an anchor of YAML can repeat one a hundred thousand times."""
    cut = _CONTROL.sub(" ", text)
    cut = _SHAPED.sub("[secret]", cut)
    cut = _IN_ADDRESS.sub(r"\1[secret]@", cut)
    cut = _NAMED.sub(r"\1[secret]", cut)
    cut = _LONG.sub("[secret]", cut)
    return cut.strip()[:limit]
