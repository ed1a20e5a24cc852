"""Finds the work items that messages name, and tells a request's own number from them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache

from gradatim.collectors.git.vocabulary import landing_rules

_NUMBER = re.compile(
    r"(?<![\w/&#])([\w.-]{1,60}/[\w.-]{1,80})?#(\d{1,6})\b(?![\w-]*\.\w)|(?<![\w-])(?:GH|gh)-(\d{1,6})\b"
)
_TRACKED = re.compile(r"\b(bpo|rhbz|lp|bz|debbugs|bsc|boo|gh|trac|issue|bug|ticket|task)[- :#]{1,2}#?(\d{1,9})\b", re.I)
_KEY = re.compile(r"(?<![\w/.-])([A-Z][A-Z0-9]{1,9})-(\d{1,6})\b(?![.-]\d)")
_FRAME = re.compile(r"(?m)^[ \t>|]*#\d{1,4}[ \t]+(?:0x[0-9a-fA-F]+|<signal|\(inlined)\b.*$")
"""A line of a stack trace: its number is no work item's."""
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'`]{4,300}")
_ISSUE_ADDRESS = re.compile(
    r"^https?://(?P<host>[^/\s]+)(?:/(?P<project>[^?#\s]*?))??(?:/-)?/(?P<kind>issues?|pulls?|merge_requests|work_items|browse|bugs?|"
    r"tickets?|show_bug\.cgi|bugreport\.cgi|discussions|advisories)(?:/|\?(?:[^\s#]*&)?(?:id|bug)=)(?P<item>[\w-]+)"
)
_LEAST_ADDRESSES = 5
_REQUEST_KINDS = frozenset({"pull", "pulls", "merge_requests"})


class References:
    """Recognises references in one repository."""

    def __init__(self, home: str, keys: frozenset[str]) -> None:
        """`home` is the address of the repository's pages without scheme; `keys` are those of its tracker."""
        self._home = home.casefold()
        self._keys = keys

    def find(self, text: str) -> list[str]:
        """Return what a text names: `#12`, `owner/name#12`, `ABC-7`, an address; in order, each once."""
        found: dict[str, None] = {}
        if "://" in text:
            for address in _ADDRESS.findall(text):
                item = self._address(address)
                if item:
                    found[item] = None
            text = _ADDRESS.sub(" ", text)
        if "#" in text and "0x" in text:
            text = _FRAME.sub(" ", text)
        if "#" in text or "-" in text:
            for project, number, short in _NUMBER.findall(text):
                found[self._local(project, number or short)] = None
            for key, number in _KEY.findall(text):
                if key in self._keys:
                    found[f"{key}-{number}"] = None
        for tracker, number in _TRACKED.findall(text):
            name = tracker.lower()
            found[f"#{number}" if name in ("gh", "issue", "bug", "ticket", "task") else f"{name}#{number}"] = None
        return list(found)

    def request_of(self, value: str) -> str:
        """Return the number of the request that a closing line points to by address; empty for anything else."""
        match = _ISSUE_ADDRESS.match(value.strip())
        if match and match["kind"] in _REQUEST_KINDS and match["item"].isdigit():
            home = f"{match['host']}/{match['project']}".casefold()
            return match["item"] if home == self._home or not self._home else ""
        return ""

    def _local(self, project: str, number: str) -> str:
        return f"#{number}" if not project or self._home.endswith("/" + project.casefold()) else f"{project}#{number}"

    def _address(self, address: str) -> str:
        match = _ISSUE_ADDRESS.match(address.rstrip(".,;:"))
        if not match:
            return ""
        home = f"{match['host']}/{match['project']}".casefold()
        if match["item"].isdigit() and self._home and home == self._home:
            return "#" + match["item"]
        return match[0]


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
    return best if counts[best] >= _LEAST_ADDRESSES and 2 * counts[best] > counts.total() else ""


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


@cache
def _not_keys() -> frozenset[str]:
    return frozenset(landing_rules().not_issue_keys)
