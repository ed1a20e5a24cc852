"""Says what identifies a person: names, addresses and accounts by which two entries are one, or may be."""

import re
from collections.abc import Iterator
from functools import cache

from gradatim.collectors.git.automation import generic_address, generic_local, generic_name, is_forge, kind
from gradatim.collectors.git.messages import Named
from gradatim.collectors.git.spelling import letters, spellings, whole_name, without_umlauts
from gradatim.collectors.git.vocabulary import people_rules

BROKEN = "\ufffd"
"""Stands for bytes that are no text: such a name cannot be compared."""
_NOREPLY = re.compile(r"^(?:\d+\+)?([^@]+)@(?:users\.noreply\.(?:github\.com|.+)|noreply\..+)$")
_NOREPLY_GITLAB = re.compile(r"^\d+-([^@]+)@users\.noreply\.gitlab\.com$")


def keys(who: Named) -> list[str]:
    """Return what identifies a person, most telling first; two entries that share a key are one person."""
    if is_forge(who):
        return [f"forge:{who.name.casefold()}"]
    found = []
    account = login(who.email)
    if account:
        found.append(f"login:{account}")
    elif who.email and not generic_address(who.email):
        found.append(f"email:{who.email}")
    if "@" in who.name and " " not in who.name:
        found.append(f"email:{who.name.casefold()}")
    elif not generic_name(who.name):
        if _is_account_name(who.name):
            # An account's name set as the author's: the forge's own address for it carries the same word.
            found.append(f"login:{who.name.casefold()}")
        found += _whole_names(who.name)
    return [f"{kind(who)}:{key}" for key in found] or [f"{kind(who)}:only:{who.name.casefold()}:{who.email}"]


def _whole_names(name: str) -> list[str]:
    """Return the keys of a name of several words, one for each way to write it."""
    written = spellings(name)
    spelled = [words for words in dict.fromkeys((*written, *map(without_umlauts, written))) if len(words) >= 2]
    whole = whole_name(name)
    return [f"name:{' '.join(sorted(words))}" for words in spelled] or ([f"name:{whole}"] if whole else [])


def lone_words(who: Named) -> Iterator[str]:
    """Yield the words that may name a person by themselves; bots and people do not mix."""
    if is_forge(who):
        return
    found = [login(who.email)]
    if not found[0] and who.email and not generic_address(who.email):
        local, _, host = who.email.partition("@")
        plain = f"{local.partition('+')[0]}@{host}"
        # What stands behind the plus names a place of one's own, but in `pair+ann+bob@` the people.
        found += [local, plain if not (generic_address(plain) or is_pairs(who.email)) else ""]
    if _is_account_name(who.name):
        found.append(who.name.casefold())
    elif " " not in who.name and "@" not in who.name and not generic_name(who.name):
        found.append(letters(who.name))
    yield from (f"{kind(who)}:{word}" for word in found if is_telling(word) and not generic_local(word))


def is_telling(word: str) -> bool:
    """Tell whether a login or a part before the at is long enough to be one person's wherever it appears."""
    return len(word) >= people_rules().alike.login


def login(email: str) -> str:
    """Return the account in a forge's private address; empty for any other."""
    match = _NOREPLY_GITLAB.match(email) or _NOREPLY.match(email)
    return match[1] if match else ""


def is_pairs(email: str) -> bool:
    """Tell whether tools for pairs set an address."""
    return bool(_of_pairs().search(email))


def _is_account_name(name: str) -> bool:
    return "-" in name and " " not in name and "@" not in name and is_telling(name)


@cache
def _of_pairs() -> re.Pattern[str]:
    return re.compile(people_rules().together.address, re.IGNORECASE)
