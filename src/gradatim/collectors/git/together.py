"""Takes apart entries that name several people who wrote together: `Ann + Bob`, `Ann Able and Bob Bee`, `ann&bob`."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from gradatim.collectors.git.automation import generic_name, kind
from gradatim.collectors.git.groups import Groups
from gradatim.collectors.git.keys import is_pairs, keys
from gradatim.collectors.git.messages import Named
from gradatim.collectors.git.spelling import letters, name_words, short_forms
from gradatim.collectors.git.vocabulary import people_rules


class SharedEntries:
    """Entries that several people of one repository share, told from names that merely have an `and` in them."""

    def __init__(self, entries: Iterable[Named]) -> None:
        """`entries` is everybody given, with proper names."""
        self._called: dict[str, set[str]] = defaultdict(set)
        self._owners: dict[str, set[str]] = defaultdict(set)
        for who in entries:
            if not _parts(who.name) and kind(who) == "person" and not generic_name(who.name):
                self._note(who)

    def _note(self, who: Named) -> None:
        key, words = keys(who)[0], name_words(who.name)
        forms = short_forms(words) if len(words) >= 2 else ()
        for word in {*words, *forms, letters(who.name)}:
            self._called[word].add(key)
        if who.email:
            self._owners[who.email].add(key)

    def people(self, who: Named) -> tuple[Named, ...]:
        """Return each person of an entry by name; nothing where it is one person's, or may be.

        The address may be of either, or of both: it stays with none.
        """
        parts = _parts(who.name) if kind(who) == "person" else ()
        return tuple(Named(part, "") for part in parts) if parts and self._are_several(parts, who) else ()

    def _are_several(self, parts: tuple[str, ...], who: Named) -> bool:
        """Tell whether each part is a full name, one is otherwise known here, or the address says so.

        Where nothing but commas or slashes stand between them (`Able, Ann, PhD` is one person), all have to be known.
        """
        known = [bool(self._called.get(letters(part))) for part in parts]
        if not _between().search(who.name):
            return all(known)
        return any(known) or all(len(name_words(part)) >= 2 for part in parts) or is_pairs(who.email)

    def join(self, who: Named, people: Iterable[Named], groups: Groups) -> None:
        """Join those of an entry who stand there with one word to the one person here who is called so.

        Where several are, to the one whose address the entry has.
        """
        for person in people:
            if len(name_words(person.name)) >= 2:
                continue
            called = self._called.get(letters(person.name), set())
            owners = called & self._owners.get(who.email, set())
            groups.join_to_one(keys(person)[0], owners or called)


@cache
def _parts(name: str) -> tuple[str, ...]:
    """Return the names in a name: around an `and` or between commas, whole ones or three and more; else nothing."""
    rules = people_rules().together
    parts = re.split(f"{rules.between}|{rules.comma}", name, flags=re.IGNORECASE)
    found = tuple(part.strip() for part in parts if part and part.strip())
    if any(re.search(rules.firm, part, re.IGNORECASE) for part in found):
        return ()
    whole = all(len(name_words(part)) >= 2 for part in found)
    least = 2 if whole or _between().search(name) else 3
    return found if len(found) >= least and all(len(letters(part)) >= rules.letters for part in found) else ()


@cache
def _between() -> re.Pattern[str]:
    return re.compile(people_rules().together.between, re.IGNORECASE)
