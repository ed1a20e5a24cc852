"""Manual pages, as man(7) and mdoc(7) write them."""

import time

import pytest

from gradatim.collectors.documents.formats.man import read_man
from gradatim.collectors.documents.parsed import FormatError

MAN = r""".\" A licence.
.TH FROB 1 2026-01-02 "Frob 2.1"
.SH NAME
frob \- turn a thing round
.SH SYNOPSIS
.B frob
[\fB\-v\fR] \fIfile\fR
.SH DESCRIPTION
.PP
Use it with care, on one file at a time.
.SS Options
"""
MDOC = ".Dd March 1, 2026\n.Dt FROB 8\n.Sh NAME\n.Nm frob\n.Nd turn round\n.Ss Files\n"


def test_headings_and_text():
    page = read_man(MAN)
    assert page.title == "FROB"
    assert [(h.level, h.text) for h in page.headings] == [
        (2, "NAME"),
        (2, "SYNOPSIS"),
        (2, "DESCRIPTION"),
        (3, "Options"),
    ]
    assert "frob - turn a thing round" in page.prose
    assert "[-v] file" in page.prose
    assert "licence" not in page.prose


def test_mdoc():
    assert [h.text for h in read_man(MDOC).headings] == ["NAME", "Files"]


@pytest.mark.parametrize("text", ["", "12:00 started\n12:01 done\n", "x\n" * 100 + MAN])
def test_what_is_no_manual_page_is_refused(text):
    with pytest.raises(FormatError):
        read_man(text)


@pytest.mark.parametrize("body", ["\\" * 400_000, "\\f[" * 100_000, ".SH " * 90_000, "." * 400_000, "' ' " * 90_000])
def test_hostile_text_ends_soon(body):
    started = time.process_time()
    read_man(f".TH A 1\n{body}")
    assert time.process_time() - started < 2
