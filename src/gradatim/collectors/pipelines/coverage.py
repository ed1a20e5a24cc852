"""Finds thresholds of coverage in configuration, and tells which commands would hold them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import msgspec

from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.rules import Found, tool_name
from gradatim.collectors.pipelines.yamlfile import as_list, as_map, as_text
from gradatim.files import yaml_values
from gradatim.model.pipelines import Stage

_DATA = Path(__file__).with_name("coverage.yaml")


class _Threshold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    files: str
    line: str


class _Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    tools: frozenset[str]
    thresholds: tuple[_Threshold, ...]
    held_by: str = ""


class _Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    families: dict[str, _Family]
    codecov: tuple[str, ...]


@cache
def _rules() -> _Rules:
    return yaml_values.own(_DATA, _Rules)


@cache
def _any_file() -> re.Pattern[str]:
    files = {f"(?:{t.files})" for family in _rules().families.values() for t in family.thresholds}
    return re.compile("|".join(sorted(files)))


class CoverageConfig(msgspec.Struct, frozen=True):
    """Thresholds in configuration."""

    thresholds: tuple[tuple[str, str], ...] = ()
    """Family of tools and `path:line`."""
    codecov: str = ""
    """`path:line` of a status with a target, where Codecov is to fail a change."""
    codecov_soft: str = ""
    """Why Codecov's status does not fail a change."""

    @property
    def location(self) -> str:
        """`path:line` of the first threshold; empty where there is none."""
        return self.thresholds[0][1] if self.thresholds else self.codecov

    def gate(self, words: Sequence[str], found: Sequence[Found]) -> list[Found]:
        """Return a coverage gate where a command would hold a threshold of the configuration."""
        tool = tool_name(words[0])
        arguments = " ".join(words[1:])
        for family, location in self.thresholds:
            if tool in _rules().families[family].tools and _holds(family, tool, arguments, found):
                return [Found(Stage.COVERAGE_GATE, via=location)]
        return []


def _holds(family: str, tool: str, arguments: str, found: Sequence[Found]) -> bool:
    """Tell whether this call compares with the threshold."""
    if family == "coverage.py" and tool.startswith("coverage"):
        return bool(re.match(r"(?:report|html|xml|json|lcov)\b", arguments)) and not re.search(
            r"--fail-under[= ]0\b", arguments
        )
    if family == "coverage.py":
        return "--cov" in arguments
    if held_by := _rules().families[family].held_by:
        return bool(re.search(held_by, arguments))
    if family == "javascript":
        return tool in ("nyc", "c8", "karma") or any(f.stage is Stage.COVERAGE for f in found)
    return any(f.stage in (Stage.TEST, Stage.COVERAGE) for f in found)


def config_paths(project: Project) -> list[str]:
    """Return the files that may hold a threshold, near the root."""
    found = [p for p in project.sizes if p.count("/") <= 2 and _any_file().search(p)]
    return [*found[:80], *(p for p in _rules().codecov if p in project.sizes)]


def read(project: Project, foreign: frozenset[str] = frozenset()) -> CoverageConfig:
    """Read all thresholds; `foreign` paths (fixtures, vendored) are left out."""
    thresholds: list[tuple[str, str]] = []
    for path in config_paths(project):
        if path in foreign or path in _rules().codecov:
            continue
        text = project.text(path) or ""
        thresholds += [(family, f"{path}:{line}") for family, line in _set_in(path, text)]
    location, soft = _codecov(project)
    return CoverageConfig(tuple(thresholds), location, soft)


def _set_in(path: str, text: str) -> Iterator[tuple[str, int]]:
    """Yield the families whose threshold a file sets, and the line."""
    for name, family in _rules().families.items():
        for threshold in family.thresholds:
            match = re.search(threshold.line, text, re.MULTILINE) if re.search(threshold.files, path) else None
            if match:
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                yield name, text.count("\n", 0, start) + 1


def _codecov(project: Project) -> tuple[str, str]:
    """Return where Codecov is told to fail changes below a target, or why it is not."""
    path = next((p for p in _rules().codecov if p in project.sizes), "")
    if not path:
        return "", ""
    coverage = as_map(as_map(project.yaml(path)).get("coverage"))
    status = coverage.get("status")
    if status is False or as_text(status) in ("off", "no"):
        return "", f"{path} turns the status off"
    reason = ""
    for kind in ("project", "patch"):
        value = as_map(status).get(kind)
        for rule in [as_map(value), *(as_map(v) for v in as_map(value).values())]:
            target = as_text(rule.get("target"))
            if not target:
                continue
            if rule.get("informational") is True:
                reason = f"{path}: informational"
            elif target.rstrip("%") not in ("0", "auto"):
                return f"{path}:{rule.line_of('target')}", ""
    return "", reason or ("" if not as_list(status) else f"{path}: no fixed target")
