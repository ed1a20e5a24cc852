"""Finds the work items that messages name, and tells a request's own number from them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from gradatim.collectors.git.messages import Message
from gradatim.collectors.git.vocabulary import landing_rules

_NUMBER = re.compile(
    r"(?<![\w/&#])([\w.-]{1,60}/[\w.-]{1,80})?#(\d{1,6})\b(?![\w-]*\.\w)|(?<![\w-])(?:GH|gh)-(\d{1,6})\b"
)
_TRACKED = re.compile(r"\b(bpo|rhbz|lp|bz|debbugs|bsc|boo|gh|trac|issue|bug|ticket|task)[- :#]{1,2}#?(\d{1,9})\b", re.I)
_KEY = re.compile(r"(?<![\w/.-])([A-Z][A-Z0-9]{1,9})-(\d{1,6})\b(?![.-]\d)")
_LOWER_KEY = re.compile(r"(?<![\w/.-])([a-z]{2,10})-(\d{1,6})\b(?![\w.-]*[\w])")
_LOWER_CITED = re.compile(
    r"(?i:[(\[,]|\b(?:close[sd]?|fix(?:es|ed)?|resolve[sd]?|implements?|refs?|see):?) ?"
    r"([a-z]{2,10})-(\d{1,6})(?=[)\],.\s]|$)"
)
_STORY = re.compile(r"\[[^\[\]\n]{0,60}?#\d{7,10}[^\[\]\n]{0,80}\]")
"""Stories of Pivotal Tracker, in brackets: `[Finishes #45559005]`. Elsewhere a number so long is a colour."""
_STORY_NUMBER = re.compile(r"#(\d{7,10})\b")
_FRAME = re.compile(r"(?m)^[ \t>|]*#\d{1,4}[ \t]+(?:0x[0-9a-fA-F]+|<signal|\(inlined)\b.*$")
"""A line of a stack trace: its number is no work item's."""
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'`]{4,300}")
_ISSUE_ADDRESS = re.compile(
    r"^https?://(?P<host>[^/\s]+)(?:/(?P<project>[^?#\s]*?))??(?:/-)?/(?P<kind>issues?|pulls?|merge_requests|work_items|browse|bugs?|"
    r"tickets?|show_bug\.cgi|bugreport\.cgi|discussions|advisories|story/show|stories)(?:/|\?(?:[^\s#]*&)?(?:id|bug)=)(?P<item>[\w-]+)"
)
_ACTION = re.compile(r"(?<![\w/.-])([A-Z]{2,5})-((?:(?:19|20)\d\d-)?\d{1,5})\b(?![.-]\d)")
"""The number of a corrective action or a nonconformity, often counted anew each year: `CA-2026-001`."""
_TASK = re.compile(r"(?<![\w/.-])T(\d{3,9})\b(?![.-]\d)")
_POINT = re.compile(
    r"(?im)^[ \t>*-]*(?:(?:fix(?:es|ed)?|bug|issue|problem|point|step|part|change|item)[ \t]+)?"
    r"#(\d{1,2})(?=[:.)]?[ \t])"
)
_REQUEST_KINDS = frozenset({"pull", "pulls", "merge_requests"})


class References:
    """Recognises references in one repository."""

    def __init__(self, home: str, keys: frozenset[str], *, tasks: bool = False, number_first: bool = False) -> None:
        """`home` is the address of the repository's pages without scheme; `keys` are those of its tracker.

        `tasks`: the project works with Phabricator, whose work items are `T12`.
        `number_first`: the number at the beginning of a title is the tracker's.
        """
        self._home = home.casefold()
        self._keys = keys
        self._tasks = tasks
        self._number_first = number_first

    def of(self, subject: str, body: str) -> list[str]:
        """Return what a message names, each once."""
        leading = _leading().match(subject) if self._number_first else None
        first = [f"#{int(leading['number'])}"] if leading else []
        return list(dict.fromkeys((*first, *self.find(subject), *self.find(body))))

    def find(self, text: str) -> list[str]:
        """Return what a text names: `#12`, `owner/name#12`, `ABC-7`, an address; in order, each once."""
        found: dict[str, None] = {}
        if "://" in text:
            for address in _ADDRESS.findall(text):
                item = self._address(address)
                if item:
                    found[item] = None
            text = _ADDRESS.sub(" ", text)
        found |= dict.fromkeys(self._numbers(_without_false_numbers(text)))
        for tracker, number in _TRACKED.findall(text):
            name = tracker.lower()
            found[f"#{number}" if name in ("gh", "issue", "bug", "ticket", "task") else f"{name}#{number}"] = None
        return list(found)

    def _numbers(self, text: str) -> Iterator[str]:
        """Yield the numbers and keys of a text without addresses."""
        if "#" in text or "-" in text:
            for project, number, short in _NUMBER.findall(text):
                if int(number or short):
                    yield self._local(project, number or short)
            for brackets in _STORY.findall(text):
                yield from (f"#{number}" for number in _STORY_NUMBER.findall(brackets))
            yield from (f"{key}-{number}" for key, number in _KEY.findall(text) if key in self._keys)
            yield from (f"{key}-{number}" for key, number in _LOWER_KEY.findall(text) if key in self._keys)
            yield from (f"{key}-{number}" for key, number in _ACTION.findall(text) if key in _action_keys())
        if self._tasks:
            yield from (f"T{number}" for number in _TASK.findall(text))

    def request_of(self, value: str, *, surely: bool = False) -> str:
        """Return the number of the request that a closing line points to by address; empty for anything else.

        Where the project's own address is not known any is taken for one of its own, unless `surely` it must be.
        """
        match = _ISSUE_ADDRESS.match(value.strip())
        if match and match["kind"] in _REQUEST_KINDS and match["item"].isdigit():
            home = f"{match['host']}/{match['project']}".casefold()
            return match["item"] if home == self._home or not (self._home or surely) else ""
        return ""

    def _local(self, project: str, number: str) -> str:
        return f"#{number}" if not project or self._home.endswith("/" + project.casefold()) else f"{project}#{number}"

    def _address(self, address: str) -> str:
        match = _ISSUE_ADDRESS.match(address.rstrip(".,;:"))
        if not match or match["kind"] in _REQUEST_KINDS or not any(c.isdigit() for c in match["item"]):
            return ""  # a request is the work itself, here or in another project; `issues/new` is a form
        home = f"{match['host']}/{match['project']}".casefold()
        if match["item"].isdigit() and self._home and home == self._home:
            return "#" + match["item"]
        return match[0]


def references_of(home: str, messages: Sequence[Message]) -> References:
    """Return what recognises the references of a project by its messages; `home` is its address where it is known."""
    texts = [text for message in messages for text in (message.subject, message.body)]
    return References(
        home or likely_home(texts),
        tracker_keys(texts) | lower_keys(texts),
        tasks=uses_tasks(texts),
        number_first=begins_with_numbers([message.subject for message in messages]),
    )


def likely_home(texts: Iterable[str]) -> str:
    """Return the project that most addresses of issues and requests point to; empty where there are too few to tell."""
    counts = Counter(
        f"{match['host']}/{match['project']}".casefold()
        for text in texts
        if "://" in text
        for address in _ADDRESS.findall(text)
        if (match := _ISSUE_ADDRESS.match(address))
    )
    best = min(counts, key=lambda home: (-counts[home], home), default="")
    return best if counts[best] >= landing_rules().least_addresses and 2 * counts[best] > counts.total() else ""


def tracker_keys(texts: Iterable[str]) -> frozenset[str]:
    """Return the keys (`ABC` of `ABC-12`) that stand for a tracker here: several numbers, no known standard.

    A key with a number that begins with a zero names documents or parts (`SOP-002`, `BL-0050`): no tracker counts so.
    """
    numbers: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        if "-" in text:
            for key, number in _KEY.findall(text):
                numbers[key].add(number)
    least = landing_rules().issue_prefix_numbers
    return frozenset(
        key
        for key, seen in numbers.items()
        if len(seen) >= least and key not in _not_keys() and not any(n.startswith("0") for n in seen)
    )


def lower_keys(texts: Iterable[str]) -> frozenset[str]:
    """Return the keys in small letters (`bd` of `(bd-115)`) that stand for a tracker here: cited with many numbers."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        if "-" in text:
            for key, number in _LOWER_CITED.findall(text):
                numbers[key].add(number)
    least = landing_rules().lower_key_numbers
    return frozenset(key for key, seen in numbers.items() if len(seen) >= least and key.upper() not in _not_keys())


def uses_tasks(texts: Iterable[str]) -> bool:
    """Tell whether a project works with Phabricator, by the lines that it writes into messages."""
    marks = landing_rules().task_marks
    return sum(1 for text in texts if any(mark in text for mark in marks)) >= landing_rules().least_tasks


def begins_with_numbers(subjects: Sequence[str]) -> bool:
    """Tell whether most titles of a project begin with the number of their work item."""
    rules = landing_rules().number_first
    numbers = {found["number"] for subject in subjects if (found := _leading().match(subject))}
    return len(numbers) >= rules.changes and len(numbers) >= rules.share * len(subjects)


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(landing_rules().number_first.pattern)


def _without_false_numbers(text: str) -> str:
    """Return a text without the numbers of stack frames and those of its own points (`Fix #1:`, `Fix #2:`)."""
    if "#" in text and "0x" in text:
        text = _FRAME.sub(" ", text)
    if "#1" not in text or "#2" not in text:
        return text
    points = [int(number) for number in _POINT.findall(text)]
    return _POINT.sub(" ", text) if points[:2] == [1, 2] else text


@cache
def _action_keys() -> frozenset[str]:
    return frozenset(landing_rules().action_keys)


@cache
def _not_keys() -> frozenset[str]:
    return frozenset(landing_rules().not_issue_keys)
