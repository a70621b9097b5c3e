"""Every template: in which course it stands, under which name in each language."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from courses.templates import excel, word
from courses.templates.digitalisation_support.firm_sheet import FIRM_SHEET
from courses.templates.digitalisation_support.incident_note import INCIDENT
from courses.templates.digitalisation_support.maturity_interview import INTERVIEW
from courses.templates.innovation_policy.indicator_passport import PASSPORT
from courses.templates.innovation_policy.scoring_minutes import SCORING
from courses.templates.investor_servicing import enquiry_log
from courses.templates.investor_servicing.aid_declaration import DECLARATION
from courses.templates.investor_servicing.class_v_checklist import CHECKLIST
from courses.templates.investor_servicing.enquiry_reply import REPLY
from courses.templates.investor_servicing.recusal import RECUSAL
from courses.templates.investor_servicing.site_data_sheet import SITE
from courses.templates.model import LANGUAGES, Document, Language, Words

COURSES: tuple[tuple[str, Words, tuple[Document, ...]], ...] = (
    (
        "innovation-policy",
        Words(
            "Политика за иновации и предприемачество на местно ниво",
            "Innovation and entrepreneurship policy at local level",
        ),
        (PASSPORT, SCORING),
    ),
    (
        "digitalisation-support",
        Words("Подкрепа за дигитализация", "Digitalisation support"),
        (FIRM_SHEET, INTERVIEW, INCIDENT),
    ),
    (
        "investor-servicing",
        Words("Обслужване на инвеститори", "Investor servicing"),
        (SITE, CHECKLIST, REPLY, DECLARATION, RECUSAL),
    ),
)


@dataclass(frozen=True, slots=True)
class File:
    course: str
    name: str
    language: Language
    contents: Callable[[], bytes]


def files() -> Iterator[File]:
    """Each file once, DOCX by course and then the XLSX."""
    for course, subject, templates in COURSES:
        for template in templates:
            for language in LANGUAGES:
                contents = partial(word.write, template, language, subject.get(language))
                yield File(course, f"{template.names.get(language)}.docx", language, contents)
    for language in LANGUAGES:
        contents = partial(excel.write, enquiry_log.BOOK, language)
        yield File("investor-servicing", f"{enquiry_log.NAMES.get(language)}.xlsx", language, contents)
