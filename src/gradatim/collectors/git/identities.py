"""Merges names and addresses into people, and gives them pseudonyms. Names and addresses stay in this folder.

The purpose is independence: whether somebody other than the author took part. So doubt merges (two entries that may be
one person count as one), but never by surname or first name, and never by a name or an address that many share.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import combinations

from gradatim.collectors.git.mailmap import Mailmap
from gradatim.collectors.git.messages import Named, fold_name
from gradatim.collectors.git.names import clean_text
from gradatim.collectors.git.spelling import (
    Words,
    letters,
    may_be_one,
    name_words,
    short_forms,
    spelled_out,
    whole_name,
)
from gradatim.collectors.git.vocabulary import WhoRule, any_of, people_rules
from gradatim.model.history import Person

_NOREPLY = re.compile(r"^(?:\d+\+)?([^@]+)@(?:users\.noreply\.(?:github\.com|.+)|noreply\..+)$")
_NOREPLY_GITLAB = re.compile(r"^\d+-([^@]+)@users\.noreply\.gitlab\.com$")
_AROUND = " \t\"'<>“”‘’"
"""What a hand-typed `user.email` drags along: `“ann@example.org”` is the address without its quotes."""
_LOGIN_LENGTH = 5
"""A login or local part this long may be one person's wherever it appears."""
_BROKEN = "\ufffd"
"""Stands for bytes that are no text: such a name cannot be compared."""
_DIGITS = 8


class Identities:
    """Who is who in one repository."""

    def __init__(
        self, idents: Iterable[tuple[bytes, bytes]], mailmap: Mailmap, key: str, others: Iterable[Named] = ()
    ) -> None:
        """Merge `idents` (names and addresses of commits) and `others` (people named in messages).

        `key` is something stable in the repository: with it pseudonyms are the same on every run.
        """
        self._mailmap = mailmap
        self._key = key
        self._group: dict[str, str] = {}
        self._of_pair: dict[tuple[bytes, bytes], str] = {}
        self._members: dict[str, list[Named]] = defaultdict(list)
        self._given: dict[str, list[str]] = defaultdict(list)
        for name, email in idents:
            self._of_pair[name, email] = self._join(self._mapped(name, email), committed=True)
        for person in sorted(set(others)):
            self._join(self._mapped(person.name.encode(), person.email.encode()), committed=False)
        self._join_words()
        self._join_logins()
        self._join_short_names()

    def _join_words(self) -> None:
        """Join entries by one word, a login, the part before the at or a lone name, unless several people bear it."""
        bearers: dict[str, set[str]] = defaultdict(set)
        called: dict[str, set[tuple[str, Words]]] = defaultdict(set)
        full: dict[str, set[tuple[str, Words]]] = defaultdict(set)
        for key, who in self._entries():
            words = () if _BROKEN in who.name or _generic_name(who.name) else name_words(who.name)
            for word in _words(who):
                bearers[word].add(key)
            if len(words) >= 2 and " " in who.name:
                named = (self._root(key), words)
                full[named[0]].add(named)
                for word in words:
                    called[f"{_kind(who)}:{word}"].add(named)
        theirs = {
            word: set[tuple[str, Words]]().union(*(full[root] for root in {self._root(key) for key in keys}))
            for word, keys in bearers.items()
        }
        for word in sorted(bearers):
            if not _several(theirs[word] | called[word]):
                self._join_all(bearers[word])
                continue
            for (one, words), (other, others) in combinations(sorted(theirs[word]), 2):
                if len(set(words) & set(others)) > 1:
                    self._join_all((one, other))

    def _join_short_names(self) -> None:
        """Join `J. Roe` and `jroe` to the one `Jane Roe` whose address begins with the same word as theirs."""
        full: dict[tuple[str, str], set[str]] = defaultdict(set)
        short: list[tuple[str, tuple[str, str]]] = []
        for key, who in sorted(self._entries()):
            words = name_words(who.name)
            # `git@roe.example` says something only where it is the same to the end.
            place = who.email if _generic_address(who.email) else who.email.partition("@")[0]
            if not place or _generic_name(who.name):
                continue
            if len(words) >= 2:
                for form in short_forms(words):
                    full[place, form].add(key)
            else:
                short.append((key, (place, letters(who.name))))
        for key, called in short:
            self._join_to_one(key, full[called])

    def _join_to_one(self, key: str, candidates: Iterable[str]) -> None:
        """Join an entry to the only other person among the candidates; to none where there are several."""
        others = {self._root(other) for other in candidates} - {self._root(key)}
        if len(others) == 1:
            self._join_all((key, *others))

    def _join_logins(self) -> None:
        """Join an account without a name (`dmunro1`, `DionMunro`, `dionm`) to the one person whose name it spells."""
        spelled: dict[str, set[str]] = defaultdict(set)
        shortened: dict[str, set[str]] = defaultdict(set)
        accounts: dict[str, set[tuple[str, bool]]] = defaultdict(set)
        for key, who in self._entries():
            words = name_words(who.name)
            if len(words) >= 2 and not _generic_name(who.name):
                for login in spelled_out(words):
                    spelled[login].add(key)
                for login in short_forms(words):
                    shortened[login].add(key)
            elif who.name and " " not in who.name:
                on_forge = not who.email or who.name.casefold() == _login(who.email).casefold()
                accounts[who.name.casefold().rstrip("0123456789")].add((key, on_forge))
        for login in sorted(accounts):
            for key, on_forge in sorted(accounts[login]) if len(login) >= _LOGIN_LENGTH else ():
                # Elsewhere a lone name may be a first name and the beginning of another one.
                self._join_to_one(key, (shortened if on_forge else spelled)[login])

    def _mapped(self, name: bytes, email: bytes) -> Named:
        name, email = self._mailmap(name, email)
        shown = " ".join(clean_text(name).split())
        relayed = _relay().search(shown)
        if relayed:
            # The address is the list's or the service's that passed it on.
            return Named(relayed["name"], "")
        return Named(shown, clean_text(email).strip(_AROUND).lower())

    def _entries(self) -> Iterator[tuple[str, Named]]:
        """Yield everybody given, with the key that stands for the entry."""
        return ((key, who) for key, members in self._members.items() for who in members)

    # -- union-find over keys ------------------------------------------------------------------------------------

    def _root(self, key: str) -> str:
        path = []
        while self._group.setdefault(key, key) != key:
            path.append(key)
            key = self._group[key]
        for step in path:
            self._group[step] = key
        return key

    def _join_all(self, keys: Iterable[str]) -> None:
        roots = sorted({self._root(key) for key in keys})
        for other in roots[1:]:
            # The smaller name leads, so that the order of arrival does not matter.
            self._group[other] = roots[0]

    def _join(self, who: Named, *, committed: bool) -> str:
        keys = _keys(who)
        self._join_all(keys)
        if committed:
            self._given[keys[0]].append(keys[0])
        self._members[keys[0]].append(who)
        return keys[0]

    # -- answers -------------------------------------------------------------------------------------------------

    @cached_property
    def _people(self) -> dict[str, Person]:
        """Person by root key."""
        members: dict[str, list[Named]] = defaultdict(list)
        given: dict[str, list[str]] = defaultdict(list)
        for key, who in self._members.items():
            members[self._root(key)] += who
        for key, names in self._given.items():
            given[self._root(key)] += names
        # What commits say comes first: people named only in messages must not change a pseudonym.
        chosen = {root: min(given[root] or [_keys(w)[0] for w in who]) for root, who in members.items()}
        ids = _pseudonyms(self._key, chosen)
        return {
            root: Person(ids[root], bot=any(map(_is_bot, who)), forge=any(map(_is_forge, who)))
            for root, who in members.items()
        }

    def of(self, name: bytes, email: bytes) -> Person:
        """Return the person behind an author or committer given at the start."""
        return self._people[self._root(self._of_pair[name, email])]

    def find(self, name: bytes, email: bytes) -> Person | None:
        """Return the same, or None for a pair that was not given."""
        return self.of(name, email) if (name, email) in self._of_pair else None

    def named(self, who: Named) -> Person:
        """Return the person behind a name in a message given at the start."""
        mapped = self._mapped(who.name.encode(), who.email.encode())
        return self._people[self._root(_keys(mapped)[0])]

    @cached_property
    def full_names(self) -> frozenset[str]:
        """Folded names of two words and more: what is taken out of texts."""
        folded = (fold_name(who.name) for members in self._members.values() for who in members)
        return frozenset(name for name in folded if " " in name)


def _keys(who: Named) -> list[str]:
    """Return what identifies a person, most telling first; two entries that share a key are one person."""
    if _is_forge(who):
        return [f"forge:{who.name.casefold()}"]
    keys = []
    login = _login(who.email)
    if login:
        keys.append(f"login:{login}")
    elif who.email and not _generic_address(who.email):
        keys.append(f"email:{who.email}")
    if "@" in who.name and " " not in who.name:
        keys.append(f"email:{who.name.casefold()}")
    elif not _generic_name(who.name):
        words, whole = name_words(who.name), whole_name(who.name)
        if _is_account_name(who.name):
            # An account's name set as the author's: the forge's own address for it carries the same word.
            keys.append(f"login:{who.name.casefold()}")
        if len(words) >= 2:
            keys.append("name:" + " ".join(sorted(words)))
        elif whole:
            keys.append(f"name:{whole}")
    return [f"{_kind(who)}:{key}" for key in keys] or [f"{_kind(who)}:only:{who.name.casefold()}:{who.email}"]


def _words(who: Named) -> Iterator[str]:
    """Yield the words that may name a person by themselves; bots and people do not mix."""
    if _is_forge(who):
        return
    found = [_login(who.email)]
    if not found[0] and who.email and not _generic_address(who.email):
        local, _, host = who.email.partition("@")
        plain = local.partition("+")[0]
        found += [local, f"{plain}@{host}" if not _generic_address(f"{plain}@{host}") else ""]
    if _is_account_name(who.name):
        found.append(who.name.casefold())
    elif " " not in who.name and "@" not in who.name and not _generic_name(who.name):
        found.append(letters(who.name))
    yield from (f"{_kind(who)}:{word}" for word in found if len(word) >= _LOGIN_LENGTH and not _generic_local(word))


def _is_account_name(name: str) -> bool:
    return "-" in name and " " not in name and "@" not in name and len(name) >= _LOGIN_LENGTH


def _several(names: set[tuple[str, Words]]) -> bool:
    """Tell whether full names, each with whose it is, cannot all be one person's."""
    return any(
        one != other and not may_be_one(words, others)
        for (one, words), (other, others) in combinations(sorted(names), 2)
    )


def _login(email: str) -> str:
    match = _NOREPLY_GITLAB.match(email) or _NOREPLY.match(email)
    return match[1] if match else ""


def _pseudonyms(key: str, names: dict[str, str]) -> dict[str, str]:
    """Return a short keyed hash for each person, longer where two would be alike."""
    whole = {
        root: hashlib.blake2b(name.encode("utf-8", "replace"), key=key.encode()[:64], digest_size=20).hexdigest()
        for root, name in names.items()
    }
    digits = _DIGITS
    while digits < 40 and len({text[:digits] for text in whole.values()}) < len(set(whole.values())):
        digits += 2
    return {root: "p" + text[:digits] for root, text in whole.items()}


@cache
def _relay() -> re.Pattern[str]:
    return re.compile(people_rules().relayed, re.IGNORECASE)


@cache
def _generic_name(name: str) -> bool:
    return bool(any_of(people_rules().generic_names).search(name.strip()))


@cache
def _generic_address(email: str) -> bool:
    return bool(any_of(people_rules().generic_addresses).search(email))


@cache
def _generic_local(local: str) -> bool:
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


def is_forge(name: bytes, email: bytes) -> bool:
    """Tell whether a committer is the forge itself."""
    return _is_forge(Named(clean_text(name), clean_text(email).strip().lower()))


def _is_bot(who: Named) -> bool:
    return _matches("bots", who)


def _kind(who: Named) -> str:
    return "forge" if _is_forge(who) else "bot" if _is_bot(who) else "person"


def _is_forge(who: Named) -> bool:
    return _matches("forges", who)
