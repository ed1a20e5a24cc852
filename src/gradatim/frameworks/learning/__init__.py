"""What can be learnt, as data: comparison, levels, failures, questions, terms and their sources, with one loader."""

from gradatim.frameworks.learning.loader import (
    comparison,
    failures,
    ladders,
    near,
    questions,
    reasons,
    sources,
    subjects,
    terms,
)

__all__ = ["comparison", "failures", "ladders", "near", "questions", "reasons", "sources", "subjects", "terms"]
