"""What people say: `gradatim.yaml` and answer files in CSV and XLSX."""

from gradatim.collectors.answers.reader import FILE_NAME, parse_answers
from gradatim.collectors.answers.source import read
from gradatim.collectors.answers.writer import Changes, write

__all__ = ["FILE_NAME", "Changes", "parse_answers", "read", "write"]
