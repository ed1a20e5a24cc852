"""Probe: are tests run on several platforms or versions?"""

from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import Job, Pipeline, PipelineFacts, Stage
from gradatim.probes.interface import Probe
from gradatim.probes.support.absence import nothing_found
from gradatim.probes.support.moments import Moment
from gradatim.probes.support.operations import apart_from_linux, distributions, platforms_of
from gradatim.probes.support.pointers import job_evidence, places
from gradatim.probes.support.sought import StepsSought
from gradatim.probes.support.uses import defined_elsewhere, is_kept_elsewhere, uses_of
from gradatim.probes.support.words import count, listed

SOUGHT = StepsSought(subject="Tests on several platforms", stages=(Stage.TEST,))


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from the matrices and images of test jobs on changes."""
    uses = [u for u in uses_of(pipelines, SOUGHT.stages) if u.moment in (Moment.BEFORE, Moment.AFTER)]
    if not uses:
        return nothing_found(pipelines, SOUGHT)
    jobs = list({(u.pipeline.path, u.job.id): (u.pipeline, u.job) for u in uses}.values())
    runs, images = sum(j.matrix for _, j in jobs), {i for _, j in jobs for i in j.images}
    tried = [j for _, j in jobs]
    systems = {s for _, j in jobs for s in platforms_of(j)}
    systems -= {"linux"} if systems & distributions() else frozenset()
    # A job that names none runs on Linux, as nearly everywhere: beside one of another system that is two.
    told = len(systems) > 1 or (bool(systems) and systems <= apart_from_linux() and not all(map(platforms_of, tried)))
    wide = [(p, j) for p, j in jobs if j.matrix > 1 or (len(images) > 1 and j.images) or (told and platforms_of(j))]
    evidence = tuple(job_evidence(p, j, _words(j)) for p, j in wide or jobs)
    if wide:
        in_images = f" and {count(len(images), 'image')}" if images else ""
        in_images += f" on {', '.join(sorted(systems))}" if told else ""
        message = f"Tests run in {count(runs, 'combination')}{in_images}: {_places(wide)}."
        return ProbeResult(outcome=Outcome.TRUE, message=message, support=evidence)
    if lent := [u for u in uses if is_kept_elsewhere(u)] or defined_elsewhere(pipelines):
        message = f"{places(lent)} runs a definition kept elsewhere, which may test on more platforms."
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message, support=evidence)
    message = f"Tests run on one platform only: {_places(jobs)}."
    return ProbeResult(outcome=Outcome.FALSE, message=message, counter=evidence)


def _words(job: Job) -> str:
    where = [*job.images, *sorted(platforms_of(job))]
    return f"{count(job.matrix, 'combination')}{', in ' + ', '.join(where) if where else ''}"


def _places(jobs: list[tuple[Pipeline, Job]]) -> str:
    return listed(f"{j.path or p.path}:{j.line}" for p, j in jobs)


PROBE = Probe(
    id="several_platforms_are_tested",
    question="Are tests run on several platforms or versions?",
    what=(
        "Looks for test jobs on changes that run as a matrix, in several images, or as several jobs of different "
        "systems."
    ),
    why=(
        "Users run the product where developers do not. Testing on the platforms that are promised is part of "
        "qualifying the product for its intended use."
    ),
    how=(
        "True when a test job on changes runs in two or more combinations, or test jobs name two or more images,"
        " operating systems or distributions (by their machine, image or name). Where a definition kept elsewhere runs "
        "the tests, or may, nothing can be told. "
        "A matrix of test groups on one platform cannot be told from platforms by its size; the message gives the"
        " size."
    ),
    misleads=(
        "A matrix may only split one test run into parts. Which platforms are promised to users is for the "
        "documents to say."
    ),
    remedy=(
        "Run the tests in a matrix over the platforms and versions that the documentation promises, and no others."
    ),
    family="pipelines",
    answer=answer,
)
