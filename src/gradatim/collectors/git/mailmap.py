"""Reads a `.mailmap` as git does (gitmailmap(5)), from its bytes: no file is opened, no process run."""

import re
from typing import NamedTuple

_MAX_BYTES = 2_000_000
_LINE = re.compile(rb"^([^<>#]*)<([^<>]*)>\s*(?:([^<>]*)<([^<>]*)>)?")


class _Entry(NamedTuple):
    name: bytes
    email: bytes


class Mailmap:
    """Maps a name and an address to the proper ones; both unchanged where nothing is said."""

    def __init__(self, raw: bytes = b"") -> None:
        self._by_email: dict[bytes, _Entry] = {}
        self._by_both: dict[tuple[bytes, bytes], _Entry] = {}
        for line in raw[:_MAX_BYTES].splitlines():
            if not line.startswith(b"#"):
                self._add(line)

    def _add(self, line: bytes) -> None:
        match = _LINE.match(line)
        if not match:
            return
        name, email = match[1].strip(), match[2].strip()
        old_name, old_email = (match[3] or b"").strip(), match[4]
        if old_email is None:
            # `Proper Name <address>`: the name of everybody with that address.
            old_email, email = email, b""
        old_email = old_email.strip().lower()
        if old_name:
            # As in git: a later line for name and address replaces, one for an address alone adds.
            self._by_both[old_name.lower(), old_email] = _Entry(name, email)
        else:
            known = self._by_email.get(old_email, _Entry(b"", b""))
            self._by_email[old_email] = _Entry(name or known.name, email or known.email)

    def __call__(self, name: bytes, email: bytes) -> tuple[bytes, bytes]:
        """Return the proper name and address."""
        entry = self._by_both.get((name.lower(), email.lower())) or self._by_email.get(email.lower())
        if entry is None:
            return name, email
        return entry.name or name, entry.email or email
