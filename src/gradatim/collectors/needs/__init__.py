"""Needs files: what an organisation says it needs, read with line and column, written answer by answer."""

from gradatim.collectors.needs.reader import parse_given, parse_profile, read_profile
from gradatim.collectors.needs.vocabulary import Vocabulary
from gradatim.collectors.needs.writer import template, write_value

__all__ = ["Vocabulary", "parse_given", "parse_profile", "read_profile", "template", "write_value"]
