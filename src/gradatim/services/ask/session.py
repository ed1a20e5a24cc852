"""An interview on a real repository: where evidence comes from and where answers go."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec

from gradatim.collectors import answers as answer_files
from gradatim.collectors.answers.pointers import pointer_fault
from gradatim.collectors.answers.source import is_inside
from gradatim.collectors.settings import nearest
from gradatim.evaluation.said import overviews_in_force
from gradatim.evidence.store import SUFFIX
from gradatim.frameworks import loader
from gradatim.model.answers import Answer, Answers
from gradatim.model.framework import Framework
from gradatim.model.observation import Observation
from gradatim.model.policy import PolicyValues
from gradatim.reports.words import interval_glyph, interval_words
from gradatim.services.ask.interview import Aim, Interview, Known, bound_judge
from gradatim.services.interface import ServiceError
from gradatim.services.run import service as run
from gradatim.services.run.places import check_folder, enclosing_root
from gradatim.services.run.source import Progress

DEFAULT_FRAMEWORK = "sw-cmm"
"""What is asked about where nobody says."""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an interview needs, and the file its answers go to."""

    framework: Framework
    observations: tuple[Observation, ...]
    answers: Answers
    policy: PolicyValues
    unit: str
    title: str
    date: dt.date
    file: Path
    exists: Callable[[str], bool | None]
    """Tells whether a path is in the repository; None where that cannot be told."""

    def interview(
        self, aim: Aim, areas: tuple[str, ...] = (), *, everything: bool = False, singly: bool = False
    ) -> Interview:
        """Start, or go on from what was said before.

        Raises:
            ServiceError: an area is not known.
        """
        judge = bound_judge(self.framework, self.observations, self.policy, self.unit, self.date)
        known = frozenset(self._area(a) for a in areas)
        return Interview(
            self.framework,
            self.observations,
            overviews_in_force(self.answers, self.policy, self.date),
            self.policy,
            judge,
            aim=aim,
            areas=known,
            everything=everything,
            singly=singly,
        )

    def _area(self, written: str) -> str:
        groups = _groups(self.framework)
        head, _, local = written.rpartition(":")
        if head.partition("@")[0] not in ("", self.framework.id):
            name = self.framework.short_title
            raise ServiceError(f"'{written}' is not of {name}. Ask about one framework at a time.")
        found = next((g for g in groups if g.lower() == local.lower()), None)
        if found is None:
            near = ", ".join(nearest(local, groups) or groups[:8])
            raise ServiceError(f"No area or clause '{written}' in {self.framework.short_title}. Nearest: {near}.")
        return found

    @property
    def role(self) -> str:
        """The role that answered last."""
        given = [a for a in (*self.answers.answers, *self.answers.overviews) if a.role]
        return max(given, key=lambda a: a.given or dt.date.min).role if given else ""

    def write(self, *given: Answer) -> None:
        """Write answers through to the file.

        Raises:
            InvalidInput: the file was broken meanwhile; it is left as it is.
            SourceUnavailable: it cannot be written.
        """
        answer_files.write(self.file, answer_files.Changes(answers=given))

    @staticmethod
    def pointer_fault(text: str) -> str:
        """Return what is wrong with a pointer to a document and the mend; empty where it is fine."""
        return pointer_fault(text)

    def pointing(self, answer: Answer) -> Answer:
        """Return the answer with its document looked up."""
        path = answer.document.partition("#")[0]
        found = None if not path or "://" in path else self.exists(path)
        return msgspec.structs.replace(answer, document_exists=found)


def framework_of(areas: tuple[str, ...]) -> str:
    """Return the framework that areas or clauses are of: the one they name, else the first that has them all."""
    heads = {area.partition(":")[0] for area in areas if ":" in area}
    if heads:
        return min(heads)
    wanted = {area.casefold() for area in areas}
    held = sorted(loader.newest(), key=lambda f: f.id != DEFAULT_FRAMEWORK)
    return next((f.id for f in held if wanted <= {g.casefold() for g in _groups(f)}), DEFAULT_FRAMEWORK)


def _groups(framework: Framework) -> list[str]:
    return [a.id for a in framework.areas] + [c.id for c in framework.clauses]


def open_session(path: Path, framework: str, options: run.AppraiseOptions, progress: Progress | None = None) -> Session:
    """Collect and judge one repository or folder, and find the file that answers go to.

    Raises:
        CollectorError, EvidenceError, EvaluationError, FrameworkError: see `run.appraise`.
        ServiceError: there is no place to write answers to.
    """
    file = _file(path, options)
    started = msgspec.structs.replace(
        options,
        frameworks=(framework,),
        answers_file=file if file.exists() and options.answers_file else None,
        whole=True,
    )
    done = run.appraise([path], started, progress)
    unit = done.units[0]
    fresh = options.answers_file is not None and not file.exists()
    return Session(
        framework=done.frameworks[0],
        observations=unit.observations,
        answers=Answers() if fresh else unit.evidence_set.answers,
        policy=done.policy,
        unit=unit.unit,
        title=unit.evidence_set.title,
        date=options.date,
        file=file,
        exists=lambda p: is_inside(path, p) if _has_files(path) else None,
    )


def _has_files(path: Path) -> bool:
    return path.is_dir() and not ((path / "HEAD").is_file() and (path / "objects").is_dir())


def _file(path: Path, options: run.AppraiseOptions) -> Path:
    if path.name.endswith(SUFFIX) and path.is_file():
        raise ServiceError(
            f"{path}: is saved evidence, and holds the answers of its day. "
            "Ask about the repository it was collected from."
        )
    if options.answers_file is not None:
        return options.answers_file
    check_folder(path)
    if _has_files(path):
        _refuse_shared(path)
        return path / answer_files.FILE_NAME
    raise ServiceError(f"{path} has no work tree to keep {answer_files.FILE_NAME} in. Name a file with --answers FILE.")


def _refuse_shared(path: Path) -> None:
    """Refuse to begin a file in a folder that goes by what is said for its repository: all that would be hidden.

    Raises:
        ServiceError: with both ways to go on.
    """
    own, root = path / answer_files.FILE_NAME, enclosing_root(path)
    if root is not None and not own.exists() and (shared := root / answer_files.FILE_NAME).exists():
        raise ServiceError(
            f"{path} goes by the answers of its repository, {shared}. Ask about {root} to add to them, "
            f"or begin the folder's own with --answers {own}; those of the repository then count no more for it."
        )


def known_lines(session: Session, known: Known) -> tuple[str, ...]:
    """Return what the evidence says, in lines: the interval as glyph and words, then what probes saw. Foreign text."""
    low, high = known.judgement.low, known.judgement.high
    head = f"{interval_glyph(low, high)} {interval_words(session.framework.scheme, low, high)}"
    if known.judgement.contradiction:
        head += "; the evidence contradicts itself"
    marks = {"true": "+", "false": "-"}
    return (head, *(f"{marks[outcome]} {message}" for outcome, message in known.messages))
