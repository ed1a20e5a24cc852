"""Finds the marks in a text that probes ask for; what each means stands in `document_kinds.yaml`."""

import re

from gradatim.collectors.documents.languages import wordings
from gradatim.collectors.documents.parsed import Parsed
from gradatim.collectors.documents.runs import short_runs
from gradatim.collectors.documents.vocabulary import Feature, Vocabulary, words_of

_LOOK = 60_000
_SHORT_LOOK = 4_000
_STEP = re.compile(r"^\s{0,8}(?:(?:step\s+)?(\d{1,2}|#)[.):]|\(\d{1,2}\))\s+\S", re.MULTILINE)
_DIAGRAM = re.compile(
    r"```\s*(mermaid|plantuml|dot|graphviz)|@startuml|\.\. (uml|graphviz|mermaid)::|[┌└├╔]|\+-{4,}\+.*\n\s*\|"
)


def find_features(
    parsed: Parsed, text: str, refers: bool, vocabulary: Vocabulary, *, full: bool = True, language: str = ""
) -> tuple[str, ...]:
    """Return the ids of the features found, in order of the vocabulary. `text` is lower case.

    `language` is that of the columns' names where it is not English. Without `full` only the features that every
    document may carry are sought, in its beginning.
    """
    look = _LOOK if full else _SHORT_LOOK
    head, prose = short_runs(text[:look]), short_runs(parsed.prose[:look])
    named = (wording for t in parsed.tables if t.rows > 0 for c in t.columns for wording in wordings(c, language))
    columns = frozenset(" ".join(words_of(name)) for name in named)
    builtin = {
        "table": any(table.rows > 0 and len(table.columns) > 1 for table in parsed.tables),
        "steps": len(_STEP.findall(head)) >= 3,
        "commands": bool(parsed.code) and any(" " in code for _, code in parsed.code),
        "diagram": (parsed.images > 0 and "diagram" in head) or bool(_DIAGRAM.search(head)),
        "references": refers,
    }

    def told(feature: Feature) -> bool:
        if feature.rule.builtin:
            return builtin[feature.rule.id]
        return _has(feature, prose if feature.rule.prose else head, columns)

    asked = (f for f in vocabulary.features if full or f.rule.everywhere)
    return tuple(feature.rule.id for feature in asked if told(feature))


def _has(feature: Feature, text: str, columns: frozenset[str]) -> bool:
    if columns & feature.columns:
        return True
    if not any(word in text for word in feature.rule.any):
        return False
    return not feature.patterns or any(pattern.search(text) for pattern in feature.patterns)
