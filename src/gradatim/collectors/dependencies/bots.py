"""Update services: configured by which file, for what, and whether their changes land."""

import json
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from gradatim.collectors.dependencies.kinds import is_lock
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text
from gradatim.files import yaml_values
from gradatim.model.dependencies import UpdateBot
from gradatim.model.history import Change, History

_DATA = Path(__file__).with_name("bots.yaml")


class Service(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An update service: its configuration files, and a pattern that the titles of its changes fit."""

    kind: str
    files: tuple[str, ...] = ()
    titles: str = ""


class _Services(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    services: tuple[Service, ...]


@cache
def _services() -> tuple[Service, ...]:
    return yaml_values.own(_DATA, _Services).services


def find(project: Project, history: History | None) -> tuple[UpdateBot, ...]:
    """Return the update services of a unit, with the changes of the period that are theirs by title and author."""
    changes = [c for c in history.changes if c.by_bot] if history else []
    bots = list(_configured(project, changes, history))
    kinds = {b.kind for b in bots}
    for kind in ("dependabot", "renovate"):
        landed = _landed(kind, changes)
        if kind not in kinds and landed and not kinds & {"dependabot", "renovate"}:
            bots.append(UpdateBot(kind=kind, path="", changes_in_period=landed))
            kinds.add(kind)
    return tuple(bots)


def _configured(project: Project, changes: list[Change], history: History | None) -> Iterator[UpdateBot]:
    for service in _services():
        path = next((p for p in service.files if p in project.sizes), "")
        if path and (ecosystems := _ecosystems(project, service.kind, path, history)) is not None:
            landed = _landed(service.kind, changes)
            yield UpdateBot(kind=service.kind, path=path, ecosystems=ecosystems, changes_in_period=landed)
    hooks = project.find("", ".pre-commit-config.yaml")
    hosted = as_map(project.yaml(hooks)).get("ci") if hooks else None
    if hosted is not None and as_text(as_map(hosted).get("autoupdate_schedule")) != "never":
        landed = _landed("pre-commit-ci", changes)
        yield UpdateBot(kind="pre-commit-ci", path=hooks, ecosystems=("pre-commit",), changes_in_period=landed)
    if (package := project.find("", "package.json")) and _own_renovate(project, package):
        yield UpdateBot(kind="renovate", path=package, changes_in_period=_landed("renovate", changes))
    for path in project.sizes:
        if path.startswith(".github/workflows/") and "renovatebot/github-action" in (project.text(path) or ""):
            yield UpdateBot(kind="renovate", path=path, changes_in_period=_landed("renovate", changes))


def _ecosystems(project: Project, kind: str, path: str, history: History | None) -> tuple[str, ...] | None:
    """Return what a service updates; None where it is turned off, or updates nothing of the unit."""
    if kind == "dependabot":
        updates = as_list(as_map(project.yaml(path)).get("updates") or as_map(project.yaml(path)).get("update_configs"))
        on = [u for u in map(as_map, updates) if as_text(u.get("open-pull-requests-limit")) != "0"]
        on = [u for u in on if _covers(u, history)]
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


def _covers(update: Map, history: History | None) -> bool:
    """Tell whether an entry of Dependabot's configuration is about the unit; about a whole repository all are.

    An entry is about the manifests of its folders and not of those below (the service's page on `directory`), but about
    all members of a workspace, which share the lock file above; and pipelines above are the unit's too.
    """
    if history is None or not history.folder or as_text(update.get("package-ecosystem")) == "github-actions":
        return True
    named = [as_text(update.get("directory")), *map(as_text, as_list(update.get("directories")))]
    places = [n.strip("/") for n in named if n]
    if any(fnmatchcase(history.folder, p) or p.startswith(f"{history.folder}/") for p in places):
        return True
    above = [p for p in places if not p or history.folder.startswith(f"{p}/")]
    return bool(above) and any("/" not in seen and is_lock(seen) for seen in history.shared)


def _own_renovate(project: Project, package: str) -> bool:
    data: Any = project.parsed(package, "JSON", json.loads, {})
    return isinstance(data, dict) and isinstance(data.get("renovate"), dict)


def _landed(kind: str, changes: list[Change]) -> int:
    """Count a service's changes of the period."""
    titles = next((s.titles for s in _services() if s.kind == kind), "")
    return sum(1 for c in changes if re.search(titles, c.title, re.IGNORECASE)) if titles else 0
