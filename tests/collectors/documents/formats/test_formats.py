"""Each format gives title, headings with lines, links, tables and code."""

import pytest

from gradatim.collectors.documents.formats import parse
from gradatim.collectors.documents.formats.decode import decode
from gradatim.collectors.documents.parsed import FormatError
from tests.collectors.documents import texts

MARKDOWN = """---
title: "Front"
---
# One #

<!-- # not this
# nor this -->
```sh
# no heading
make test
```

Two [a](x.md "title")
---

| Name | Value |
|------|-------|
| a | b |
| | |

<h3 align="center">Three <b>bold</b></h3> <img src="p.png">
`code.py` and [b][ref] ![pic](q.png)

[ref]: ../y.md
"""
RST = """.. comment
   hidden

=====
Title
=====

One
---

.. include:: ../CHANGES.rst

.. toctree::
   :maxdepth: 2

   intro
   Named <other>

Two
~~~

See :doc:`guide`, `text <https://x.example/a>`_ and ``tox -e docs``::

    $ make html

.. list-table::
   :header-rows: 1

   * - Risk
     - Impact
   * - a
     - b

======  =====
Name    Value
======  =====
a       b
======  =====
"""
ASCIIDOC = """= Title

== One

link:a.adoc[A], include::b.adoc[] and xref:c.adoc[C] with `make check`

Old style
---------

----
== no heading
----

|===
|Risk |Impact

|a |b
|===
"""
TEXT = """Big title
=========

1. First part

words here

SECOND PART

    $ make all

*** Banner ***
see docs/x.md for more
"""
HTML = """<!DOCTYPE html><html><head><title>Page</title><style>h1 {x: "<h2>no</h2>"}</style>
<script>document.write("<h1>no</h1>")</script></head>
<body><h1>One &amp;
only</h1><!-- <h2>no</h2> -->
<p>See <a href="a.md">a</a> <code>make x</code></p>
<table><tr><th>Risk</th><th>Impact</th></tr><tr><td>a</td><td>b</td></tr></table>
<h2>Two</h2></body></html>
"""


def _headings(parsed):
    return [(h.level, h.text, h.line) for h in parsed.headings]


def test_markdown():
    found = parse("a.md", "markdown", MARKDOWN.encode())
    assert found.title == "Front"
    assert _headings(found) == [(1, "One", 4), (2, "Two a", 13), (3, "Three bold", 21)]
    assert {link.target for link in found.links} >= {"x.md", "../y.md", "q.png", "p.png", "code.py"}
    assert [(t.columns, t.rows) for t in found.tables] == [(("Name", "Value"), 1)]
    assert (10, "make test") in found.code
    assert "not this" not in found.prose


def test_rst():
    found = parse("a.rst", "rst", RST.encode())
    assert _headings(found) == [(1, "Title", 5), (2, "One", 8), (3, "Two", 19)]
    assert [(link.target, link.how) for link in found.links][:4] == [
        ("../CHANGES.rst", "include"), ("intro", "entry"), ("other", "entry"), ("guide", "entry"),
    ]  # fmt: skip
    assert [(t.columns, t.rows) for t in found.tables] == [(("Risk", "Impact"), 1), (("Name", "Value"), 1)]
    assert {code for _, code in found.code} == {"tox -e docs", "$ make html"}
    assert "hidden" not in found.prose


def test_asciidoc():
    found = parse("a.adoc", "asciidoc", ASCIIDOC.encode())
    assert _headings(found) == [(1, "Title", 1), (2, "One", 3), (2, "Old style", 7)]
    assert [(link.target, link.how) for link in found.links[:3]] == [
        ("a.adoc", "link"), ("b.adoc", "include"), ("c.adoc", "entry"),
    ]  # fmt: skip
    assert [(t.columns, t.rows) for t in found.tables] == [(("Risk", "Impact"), 1)]


def test_text():
    found = parse("a.txt", "text", TEXT.encode())
    assert _headings(found) == [(1, "Big title", 1), (2, "First part", 4), (2, "SECOND PART", 8), (2, "Banner", 12)]
    assert (10, "make all") in found.code
    assert [link.target for link in found.links] == ["docs/x.md"]


def test_csv():
    found = parse("risks.csv", "text", b'Risk;"Impact";Owner\na;b;c\n;;\n')
    assert [(t.columns, t.rows) for t in found.tables] == [(("Risk", "Impact", "Owner"), 1)]


def test_html_is_cut_and_not_executed():
    found = parse("a.html", "html", HTML.encode())
    assert _headings(found) == [(1, "One & only", 3), (2, "Two", 7)]
    assert [link.target for link in found.links] == ["a.md", "make x"]
    assert [(t.columns, t.rows) for t in found.tables] == [(("Risk", "Impact"), 1)]
    assert "document.write" not in found.prose


def test_html_that_never_closes():
    found = parse("a.html", "html", b"<h1>One<p><script>" + b"x<" * 1000)
    assert "x<" not in found.prose


def test_template():
    found = parse(".github/ISSUE_TEMPLATE/a.yml", "yaml", b"name: Bug\nx: &a [*a]\nbody:\n  - label: Steps\n")
    assert (found.title, [h.text for h in found.headings]) == ("Bug", ["Steps"])


def test_docx(docx):
    found = parse("a.docx", "docx", docx(("Title", "Quality policy"), ("Heading1", "Scope"), ("Normal", "We test.")))
    assert _headings(found) == [(1, "Quality policy", 1), (1, "Scope", 2)]
    assert "we test." in found.prose


def test_docx_is_classified_like_text(collected, docx):
    text = [("Normal", line) for line in texts.SECURITY.split("\n")[2:]]
    found = collected({"docs/security-policy.docx": docx(("Heading1", "Security policy"), *text)})
    assert found["docs/security-policy.docx"].is_a("security-policy")


def test_pdf(pdf):
    found = parse("a.pdf", "pdf", pdf("Quality policy\n==============\nWe test everything."))
    assert "we test everything." in found.prose


def test_pdf_is_classified_like_text(collected, pdf):
    found = collected({"docs/minutes-2026-04-07.pdf": pdf(texts.MINUTES.replace("(", "").replace(")", ""))})
    assert found["docs/minutes-2026-04-07.pdf"].is_a("minutes")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Größe".encode(), "Größe"),
        ("Größe".encode("utf-8-sig"), "Größe"),
        ("Größe".encode("utf-16"), "Größe"),
        ("Größe".encode("cp1252"), "Größe"),
        (b"a\x81b", "a�b"),
    ],
)
def test_encodings(content, text):
    assert decode(content) == text


def test_binary_is_no_text():
    with pytest.raises(FormatError, match="binary"):
        decode(b"\x7fELF\0\0\0")
