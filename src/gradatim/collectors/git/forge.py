"""Finds the address of the forge's pages in the remote's address, without anything secret."""

import re

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
