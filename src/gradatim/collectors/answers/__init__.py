"""What people say: `gradatim.yaml` and answer files in CSV and XLSX."""

from gradatim.collectors.answers.reader import FILE_NAME, parse_answers
from gradatim.collectors.answers.source import own_content, read
from gradatim.collectors.answers.stood import is_dated, with_days
from gradatim.collectors.answers.writer import Changes, write

__all__ = ["FILE_NAME", "Changes", "is_dated", "own_content", "parse_answers", "read", "with_days", "write"]
