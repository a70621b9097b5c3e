"""Reports of errors as their lists show them: with the titles and the place in the text they speak of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from elearn.content.model import Language, Outline
from elearn.lessons import blocks
from elearn.lessons.queries import Report
from elearn.publishing import library


@dataclass(frozen=True, slots=True)
class ReportRow:
    """`excerpt`: the first words of the block reported, in the language it was read in; empty for a whole lesson."""

    report: Report
    course: Mapping[Language, str]
    lesson: Mapping[Language, str]
    edition: str
    excerpt: str


def rows(session: Session, reports: Iterable[Report]) -> list[ReportRow]:
    return [_row(session, report) for report in reports]


def _row(session: Session, report: Report) -> ReportRow:
    outline = library.outline(session, report.snapshot_id)
    text = library.lesson_text(session, report.snapshot_id, report.lesson_id, report.language)
    excerpt = blocks.excerpts(text).get(report.block, "") if report.block is not None else ""
    return ReportRow(report, outline.title, _title(outline, report), outline.edition, excerpt)


def _title(outline: Outline, report: Report) -> Mapping[Language, str]:
    return next(lesson.title for lesson in outline.lessons() if lesson.id == report.lesson_id)
