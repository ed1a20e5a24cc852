"""Counts source files and the tests that a runner would find, and lists environments and infrastructure as code."""

import re
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec

from gradatim.collectors.pipelines.places import place_of
from gradatim.collectors.pipelines.project import Project
from gradatim.files import yaml_values

MAX_LOOKED_AT = 2_500
"""Candidates whose content is read; beyond it, names that are used for nothing else count unread."""
MAX_TEST_BYTES = 300_000
MAX_PATHS = 200
_HEAD = 60_000


class TestRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a test of one language looks like."""

    __test__ = False
    language: str
    path: str
    holds: str
    strong: str = ""
    near: str = ""
    inline: bool = False


class _File(msgspec.Struct, forbid_unknown_fields=True, dict=True):
    """The shape of `paths.yaml`."""

    version: str
    environments: tuple[str, ...]
    infrastructure: tuple[str, ...]
    source: str
    not_source: str
    test_folders: str
    no_tests: str
    demos: str
    tests: tuple[TestRule, ...]

    @cached_property
    def environment(self) -> re.Pattern[str]:
        return re.compile("|".join(self.environments))

    @cached_property
    def infrastructural(self) -> re.Pattern[str]:
        return re.compile("|".join(self.infrastructure))

    @cached_property
    def suffixes(self) -> frozenset[str]:
        return frozenset(self.source.split())

    @cached_property
    def no_source(self) -> re.Pattern[str]:
        return re.compile(self.not_source)

    @cached_property
    def of_tests(self) -> re.Pattern[str]:
        return re.compile(self.test_folders)

    @cached_property
    def rules(
        self,
    ) -> list[tuple[TestRule, re.Pattern[str], re.Pattern[str], re.Pattern[str] | None, re.Pattern[str] | None]]:
        return [
            (
                r,
                re.compile(r.path),
                re.compile(r.holds),
                re.compile(r.strong) if r.strong else None,
                re.compile(r.near) if r.near else None,
            )
            for r in self.tests
        ]


class Census(msgspec.Struct, frozen=True):
    """What was counted."""

    test_files: int
    source_files: int
    test_paths: tuple[str, ...]
    environments: tuple[str, ...]
    infrastructure: tuple[str, ...]


@lru_cache(maxsize=1)
def _load() -> _File:
    return yaml_values.own(Path(__file__).with_name("paths.yaml"), _File)


def take(project: Project) -> Census:
    """Count a unit's files."""
    file = _load()
    candidates: dict[str, tuple[int, ...]] = {}
    sources: set[str] = set()
    environments: list[str] = []
    infrastructure: list[str] = []
    for path in project.sizes:
        kind = place_of(path).kind
        if kind in ("", "example", "generated") and not _in_tests(path):
            if kind in ("", "generated") and file.environment.search(path):
                environments.append(path)
            if kind in ("", "generated") and file.infrastructural.search(path):
                infrastructure.append(path)
        if kind in ("vendored", "fixture", "template", "generated"):
            continue
        if _is_source(file, path):
            sources.add(path)
        if rules := _candidate(file, path):
            candidates[path] = rules
    tests, inline = _confirm(project, file, candidates)
    quiet = tests - inline
    plain = [p for p in sources - quiet if not _in_tests(p) and place_of(p).kind == ""]
    return Census(
        len(tests),
        len(plain),
        tuple(_spread(sorted(tests))),
        tuple(environments[:MAX_PATHS]),
        tuple(infrastructure[:MAX_PATHS]),
    )


def _is_source(file: _File, path: str) -> bool:
    name = path.rpartition("/")[2]
    return "." in name and name.rpartition(".")[2].lower() in file.suffixes and not file.no_source.search(path)


def _in_tests(path: str) -> bool:
    """Tell whether a path lies in a folder of tests; what supports tests is no product source."""
    return bool(_load().of_tests.search(path))


def _candidate(file: _File, path: str) -> tuple[int, ...]:
    """Return the rules that a path may be a test by; demo pages and helpers are none."""
    if re.search(file.no_tests, path):
        return ()
    demo = bool(re.search(file.demos, path))  # there, only names that are used for nothing else count
    return tuple(
        index
        for index, (_, name, _, strong, near) in enumerate(file.rules)
        if name.search(path)
        and (near is None or near.search(path))
        and (not demo or (strong is not None and strong.search(path)))
    )


def _confirm(project: Project, file: _File, candidates: dict[str, tuple[int, ...]]) -> tuple[set[str], set[str]]:
    """Read candidates and keep those that hold tests; beyond the bound, names alone decide."""
    paths = sorted(candidates)
    step = max(1, -(-len(paths) // MAX_LOOKED_AT))
    looked = paths[::step]
    tests: set[str] = set()
    inline: set[str] = set()
    for path, data in project.stream(tuple(looked), MAX_TEST_BYTES):
        text = data[:_HEAD].decode("utf-8", "replace")
        for index in candidates[path]:
            rule, _, holds, _, _ = file.rules[index]
            if holds.search(text):
                tests.add(path)
                if rule.inline:
                    inline.add(path)
                break
    if step > 1:
        named = [p for p in paths if _strongly_named(file, p, candidates[p])]
        read = set(looked)
        seen = [p for p in named if p in read]
        if seen and sum(p in tests for p in seen) > len(seen) / 2:
            tests.update(set(named) - read)
    return tests, inline


def _strongly_named(file: _File, path: str, rules: tuple[int, ...]) -> bool:
    """Tell whether a candidate has a name that is used for nothing but tests."""
    return any((strong := file.rules[i][3]) is not None and strong.search(path) for i in rules)


def _spread(paths: list[str]) -> list[str]:
    """Return at most 200 paths, evenly spread."""
    step = max(1, -(-len(paths) // MAX_PATHS))
    return paths[::step]
