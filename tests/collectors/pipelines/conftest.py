"""Fixtures: collect from files in memory, and look a step up."""

from collections.abc import Callable

import pytest

from gradatim.collectors.pipelines import collect
from gradatim.model.history import History, PathHistory
from gradatim.model.pipelines import Pipeline, PipelineFacts, Stage, Step
from tests.support.fake_reader import FakeReader

Collect = Callable[..., PipelineFacts]


@pytest.fixture
def gather() -> Collect:
    """Collect from `path: text`, on a repository whose main branch is `main` unless told otherwise."""

    def run(
        files: dict[str, str], *, branch: str = "main", branches: tuple[str, ...] = ("main",), known: bool = True
    ) -> PipelineFacts:
        paths = {
            p: PathHistory(first=1, last=2, changes=3, people=2, changes_in_period=1, people_in_period=1, bulk=False)
            for p in files
        }
        history = History(
            head="a" * 40, branch=branch, branches=branches, paths=paths, remote_url="https://forge.example/own/repo"
        )
        return collect(FakeReader(dict(files)), history if known else None)

    return run


@pytest.fixture
def workflow(gather: Collect) -> Callable[..., Pipeline]:
    """Collect one GitHub workflow with one job of the given steps."""

    def run(steps: str, *, on: str = "[push, pull_request]", job: str = "", **files: str) -> Pipeline:
        indented = "".join(f"      {line}\n" for line in steps.strip("\n").splitlines())
        extra = "".join(f"    {line}\n" for line in job.splitlines())
        text = f"on: {on}\njobs:\n  one:\n    runs-on: x\n{extra}    steps:\n{indented}"
        facts = gather({".github/workflows/ci.yml": text, **{k.replace("__", "/"): v for k, v in files.items()}})
        return facts.pipelines[0]

    return run


def stages(pipeline: Pipeline) -> set[Stage]:
    """Return all stages of a pipeline."""
    return {s for j in pipeline.jobs for step in j.steps for s in step.stages}


def gating(pipeline: Pipeline) -> set[Stage]:
    """Return the stages that gate."""
    return {s for j in pipeline.jobs for step in j.steps if step.gating for s in step.stages}


def step_of(pipeline: Pipeline, stage: Stage) -> Step:
    """Return the first step of a stage."""
    return pipeline.steps(stage)[0][1]
