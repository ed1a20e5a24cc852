"""LaTeX is read by lines; commands are dropped, nothing is expanded."""

import time

import pytest

from gradatim.collectors.documents.formats.latex import plain, read_latex

MANUAL = r"""\documentclass[a4paper]{article}
\title{Quality \emph{Manual}} % the title
\begin{document}
\section*{Quality policy statement}
We are \textbf{committed} to quality~\cite{Policy2020} in 95\,\% of cases. % \section{Not this}
\subsection[short]{Internal \textit{Audits} \& reviews}\label{ss:audit}
See \S\ref{ss:audit} and \href{https://example.org/policy}{the policy}.
\input{chapters/risks}
\begin{longtable}{p{1cm}p{2cm}}
Risk & Owner \\
Fire & lead \\
Flood & lead \\
\end{longtable}
\begin{lstlisting}
\section{Code}
make test
\end{lstlisting}
\paragraph{Scope} All of it.
\end{document}
"""


@pytest.fixture
def manual():
    return read_latex(MANUAL)


def test_title_and_sections(manual):
    assert manual.title == "Quality Manual"
    assert [(h.level, h.text, h.line) for h in manual.headings] == [
        (2, "Quality policy statement", 4),
        (3, "Internal Audits & reviews", 6),
        (5, "Scope", 18),
    ]


def test_text_has_no_commands_and_no_comments(manual):
    assert "we are committed to quality in 95 % of cases." in manual.prose
    assert "policy2020" not in manual.prose
    assert "not this" not in manual.prose
    assert "\\" not in manual.prose


def test_a_table_has_its_columns_and_rows(manual):
    assert [(t.columns, t.rows) for t in manual.tables] == [(("Risk", "Owner"), 2)]


def test_files_put_in_and_links(manual):
    assert [(link.target, link.how) for link in manual.links] == [
        ("https://example.org/policy", "link"),
        ("chapters/risks.tex", "include"),
    ]


def test_listings_are_code(manual):
    assert (16, "make test") in manual.code


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (r"a\%b", "a%b"),
        (r"\textbf{\emph{deep}} end", "deep end"),
        (r"{\large Big}", "Big"),
        (r"``quoted''", '"quoted"'),
        (r"\unknown", ""),
        ("plain", "plain"),
    ],
)
def test_plain_text(text, told):
    assert plain(text) == told


@pytest.mark.parametrize(
    "text", [r"\section{open", r"\section{}", "\\section{" + "{" * 500, "\\", "%", r"\end{tabular}"]
)
def test_broken_input_does_no_harm(text):
    read_latex(text)


@pytest.mark.parametrize(
    "text",
    [
        "\\section{" * 40_000,
        "{" * 400_000,
        "\\" * 400_000,
        "\\begin{tabular}&" * 25_000,
        "\\href{" * 60_000,
        "\\input[" * 60_000,
        ("\\cite[" + "x" * 150) * 2_000,
        "%" * 400_000,
        " \\ \n" * 100_000,
    ],
)
def test_hostile_text_ends_soon(text):
    started = time.process_time()
    read_latex(text)
    assert time.process_time() - started < 2
