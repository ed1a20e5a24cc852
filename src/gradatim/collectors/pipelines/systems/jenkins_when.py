"""When a stage of a Jenkinsfile runs: `when { ... }` of declarative pipelines, `if (...)` of scripted ones."""

import re
from collections.abc import Callable, Mapping

from gradatim.collectors.pipelines.compared import Lookup
from gradatim.collectors.pipelines.conditions import holds
from gradatim.collectors.pipelines.draft import Limit
from gradatim.collectors.pipelines.kleene import all_of, any_of, opposite
from gradatim.collectors.pipelines.moments import limit_by
from gradatim.collectors.pipelines.triggers import branch_pattern, matches

MAX_NESTING = 12
_WORD = re.compile(r"[\s;]*(?P<word>[a-zA-Z]\w*)")
_ARGUMENT = re.compile(
    r"(?:(?P<name>\w+)\s*:\s*)?(?:'(?P<single>[^'\n]*)'|\"(?P<double>[^\"\n]*)\"|(?P<bare>true|false))"
)
_NOT_CONDITIONS = frozenset(("beforeAgent", "beforeInput", "beforeOptions"))
_PARAMETER = re.compile(
    r"\b(?:booleanParam|string|choice)\s*\(?\s*(?P<arguments>(?:\w+\s*:\s*(?:'[^'\n]*'|\"[^\"\n]*\"|\w+|\[[^\]\n]*\])\s*,?\s*)+)"
)


def parameters(text: str) -> dict[str, str]:
    """Return what the parameters that a definition declares come to where nobody gives them: changes do not.

    The first of a list of choices is its default.
    """
    found: dict[str, str] = {}
    for match in _PARAMETER.finditer(text):
        given = match["arguments"]
        name = re.search(r"\bname\s*:\s*['\"](\w+)['\"]", given)
        default = re.search(r"\bdefaultValue\s*:\s*(?:'([^']*)'|\"([^\"]*)\"|(\w+))", given)
        choice = re.search(r"\bchoices\s*:\s*\[\s*['\"]([^'\"]*)['\"]", given)
        if name and (default or choice):
            value = next((v for v in (default or choice or match).groups() if v is not None), "")
            found[f"params.{name[1]}"] = found[name[1]] = value
    return found


def when_limit(body: str, main_branch: str, known: Mapping[str, str]) -> Limit:
    """Return the events that the conditions of a `when` block let through; all of them have to hold."""
    if not body.strip():
        return Limit()
    return limit_by("jenkins", lambda lookup: _all(body, lookup, 0), main_branch, known=known)


def if_limit(condition: str, main_branch: str, known: Mapping[str, str]) -> Limit:
    """Return the events that an `if (...)` lets through."""
    return limit_by("jenkins", lambda lookup: _groovy(condition, lookup), main_branch, known=known)


def _groovy(text: str, lookup: Lookup) -> bool | None:
    """Return what an expression comes to; of more than one statement nothing is known."""
    bare = re.sub(r"^\s*return\b", "", text.strip().rstrip(";")).strip()
    return None if ";" in bare or "\n" in bare.strip() else holds(bare, lookup)


def _parts(body: str) -> list[tuple[str, str]]:
    """Cut a block into conditions: a word with what stands in its braces, or behind it up to the end of the line."""
    found: list[tuple[str, str]] = []
    position = 0
    while match := _WORD.match(body, position):
        rest = body[match.end() :]
        opened = re.match(r"\s*\{", rest)
        if opened:
            length = _closing(rest, opened.end())
            found.append((match["word"], rest[opened.end() : length]))
            position = match.end() + length + 1
        else:
            line = re.match(r"[^\n;}]*", rest)
            argument = line[0] if line else ""
            found.append((match["word"], argument))
            position = match.end() + len(argument) + 1
    return found[:100]


def _closing(text: str, start: int) -> int:
    """Return where the brace that was opened before `start` closes."""
    depth = 1
    for index in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[index], 0)
        if not depth:
            return index
    return len(text)


def _all(body: str, lookup: Lookup, depth: int) -> bool | None:
    return all_of(_one(word, inner, lookup, depth) for word, inner in _parts(body) if word not in _NOT_CONDITIONS)


def _one(word: str, inner: str, lookup: Lookup, depth: int) -> bool | None:
    """Return what one condition comes to."""
    if depth > MAX_NESTING:
        return None
    if word in _GROUPS:
        return _GROUPS[word](inner, lookup, depth + 1)
    # What is not here (`changeset`, conditions of plugins) holds for some changes, which ones is not known.
    return _SIMPLE[word](inner, lookup) if word in _SIMPLE else None


def _any(body: str, lookup: Lookup, depth: int) -> bool | None:
    return any_of(_one(word, inner, lookup, depth) for word, inner in _parts(body))


def _none(body: str, lookup: Lookup, depth: int) -> bool | None:
    return opposite(_all(body, lookup, depth))


_GROUPS: Mapping[str, Callable[[str, Lookup, int], bool | None]] = {"not": _none, "allOf": _all, "anyOf": _any}


def _arguments(inner: str) -> dict[str, str]:
    """Return the arguments of a condition by their names; the name of one without is empty."""
    return {m["name"] or "": m["single"] or m["double"] or m["bare"] or "" for m in _ARGUMENT.finditer(inner)}


def _branch(inner: str, lookup: Lookup) -> bool | None:
    """A request is built under a name of its own (`PR-1`), which no name of a branch takes."""
    given = _arguments(inner)
    pattern = given.get("pattern", given.get("", ""))
    branch = lookup("BRANCH_NAME")
    if not pattern or "$" in pattern or not isinstance(branch, str):
        return None
    match given.get("comparator", "GLOB"):
        case "REGEXP":
            return bool(branch_pattern(f"/^(?:{pattern})$/").search(branch))
        case "EQUALS":
            return pattern == branch
        case _:
            return matches(pattern, branch)


def _request(inner: str, lookup: Lookup) -> bool | None:
    is_request = holds("CHANGE_ID != ''", lookup)
    target = _arguments(inner).get("target")
    if target is None or is_request is not True:
        return is_request if not _arguments(inner) or is_request is not True else None
    branch = lookup("CHANGE_TARGET")
    return matches(target, branch) if isinstance(branch, str) else None


def _tag(inner: str, lookup: Lookup) -> bool | None:
    return holds("TAG_NAME != ''", lookup)


def _triggered(inner: str, lookup: Lookup) -> bool | None:
    """By a clock or by a person is not by a change; what other causes stand for is not known."""
    return False if "Timer" in inner or "UserId" in inner else None


def _environment(inner: str, lookup: Lookup) -> bool | None:
    given = _arguments(inner)
    return holds(f"{given['name']} == '{given['value']}'", lookup) if {"name", "value"} <= set(given) else None


def _equals(inner: str, lookup: Lookup) -> bool | None:
    given = _arguments(inner)
    actual = re.search(r"\bactual\s*:\s*([\w.]+)", inner)
    return holds(f"{actual[1]} == '{given['expected']}'", lookup) if actual and "expected" in given else None


_SIMPLE: Mapping[str, Callable[[str, Lookup], bool | None]] = {
    "expression": _groovy,
    "branch": _branch,
    "changeRequest": _request,
    "buildingTag": _tag,
    "tag": _tag,
    "environment": _environment,
    "equals": _equals,
    "triggeredBy": _triggered,
    "isRestartedRun": lambda inner, lookup: False,
}
