"""Takes a commit message apart: subject, body, trailers, people named. Bounded, linear, on untrusted text."""

import re
from functools import cache
from typing import NamedTuple

from gradatim.collectors.git.names import clean_text, one_line
from gradatim.collectors.git.vocabulary import people_rules

_MAX_MESSAGE = 65_536
_MAX_BODY = 8_192
_MAX_TRAILERS = 200
_TRAILER = re.compile(r"^([A-Za-z][A-Za-z0-9 -]{1,40}?):[ \t]*(\S.{0,500})$")
_CLOSING = re.compile(r"^(close[sd]?|fix(?:e[sd])?|resolve[sd]?|see|refs?|references?|bug|issue|part of|related to)\s+((?:[\w./-]{0,80}#\d+|https?://\S{1,300}|[A-Z][A-Z0-9]+-\d+)[ ,and#\d]{0,60})$", re.I)  # fmt: skip  # noqa: E501
_PERSON = re.compile(r"^\"?([^<>]{0,200}?)\"?\s*<\s*([^<>\s]{0,200})\s*>")
_ADDRESS = re.compile(r"<?[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}>?")
_MENTION = re.compile(r"(?<![\w/@.`])@(?=[A-Za-z])[A-Za-z0-9-]{1,38}(?![\w(.]*[(.]\w)")
_LOGIN_BRANCH = re.compile(r"(?<= from )[\w.-]{1,60}(?=[/:])|(?<= - )[\w.-]{1,60}(?=:\S)|(?<=\br=)[\w.,-]{1,80}")
_NAME_PAIR = re.compile(r"(?=\b([A-ZÀ-ÞĀ-Ž][\w'’-]{1,30} (?:[A-Z]\.? )?(?:(?:van|von|de|der|den|da|di|la|le) ){0,2}[A-ZÀ-ÞĀ-Ž][\w'’-]{1,30}))")  # fmt: skip  # noqa: E501
_ON_FORGE = re.compile(r"\s+(?:on|at|from|via)\s+(?:github|gitlab|hackerone|irc|twitter|mastodon)\b.*$", re.I)


class Named(NamedTuple):
    """A person as a trailer names them."""

    name: str
    email: str


class RawTrailer(NamedTuple):
    """A trailer with its people still by name: for this folder only."""

    key: str
    value: str
    people: tuple[Named, ...]


class Message(NamedTuple):
    """A message taken apart; text is clean of control characters but still holds names."""

    subject: str
    body: str
    """Without subject and without person trailers."""
    trailers: tuple[RawTrailer, ...]


@cache
def _person_keys() -> frozenset[str]:
    keys = people_rules().trailers
    return frozenset((*keys.author, *keys.review, *keys.credit))


def parse_message(raw: bytes) -> Message:
    """Take a message apart."""
    text = clean_text(raw[:_MAX_MESSAGE]).strip("\n")
    head, _, rest = text.partition("\n\n")
    if len(head) > 2_000:
        # No blank line and very long: the first line is the subject.
        head, _, rest = text.partition("\n")
    lines = rest.split("\n")
    subject = one_line(head)
    block = _last_block(lines)
    body: list[str] = []
    trailers: list[RawTrailer] = [*_flags(subject)]
    for place, line in enumerate(lines):
        found = _trailer(line, in_block=place >= block) if len(trailers) < _MAX_TRAILERS else None
        if found is None:
            body.append(line)
            trailers += _flags(line) if line.startswith("r") and len(trailers) < _MAX_TRAILERS else ()
            continue
        trailers.append(found)
        if not found.people:
            body.append(line)
    return Message(subject, "\n".join(body).strip()[:_MAX_BODY], tuple(trailers))


def _last_block(lines: list[str]) -> int:
    """Return where the last paragraph begins."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    while end and lines[end - 1].strip():
        end -= 1
    return end


def _trailer(line: str, *, in_block: bool) -> RawTrailer | None:
    # First: in `Closes https://...` the colon of the address would be taken for a trailer's.
    closing = _CLOSING.match(line.strip().rstrip(".")) if len(line) < 400 else None
    if closing:
        return RawTrailer(closing[1].lower().replace(" ", "-"), closing[2].strip(), ())
    match = _TRAILER.match(line)
    if match:
        key = match[1].lower().replace(" ", "-")
        if key in _person_keys():
            # Trailers of people count wherever they stand: squashed messages carry them in the middle.
            people = named_people(match[2])
            return RawTrailer(key, match[2].strip(), people) if people else None
        if in_block and (" " not in match[1] or key in ("differential-revision", "pull-request-resolved", "part-of")):
            return RawTrailer(key, match[2].strip(), ())
    return None


def _flags(line: str) -> tuple[RawTrailer, ...]:
    """Return who reviewed by the flags at the end of a line."""
    found = _of_flags().search(line) if "r=" in line or "a=" in line else None
    return (RawTrailer("reviewed-by", found["names"], named_people(found["names"])),) if found else ()


@cache
def _of_flags() -> re.Pattern[str]:
    return re.compile(people_rules().flags)


def named_people(value: str) -> tuple[Named, ...]:
    """Return the people that a trailer's value names: `Name <address>`, names, logins, several with commas."""
    match = _PERSON.match(value.lstrip())
    if match:
        return (Named(match[1].strip(), match[2]),)
    value = _ON_FORGE.sub("", value).strip().strip(".")
    if not value or len(value) > 200 or "://" in value:
        return ()
    parts = [part.strip().lstrip("@") for part in re.split(r",|\band\b|&", value)]
    return tuple(_named(part) for part in parts if part and not part.startswith("#"))[:20]


def _named(part: str) -> Named:
    return Named("", part) if "@" in part and " " not in part else Named(part, "")


class Scrubber:
    """Takes names and addresses out of text: addresses, mentions, and full names of people known in the repository."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def __call__(self, text: str) -> str:
        """Return the text without people."""
        if not text:
            return text
        if "@" in text:
            text = _MENTION.sub("@…", _ADDRESS.sub("(address removed)", text))
        found = {name for name in _NAME_PAIR.findall(text) if fold_name(name) in self._names}
        for name in sorted(found, key=len, reverse=True):
            text = text.replace(name, "(name removed)")
        return text

    def subject(self, text: str) -> str:
        """Return a subject without people, and without the login that forges put into merge subjects."""
        return self(_LOGIN_BRANCH.sub("…", text))


def fold_name(name: str) -> str:
    """Return a name for comparing: lower case, single blanks, no middle initials or dots."""
    words = [word.strip(".,'\"()") for word in name.casefold().split()]
    return " ".join(word for word in words if len(word) > 1)
