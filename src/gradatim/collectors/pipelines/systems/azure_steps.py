"""The steps of Azure's jobs: scripts, tasks, templates of steps."""

import re
from typing import Any

import msgspec

from gradatim.collectors.pipelines.draft import Command
from gradatim.collectors.pipelines.project import join
from gradatim.collectors.pipelines.systems.azure_values import MAX_NESTING, Values, filled, soft
from gradatim.collectors.pipelines.systems.common import environment
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text, line_of

_SCRIPTS = ("script", "bash", "pwsh", "powershell")


class Around(msgspec.Struct, frozen=True):
    """What steps find around them."""

    source: str
    """The file that they stand in; empty for the definition's own."""
    options: dict[str, str]
    """Variables of the job."""
    given: dict[str, str]
    """Values of its matrix."""


class Steps:
    """Reads steps with the values of the definition that they are in."""

    def __init__(self, values: Values) -> None:
        self._values = values

    def of(self, steps: Any, around: Around, depth: int) -> list[Command]:
        """Return the commands of a list of steps, `depth` templates deep."""
        found: list[Command] = []
        for step in as_list(steps)[:200]:
            detail = as_map(step)
            template = as_text(detail.get("template"))
            if template:
                found += self._template(template, detail, around, depth)
                continue
            for key, value in detail.items():
                if key.startswith("${{") and isinstance(value, list) and depth < MAX_NESTING:
                    inner = self.of(value, around, depth + 1)
                    for command in inner:
                        command.limit = command.limit.within(self._values.chosen(key))
                    found += inner
            found += self._step(detail, around)
        return found

    def _template(self, template: str, call: Map, around: Around, depth: int) -> list[Command]:
        """Return the commands of a template of steps; one that is not here is a reference."""
        path = self._values.locate(template, around.source)
        follows = self._values.may_follow(depth)
        if path not in self._values.project.sizes or not follows:
            self._values.references.append(template)
            return []
        body = as_map(self._values.project.yaml(path))
        with self._values.given(body, call):
            return self.of(body.get("steps"), msgspec.structs.replace(around, source=path), depth + 1)

    def _step(self, step: Map, around: Around) -> list[Command]:
        given = around.given
        fixed = {f"env:{k}": v for k, v in given.items()}
        own = {k: filled(v, given) for k, v in {**around.options, **fixed, **environment(step.get("env"))}.items()}
        fields: dict[str, Any] = {
            "name": as_text(step.get("displayName")),
            "soft": soft(step),
            "limit": self._values.limit(as_text(step.get("condition"))),
            "source": self._values.source(around.source),
        }
        kind = next((k for k in _SCRIPTS if k in step), "")
        if kind:
            folder = as_text(step.get("workingDirectory"))
            text = as_text(step[kind])
            stop = kind in ("pwsh", "powershell")  # bash here runs without -e: only the last command counts
            command = Command(
                line=line_of(step[kind], step.line),
                script=filled(text, given),
                options=own,
                pipefail=False,
                stop=stop or text.count("\n") <= 1,
                **fields,
            )
            command.folder = join("", re.sub(r"^\$\([^)]*\)/?", "", folder)) if folder else ""
            return [command]
        task = as_text(step.get("task"))
        if not task:
            return []
        inputs = {k: filled(as_text(v), given) for k, v in as_map(step.get("inputs")).items() if as_text(v)}
        if "scriptPath" in inputs:
            inputs["script"] = inputs["scriptPath"]
        task = task.partition("@")[0].rpartition(".")[2]  # its publisher may stand before it
        return [Command(line=step.line, uses=f"task:{task}", options={**own, **inputs}, **fields)]
