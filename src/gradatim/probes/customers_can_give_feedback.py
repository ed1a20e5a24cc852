"""Probe: is there a way for customers and users to say what they think?"""

import msgspec

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.data import load
from gradatim.probes.support.documents import DocumentsSought, either, is_written
from gradatim.probes.support.forms import report_forms_of

GATHERED = DocumentsSought(
    what="a way for customers to give feedback",
    plural="ways for customers to give feedback",
    kinds=("customer-feedback",),
)
FORMS = DocumentsSought(
    what="a form for reports", plural="forms for reports", kinds=("issue-template",), forms=True, weak_counts=True
)
CHANNEL = DocumentsSought(
    what="a first page",
    plural="first pages",
    kinds=("readme", "support-policy", "contributing"),
    any_of=("feedback-channel",),
    carrying="names a channel for feedback",
    weak_counts=True,
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from gathered feedback, else from forms, else from a channel that the first pages name."""
    return either(
        is_written(GATHERED, documents, period, settings),
        is_written(FORMS, report_forms_of(documents), period, settings),
        is_written(CHANNEL, _near_the_root(documents), period, settings),
    )


def _near_the_root(documents: DocumentFacts) -> DocumentFacts:
    """Keep what users meet first: documents at the root, or in the folders that a forge shows with it."""
    folders = load("document_groups")["first_met"]
    first = tuple(d for d in documents.documents if d.path.rpartition("/")[0].lower() in folders)
    return msgspec.structs.replace(documents, documents=first)


PROBE = Probe(
    id="customers_can_give_feedback",
    question="Is there a way for customers and users to say what they think?",
    what=(
        "Looks for documents on customer feedback, for forms for reports, and for a channel named in the first pages."
    ),
    why=(
        "Satisfaction can only be known if there is a way to voice the opposite. Feedback and complaints are an "
        "input to review and improvement."
    ),
    how=(
        "True when feedback is gathered by a document of its own, when there are forms for reports, or when "
        "read-me, contributing rules or support terms name a channel. The message says which. Forms that by their "
        "names are for nominations or planned work do not count."
    ),
    misleads=(
        "A channel is not yet listening: whether anything comes in, and what is done with it, is not in a clone."
    ),
    remedy=(
        "Name one place for questions, wishes and complaints where users look first, and look at what came in "
        "once a period."
    ),
    family="documents",
    answer=answer,
)
