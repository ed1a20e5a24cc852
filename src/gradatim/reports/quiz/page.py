"""The quiz as one HTML file: answers in details, so that it works without a script; with one it checks and counts."""

from collections.abc import Mapping
from pathlib import Path

from gradatim.model.learning import Question
from gradatim.reports.pages import Page, Section, html
from gradatim.reports.words import count

_HERE = Path(__file__).parent


def render(questions: tuple[Question, ...], topics: Mapping[str, str], difficulties: Mapping[int, str]) -> str:
    """Return the page. Same questions, same bytes."""
    grouped = {topic: [q for q in questions if q.topic == topic] for topic in topics}
    shown = {topic: found for topic, found in grouped.items() if found}
    page = Page(
        title="Questions on CMM and ISO 9000",
        eyebrow="Quiz",
        lead=(
            f"{count(len(questions), 'question')} with reasoned answers. Choose first, then open the answer. "
            "With the keyboard, arrows go through the choices and Enter answers; on paper the answers are at the end. "
            "Nothing is sent or stored."
        ),
        sections=tuple(
            Section(id=topic, title=f"{topics[topic]} ({len(found)})", blocks=()) for topic, found in shown.items()
        ),
        foot="Gradatim, questions and answers on CMM and ISO 9000.",
    )
    return html.render(
        page,
        inner="quiz.html.j2",
        folder=_HERE,
        script=(_HERE / "quiz.js").read_text(encoding="utf-8").strip(),
        groups=shown,
        topics=topics,
        difficulties=difficulties,
    )
