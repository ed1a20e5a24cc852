"""Are there tests at several levels (unit, integration, system)?"""

import re
from collections.abc import Iterable, Iterator

from gradatim.model.evidence import Evidence
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.data import load
from gradatim.probes.support.records import file_record

UNNAMED = "Tests are there, but no folder, job or target says at which level they test."

ONE = "Tests are named at one level only: {}. Others may be there under names that say no level."


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Tell at how many levels tests are named."""
    if not pipelines.test_files:
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message="No file of tests that a runner would find.")
    found: dict[str, Evidence] = {}
    for text, path, line in _named_things(pipelines):
        for level in levels_of(text):
            found.setdefault(level, file_record(None, path, line, f"{level} tests: {text[:80]}", source="pipelines"))
    if not found:
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=UNNAMED)
    names = [level for level in load("paths")["test_levels"] if level in found]
    several = len(names) > 1
    message = f"Tests are named at {len(names)} levels: {', '.join(names)}." if several else ONE.format(names[0])
    return ProbeResult(
        outcome=Outcome.TRUE if several else Outcome.NOT_AVAILABLE,
        message=message,
        support=tuple(found[name] for name in names),
    )


def levels_of(text: str) -> list[str]:
    """Return the levels of testing that a folder's, job's or target's name speaks of."""
    words = set(re.split(r"[^a-z0-9]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", text).lower()))
    return [level for level, names in load("paths")["test_levels"].items() if words.intersection(names)]


def _named_things(pipelines: PipelineFacts) -> Iterator[tuple[str, str, int]]:
    """Yield names with the place they stand at: folders of tests first, then targets, then jobs."""
    for path in sorted(pipelines.test_paths):
        yield path.rpartition("/")[0], path, 0
    for entry in pipelines.entry_points:
        if _tests(entry.stages):
            yield entry.target, entry.path, entry.line
    for pipeline in pipelines.pipelines:
        for job in pipeline.jobs if pipeline.active else ():
            if any(_tests(step.stages) for step in job.steps):
                yield f"{job.id} {job.name}", job.path or pipeline.path, job.line


def _tests(stages: Iterable[Stage]) -> bool:
    return Stage.TEST in stages


PROBE = Probe(
    id="tests_have_levels",
    question="Are there tests at several levels (unit, integration, system)?",
    what="The levels of testing that folders of tests, build targets and jobs that run tests are named for.",
    why="Parts, their working together and the whole fail in different ways; each needs its own tests.",
    how="Reads names of folders with tests, of targets and of jobs that test. TRUE if at least two of unit, "
    "integration and system are named. Where none or one is named, nothing is judged.",
    misleads="Many projects test at several levels and name none. A name does not show what is tested; at most 200 "
    "test files are looked at.",
    remedy="Name folders and jobs for the level they test, and say in the test plan what each is for.",
    family="tests",
    answer=answer,
)
