"""Documents without a repository: a reader over a plain mapping, and one call that collects it."""

import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO

import pytest

from gradatim.collectors.documents import collect
from gradatim.collectors.interface import CollectorError, ContentTooLarge, ContentUnavailable
from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.history import History, PathHistory, TreeFile

PERIOD = Period(date(2025, 9, 1), date(2026, 8, 31))
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Files:
    """A ContentReader over a mapping of path to content; None stands for content that is not here."""

    def __init__(self, contents: Mapping[str, str | bytes | None], modes: Mapping[str, str] | None = None) -> None:
        self._contents = {p: c.encode() if isinstance(c, str) else c for p, c in contents.items()}
        self._modes = modes or {}

    def files(self) -> tuple[TreeFile, ...]:
        return tuple(
            TreeFile(path, len(content or b""), self._modes.get(path, "100644"))
            for path, content in sorted(self._contents.items())
        )

    def read(self, path: str, limit: int = 1_000_000) -> bytes:
        content = self._contents.get(path)
        if content is None:
            raise ContentUnavailable(path)
        if len(content) > limit:
            raise ContentTooLarge(path)
        return content

    def read_many(self, paths: tuple[str, ...], limit: int = 1_000_000) -> Iterator[tuple[str, bytes | CollectorError]]:
        for path in paths:
            try:
                yield path, self.read(path, limit)
            except CollectorError as error:
                yield path, error


def path_history(last: int = 1_000, changes: int = 5, people: int = 2, *, bulk: bool = False) -> PathHistory:
    return PathHistory(
        first=1,
        last=last,
        changes=changes,
        people=people,
        changes_in_period=changes,
        people_in_period=people,
        bulk=bulk,
    )


def history_of(paths: Mapping[str, PathHistory], remote_url: str = "") -> History:
    return History(head="a" * 40, branch="main", branches=("main",), remote_url=remote_url, paths=dict(paths))


class Collected:
    """What was collected, asked by path."""

    def __init__(self, facts: DocumentFacts) -> None:
        self.facts = facts
        self.skipped = dict(facts.skipped)

    def __getitem__(self, path: str):
        return next(d for d in self.facts.documents if d.path == path)

    def __contains__(self, path: str) -> bool:
        return any(d.path == path for d in self.facts.documents)

    def kinds(self, path: str) -> dict[str, str]:
        return {k.kind: k.confidence for k in self[path].kinds}


@pytest.fixture
def collected():
    def run(contents, *, history=None, ignore=(), modes=None):
        return Collected(collect(Files(contents, modes), history, PERIOD, ignore=ignore))

    return run


def word(*paragraphs: tuple[str, str], xml: str = "", extra: Mapping[str, bytes] | None = None) -> bytes:
    """A DOCX of (style, text) paragraphs, or of raw XML."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for style, text in paragraphs
    )
    document = xml or f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def docx():
    return word


def one_page_pdf(text: str) -> bytes:
    """A PDF with one page of text, written by hand."""
    lines = "".join(f"({line}) Tj T*\n" for line in text.split("\n"))
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td\n{lines}ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer


@pytest.fixture
def pdf():
    return one_page_pdf
