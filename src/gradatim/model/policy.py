"""The policy as values: every number and choice that is ours and not the framework's (file: evaluation/policy.yaml)."""

from typing import Annotated, Literal

import msgspec

from gradatim.model.judgement import Characterization, Conformity

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Days = Annotated[int, msgspec.Meta(ge=0, le=36_525)]
"""Up to a century: a day that far before any appraisal is still a date."""
Number = Annotated[float, msgspec.Meta(ge=0, le=36_525)]
"""Finite, and no more than the days of a century where it counts days."""
Weight = Annotated[float, msgspec.Meta(ge=0, le=1_000_000)]
Label = Literal["NI", "PI", "LI", "FI", "MAJOR", "MINOR", "OFI", "CONFORM"]
"""A place on one of the two scales; both count from 0, the worst, to 3, the best."""

_PLACES: dict[str, int] = {m.name: m.value for scale in (Characterization, Conformity) for m in scale}


def place(label: str) -> int:
    """Return the place that a label stands for, 0 to 3.

    Raises:
        KeyError: it is no label of either scale.
    """
    return _PLACES[label]


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the policy file; a key that is not listed is an error, never ignored."""


class ProbeNumbers(Section, frozen=True):
    """Numbers that probes use."""

    minimum_sample: Count
    rate_holds: Share
    fresh_days: Days
    values: dict[str, Number]


class Cuts(Section, frozen=True):
    """Where a rate's interval is cut. An entry per place above the worst; null means never."""

    supports: tuple[Share | None, Share | None, Share | None]
    """Lower end of the interval at or above it: at least place 1, 2, 3."""
    refutes: tuple[Share | None, Share | None, Share | None]
    """Upper end of the interval below it: worse than place 1, 2, 3."""


class Reach(Section, frozen=True):
    """How far evidence of one strength may move an interval."""

    raises_to: Label
    lowers_to: Label


class ScaleRules(Section, frozen=True):
    """What mined evidence can carry on one scale."""

    cuts: Cuts
    direct: Reach
    indirect: Reach
    true_without_rate: Label
    """Low end after a direct, living answer TRUE that is no rate."""
    dead_document: Label
    """Low end after a document that is there but not alive."""
    counter_examples: Label
    """High end after a direct answer FALSE that names counter-examples but is no rate."""
    procedure_alone: Label
    """Low end after the written rule, with no record of the work."""
    rate_without_procedure: Label
    """Low end after a rate, where a written procedure is asked for and none was found."""
    record_without_procedure: Label
    """The same after a record that is no rate."""


class Scales(Section, frozen=True):
    """The two scales."""

    practice: ScaleRules
    requirement: ScaleRules


Reachable = Literal["direct", "indirect", "hint"]


class MiningCaps(Section, frozen=True):
    """The strongest a mined observation can be, by how far the criterion can be mined at all."""

    direct: Reachable
    indirect: Reachable
    people: Reachable


class Refutation(Section, frozen=True):
    """What a rate needs before it may speak against a criterion."""

    minimum_sample: Count
    """Below the line that counts as met."""
    caveats_allow_worst: bool
    """A rate with caveats of its own may go down to the worst place."""


class AnswerBounds(Section, frozen=True):
    """What an answer says, as low and high end."""

    shown: tuple[Label, Label]
    """With a pointer to a document, or where nothing written is asked for."""
    word_alone: tuple[Label, Label]
    """Without one, where the criterion asks for something written."""


class AnswerScale(Section, frozen=True):
    """Bounds of each answer on one scale."""

    yes: AnswerBounds
    largely: AnswerBounds
    partly: AnswerBounds
    no: AnswerBounds


class AnswerRules(Section, frozen=True):
    """How answers count."""

    valid_days: Days
    """After so many days an answer with no expiry of its own does not count."""
    unchecked_address_counts: bool
    """An address that cannot be looked at from here counts as shown."""
    practice: AnswerScale
    requirement: AnswerScale
    absent_whole_process: tuple[Label, Label]
    """`no` to a requirement that stands for a whole process or set of records."""
    whole_process: dict[str, tuple[str, ...]]
    """Those requirements, by framework."""


class ApplicabilityRules(Section, frozen=True):
    """What may be declared not applicable."""

    refused: dict[str, tuple[str, ...]]
    """Clauses or areas of a framework that can never be left out."""

    def kept(self, framework: str, group: str) -> str:
        """Return the area or clause never to be left out that a group is or lies in; empty where it is in none."""
        held = self.refused.get(framework, ())
        return next((h for h in held if group == h or group.startswith(f"{h}.")), "")


Default = Literal["open", "fails"]
TableName = Literal["scampi-1.1", "scampi-1.3", "worst-unit"]
"""Tables of rating/method_rules/aggregation.yaml."""


class RatingRules(Section, frozen=True):
    """Choices that the methods leave to people, with the default that holds until a person decides."""

    partial_said: Default
    """A goal with a practice that people call partial."""
    partial_mined: Default
    """A goal with a practice that only mined evidence puts below the line."""
    largely: Literal["holds", "open"]
    """A goal with a largely implemented practice and none below, where the method has people weigh the weaknesses."""
    escalation_minors: Annotated[int, msgspec.Meta(ge=2)]
    """So many minors on one clause open the question whether together they are major."""
    escalation_said: Default
    escalation_mined: Default
    aggregation_tables: tuple[TableName, ...]
    """Tables of the method rules that are read together for several units; empty means all."""


class StepRules(Section, frozen=True):
    """How next steps are chosen."""

    most: Annotated[int, msgspec.Meta(ge=1, le=50)]
    most_contradictions: Annotated[int, msgspec.Meta(ge=0, le=50)]
    most_changes: Annotated[int, msgspec.Meta(ge=0, le=50)]
    most_questions: Annotated[int, msgspec.Meta(ge=0, le=50)]
    most_missing: Annotated[int, msgspec.Meta(ge=0, le=50)]
    weight_refuted: Weight
    weight_open: Weight
    weight_unknown: Weight
    weight_other: Weight
    """A criterion that the step moves and that blocks nothing yet."""


class PolicyChange(msgspec.Struct, frozen=True):
    """A key that the user's file changed."""

    key: str
    default: str
    used: str


class PolicyValues(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The policy in force."""

    policy: str
    """Name of the policy."""
    version: str
    probes: ProbeNumbers
    scales: Scales
    mining: MiningCaps
    refutation: Refutation
    answers: AnswerRules
    applicability: ApplicabilityRules
    rating: RatingRules
    steps: StepRules
    about: dict[str, str]
    """What each key is for and where its value comes from; keys not listed here are explained by their section."""
    changes: tuple[PolicyChange, ...] = ()
