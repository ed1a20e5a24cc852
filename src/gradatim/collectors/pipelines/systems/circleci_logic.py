"""Logic of CircleCI: `when` and `unless` as expressions or as nested `and`, `or`, `not`, `equal`, `matches`."""

import re
from typing import Any

from gradatim.collectors.pipelines.compared import Lookup, Value, found, same
from gradatim.collectors.pipelines.conditions import holds
from gradatim.collectors.pipelines.draft import Limit
from gradatim.collectors.pipelines.kleene import all_of, any_of, both, opposite
from gradatim.collectors.pipelines.moments import limit_by
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text

_INSERTED = re.compile(r"<<\s*([\w.-]+)\s*>>")
MAX_NESTING = 20


def parameters(config: Map) -> dict[str, str]:
    """Return what pipeline parameters come to where nobody gives them: changes do not."""
    declared = as_map(config.get("parameters"))
    return {f"pipeline.parameters.{k}": as_text(as_map(v).get("default")) for k, v in declared.items()}


def limit_of(body: Map, main_branch: str, known: dict[str, str]) -> Limit:
    """Return the events that `when` and `unless` of a workflow, a job or a step let through."""
    if not {"when", "unless"} & set(body):
        return Limit()

    def holding(lookup: Lookup) -> bool | None:
        wanted = _holds(body["when"], lookup, 0) if "when" in body else True
        refused = _holds(body["unless"], lookup, 0) if "unless" in body else False
        return both(wanted, opposite(refused))

    return limit_by("circleci", holding, main_branch, known=known)


def _holds(statement: Any, lookup: Lookup, depth: int) -> bool | None:
    if depth > MAX_NESTING:
        return None
    if isinstance(statement, bool):
        return statement
    if isinstance(statement, str):
        return holds(_INSERTED.sub(r"\1", statement).replace("starts-with", " starts-with "), lookup)
    return all_of(_one(word, value, lookup, depth) for word, value in as_map(statement).items())


def _one(word: str, value: Any, lookup: Lookup, depth: int) -> bool | None:
    match word:
        case "and" | "or":
            inner = (_holds(item, lookup, depth + 1) for item in as_list(value))
            return all_of(inner) if word == "and" else any_of(inner)
        case "not":
            return opposite(_holds(value, lookup, depth + 1))
        case "equal":
            values = [_value(v, lookup) for v in as_list(value)]
            return all_of(same(values[0], other) for other in values[1:])
        case "matches":
            detail = as_map(value)
            return found(as_text(detail.get("pattern")).strip("/"), _value(detail.get("value"), lookup))
        case "condition":
            return _holds(value, lookup, depth + 1)
        case _:
            return None


def _value(value: Any, lookup: Lookup) -> Value:
    text = as_text(value)
    inserted = _INSERTED.fullmatch(text)
    if inserted:
        return lookup(inserted[1])
    return None if "<<" in text else text
