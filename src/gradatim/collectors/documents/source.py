"""A document as it is classified: where it lies, its structure, its voice."""

import functools
import re

from gradatim.collectors.documents.reading import Read
from gradatim.collectors.documents.vocabulary import Vocabulary
from gradatim.collectors.documents.voice import Voice, listen
from gradatim.collectors.documents.zones import Place, Zone

_BUILT = 2
_ORDER = re.compile(r"^\d-(?=\D)")


class Source:
    """A document as it is classified: where it lies, its structure, its voice (listened to when it is asked for)."""

    def __init__(self, read: Read, place: Place, vocabulary: Vocabulary) -> None:
        self.candidate = read.candidate
        self.parsed = read.parsed
        self.place = place
        self.text = read.english
        """Lower case, all lines."""
        self.language = read.language
        self._vocabulary = vocabulary

    @functools.cached_property
    def voice(self) -> Voice:
        """To whom it speaks."""
        return listen(self.text if self.language else self.parsed.prose, self._vocabulary)

    @property
    def numbered(self) -> bool:
        """Called as one of a row of records (`0007-...`, `2026-03`); `2_development` keeps pages in order only."""
        return any(c.isdigit() for c in _ORDER.sub("", self.candidate.name.stems[0]))

    @property
    def tells_how(self) -> bool:
        """Called guidelines, procedure or the like: no record, whatever it is about."""
        return any(self._vocabulary.about_records.search(stem) for stem in self.candidate.name.stems)

    @functools.cached_property
    def ours_by_name(self) -> bool:
        """Called a guide for developers, with some of their words: a product's users may be developers too."""
        called = any(self._vocabulary.ours_by_name.fullmatch(stem) for stem in self.candidate.name.stems)
        if not called or self.place.zone in (Zone.PRODUCT, Zone.VENDORED):
            return False
        if self.voice.reference:
            return False
        built = sum(1 for h in self.parsed.headings if self._vocabulary.of_developers.search(h.text))
        return self.voice.contributors >= self._vocabulary.signs.voices.some or built >= _BUILT
