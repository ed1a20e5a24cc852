"""Writes results in every format, whole or not at all."""

import os
from pathlib import Path

from gradatim import __version__
from gradatim.evidence import store
from gradatim.files import whole
from gradatim.model.result import Result
from gradatim.reports import html, json, markdown, text
from gradatim.reports.interface import WIDTH
from gradatim.services.interface import ServiceError
from gradatim.services.run.service import Appraisal


class WriteError(ServiceError):
    """A file cannot be written; the message says which, why and how to mend it."""


def render(result: Result, form: str, *, color: bool = False, width: int = WIDTH) -> str:
    """Return the result in one format: `text`, `json`, `markdown` or `html`."""
    if form == "text":
        return text.render(result, color=color, width=width)
    return {"json": json.render, "markdown": markdown.render, "html": html.render}[form](result)


def write_files(result: Result, report: Path, data: Path) -> list[Path]:
    """Write the HTML report and the JSON result; return their paths."""
    write_text(data, json.render(result))
    write_text(report, html.render(result))
    return [report, data]


def write_evidence(path: Path, done: Appraisal) -> None:
    """Save what was collected, so that it can be judged again without the source."""
    try:
        store.save(path, tuple(u.evidence_set for u in done.units), __version__)
    except OSError as error:
        raise _cannot(path, error) from error


def write_text(path: Path, content: str) -> None:
    """Write one file whole."""
    try:
        whole.write(path, content.encode("utf-8", "replace"))
    except OSError as error:
        raise _cannot(path, error) from error


def _cannot(path: Path, error: OSError) -> WriteError:
    return WriteError(
        f"{path}: cannot be written ({os.strerror(error.errno or 0)}). Name another place with the option."
    )
