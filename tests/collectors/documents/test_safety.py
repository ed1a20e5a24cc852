"""Hostile and broken files: each is skipped with its reason, nothing else is lost."""

import zipfile
from io import BytesIO

import pytest

from gradatim.collectors.documents import reading
from gradatim.collectors.documents.formats import pdf as pdf_format
from gradatim.collectors.documents.formats.docx import read_docx
from gradatim.collectors.documents.formats.pdf import read_pdf
from gradatim.collectors.documents.parsed import FormatError
from tests.collectors.documents import texts
from tests.collectors.documents.conftest import WORD


def _skipped(collected, path, content):
    found = collected({path: content, "docs/risks.md": texts.RISKS})
    assert found["docs/risks.md"].is_a("risk-register")
    assert path not in found
    return found.skipped[path]


@pytest.mark.parametrize(
    ("path", "content", "reason"),
    [
        ("docs/a.md", b"abc\0\1\2", "binary"),
        ("docs/a.docx", b"not a zip", "damaged archive"),
        ("docs/a.docx", b"\xd0\xcf\x11\xe0" + b"x" * 50, "encrypted or in the old"),
        ("docs/a.pdf", b"hello", "not a PDF"),
        ("docs/a.md", None, "not here"),
        ("docs/a.md", b"x" * 2_000_001, "larger than 2 MB"),
    ],
)
def test_broken_files_are_skipped_with_a_reason(collected, path, content, reason):
    assert reason in _skipped(collected, path, content)


def test_a_zip_bomb_is_not_unpacked(docx):
    with pytest.raises(FormatError, match="unpacks to"):
        read_docx(docx(xml="<a>" + " " * 9_000_000 + "</a>"))


def test_a_small_bomb_is_told_by_its_ratio(docx):
    with pytest.raises(FormatError, match="unpacks to"):
        read_docx(docx(xml="<a>" + " " * 3_000_000 + "</a>"))


def test_too_many_parts(docx):
    with pytest.raises(FormatError, match="parts"):
        read_docx(docx(("Normal", "x"), extra={f"p{n}": b"" for n in range(5_001)}))


def test_entities_are_refused(docx):
    bomb = '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>'
    with pytest.raises(FormatError, match="entities or declarations"):
        read_docx(docx(xml=bomb))


def test_external_entities_are_refused(docx):
    with pytest.raises(FormatError, match="entities or declarations"):
        read_docx(docx(xml='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'))


def test_deep_nesting_is_refused(docx):
    with pytest.raises(FormatError, match="nested deeper"):
        read_docx(docx(xml="<a>" * 5_000 + "</a>" * 5_000))


def test_a_zip_without_text_is_no_document():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("other.xml", "<a/>")
    with pytest.raises(FormatError, match="not a Word document"):
        read_docx(out.getvalue())


@pytest.mark.parametrize("xml", ["<a><b></a>", f'<w:document xmlns:w="{WORD}"/>', "", "\xff"])
def test_damaged_or_empty_word_files_do_no_harm(docx, xml):
    try:
        assert read_docx(docx(xml=xml)).headings == ()
    except FormatError as error:
        assert str(error)


def test_a_pdf_that_never_ends_is_stopped(tmp_path, monkeypatch, pdf):
    worker = tmp_path / "worker.py"
    worker.write_text("while True: pass\n")
    monkeypatch.setattr(pdf_format, "_WORKER", worker)
    with pytest.raises(FormatError, match="stopped"):
        read_pdf(pdf("x"), seconds=0.3)


def test_a_pdf_whose_pages_are_their_own_parents_ends(pdf):
    looped = pdf("x").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")
    with pytest.raises(FormatError):
        read_pdf(looped)


def test_a_worker_that_dies_is_a_reason(tmp_path, monkeypatch, pdf):
    worker = tmp_path / "worker.py"
    worker.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    monkeypatch.setattr(pdf_format, "_WORKER", worker)
    with pytest.raises(FormatError, match="more time or memory"):
        read_pdf(pdf("x"))


def test_a_damaged_pdf_says_so():
    with pytest.raises(FormatError, match=r"damaged|no text"):
        read_pdf(b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\ngarbage")


def test_time_is_bounded(collected, monkeypatch):
    monkeypatch.setattr(reading, "SECONDS", -1.0)
    assert "seconds before it was reached" in collected({"README.md": texts.README}).skipped["README.md"]


def test_the_sum_of_sizes_is_bounded(collected, monkeypatch):
    monkeypatch.setattr(reading, "TOTAL_LIMIT", 100)
    found = collected({"a.md": "x" * 60, "b.md": "y" * 60})
    assert list(found.skipped) == ["b.md"]


def test_escape_sequences_do_not_pass(collected):
    found = collected({"docs/a.md": "# Risk\x1b[31m register \u202egnp\x07\n\nwords\n"})["docs/a.md"]
    assert found.title == "Risk[31m register gnp"
    assert all(ch.isprintable() for h in found.headings for ch in h.text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 300_000,
        "<" * 300_000,
        "<!--" * 80_000,
        "`" * 300_000,
        "| a " * 80_000 + "\n" + "|-" * 150_000,
        "](" * 150_000,
        "given when then " * 20_000,
        "=" * 300_000,
        "a/" * 150_000 + "b.md",
        "20" * 150_000,
        "# " * 150_000,
        "\n".join("* " * n for n in range(500)),
    ],
)
@pytest.mark.parametrize(
    "path", ["CONTRIBUTING.md", "docs/risks.rst", "docs/risks.adoc", "docs/risks.html", "docs/risks.txt"]
)
def test_hostile_text_ends(collected, path, text):
    found = collected({path: text})
    assert path in found or path in found.skipped


def test_many_headings_and_links_are_bounded(collected):
    text = "\n".join(f"# Heading {n}\n\n[x](y{n}.md)\n" for n in range(3_000))
    found = collected({"docs/process/a.md": text})["docs/process/a.md"]
    assert len(found.headings) <= 400
    assert len(found.dead_links) <= 400
