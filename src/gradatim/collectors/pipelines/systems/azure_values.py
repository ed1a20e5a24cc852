"""Values in Azure's definitions: parameters, variables, matrices, and conditions put to them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gradatim.collectors.pipelines.draft import Limit
from gradatim.collectors.pipelines.moments import limit_of
from gradatim.collectors.pipelines.project import Project, join
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text

MAX_NESTING = 9
MAX_TEMPLATES = 400
"""Templates followed for one definition: they may call each other many times over."""
_INSERTED = re.compile(r"'?\$(?:\{\{|\()\s*([\w.]+)\s*(?:\}\}|\))'?")
"""A parameter or a variable put into a condition, as text or not: `'${{ parameters.x }}'`, `'$(x)'`."""
_TEMPLATE_IF = re.compile(r"^\$\{\{\s*(?P<word>if|elseif|else|each|insert)\b(?P<condition>.*)\}\}$", re.DOTALL)
_CONDITIONS = (
    (re.compile(r"^(?:false|never\(\))$"), "`condition: false`: never runs"),
    (re.compile(r"^failed\(\)"), "runs only after a failure"),
)


class Values:
    """What is known while one definition is read: its file, its values, and how many templates were followed."""

    def __init__(self, project: Project, path: str) -> None:
        config = as_map(project.yaml(path))
        self.project = project
        self.path = path
        self.references: list[str] = []
        """Templates of other repositories, and such as are missing."""
        self._known = {**parameters(config), **variables(config.get("variables"))}
        self._followed = 0

    def limit(self, condition: str) -> Limit:
        """Return the events that a condition lets through."""
        inserted = _INSERTED.sub(r" \1 ", condition)
        return limit_of("azure-pipelines", inserted, self.project.main_branch, known=self._known)

    def chosen(self, key: str) -> Limit:
        """Return when what a template expression guards is there: `${{ if ... }}`; of an `else` nothing is known."""
        match = _TEMPLATE_IF.match(key)
        return self.limit(match["condition"].strip()) if match and match["word"] == "if" else Limit()

    def source(self, path: str) -> str:
        """Return the file that something stands in, where that is not the definition itself."""
        return path if path != self.path else ""

    def locate(self, template: str, source: str) -> str:
        """Return the path of a template; empty for one of another repository."""
        name = template.partition("@")[0]
        if "@" in template and not template.endswith("@self"):
            return ""
        if name.startswith("/"):
            return join("", name[1:])
        return join((source or self.path).rpartition("/")[0], name)

    def may_follow(self, depth: int) -> bool:
        """Count one more template, and tell whether it is followed."""
        self._followed += 1
        return depth < MAX_NESTING and self._followed <= MAX_TEMPLATES

    def extend(self, body: Map, call: Map) -> None:
        """Know from here on the values that a template is extended with, and its defaults."""
        passed = {k: v for k, v in _passed(call).items() if "${{" not in v}
        self._known |= {**parameters(body), **passed}

    @contextmanager
    def given(self, body: Map, call: Map) -> Iterator[None]:
        """Know, while a template is read, the values that it is called with, and its defaults for the others."""
        outside = self._known
        passed = {k: _INSERTED.sub(lambda m: outside.get(m[1], m[0]), v) for k, v in _passed(call).items()}
        self._known = {**outside, **parameters(body), **{k: v for k, v in passed.items() if "${{" not in v}}
        for key in [k for k, v in passed.items() if "${{" in v]:
            self._known.pop(key, None)  # computed: not known
        try:
            yield
        finally:
            self._known = outside


def _passed(call: Map) -> dict[str, str]:
    """Return the values that a template is called with."""
    return {f"parameters.{k}": as_text(v) for k, v in as_map(call.get("parameters")).items() if as_text(v)}


def parameters(config: Map) -> dict[str, str]:
    """Return what parameters come to where nobody gives them: changes do not."""
    found = {}
    for parameter in map(as_map, as_list(config.get("parameters"))):
        if "default" in parameter:
            found["parameters." + as_text(parameter.get("name"))] = as_text(parameter["default"])
    return found


def variables(value: Any) -> dict[str, str]:
    """Return the variables that a definition sets, in either of their forms."""
    if isinstance(value, Map):
        return {k: as_text(v) for k, v in value.items() if as_text(v)}
    listed = map(as_map, as_list(value))
    return {as_text(v.get("name")): as_text(v.get("value")) for v in listed if "name" in v}


def filled(text: str, given: dict[str, str]) -> str:
    """Put a matrix's values into `$(name)`."""
    return re.sub(r"\$\((\w+)\)", lambda m: given.get(m[1], m[0]), text)


def soft(step: Map) -> str:
    """Return why a failure does not stop the pipeline."""
    if as_text(step.get("continueOnError")) == "true":
        return "`continueOnError`"
    if step.get("enabled") is False:
        return "`enabled: false`: never runs"
    condition = as_text(step.get("condition")).replace(" ", "")
    return next((reason for pattern, reason in _CONDITIONS if pattern.search(condition)), "")
