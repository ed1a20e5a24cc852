"""The estimate's numbers as values: the model file, and how well it did in simulation."""

from functools import lru_cache
from pathlib import Path

import msgspec

from gradatim.rating.level_model import AnswerNoise, Organisations

_FOLDER = Path(__file__).parent


class Odds(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"for_": "for"}):
    """Odds that a practice is in place, by which way mined evidence of one strength points."""

    for_: float
    weakly_for: float
    weakly_against: float
    against: float


class MinedOdds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What mined evidence is worth."""

    direct: Odds
    indirect: Odds
    hint: Odds
    damping: float
    cap: float


class InterviewRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When the interview stops: one level has a probability of `stop`, and each area it needs was spoken about."""

    stop: float
    answers_per_area: int
    """Answers about single practices after which an area was spoken about; one about the whole of it does as well."""
    patience: int
    """Expected questions to go from which the interview says that it cannot tell, instead of asking on."""
    overview_refuted: float
    """Questions more that an answer about a whole area takes if it is below "largely": which practice, and how far."""
    single_refuted: float
    """The same of an answer about one practice: it is asked back."""


class EstimateModel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of estimate_model.yaml."""

    model: str
    version: str
    levels: dict[int, float]
    organisations: tuple[Organisations, ...]
    concentration: float
    beyond_factor: float
    grid: tuple[float, ...]
    features: dict[str, float]
    answers: AnswerNoise
    mined: MinedOdds
    interview: InterviewRules
    about: dict[str, str]


class Band(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Simulated runs that ended with a probability in one band, and how many of them were right."""

    kind: str
    """`interview`: every area that the level needs was spoken about; `partial`: some were; `scan`: none was."""
    low: float
    high: float
    runs: int
    right: int


class Calibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The measured tables of one model version (written by benchmarks/simulate_interview.py)."""

    model: str
    version: str
    source: str
    frameworks: dict[str, tuple[Band, ...]]
    """By the framework that they were measured on; the first one stands in for those without."""


@lru_cache(maxsize=1)
def default_model() -> EstimateModel:
    """Return the model that is shipped."""
    return msgspec.yaml.decode((_FOLDER / "estimate_model.yaml").read_bytes(), type=EstimateModel, strict=False)


@lru_cache(maxsize=1)
def default_calibration() -> Calibration:
    """Return the measured calibration that is shipped."""
    return msgspec.yaml.decode((_FOLDER / "estimate_calibration.yaml").read_bytes(), type=Calibration)


_STATEMENTS = {
    "interview": "interviews on every area",
    "partial": "interviews on some areas",
    "scan": "scans without answers",
}


def calibration(
    probability: float, kind: str, model: EstimateModel, framework: str, table: Calibration | None = None
) -> str:
    """Return in words how often statements of this strength were right in simulation."""
    measured = table or default_calibration()
    where, measured_on = measured.source, framework
    if framework not in measured.frameworks:
        measured_on = next(iter(measured.frameworks))
        where += f"; measured on {measured_on}, not on {framework}"
    if (measured.model, measured.version) != (model.model, model.version):
        return "How well this model is calibrated has not been measured."
    for band in measured.frameworks[measured_on]:
        if band.kind == kind and band.low <= probability <= band.high and band.runs >= _ENOUGH_RUNS:
            return (
                f"Of {band.runs} simulated {_STATEMENTS[kind]} that gave a level {band.low:.0%} to {band.high:.0%}, "
                f"{band.right / band.runs:.0%} were right ({where})."
            )
    return f"Statements of this strength were too rare in simulation to say how often they are right ({where})."


_ENOUGH_RUNS = 30
