"""All pipeline systems: where their definitions lie, and who reads them."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec

from gradatim.collectors.pipelines.draft import PipelineDraft
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.systems import (
    appveyor,
    azure,
    azure_paths,
    buildkite,
    circleci,
    cirrus,
    drone,
    github,
    gitlab,
    jenkins,
    smaller,
    tekton,
    travis,
    zuul,
)
from gradatim.files import yaml_values

_UNREAD = Path(__file__).parent.with_name("unread.yaml")
Paths = Callable[[Project], list[str]]
Parse = Callable[[Project, str, str], list[PipelineDraft]]

SYSTEMS: dict[str, tuple[Paths, Parse]] = {
    "github-actions": (github.paths, github.parse),
    "gitlab-ci": (gitlab.paths, gitlab.parse),
    "jenkins": (jenkins.paths, jenkins.parse),
    "circleci": (circleci.paths, circleci.parse),
    "azure-pipelines": (azure_paths.paths, azure.parse),
    "travis": (travis.paths, travis.parse),
    "cirrus": (cirrus.paths, cirrus.parse),
    "appveyor": (appveyor.paths, appveyor.parse),
    "buildkite": (buildkite.paths, buildkite.parse),
    "drone": (drone.drone_paths, drone.parse_drone),
    "woodpecker": (drone.woodpecker_paths, drone.parse_woodpecker),
    "tekton": (tekton.paths, tekton.parse),
    "zuul": (zuul.paths, zuul.parse),
    "bitbucket": (smaller.bitbucket_paths, smaller.parse_bitbucket),
    "sourcehut": (smaller.sourcehut_paths, smaller.parse_sourcehut),
    "cloud-build": (smaller.cloudbuild_paths, smaller.parse_cloudbuild),
    "pre-commit-ci": (smaller.service_paths, smaller.parse_service),
}
"""System to the function that lists its definitions and the one that reads one."""

_LOOKS = (
    ("github-actions", re.compile(r"(?:^|/)\.(?:github|forgejo|gitea)/workflows/[^/]+\.ya?ml$")),
    ("gitlab-ci", re.compile(r"(?:^|/)\.gitlab-ci\.ya?ml$")),
    ("circleci", re.compile(r"(?:^|/)\.circleci/config\.ya?ml$")),
    ("travis", re.compile(r"(?:^|/)\.travis\.ya?ml$")),
    ("azure-pipelines", re.compile(r"(?:^|/)\.?azure-pipelines[\w.-]*\.ya?ml$")),
    ("cirrus", re.compile(r"(?:^|/)\.cirrus\.ya?ml$")),
    ("jenkins", re.compile(r"(?:^|/)Jenkinsfile(?:\.[\w-]+)?$")),
    ("appveyor", re.compile(r"(?:^|/)\.?appveyor\.ya?ml$")),
    ("buildkite", re.compile(r"(?:^|/)\.buildkite/[\w./-]*\.ya?ml$")),
    ("drone", re.compile(r"(?:^|/)\.drone\.ya?ml$")),
    ("woodpecker", re.compile(r"(?:^|/)\.woodpecker(?:/[\w./-]+)?\.ya?ml$")),
)


class _Unread(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `unread.yaml`."""

    version: str
    systems: dict[str, str]
    submodules: str


@cache
def _unread() -> dict[str, re.Pattern[str]]:
    data = yaml_values.own(_UNREAD, _Unread)
    return {system: re.compile(pattern) for system, pattern in data.systems.items()}


def is_for_pipelines(folder: str) -> bool:
    """Tell whether a submodule is named for pipelines, so that their definitions or scripts lie in it."""
    return re.search(yaml_values.own(_UNREAD, _Unread).submodules, folder) is not None


def unread_system(path: str) -> str:
    """Return the system whose definition a path is where its language is not read; empty for others."""
    return next((system for system, pattern in _unread().items() if pattern.fullmatch(path)), "")


def looks_like_definition(path: str) -> str:
    """Return the system whose definition a path looks like, wherever it lies; empty for others."""
    return next((system for system, pattern in _LOOKS if pattern.search(path)), "")
