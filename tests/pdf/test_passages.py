"""A passage in another language says so to screen readers."""

import io

import pikepdf

from helpcenter.pdf.document import PdfDocument
from helpcenter.pdf.renderer import Renderer

BODY = '<p>Sonra <bdi lang="fr">Valider</bdi> düğmesine <span>tıklayın</span>.</p>'


def _languages(document: PdfDocument) -> list[tuple[str, str]]:
    pdf = pikepdf.open(io.BytesIO(Renderer().render(document).pdf))
    elements = (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each and "/Lang" in each)
    return [(str(each.S), str(each.Lang)) for each in elements]


def test_a_french_label_inside_turkish_text_is_tagged_as_french() -> None:
    document = PdfDocument(f"<html lang=tr><body>{BODY}</body></html>", 'body { font-family: "Noto Sans" }', {}, "Başlık", "tr")

    assert _languages(document) == [("/Span", "fr")]


def test_a_document_in_one_language_names_it_once() -> None:
    document = PdfDocument(f"<html lang=fr><body>{BODY}</body></html>", 'body { font-family: "Noto Sans" }', {}, "Titre", "fr")

    assert _languages(document) == []
