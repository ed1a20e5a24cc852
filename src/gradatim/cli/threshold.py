"""The thresholds of `--fail-under`."""

import msgspec

from gradatim.cli.errors import UserError
from gradatim.model.framework import Scheme
from gradatim.model.rating import ReadinessState, StagedVerdict
from gradatim.model.result import Result


class Threshold(msgspec.Struct, frozen=True):
    """A verdict that is asked for: at least this level, or ready."""

    text: str
    framework: str
    level: int
    """0 where readiness is asked for."""

    def check(self, result: Result) -> bool | None:
        """Tell whether the verdict holds for all units; None where the evidence leaves it open."""
        from gradatim.reports.select import leading_verdicts  # noqa: PLC0415 - start-up

        verdict = next(
            (v for v in leading_verdicts(result) if self.framework in {v.framework, f"{v.framework}@{v.edition}"}), None
        )
        if verdict is None:
            raise UserError(f"--fail-under {self.text}: the result has no verdict for {self.framework!r}.")
        if isinstance(verdict, StagedVerdict):
            return True if verdict.level.low >= self.level else None if verdict.level.high >= self.level else False
        if self.level:
            raise UserError(
                f"--fail-under {self.text}: {self.framework} has no levels; ask for {self.framework}:ready."
            )
        return {ReadinessState.READY: True, ReadinessState.NOT_READY: False}.get(verdict.decision)


def refuse_mismatch(threshold: Threshold, scheme: Scheme) -> None:
    """Refuse a level of a standard without levels, and readiness of a model that is graded.

    Raises:
        UserError: with what to ask for instead.
    """
    text, framework = threshold.text, threshold.framework
    if scheme is Scheme.STAGED and not threshold.level:
        raise UserError(f"--fail-under {text}: {framework} is graded; ask for a level, {framework}:2 to {framework}:5.")
    if scheme is Scheme.CONFORMITY and threshold.level:
        raise UserError(f"--fail-under {text}: {framework} has no levels; ask for {framework}:ready.")


def parse_threshold(text: str) -> Threshold:
    """Read `sw-cmm:2` or `iso-9001:ready`.

    Raises:
        UserError: it is neither.
    """
    framework, _, value = text.partition(":")
    if value == "ready":
        return Threshold(text, framework, 0)
    if value in {"2", "3", "4", "5"}:
        return Threshold(text, framework, int(value))
    raise UserError(f"--fail-under {text!r}: write a level as sw-cmm:2 (2 to 5) or readiness as iso-9001:ready.")
