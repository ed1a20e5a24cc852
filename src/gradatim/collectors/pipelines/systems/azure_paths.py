"""Which files are definitions of Azure Pipelines: by their names, or by what they hold (`azure.yaml`)."""

import re
from functools import cache
from pathlib import Path

import msgspec

from gradatim.collectors.pipelines.places import place_of
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map
from gradatim.files import yaml_values

MAX_CANDIDATES = 2_000
"""Files of any name that are looked into, nearest to the root first."""
_MAX_BYTES = 200_000


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `azure.yaml`."""

    version: str
    named: str
    begins: frozenset[str]
    anywhere: str
    starts: frozenset[str]
    first: frozenset[str]
    does: frozenset[str]
    own: frozenset[str]
    foreign: frozenset[str]


@cache
def _data() -> _Data:
    return yaml_values.own(Path(__file__).with_name("azure.yaml"), _Data)


def paths(project: Project) -> list[str]:
    """Return the files that are named as definitions, or show to be some; which of them run is set at the service."""
    named = [p for p in _own(project, _data().named) if _data().begins & set(as_map(project.yaml(p)))]
    others = [p for p in _candidates(project) if p not in named and _is_definition(as_map(project.yaml(p)))]
    return [*named, *others]


def _own(project: Project, pattern: str) -> list[str]:
    """Return the product's files that match a pattern; a folder `build` holds definitions, not only what is made."""
    compiled = re.compile(pattern)
    return [p for p in project.sizes if compiled.match(p) and place_of(p).kind in ("", "generated")]


def _candidates(project: Project) -> list[str]:
    """Return the files whose text has the words of a definition at the beginning of lines."""
    found = [p for p in _own(project, _data().anywhere) if project.sizes[p] <= _MAX_BYTES]
    found.sort(key=lambda p: (p.count("/"), p))
    starts, does = (_any_key(words) for words in (_data().starts | _data().first, _data().does))
    texts = project.stream(tuple(found[:MAX_CANDIDATES]), _MAX_BYTES)
    return [p for p, text in texts if starts.search(text) and does.search(text)]


def _any_key(words: frozenset[str]) -> re.Pattern[bytes]:
    return re.compile(rf"^[\"']?(?:{'|'.join(sorted(words))})[\"']?[ \t]*:".encode(), re.MULTILINE)


def _is_definition(config: Map) -> bool:
    """Tell whether a file of any name starts itself and does something, in the words of this service alone."""
    keys = set(config)
    begins = _data().starts & keys or (_data().first & keys and "parameters" not in keys)
    if not begins or _data().foreign & keys:
        return False
    listed = [v for k in ("stages", "jobs", "steps") for v in as_list(config.get(k)) if isinstance(v, Map)]
    return any(True for _ in templates(as_map(config.get("extends")))) or any(_data().own & set(v) for v in listed)


def templates(call: Map) -> list[str]:
    """Return the templates that a call may name: by itself, or under a condition (`${{ if ... }}:`)."""
    under = [as_map(v) for k, v in call.items() if k.startswith("${{")]
    return [t for m in (call, *under) if isinstance(t := m.get("template"), str) and t]
