"""Documents in other languages, by the English vocabulary; arc42's headings are those of its published translations."""

import json
import re
import time
from importlib import resources

import jsonschema
import pytest
import yaml

from gradatim.collectors.documents.classify import Classifier
from gradatim.collectors.documents.languages import language, language_of, languages_file, wordings
from gradatim.collectors.documents.subject import Nature
from gradatim.collectors.documents.vocabulary import load_vocabulary

FOLDER = resources.files("gradatim.collectors.documents")
DATA = yaml.safe_load(FOLDER.joinpath("languages.yaml").read_text("utf-8"))
NOTHING = Nature(documents_only=False, own_documents=False, handbook=False, own_ways=False)


def test_it_fits_its_schema():
    schema = json.loads(FOLDER.joinpath("languages.schema.json").read_text("utf-8"))
    jsonschema.validate({**DATA, "date": str(DATA["date"])}, schema)


def test_words_name_languages_of_the_file_and_are_lower_case():
    for entry in DATA["words"]:
        words = [word for code, listed in entry.items() if code != "en" for word in listed]
        assert set(entry) <= set(DATA["languages"]), entry["en"]
        assert all(word == word.lower().strip() for word in words), entry["en"]


def test_no_concept_stands_twice():
    names = [entry["en"] for entry in DATA["words"]]
    assert len(names) == len(set(names))


# The arc42 template, sections 1.2, 5, 9, 10 and 11 of its translations.
ARC42 = {
    "de": "Qualitätsziele|Bausteinsicht|Architekturentscheidungen|Qualitätsanforderungen|Risiken",
    "es": "Metas de Calidad|Vista de Bloques|Decisiones de Diseño|Requerimientos de Calidad|Riesgos",
    "fr": "Objectifs de Qualité|Vue en Briques|Décisions d'architecture|Critères de qualité|Risques",
    "pt": "Objetivos de Qualidade|Visão de Blocos de Construção|Decisões Arquiteturais|Requisitos de qualidade|Riscos",
    "ru": "Цели по качеству|Представление строительных блоков|Архитектурные решения|Требования к качеству|Риски",
    "zh": "质量目标|构建块视图|架构决策|质量需求|风险",
}
# "Decisiones de Diseño" names a design.
KINDS = ({"quality-objectives"}, {"architecture"}, {"decision-record", "design"}, {"requirements"}, {"risk-register"})


@pytest.mark.parametrize("code", ARC42)
def test_sections_of_arc42_are_what_they_are_in_english(code):
    classifier = Classifier(load_vocabulary(), frozenset(), NOTHING)
    for heading, kinds in zip(ARC42[code].split("|"), KINDS, strict=True):
        assert kinds & set(classifier.kinds_of_heading(heading, code)), heading


@pytest.mark.parametrize(
    ("code", "heading", "kind"),
    [
        ("pt", "Registro de Riscos", "risk-register"),
        ("pt", "Plano de Testes", "test-plan"),
        ("id", "Kebijakan Mutu", "policy"),
        ("id", "Manajemen Risiko", "risk-management"),
        ("pl", "Plan testów", "test-plan"),
        ("pl", "Polityka jakości", "policy"),
        ("nl", "Kwaliteitsbeleid", "policy"),
        ("nl", "Risicoregister", "risk-register"),
        ("ru", "План тестирования", "test-plan"),
        ("ja", "コーディング規約", "coding-guideline"),
        ("ja", "議事録", "minutes"),
        ("it", "Requisiti funzionali", "requirements"),
        ("fr", "Processus de revue", "review-guideline"),
    ],
)
def test_headings_of_the_commonest_kinds(code, heading, kind):
    assert kind in Classifier(load_vocabulary(), frozenset(), NOTHING).kinds_of_heading(heading, code)


def test_a_heading_is_not_read_in_a_language_that_its_document_is_not_in():
    classifier = Classifier(load_vocabulary(), frozenset(), NOTHING)
    assert classifier.kinds_of_heading("Ata") == ()
    assert "minutes" in classifier.kinds_of_heading("Ata", "pt")


SENTENCES = {
    "de": "wir prüfen die anforderungen mit dem team, und die risiken werden in einer liste von uns gepflegt.",
    "fr": "nous vérifions les exigences avec l'équipe, et les risques sont tenus dans une liste pour le projet.",
    "es": "revisamos los requisitos con el equipo, y los riesgos se llevan en una lista para el proyecto.",
    "it": "i requisiti sono rivisti con il gruppo, e i rischi che non sono chiusi stanno nella lista del progetto.",
    "pt": "os requisitos são revistos com a equipe, e os riscos que não foram fechados ficam em uma lista do projeto.",
    "nl": "de eisen worden met het team besproken, en de risico's van het project staan in een lijst op de server.",
    "pl": "wymagania są omawiane w zespole, a ryzyka, które nie zostały zamknięte, są na liście do przeglądu.",
    "ru": "требования обсуждаются в команде, и риски, которые не закрыты, ведутся в списке для проекта.",
    "id": "persyaratan ini ditinjau oleh tim, dan risiko yang tidak ditutup akan dicatat dalam daftar untuk proyek.",
    "ja": "要件はチームで確認し、リスクは一覧で管理します。",
    "zh": "我们与团队一起评审需求，并在清单中管理风险。",
    "": "the requirements are reviewed with the team, and the risks that are not closed are kept in a list.",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_the_language_is_told(code):
    assert language_of(SENTENCES[code]) == code


@pytest.mark.parametrize("text", ["", "requisitos", "die hard, and las vegas", "x = y; for i in a: do(i)", "🙂" * 100])
def test_a_few_words_tell_no_language(text):
    assert language_of(text) == ""


@pytest.mark.parametrize("code", [c for c in SENTENCES if c])
def test_english_is_written_behind_and_lines_stay(code):
    text = f"{SENTENCES[code]}\n\n{SENTENCES[code]}\n"
    written = language(code).annotated(text)
    assert "requirements" in written
    assert written.count("\n") == text.count("\n")
    assert all(word in written for word in re.findall(r"\w{2,}", text) if word.isascii() or code not in ("ja", "zh"))
    assert set(text) <= set(written)


def test_a_phrase_does_not_reach_over_lines():
    assert "risk register" not in language("pt").annotated("o registro de\nriscos do projeto")


def test_joined_words_are_turned_round():
    assert "review process" in wordings("Processo de revisão", "pt")
    assert wordings("Review process", "") == ("Review process",)


RISKS = (
    "# Registro de riscos\n\nOs riscos são revistos pela equipe todo mês, a última vez em 2026-03-02; o "
    "responsável que "
    "está na lista não pode fechar um risco sem a aprovação do grupo.\n\n| Risco | Probabilidade | "
    "Impacto | Mitigação "
    "| Responsável |\n| --- | --- | --- | --- | --- |\n| O especialista sai | média | alto | dupla | líder |\n"
)
PROCEDURE = (
    "# Prosedur pengembangan\n\nSetiap perubahan harus ditinjau oleh tim sebelum digabungkan ke cabang "
    "utama. Langkah 1: "
    "buat isu dan cabang. Langkah 2: peninjauan oleh penanggung jawab. Proses ini wajib untuk semua tim, dan setiap "
    "perubahan yang tidak disetujui akan dikembalikan kepada pengembang untuk perbaikan dengan catatan dari tim.\n"
    "Langkah 3: rilis dilakukan setelah persetujuan, dan hasil dari pengujian harus dicatat dalam isu itu juga.\n"
)


def test_documents_are_found_in_their_language(collected):
    found = collected({"docs/registro-de-riscos.md": RISKS, "docs/prosedur-pengembangan.md": PROCEDURE})
    assert found.kinds("docs/registro-de-riscos.md")["risk-register"] == "strong"
    assert {"probability", "impact", "mitigation", "owner"} <= set(found["docs/registro-de-riscos.md"].features)
    assert found.kinds("docs/prosedur-pengembangan.md")["process"] == "strong"


def test_titles_and_headings_are_shown_as_they_stand(collected):
    found = collected({"docs/registro-de-riscos.md": RISKS})["docs/registro-de-riscos.md"]
    assert found.title == "Registro de riscos"
    assert [h.text for h in found.headings] == ["Registro de riscos"]


@pytest.mark.parametrize("code", languages_file().languages)
def test_hostile_text_takes_no_longer_than_its_length(code):
    known = language(code)
    texts = ["a'" * 60_000, "a" * 120_000, "não " * 30_000, "风" * 120_000, "registro de " * 10_000, "ー" * 120_000]
    for text in texts:
        started = time.process_time()
        language_of(text)
        if known:
            known.annotated(text)
            known.wordings(text[:2_000])
        assert time.process_time() - started < 1
