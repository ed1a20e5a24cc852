"""Update services: configured by which file, for what, and whether their changes land."""

import json
import re
from collections.abc import Iterator
from typing import Any

from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.yamlfile import as_list, as_map, as_text
from gradatim.model.dependencies import UpdateBot
from gradatim.model.history import Change, History

_FILES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("dependabot", (".github/dependabot.yml", ".github/dependabot.yaml", ".dependabot/config.yml")),
    (
        "renovate",
        (
            "renovate.json",
            "renovate.json5",
            ".renovaterc",
            ".renovaterc.json",
            ".renovaterc.json5",
            ".github/renovate.json",
            ".github/renovate.json5",
            ".gitlab/renovate.json",
            ".gitlab/renovate.json5",
        ),
    ),
    ("pyup", (".pyup.yml",)),
    ("depfu", (".depfu.yml",)),
    ("scala-steward", (".scala-steward.conf", ".github/.scala-steward.conf")),
    ("updatecli", ("updatecli.yaml", "updatecli-compose.yaml")),
    ("greenkeeper", ("greenkeeper.json",)),
)
_TITLES = {
    "dependabot": re.compile(
        r"\bbump(?:s)?\b .+ (?:from .+ to |group|with \d+ update|in /)|\[security\] bump|build\(deps(?:-dev)?\)",
        re.IGNORECASE,
    ),
    "renovate": re.compile(
        r"\(deps[\w-]*\)|^(?:update|pin|replace|migrate|lock file maintenance|configure renovate)\b.*"
        r"(?:dependenc|docker tag|action|digest|to v\d|lock file|module|monorepo|renovate)|lock file maintenance",
        re.IGNORECASE,
    ),
    "pre-commit-ci": re.compile(r"pre-commit\.ci|pre-commit autoupdate", re.IGNORECASE),
    "pyup": re.compile(r"^(?:scheduled \w+ dependency update|update \S+ (?:from|to) )", re.IGNORECASE),
    "scala-steward": re.compile(r"^update .+ to \d", re.IGNORECASE),
    "depfu": re.compile(r"^update .+ (?:to version|\(.*\))", re.IGNORECASE),
}


def find(project: Project, history: History | None) -> tuple[UpdateBot, ...]:
    """Return the update services of a unit, with the changes of the period that are theirs by title and author."""
    changes = [c for c in history.changes if c.by_bot] if history else []
    bots = list(_configured(project, changes))
    kinds = {b.kind for b in bots}
    for kind in ("dependabot", "renovate"):
        landed = _landed(kind, changes)
        if kind not in kinds and landed and not kinds & {"dependabot", "renovate"}:
            bots.append(UpdateBot(kind=kind, path="", changes_in_period=landed))
            kinds.add(kind)
    return tuple(bots)


def _configured(project: Project, changes: list[Change]) -> Iterator[UpdateBot]:
    for kind, paths in _FILES:
        path = next((p for p in paths if p in project.sizes), "")
        if path and (ecosystems := _ecosystems(project, kind, path)) is not None:
            yield UpdateBot(kind=kind, path=path, ecosystems=ecosystems, changes_in_period=_landed(kind, changes))
    hooks = project.find("", ".pre-commit-config.yaml")
    service = as_map(project.yaml(hooks)).get("ci") if hooks else None
    if service is not None and as_text(as_map(service).get("autoupdate_schedule")) != "never":
        landed = _landed("pre-commit-ci", changes)
        yield UpdateBot(kind="pre-commit-ci", path=hooks, ecosystems=("pre-commit",), changes_in_period=landed)
    if (package := project.find("", "package.json")) and _own_renovate(project, package):
        yield UpdateBot(kind="renovate", path=package, changes_in_period=_landed("renovate", changes))
    for path in project.sizes:
        if path.startswith(".github/workflows/") and "renovatebot/github-action" in (project.text(path) or ""):
            yield UpdateBot(kind="renovate", path=path, changes_in_period=_landed("renovate", changes))


def _ecosystems(project: Project, kind: str, path: str) -> tuple[str, ...] | None:
    """Return what a service updates; None where its configuration turns it off or nothing on."""
    if kind == "dependabot":
        updates = as_list(as_map(project.yaml(path)).get("updates") or as_map(project.yaml(path)).get("update_configs"))
        on = [u for u in map(as_map, updates) if as_text(u.get("open-pull-requests-limit")) != "0"]
        names = [as_text(u.get("package-ecosystem") or u.get("package_manager")) for u in on]
        return tuple(dict.fromkeys(n for n in names if n)) or None
    if kind == "renovate":
        text = project.text(path) or ""
        if (
            re.search(r"[\"']?\benabled[\"']?\s*:\s*false", text)
            and text.count("enabled") == 1
            and "packageRules" not in text
        ):
            return None
        listed = re.search(r"[\"']?enabledManagers[\"']?\s*:\s*\[([^\]]*)\]", text)
        return tuple(re.findall(r"[\"']([\w.-]+)[\"']", listed[1])) if listed else ()
    return ()


def _own_renovate(project: Project, package: str) -> bool:
    data: Any = project.parsed(package, "JSON", json.loads, {})
    return isinstance(data, dict) and isinstance(data.get("renovate"), dict)


def _landed(kind: str, changes: list[Change]) -> int:
    """Count a service's changes of the period."""
    pattern = _TITLES.get(kind)
    return sum(1 for c in changes if pattern.search(c.title)) if pattern else 0
