"""What each framework says of one organisation, as sections of a comparison."""

from gradatim.model.comparison import Meeting, Standing
from gradatim.model.names import framework_name
from gradatim.reports.pages import Cell, Paragraph, Section, Table
from gradatim.reports.pages.interface import Tone

_TONES: dict[str, Tone] = {"both hold": "hold", "both fail": "fail", "satisfied": "hold", "unsatisfied": "fail"}
_WORDS = {"only here": "no clause is close to it", "left out": "left out of the appraisal"}


def standing_sections(standing: Standing) -> tuple[Section, ...]:
    """Return the verdicts, the gap between them, and the areas with their clauses."""
    rows = tuple(
        (Cell(framework_name(id)), Cell(standing.short[id]), Cell(text)) for id, text in standing.sentences.items()
    )
    return (
        Section(
            id="here",
            title=f"What each says of {standing.title}",
            blocks=(
                Table(
                    caption=f"Result of {standing.date}; indicative.",
                    head=("Framework", "Verdict", "In words"),
                    rows=rows,
                ),
                Paragraph(standing.gap),
            ),
        ),
        Section(
            id="meetings",
            title="Where they meet",
            blocks=(
                Table(
                    caption="Areas of the model with the clauses that are strongly linked with them.",
                    head=("Area", "Rating", "Practices", "Clauses", "Requirements", "Together"),
                    rows=tuple(_row(m) for m in standing.meetings),
                ),
            ),
        ),
    )


def _row(m: Meeting) -> tuple[Cell, ...]:
    return (
        Cell(f"`{m.area.partition(':')[2]}` {m.title}"),
        Cell(m.rating, tone=_TONES.get(m.rating, "")),
        Cell(counted(m.holds, m.fails, m.open)),
        Cell(", ".join(m.clauses) or "none"),
        Cell(counted(m.conform, m.against, m.unsettled) if m.clauses else ""),
        Cell(_WORDS.get(m.verdict, m.verdict), tone=_TONES.get(m.verdict, "")),
    )


def counted(hold: int, fail: int, unsettled: int) -> str:
    """Return counts with their words; what is nought is left out."""
    parts = ((hold, "hold"), (fail, "fail"), (unsettled, "not settled"))
    return ", ".join(f"{number} {word}" for number, word in parts if number) or "none"
