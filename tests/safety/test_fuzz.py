"""Broken input of every kind is refused in words or read in part; nothing else is ever raised."""

import datetime as dt
import json
import re
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gradatim.cli.errors import EXIT_USAGE, domain_exit_code
from gradatim.collectors import dependencies, documents, pipelines
from gradatim.collectors.answers.reader import parse_answers
from gradatim.collectors.interface import InvalidInput
from gradatim.evaluation.interface import EvaluationError
from gradatim.evaluation.policy import load_policy
from gradatim.evidence.store import EvidenceError, load, save
from gradatim.frameworks import loader
from gradatim.model.evidence import Period
from gradatim.reports import html, markdown, text
from gradatim.reports import json as json_report
from gradatim.services import explain
from gradatim.services.run import service
from tests.safety import samples
from tests.safety.conftest import sound
from tests.safety.mutations import Shown, broken, odd_trees
from tests.support.fake_reader import FakeReader

DAY = dt.date(2025, 6, 30)
PERIOD = Period(dt.date(2024, 7, 1), DAY)
OPTIONS = service.AppraiseOptions(date=DAY)
FEW, MANY = 20, 1_500

SETTINGS, POLICY = samples.of("settings").values()
PIPELINES, MANIFESTS, DOCUMENTS = (samples.of(group) for group in ("pipelines", "manifests", "documents"))


def _each(files: Mapping[str, bytes]) -> dict[str, tuple[bytes, ...]]:
    return {path: (content,) for path, content in files.items()}


@cache
def _appraisal() -> service.Appraisal:
    with tempfile.TemporaryDirectory() as name:
        repo = sound(Path(name) / "demo")
        said = SETTINGS.replace(b"policy: policy.yaml\n", b"")
        files = {**PIPELINES, **MANIFESTS, **DOCUMENTS, "gradatim.yaml": said}
        repo.commit("Fill (#9)\n\nFixes #3", files=files)
        repo.check_out()
        return service.appraise([repo.path], OPTIONS)


@cache
def _evidence() -> Any:
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "x.evidence.json"
        save(file, tuple(u.evidence_set for u in _appraisal().units), "1")
        return json.loads(file.read_bytes())


@cache
def _result() -> Any:
    return json.loads(json_report.render(_appraisal().result))


def _settings(content: bytes) -> None:
    try:
        parse_answers(content, frameworks=loader.load_all())
    except InvalidInput as error:
        assert len(str(error)) < 20_000


def _policy(folder: Path, content: bytes) -> None:
    file = folder / "policy.yaml"
    file.write_bytes(content)
    try:
        policy = load_policy(file)
    except EvaluationError:
        return
    done = _appraisal()
    service.appraise_sets(tuple(u.evidence_set for u in done.units), done.frameworks, policy, OPTIONS)


def _result_file(folder: Path, content: bytes) -> None:
    file = folder / "result.json"
    file.write_bytes(content)
    for ask in (
        lambda: explain.why("sw-cmm", file),
        lambda: explain.why("iso-9001", file, form="markdown"),
        lambda: explain.about("sw-cmm:RM.Co1", result=file),
        lambda: explain.about("tests_exist", result=file),
    ):
        try:
            shown = ask()
        except Exception as error:
            if domain_exit_code(error) is None:
                raise
            continue
        assert "\x1b" not in shown


def _evidence_file(folder: Path, content: bytes) -> None:
    file = folder / "x.evidence.json"
    file.write_bytes(content)
    try:
        sets = load(file)
    except EvidenceError:
        return
    done = _appraisal()
    result = service.appraise_sets(sets, done.frameworks, done.policy, OPTIONS).result
    for shown in (text.render(result), markdown.render(result), html.render(result), json_report.render(result)):
        assert "\x1b" not in shown


def _content(files: dict[str, bytes]) -> None:
    reader = FakeReader(dict(files))
    documents.collect(reader, None, PERIOD)
    pipelines.collect(reader, None)
    dependencies.collect(reader, None, PERIOD)


def _one_of(files: Mapping[str, tuple[bytes, ...]]) -> st.SearchStrategy[tuple[str, bytes]]:
    return st.sampled_from(sorted(files)).flatmap(lambda path: st.tuples(st.just(path), broken(*files[path])))


def _dumped(tree: Any) -> Shown:
    return Shown(json.dumps(tree).encode())


ANYTHING = st.binary(max_size=300)
KINDS: dict[str, tuple[Callable[[], st.SearchStrategy[Any]], Callable[[Path, Any], None]]] = {
    "settings": (lambda: broken(SETTINGS) | ANYTHING, lambda _, content: _settings(content)),
    "policy": (lambda: broken(POLICY) | ANYTHING, _policy),
    "pipelines": (lambda: _one_of(_each(PIPELINES)), lambda _, found: _content({**PIPELINES, found[0]: found[1]})),
    "manifests": (lambda: _one_of(_each(MANIFESTS)), lambda _, found: _content({found[0]: found[1]})),
    "documents": (
        lambda: _one_of(_each(DOCUMENTS) | samples.containers()),
        lambda _, found: _content({found[0]: found[1]}),
    ),
    "result bytes": (lambda: broken(_dumped(_result())) | ANYTHING, _result_file),
    "result values": (lambda: odd_trees(_result()).map(_dumped), _result_file),
    "evidence bytes": (lambda: broken(_dumped(_evidence())) | ANYTHING, _evidence_file),
    "evidence values": (lambda: odd_trees(_evidence()).map(_dumped), _evidence_file),
}
"""Kind of input to broken variants of it, and what a run does with one."""


@pytest.mark.parametrize("examples", [FEW, pytest.param(MANY, marks=pytest.mark.soak)])
@pytest.mark.parametrize("kind", KINDS)
def test_broken_input_is_refused_in_words_or_read_in_part(tmp_path: Path, kind: str, examples: int) -> None:
    variants, check = KINDS[kind]

    @settings(max_examples=examples, suppress_health_check=list(HealthCheck))
    @given(variants())
    def checked(variant: Any) -> None:
        check(tmp_path, variant)

    checked()


@pytest.mark.parametrize("read", [lambda file: explain.why("sw-cmm", file), load])
@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"schema": ' * 100_000,
        b'{"schema": "\xff"}',
        b'{"schema": 1e400}',
        b"\xff\xfe{\0}\0",
        b"null",
        b"[]",
    ],
)
def test_odd_json_is_refused_in_words(tmp_path: Path, read: Callable[[Path], object], content: bytes) -> None:
    file = tmp_path / "x.evidence.json"
    file.write_bytes(content)
    with pytest.raises(Exception, match=re.escape(file.name)) as refused:
        read(file)
    assert domain_exit_code(refused.value) == EXIT_USAGE
