"""Merges names and addresses into people, and gives them pseudonyms. Names and addresses stay in this folder.

The purpose is independence: whether somebody other than the author took part. So doubt merges (two entries that may be
one person count as one), but never by surname or first name, and never by a name or an address that many share.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, cached_property

from gradatim.collectors.git import joins
from gradatim.collectors.git.automation import is_bot, is_forge
from gradatim.collectors.git.groups import Groups
from gradatim.collectors.git.keys import keys
from gradatim.collectors.git.mailmap import Mailmap
from gradatim.collectors.git.messages import Named, fold_name
from gradatim.collectors.git.names import clean_text
from gradatim.collectors.git.together import SharedEntries
from gradatim.collectors.git.vocabulary import people_rules
from gradatim.model.history import Person

_AROUND = " \t\"'<>“”‘’"
"""What a hand-typed `user.email` drags along: `“ann@example.org”` is the address without its quotes."""
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
        self._groups = Groups()
        self._keys: dict[Named, tuple[str, ...]] = {}
        self._members: dict[str, list[Named]] = defaultdict(list)
        self._committed: set[str] = set()
        self._of_pair = {pair: self._mapped(*pair) for pair in idents}
        named = [self._mapped(who.name.encode(), who.email.encode()) for who in sorted(set(others))]
        shared = SharedEntries((*self._of_pair.values(), *named))
        for who in self._of_pair.values():
            self._add(who, shared.people(who), committed=True)
        for who in named:
            self._add(who, shared.people(who), committed=False)
        joins.join_words(self._members, self._groups)
        joins.join_logins(self._members, self._groups)
        joins.join_short_names(self._members, self._groups)
        joins.join_addresses(self._members, self._groups)
        joins.join_spelled_addresses(self._members, self._groups)
        joins.join_framed_names(self._members, self._groups)
        for who in sorted(self._keys):
            shared.join(who, shared.people(who), self._groups)

    def _mapped(self, name: bytes, email: bytes) -> Named:
        name, email = self._mailmap(name, email)
        shown = " ".join(clean_text(name).split())
        relayed = _relay().search(shown)
        if relayed:
            # The address is the list's or the service's that passed it on.
            return Named(relayed["name"], "")
        return Named(shown, clean_text(email).strip(_AROUND).lower())

    def _add(self, who: Named, people: tuple[Named, ...], *, committed: bool) -> None:
        """Take an entry in: one person's, or that of `people` together."""
        self._keys[who] = tuple(self._join(one, committed=committed) for one in people or (who,))

    def _join(self, who: Named, *, committed: bool) -> str:
        found = keys(who)
        self._groups.join(found)
        if committed:
            self._committed.add(found[0])
        self._members[found[0]].append(who)
        return found[0]

    # -- answers -------------------------------------------------------------------------------------------------

    @cached_property
    def _people(self) -> dict[str, Person]:
        """Person by root key."""
        members: dict[str, list[Named]] = defaultdict(list)
        given: dict[str, list[str]] = defaultdict(list)
        for key, who in self._members.items():
            members[self._groups.root(key)] += who
        for key in self._committed:
            given[self._groups.root(key)].append(key)
        # What commits say comes first: people named only in messages must not change a pseudonym.
        chosen = {root: min(given[root] or [keys(w)[0] for w in who]) for root, who in members.items()}
        ids = _pseudonyms(self._key, chosen)
        return {
            root: Person(ids[root], bot=any(map(is_bot, who)), forge=any(map(is_forge, who)))
            for root, who in members.items()
        }

    def of(self, name: bytes, email: bytes) -> tuple[Person, ...]:
        """Return who is behind an author or committer given at the start: one, or those who wrote together."""
        return self._behind(self._of_pair[name, email])

    def find(self, name: bytes, email: bytes) -> tuple[Person, ...]:
        """Return the same, or nobody for a pair that was not given."""
        return self.of(name, email) if (name, email) in self._of_pair else ()

    def named(self, who: Named) -> tuple[Person, ...]:
        """Return who is behind a name in a message given at the start."""
        return self._behind(self._mapped(who.name.encode(), who.email.encode()))

    def _behind(self, who: Named) -> tuple[Person, ...]:
        found = {(person := self._people[self._groups.root(key)]).id: person for key in self._keys[who]}
        return tuple(found[i] for i in sorted(found))

    @cached_property
    def full_names(self) -> frozenset[str]:
        """Folded names of two words and more: what is taken out of texts."""
        folded = (fold_name(who.name) for members in self._members.values() for who in members)
        return frozenset(name for name in folded if " " in name)


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
