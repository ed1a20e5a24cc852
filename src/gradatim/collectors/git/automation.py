"""Tells who is no person, and which names and addresses tell nothing, by the rules of `people.yaml`."""

import re
from functools import cache

from gradatim.collectors.git.messages import Named
from gradatim.collectors.git.names import clean_text
from gradatim.collectors.git.vocabulary import WhoRule, any_of, people_rules


def made_by_forge(name: bytes, email: bytes) -> bool:
    """Tell whether a committer is the forge itself."""
    return is_forge(Named(clean_text(name), clean_text(email).strip().lower()))


def is_forge(who: Named) -> bool:
    """Tell whether a name and an address are those of a forge or a merge queue."""
    return _matches("forges", who)


def is_bot(who: Named) -> bool:
    """Tell whether a name and an address are those of an automation or agent."""
    return _matches("bots", who)


def kind(who: Named) -> str:
    """Return `forge`, `bot` or `person`: entries of different kinds are never joined."""
    return "forge" if is_forge(who) else "bot" if is_bot(who) else "person"


@cache
def generic_name(name: str) -> bool:
    """Tell whether many bear a name, as `root`."""
    return bool(any_of(people_rules().generic_names).search(name.strip()))


@cache
def generic_address(email: str) -> bool:
    """Tell whether many write from an address, or it was set by a default."""
    return bool(any_of(people_rules().generic_addresses).search(email))


@cache
def generic_local(local: str) -> bool:
    """Tell whether many have this part before the at."""
    return bool(re.search(people_rules().generic_local_parts, local, re.IGNORECASE))


@cache
def _rules(what: str) -> tuple[tuple[re.Pattern[str] | None, re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    rules: tuple[WhoRule, ...] = getattr(people_rules(), what)
    return tuple((_pattern(rule.name), _pattern(rule.email), _pattern(rule.not_name)) for rule in rules)


def _pattern(text: str) -> re.Pattern[str] | None:
    return re.compile(text, re.IGNORECASE) if text else None


@cache
def _matches(what: str, who: Named) -> bool:
    for name, email, unless in _rules(what):
        if name and not name.search(who.name):
            continue
        if email and not email.search(who.email):
            continue
        if unless and unless.search(who.name):
            continue
        return True
    return False
