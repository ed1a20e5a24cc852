"""Are there tests that a runner would find, in proportion to the source?"""

from gradatim.model.evidence import Evidence
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.records import file_record

FEW = "Large test files may hold many tests: a low number of files is weak evidence."


def answer(pipelines: PipelineFacts, settings: ProbeSettings) -> ProbeResult:
    """Tell whether tests exist in proportion to the source."""
    tests, sources = pipelines.test_files, pipelines.source_files
    if not sources:
        return ProbeResult(outcome=Outcome.NOT_APPLICABLE, message="No source code was found that tests could be for.")
    if not tests:
        message = f"No file of tests that a runner would find, for {sources} source files."
        return ProbeResult(outcome=Outcome.FALSE, message=message)
    enough = tests >= settings.get("tests_exist.ratio") * sources
    return ProbeResult(
        outcome=Outcome.TRUE if enough else Outcome.FALSE,
        message=f"{tests} files of tests for {sources} source files.",
        support=tuple(_show(path) for path in sorted(pipelines.test_paths)),
        caveats=() if enough else (FEW,),
    )


def _show(path: str) -> Evidence:
    return file_record(None, path, source="pipelines")


PROBE = Probe(
    id="tests_exist",
    question="Are there tests that a runner would find, in proportion to the source?",
    what="The number of files with tests that a test runner would find, against the number of source files.",
    why="Without tests nothing that is said about verification holds.",
    how="Counts files with tests at HEAD, not demo pages, skeletons, fixtures or vendored code, and source files that "
    "are neither tests nor vendored nor generated. TRUE from the policy's number of test files for each source file.",
    misleads="Files are counted, not tests, and what the tests check is not known. Tests inside source files (Rust, "
    "doctests) and in another repository are not seen.",
    remedy="Write tests where defects hurt most, and run them on every change.",
    family="tests",
    answer=answer,
)
