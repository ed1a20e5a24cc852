"""Tells documents that say nothing of their own: empty, to be written, a form, or a pointer elsewhere."""

import re

from gradatim.collectors.documents.candidates import Candidate
from gradatim.collectors.documents.parsed import Link, Parsed
from gradatim.collectors.documents.runs import short_runs
from gradatim.collectors.documents.vocabulary import Placeholders, Vocabulary
from gradatim.model.documents import DocumentKind

_WORD = re.compile(r"[^\W\d_]{2,}")
_URL = re.compile(r"(https?|ftp)://\S+|mailto:\S+|www\.\S+")
_COMMENT = re.compile(r"^\s*(#|//|;).*$", re.MULTILINE)
_OWNER = re.compile(r"(?:^|\s)@[\w.-]+(?:/[\w.-]+)?|[\w.+-]+@[\w.-]+\.\w+")
_EMPTY_LIST = re.compile(r":\s*(\[\s*\])?\s*(#.*)?$")
_HEAD = 5_000
_OPENING = 800
_SLOT_LOOK = 12_000
_VERSION = re.compile(r"^\W{0,6}(?:[a-z-]+ )?(?:version |release )?v?\d+\.\d+|\bunreleased\b", re.MULTILINE)


def placeholder(
    candidate: Candidate,
    parsed: Parsed,
    text: str,
    kinds: tuple[DocumentKind, ...],
    vocabulary: Vocabulary,
    *,
    empty_teams: frozenset[str] = frozenset(),
) -> str:
    """Return why the document carries no content of its own; empty where it does. `text` is lower case.

    `empty_teams` are those of which the repository itself says that nobody is in them.
    """
    ids, limits = {k.kind for k in kinds if not k.line}, vocabulary.signs.placeholders
    if ids & limits.forms:
        return "" if text.strip() else "empty"
    text = short_runs(text)
    ours = any(vocabulary.kinds[k.kind].rule.audience == "contributors" for k in kinds)
    if not ours and text.count(" ") > limits.long_words:
        return _untouched(text, vocabulary) if "readme" in ids else ""
    words = len(_WORD.findall(_URL.sub(" ", text)))
    return (
        (_no_owner(candidate, text, vocabulary, empty_teams) if "ownership" in ids else "")
        or _empty(text, words, ids, limits)
        or _untouched(text, vocabulary)
        or _outdated(text, vocabulary)
        or (_form(candidate, text, words, vocabulary) if ours else "")
        or _points(parsed, text, ids, limits)
        or _nothing_said(parsed, text, ids, vocabulary)
    )


def _empty(text: str, words: int, ids: set[str], limits: Placeholders) -> str:
    return "empty" if words < (1 if ids & limits.short else limits.empty_words) else ""


def _no_owner(candidate: Candidate, text: str, vocabulary: Vocabulary, empty_teams: frozenset[str]) -> str:
    """CODEOWNERS without owners, OWNERS with empty lists or teams: there is a file, and nobody in it."""
    stem = candidate.name.stems[0]
    bare = _COMMENT.sub("", text)
    if stem == "codeowners" and not _OWNER.search(bare):
        return "no rule names an owner"
    if stem == "codeowners" and not _OWNER.search(vocabulary.nobody.sub("", bare)):
        return "names only accounts out of a forge's example"
    if candidate.format != "yaml" and stem not in ("owners", "owners-aliases"):
        return ""
    lines = [line for line in bare.split("\n") if line.strip()]
    named = [line for line in lines if not _EMPTY_LIST.search(line)]
    if not named:
        return "names no owner: its lists are empty"
    teams = [line.partition("#")[0].strip(" -\"'") for line in named]
    return "names only teams that have no member" if all(team in empty_teams for team in teams) else ""


def _untouched(text: str, vocabulary: Vocabulary) -> str:
    found = next((m for pattern in vocabulary.untouched if (m := pattern.search(text, 0, _HEAD))), None)
    return f"text of a template, left as it came (“{' '.join(found.group().split())[:60]}”)" if found else ""


def _outdated(text: str, vocabulary: Vocabulary) -> str:
    found = vocabulary.outdated.search(text, 0, _OPENING)
    return (
        f"says of itself that it is not to be followed any more (“{' '.join(found.group().split())}”)" if found else ""
    )


def _form(candidate: Candidate, text: str, words: int, vocabulary: Vocabulary) -> str:
    """A form: by its name, or by the share of slots that wait to be filled in."""
    slots = sum(len(pattern.findall(text, 0, _SLOT_LOOK)) for pattern in vocabulary.slots)
    stem = candidate.name.stems[-1]
    named = any(pattern.search(stem) for pattern in vocabulary.template_names)
    in_folder = any(vocabulary.template_folders.search(folder) for folder in candidate.name.folders)
    if named and (slots or len(stem.split("-")) <= 3):
        return "a template to be copied, not a record"
    if in_folder:
        return "lies among templates to be copied, not a record"
    limits = vocabulary.signs.placeholders
    if slots > limits.few_slots and slots >= limits.slot_share * words:
        return f"template text: {slots} slots are not filled in"
    return ""


def _points(parsed: Parsed, text: str, ids: set[str], limits: Placeholders) -> str:
    """A document that only includes another, or says in a few words where to look."""
    targets = [link for link in parsed.links if link.how in ("link", "include") and not link.target.startswith("#")]
    targets += [Link(found.group(), "link", 0) for found in _URL.finditer(text)] if not targets else []
    if not targets:
        return ""
    words = len(_WORD.findall(_URL.sub(" ", text))) - sum(len(_WORD.findall(h.text)) for h in parsed.headings)
    included = [link for link in targets if link.how == "include"]
    if included and words < limits.pointing_words:
        return f"only includes {included[0].target}"
    if "changelog" in ids and words < limits.short_changelog_words and not _VERSION.search(text):
        return f"lists no version, points to {targets[0].target[:120]}"
    lists = len(re.findall(r"^\s*([-*+]|\d+\.)\s", parsed.prose, re.MULTILINE))
    if (
        words < limits.pointing_words
        and len(targets) <= 3
        and lists <= 3
        and not ids & (limits.short | {"code-of-conduct"})
    ):
        return f"only points to {targets[0].target[:120]}"
    return ""


def _nothing_said(parsed: Parsed, text: str, ids: set[str], vocabulary: Vocabulary) -> str:
    """Headings without text, tables without rows, or nothing but “to do”."""
    limits = vocabulary.signs.placeholders
    headings = sum(len(_WORD.findall(h.text)) for h in parsed.headings)
    columns = sum(len(_WORD.findall(c)) for table in parsed.tables for c in table.columns)
    total = len(_WORD.findall(_URL.sub(" ", text)))
    beside = total - headings - columns
    pending = vocabulary.pending.findall(text[:20_000])
    if pending and beside - 2 * len(pending) < 3 * limits.headings_only_words and "plan" not in ids:
        return "says only that it is still to be written"
    few = 2 if ids & limits.short else limits.headings_only_words
    if beside < few and parsed.headings:
        if parsed.tables and all(table.rows <= 0 for table in parsed.tables):
            return "a table without a row"
        return "headings without text" if not any(table.rows > 0 for table in parsed.tables) else ""
    return ""
