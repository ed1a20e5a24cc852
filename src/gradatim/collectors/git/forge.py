"""Finds the address of the forge's pages in the remote's, without anything secret, and what the forge can do."""

import re
from collections.abc import Iterable

from gradatim.collectors.git.vocabulary import any_of, landing_rules

_SCP = re.compile(r"^(?:[\w.-]+@)?([\w.-]+\.[\w-]+):(?!//)([\w./~+-]+)$")
_URL = re.compile(r"^(?:https?|ssh|git|git\+ssh)://(?:[^@/]*@)?([\w.-]+\.[\w-]+)(?::\d+)?/([\w./~+-]+)$")


def remote_page(config: dict[str, str]) -> str:
    """Return `https://host/owner/name` of `origin`, else of the first remote; empty for a path or an unknown form.

    User names, passwords and tokens in the address are left out.
    """
    remotes = sorted(k for k in config if k.startswith("remote.") and k.endswith(".url"))
    first = "remote.origin.url" if "remote.origin.url" in remotes else (remotes or [""])[0]
    address = config.get(first, "")
    match = _URL.match(address) or _SCP.match(address)
    if not match:
        return ""
    path = match[2].strip("/").removesuffix(".git")
    return f"https://{match[1]}/{path}" if "/" in path else ""


def can_fast_forward(home: str, paths: Iterable[str]) -> bool:
    """Tell whether the project is on a forge that lands requests by moving the main line (`home`: without scheme)."""
    rules = landing_rules().fast_forward
    marks = any_of(rules.marks)
    return bool(re.search(rules.hosts, home.partition("/")[0])) or any(marks.search(path) for path in paths)
