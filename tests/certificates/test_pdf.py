"""The paper: one tagged PDF/A-3a page in Sofia Sans whose text extracts exactly."""

import io
from dataclasses import replace

import pypdf
import pytest

from elearn.certificates import pdf, template
from tests.certificates.test_rules import some_facts

ADDRESS = "https://elearn.example"


@pytest.fixture(scope="module")
def reader() -> pypdf.PdfReader:
    facts = replace(some_facts(), name_bg="Ѝво Ъгълов „Юнаков“ Ьо-Яков")
    return pypdf.PdfReader(io.BytesIO(pdf.render(facts, ADDRESS)))


def test_it_is_one_landscape_a4_page(reader: pypdf.PdfReader) -> None:
    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595)


def test_it_claims_pdf_a_3a_and_is_tagged(reader: pypdf.PdfReader) -> None:
    catalogue = reader.trailer["/Root"]
    xmp = catalogue["/Metadata"].get_data().decode()
    assert "pdfaid:part" in xmp
    assert ">3<" in xmp or 'part="3"' in xmp
    assert ">A<" in xmp or 'conformance="A"' in xmp
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "bg"
    assert "Удостоверение" in (reader.metadata.title if reader.metadata else "")


@pytest.mark.parametrize("words", ["Ѝво Ъгълов „Юнаков“ Ьо-Яков", "№ СЗ-2026-000412", "за завършено обучение"])
def test_bulgarian_text_extracts_exactly(reader: pypdf.PdfReader, words: str) -> None:
    text = reader.pages[0].extract_text().replace("\N{NO-BREAK SPACE}", " ")
    assert words in " ".join(text.split())


def test_every_font_is_embedded(reader: pypdf.PdfReader) -> None:
    fonts = reader.pages[0]["/Resources"]["/Font"]
    assert fonts
    for font in fonts.values():
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_the_qr_code_holds_the_address_of_the_check() -> None:
    page = template.render(some_facts(), f"{ADDRESS}/verify", "font")
    assert template.qr_svg(f"{ADDRESS}/verify/SZ7K-M2QF-94TD") in page


def test_a_course_without_a_project_has_no_emblem_and_no_funding() -> None:
    page = template.render(replace(some_facts(), project=None), ADDRESS, "font")
    assert 'class="emblem"' not in page
    assert 'class="project"' not in page


def test_a_name_with_markup_is_only_a_name() -> None:
    page = template.render(replace(some_facts(), name_bg="<img src=x>"), ADDRESS, "font")
    assert "<img" not in page
