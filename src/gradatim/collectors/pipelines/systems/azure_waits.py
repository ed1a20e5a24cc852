"""Which jobs of Azure Pipelines wait for a person: those that follow a manual validation in another job or stage.

Source: the service's own pages on dependencies of stages and jobs, on conditions and on the task ManualValidation: jobs
of a stage run side by side unless `dependsOn` says otherwise, a stage follows the one before it unless `dependsOn` says
otherwise, and a condition of one's own takes the place of `succeeded()`, so that a refusal no longer stops what has it.
"""

import re
from collections.abc import Sequence

import msgspec

from gradatim.collectors.pipelines.draft import JobDraft
from gradatim.collectors.pipelines.rules import load_rules
from gradatim.model.pipelines import Stage

_MINDS_FAILURE = re.compile(r"\bsucceeded\s*\(|\.result\b|^false$", re.IGNORECASE)
_BECAUSE = "it depends on a manual validation: somebody must resume that"


class Planned(msgspec.Struct):
    """A job or a stage with what it depends on; None where it says nothing of that."""

    name: str
    jobs: list[JobDraft]
    needs: tuple[str, ...] | None
    condition: str = ""

    @property
    def heeds(self) -> bool:
        """Tell whether a refusal before it keeps it from running."""
        return not self.condition or bool(_MINDS_FAILURE.search(self.condition))

    @property
    def asks(self) -> bool:
        """Tell whether one of its jobs waits for a person."""
        return any(_asks(job) for job in self.jobs)


def let_wait(planned: Sequence[Planned], *, in_order: bool) -> None:
    """Let wait what depends, directly or through others, on something that asks a person.

    Args:
        planned: the jobs of one stage, or the stages of one definition, as written.
        in_order: what names no dependency follows the one before it, as stages do.
    """
    waiting: set[str] = set()
    for at, unit in enumerate(planned):
        before = planned[at - 1].name if in_order and at else ""
        needs = unit.needs if unit.needs is not None else (before,) if before else ()
        if unit.heeds and waiting.intersection(needs):
            waiting.add(unit.name)
            for job in unit.jobs:
                job.approval, job.approval_because = True, job.approval_because if job.approval else _BECAUSE
        elif unit.asks:
            waiting.add(unit.name)


def _asks(job: JobDraft) -> bool:
    """Tell whether a step of a job that runs waits for a person."""
    return not job.soft and any(
        found.stage is Stage.APPROVAL
        for command in job.commands
        if command.uses and not command.soft
        for found in load_rules().action(command.uses, command.options)
    )
