"""Finds thresholds of coverage in configuration, and tells which commands would hold them."""

import re
from collections.abc import Sequence

import msgspec

from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.rules import Found, tool_name
from gradatim.collectors.pipelines.yamlfile import as_list, as_map, as_text
from gradatim.model.pipelines import Stage

_NUMBER = r"(?:[1-9]\d*(?:\.\d+)?|0\.\d*[1-9])"
_THRESHOLDS: tuple[tuple[str, str, str], ...] = (
    # family of tools that hold it, file names, the line that sets it
    (
        "coverage.py",
        r"(?:^|/)(?:\.coveragerc|setup\.cfg|tox\.ini|pyproject\.toml|\.?coverage\.(?:toml|ini))$",
        rf"^[ \t]*fail_under\s*=\s*{_NUMBER}",
    ),
    ("pytest", r"(?:^|/)(?:pytest\.ini|setup\.cfg|tox\.ini|pyproject\.toml)$", rf"--cov-fail-under[= ]\s*{_NUMBER}"),
    ("javascript", r"(?:^|/)(?:jest\.config\.\w+|package\.json)$", r"\"?coverageThreshold\"?\s*:"),
    (
        "javascript",
        r"(?:^|/)(?:\.nycrc(?:\.\w+)?|\.c8rc(?:\.json)?|nyc\.config\.js|package\.json)$",
        r"\"?check-coverage\"?\s*:\s*true",
    ),
    ("javascript", r"(?:^|/)vite(?:st)?\.config\.\w+$", r"^[ \t]*thresholds\s*:\s*\{"),
    ("javascript", r"(?:^|/)karma\.conf\.\w+$", r"^[ \t]*(?:thresholds|check)\s*:\s*\{"),
    (
        "jvm",
        r"(?:^|/)(?:pom\.xml|build\.gradle(?:\.kts)?)$",
        r"<minimum>0?\.\d|minimum\s*=\s*[\"'(]?0?\.\d|jacocoTestCoverageVerification|koverVerify",
    ),
    ("ruby", r"(?:^|/)(?:\.simplecov|(?:spec|test)/\w*helper\.rb)$", rf"minimum_coverage(?:\s|\()\D*{_NUMBER}"),
    ("go", r"(?:^|/)\.testcoverage\.ya?ml$", rf"^[ \t]*total:\s*{_NUMBER}"),
    (
        "elixir",
        r"(?:^|/)(?:coveralls\.json|mix\.exs)$",
        rf"\"?minimum_coverage\"?\s*:\s*{_NUMBER}|threshold:\s*{_NUMBER}",
    ),
)
_ANY_FILE = re.compile("|".join(sorted({f"(?:{pattern})" for _, pattern, _ in _THRESHOLDS})))
_CODECOV = (
    "codecov.yml",
    ".codecov.yml",
    "codecov.yaml",
    ".codecov.yaml",
    ".github/codecov.yml",
    ".github/.codecov.yml",
    "dev/codecov.yml",
)
_HELD_BY: dict[str, frozenset[str]] = {
    "coverage.py": frozenset(("coverage", "coverage3", "pytest", "py.test")),
    "pytest": frozenset(("pytest", "py.test")),
    "javascript": frozenset(("jest", "vitest", "nyc", "c8", "react-scripts", "karma", "ng")),
    "jvm": frozenset(("mvn", "mvnw", "gradle", "gradlew")),
    "ruby": frozenset(("rspec", "rake", "rails", "minitest")),
    "go": frozenset(("go-test-coverage",)),
    "elixir": frozenset(("mix",)),
}


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
            if tool in _HELD_BY[family] and _holds(family, tool, arguments, found):
                return [Found(Stage.COVERAGE_GATE, via=location)]
        return []


def _holds(family: str, tool: str, arguments: str, found: Sequence[Found]) -> bool:
    """Tell whether this call compares with the threshold."""
    if family == "coverage.py" and tool.startswith("coverage"):
        return bool(re.match(r"(?:report|html|xml|json)\b", arguments)) and not re.search(
            r"--fail-under[= ]0\b", arguments
        )
    if family == "coverage.py":
        return "--cov" in arguments
    if family == "jvm":
        return bool(re.search(r"\b(?:verify|install|deploy|check|build|jacoco\w*|kover\w*)\b", arguments))
    if family == "javascript":
        return tool in ("nyc", "c8", "karma") or any(f.stage is Stage.COVERAGE for f in found)
    return any(f.stage in (Stage.TEST, Stage.COVERAGE) for f in found)


def config_paths(project: Project) -> list[str]:
    """Return the files that may hold a threshold, near the root."""
    found = [p for p in project.sizes if p.count("/") <= 2 and _ANY_FILE.search(p)]
    return [*found[:80], *(p for p in _CODECOV if p in project.sizes)]


def read(project: Project, foreign: frozenset[str] = frozenset()) -> CoverageConfig:
    """Read all thresholds; `foreign` paths (fixtures, vendored) are left out."""
    thresholds = []
    for path in config_paths(project):
        if path in foreign or path in _CODECOV:
            continue
        text = project.text(path) or ""
        for family, files, line in _THRESHOLDS:
            if re.search(files, path) and (match := re.search(line, text, re.MULTILINE)):
                thresholds.append(
                    (
                        family,
                        f"{path}:{text.count(chr(10), 0, match.start() + len(match[0]) - len(match[0].lstrip())) + 1}",
                    )
                )
    location, soft = _codecov(project)
    return CoverageConfig(tuple(thresholds), location, soft)


def _codecov(project: Project) -> tuple[str, str]:
    """Return where Codecov is told to fail changes below a target, or why it is not."""
    path = next((p for p in _CODECOV if p in project.sizes), "")
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
