"""Joins entries that are surely one person although they share neither an address nor a full name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from gradatim.collectors.git.automation import generic_address, generic_name, kind
from gradatim.collectors.git.groups import Groups
from gradatim.collectors.git.keys import BROKEN, is_telling, login, lone_words
from gradatim.collectors.git.messages import Named
from gradatim.collectors.git.spelling import (
    Words,
    all_words,
    letters,
    may_be_one,
    name_words,
    short_forms,
    spelled_out,
    spellings,
)
from gradatim.collectors.git.vocabulary import people_rules

_Members = Mapping[str, Iterable[Named]]
"""Everybody given, by the key that stands for the entry."""


def join_words(members: _Members, groups: Groups) -> None:
    """Join entries by one word, a login, the part before the at or a lone name, unless several people bear it."""
    bearers: dict[str, set[str]] = defaultdict(set)
    called: dict[str, set[tuple[str, Words]]] = defaultdict(set)
    full: dict[str, set[tuple[str, Words]]] = defaultdict(set)
    for key, who in _entries(members):
        words = () if BROKEN in who.name or generic_name(who.name) else all_words(who.name)
        for word in lone_words(who):
            bearers[word].add(key)
        if len(words) >= 2 and " " in who.name:
            named = (groups.root(key), words)
            full[named[0]].add(named)
            for word in words:
                called[f"{kind(who)}:{word}"].add(named)
    theirs = {
        word: set[tuple[str, Words]]().union(*(full[root] for root in {groups.root(key) for key in keys}))
        for word, keys in bearers.items()
    }
    for word in sorted(bearers):
        if not _several(theirs[word] | called[word]):
            groups.join(bearers[word])
            continue
        _join_two_words(theirs[word], groups)


def _join_two_words(names: Iterable[tuple[str, Words]], groups: Groups) -> None:
    """Join those whose full names share two words. By the pairs of words, as very many may bear one word."""
    bearers: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, words in names:
        for pair in combinations(sorted(set(words))[: people_rules().alike.words], 2):
            bearers[pair].append(key)
    for keys in bearers.values():
        groups.join(keys)


def join_logins(members: _Members, groups: Groups) -> None:
    """Join an account without a name (`dmunro1`, `DionMunro`, `dionm`) to the one person whose name it spells."""
    spelled: dict[str, set[str]] = defaultdict(set)
    shortened: dict[str, set[str]] = defaultdict(set)
    accounts: dict[str, set[tuple[str, bool]]] = defaultdict(set)
    for key, who in _entries(members):
        if len(name_words(who.name)) >= 2 and not generic_name(who.name):
            for words in spellings(who.name):
                for account in spelled_out(words):
                    spelled[account].add(key)
                for account in short_forms(words):
                    shortened[account].add(key)
        elif who.name and " " not in who.name:
            on_forge = not who.email or who.name.casefold() == login(who.email).casefold()
            accounts[who.name.casefold().rstrip("0123456789")].add((key, on_forge))
    for account in sorted(accounts):
        for key, on_forge in sorted(accounts[account]) if is_telling(account) else ():
            # Elsewhere a lone name may be a first name and the beginning of another one.
            groups.join_to_one(key, (shortened if on_forge else spelled)[account])


def join_short_names(members: _Members, groups: Groups) -> None:
    """Join `J. Roe` and `jroe` to the one `Jane Roe` whose address begins with the same word as theirs."""
    full: dict[tuple[str, str], set[str]] = defaultdict(set)
    short: list[tuple[str, tuple[str, str]]] = []
    for key, who in sorted(_entries(members)):
        words = name_words(who.name)
        # `git@roe.example` says something only where it is the same to the end.
        place = who.email if generic_address(who.email) else who.email.partition("@")[0]
        if not place or generic_name(who.name):
            continue
        if len(words) >= 2:
            for form in short_forms(words):
                full[place, form].add(key)
        else:
            short.append((key, (place, letters(who.name))))
    for key, called in short:
        groups.join_to_one(key, full[called])


def join_addresses(members: _Members, groups: Groups) -> None:
    """Join entries with one name before the at that holds more than a lone name does.

    Two of one lone name where an address begins with all of the other's (`lakota.wilson`, `lakotawilson2`), and a lone
    name whose address spells a whole one (`ann`, `annqable02`, and Ann Able).
    """
    lone: dict[str, set[tuple[str, str]]] = defaultdict(set)
    full: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, who in _entries(members):
        words, local = name_words(who.name), letters(who.email.partition("@")[0]).rstrip("0123456789")
        if generic_name(who.name):
            continue
        if len(words) >= 2:
            full[f"{kind(who)}:{words[0]}", words[-1]].add(key)
        elif " " not in who.name and not generic_address(who.email):
            lone[f"{kind(who)}:{letters(who.name)}"].add((local, key))
    rules = people_rules().alike
    for name in sorted(lone):
        begun: list[tuple[str, str]] = []
        for local, key in sorted(lone[name]):
            # In order of the alphabet what an address begins with stands before it, the longest last.
            while begun and not local.startswith(begun[-1][0]):
                begun.pop()
            if begun:
                groups.join((begun[-1][1], key))
            if len(local) >= rules.address:
                begun.append((local, key))
        first = name.partition(":")[2]
        for local, key in sorted(lone[name]):
            rest = local[len(first) :] if local.startswith(first) else ""
            spelled = {other for skipped in range(rules.initials + 1) for other in full.get((name, rest[skipped:]), ())}
            groups.join_to_one(key, spelled)


def join_spelled_addresses(members: _Members, groups: Groups) -> None:
    """Join an entry to the one person whose whole name its address spells, whatever its own name is.

    `Roy <ann.able@...>` is Ann Able, and so is `Anna Able <ann.able@...>`; `Bob Baker <ann.able@...>` is not.
    """
    spelled: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for key, who in _entries(members):
        if len(name_words(who.name)) >= 2 and not generic_name(who.name):
            for words in spellings(who.name):
                for account in (words[0] + words[-1], words[-1] + words[0]):
                    spelled[f"{kind(who)}:{account}"].add((words[-1], key))
    for key, who in sorted(_entries(members)):
        account = letters(login(who.email) or who.email.partition("@")[0]).rstrip("0123456789")
        if len(account) < people_rules().alike.address or generic_address(who.email):
            continue
        words = name_words(who.name)
        fits = {other for last, other in spelled[f"{kind(who)}:{account}"] if len(words) < 2 or last in words}
        groups.join_to_one(key, fits)


def join_framed_names(members: _Members, groups: Groups) -> None:
    """Join a lone first name to the one person whose surname its address begins with, and which it ends with.

    `Ann <ablewongann@...>` is Ann Able: a surname first, other names between, as many write in East Asia.
    """
    full: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for key, who in _entries(members):
        words = name_words(who.name)
        if len(words) >= 2 and not generic_name(who.name):
            full[f"{kind(who)}:{words[0]}"].add((words[-1], key))
    for key, who in sorted(_entries(members)):
        words, local = name_words(who.name), letters(who.email.partition("@")[0])
        if len(words) != 1 or not local.endswith(words[0]) or generic_name(who.name) or generic_address(who.email):
            continue
        if len(local) >= people_rules().alike.address:
            named = full.get(f"{kind(who)}:{words[0]}", ())
            fits = (
                other for last, other in named if len(last) >= people_rules().alike.surname and local.startswith(last)
            )
            groups.join_to_one(key, set(fits))


def _entries(members: _Members) -> Iterator[tuple[str, Named]]:
    return ((key, who) for key, entries in members.items() for who in entries)


def _several(names: set[tuple[str, Words]]) -> bool:
    """Tell whether full names, each with whose it is, cannot all be one person's; so very many are not looked at."""
    return len(names) > people_rules().alike.names or any(
        one != other and not may_be_one(words, others)
        for (one, words), (other, others) in combinations(sorted(names), 2)
    )
