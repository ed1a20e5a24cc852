"""Words of services and shells that a reading rests on (`words.yaml`)."""

from functools import cache
from pathlib import Path

import msgspec

from gradatim.files import yaml_values


class Continuation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a job or command of an orb names the configuration that it goes on with."""

    options: tuple[str, ...]
    default: str = ""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `words.yaml`; what each list means stands there."""

    version: str
    jenkins_steps: frozenset[str]
    circleci_idle: frozenset[str]
    circleci_continues: dict[str, Continuation]
    zuul_pipelines: dict[str, str]
    drone_events: dict[str, tuple[str, ...]]
    gitlab_refs: dict[str, tuple[str, ...]]
    runners: dict[str, tuple[str, ...]]
    run_values: frozenset[str]
    fall_back: dict[str, tuple[str, ...]]
    fall_back_named: frozenset[str]
    inside: dict[str, tuple[str, ...]]
    versioned: str
    shells: frozenset[str]
    interpreters: frozenset[str]
    remote: frozenset[str]
    printing: frozenset[str]
    harmless: frozenset[str]
    stopping: frozenset[str]


@cache
def words() -> Words:
    """Return the words that come with the program."""
    return yaml_values.own(Path(__file__).with_name("words.yaml"), Words)
