"""The main job: collect, judge, rate, plan, and put it all into one result."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from gradatim.collectors.answers.source import is_inside
from gradatim.collectors.interface import InvalidInput
from gradatim.evaluation.policy import Policy, load_policy
from gradatim.evidence import cache
from gradatim.frameworks import loader
from gradatim.model.evidence import Evidence, EvidenceSet, Problem
from gradatim.model.framework import Framework, Scheme
from gradatim.model.observation import Observation
from gradatim.model.result import Result
from gradatim.probes import registry
from gradatim.services.interface import ServiceError
from gradatim.services.run.assemble import assemble
from gradatim.services.run.gather import gather
from gradatim.services.run.judging import UnitJudged, ask_probes
from gradatim.services.run.options import DEFAULT_FRAMEWORKS, AppraiseOptions
from gradatim.services.run.places import settled_place
from gradatim.services.run.source import Progress

__all__ = ["DEFAULT_FRAMEWORKS", "Appraisal", "AppraiseOptions", "appraise", "appraise_sets", "gather", "scheme_of"]


class Appraisal(msgspec.Struct, frozen=True, kw_only=True):
    """A result together with what it was made from, for the interview to go on from."""

    result: Result
    units: tuple[UnitJudged, ...]
    frameworks: tuple[Framework, ...]
    policy: Policy


def scheme_of(framework: str) -> Scheme:
    """Return how a framework is rated.

    Raises:
        FrameworkError: there is no such framework.
    """
    return loader.load(framework).scheme


def _each_framework(names: Iterable[str]) -> tuple[Framework, ...]:
    """Return the frameworks, each once; the ids of two editions would be the same."""
    held: dict[str, Framework] = {}
    for found in map(loader.load, names):
        other = held.setdefault(found.id, found)
        if other.edition != found.edition:
            raise ServiceError(
                f"{found.id} is asked for in editions {other.edition} and {found.edition}. Judge each in a run of its "
                "own, and set the results side by side with `gradatim compare`."
            )
    return tuple(held.values())


def appraise(paths: Iterable[Path], options: AppraiseOptions, progress: Progress | None = None) -> Appraisal:
    """Do the main job.

    Raises:
        CollectorError, EvidenceError: see `gather`.
        PolicyError: the policy file is broken.
        FrameworkError: a framework is not known.
        ServiceError: two editions of one framework are asked for.
    """
    frameworks = _each_framework(options.frameworks)
    given = tuple(paths)
    known = loader.load_all()
    sets = gather(given, options, known, progress)
    own = options.policy or _own_policy(given, sets)
    done = appraise_sets(sets, frameworks, load_policy(own, known), options, progress)
    return _with_policy_source(done, own) if own else _with_problems(done, _unused_policies(sets))


def _with_policy_source(done: Appraisal, path: Path) -> Appraisal:
    """Name the file beside the policy: a repository may bring its own, and a reader has to see that."""
    replace = msgspec.structs.replace
    return replace(done, result=replace(done.result, policy=replace(done.result.policy, source=path.name)))


def _with_problems(done: Appraisal, more: tuple[Problem, ...]) -> Appraisal:
    replace = msgspec.structs.replace
    return replace(done, result=replace(done.result, problems=(*done.result.problems, *more)))


def _unused_policies(sets: tuple[EvidenceSet, ...]) -> tuple[Problem, ...]:
    """Say which policies of repositories are not heeded: several units share one, and saved evidence holds none."""
    return tuple(
        Problem(
            source="answers",
            location=f"{s.unit}/{s.answers.path}" if len(sets) > 1 else s.answers.path,
            what=f"The policy {s.answers.policy} that it names was not read: "
            + ("several units are judged by one policy." if len(sets) > 1 else "saved evidence does not hold it."),
            hides="What its values would change.",
            mend="Name a policy for this run with --policy.",
        )
        for s in sets
        if s.answers.policy
    )


def _own_policy(paths: tuple[Path, ...], sets: tuple[EvidenceSet, ...]) -> Path | None:
    """Return the policy file that the `gradatim.yaml` of the only path names; several paths share the default one.

    The units of one repository share the file's, as long as all of them go by that file.

    Raises:
        InvalidInput: it is no file of the folder. A link out of it would let a repository show what is not its own.
    """
    shared = {(s.answers.path, s.answers.policy) for s in sets}
    if len(paths) != 1 or len(shared) != 1 or not sets[0].answers.policy or paths[0].is_file():
        return None
    said = sets[0].answers
    place = settled_place(paths[0], sets[0].history if len(sets) == 1 else None)
    # A folder may go by what is said for its whole repository, whose file stands at the root.
    base = place.root / Path(said.path).parent if place.folder and said.path else paths[0]
    if not (is_inside(base, said.policy) and (base / said.policy).is_file()):
        raise InvalidInput(
            f"{base / Path(said.path).name}: policy: {said.policy!r} is no file of this folder (links out of it are "
            "not followed). Put the file there, or name one with --policy."
        )
    return base / said.policy


class _Seen(msgspec.Struct, frozen=True):
    observations: tuple[Observation, ...]
    evidence: tuple[Evidence, ...]


def _asked(evidence_set: EvidenceSet, policy: Policy, options: AppraiseOptions) -> UnitJudged:
    """Ask the probes, or take what they said about the very same evidence under the very same numbers."""
    folder = options.cache / "observations" if options.cache and not options.debug else None
    if folder is None:
        return ask_probes(evidence_set, policy, debug=options.debug)
    made_from = msgspec.msgpack.encode((evidence_set, policy.probe_settings(), registry.signature()))
    name = cache.key(cache.code_stamp(), made_from)
    kept = cache.get(folder, name, _Seen)
    if kept is not None:
        return UnitJudged(
            unit=evidence_set.unit,
            evidence_set=evidence_set,
            observations=kept.observations,
            evidence=kept.evidence,
        )
    asked = ask_probes(evidence_set, policy, debug=options.debug)
    cache.put(folder, name, _Seen(asked.observations, asked.evidence))
    return asked


def appraise_sets(
    sets: tuple[EvidenceSet, ...],
    frameworks: tuple[Framework, ...],
    policy: Policy,
    options: AppraiseOptions,
    progress: Progress | None = None,
) -> Appraisal:
    """Judge and rate what was collected."""
    tell = progress or (lambda _what, _done, _of: None)
    units = []
    for number, evidence_set in enumerate(sets):
        tell("Asking the probes", number, len(sets))
        units.append(_asked(evidence_set, policy, options))
    tell("Judging and rating", 0, 0)
    result = assemble(tuple(units), frameworks, policy, options.date)
    return Appraisal(result=result, units=tuple(units), frameworks=frameworks, policy=policy)
