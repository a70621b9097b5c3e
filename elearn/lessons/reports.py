"""Errors that learners report in a text, and the trainers' answers."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.enrolment.service import require_active
from elearn.errors import Conflict, Invalid, NotFound
from elearn.ids import CourseSlug, LessonId, PersonId, SnapshotId
from elearn.lessons import letters, rules
from elearn.lessons.models import TextReport
from elearn.mail import service as mail
from elearn.people import queries as people
from elearn.permissions import Actor
from elearn.publishing import library
from elearn.settings import Settings

MOST_LETTERS = 4000


@dataclass(frozen=True, slots=True)
class Sent:
    """What a learner says is wrong. `key` was drawn with the form, so that sending it twice is sending it once.

    `snapshot_id` is the edition that was read, `block` the number of the paragraph or None for the whole lesson.
    """

    key: str
    snapshot_id: SnapshotId
    language: str
    block: int | None
    text: str


def report_error(session: Session, actor: Actor, slug: CourseSlug, lesson_id: LessonId, sent: Sent) -> None:
    """Store a report; the same `key` again changes nothing.

    Raises Invalid("report_empty" | "report_too_long"), NotFound("lesson_unknown") and NotAllowed("not_enrolled").
    """
    reporter_id = require_active(session, actor, slug).person_id
    words = _checked(sent.text)
    outline = library.outline(session, sent.snapshot_id)
    if outline.slug != slug:
        raise NotFound("lesson_unknown", course=slug)
    rules.spot(outline, lesson_id)
    query = select(TextReport.id).where(TextReport.person_id == reporter_id, TextReport.key == sent.key)
    if session.scalar(query) is not None:
        return
    report = TextReport(
        person_id=reporter_id,
        key=sent.key,
        course_slug=slug,
        lesson_id=lesson_id,
        snapshot_id=sent.snapshot_id,
        language=sent.language,
        block=sent.block,
        text=words,
        created_at=clock.now(),
    )
    session.add(report)
    session.flush()
    where: dict[str, Any] = {"course": slug, "lesson": lesson_id}
    record(session, actor, "text.reported", ("text_report", report.id), about=reporter_id, **where)


def answer_report(session: Session, actor: Actor, report_id: int, text: str, settings: Settings) -> None:
    """Answer a report once; the learner finds it on /my/reports and gets a letter.

    Raises NotFound("report_unknown"), Conflict("report_answered") and Invalid("report_empty" | "report_too_long").
    """
    words = _checked(text)
    report = session.get(TextReport, report_id)
    if report is None:
        raise NotFound("report_unknown")
    if report.answer is not None:
        raise Conflict("report_answered")
    report.answer, report.answered_at, report.answered_by = words, clock.now(), actor.person_id
    session.flush()
    outline = library.outline(session, SnapshotId(report.snapshot_id))
    lesson = rules.spot(outline, LessonId(report.lesson_id)).lesson
    reporter = people.person(session, PersonId(report.person_id))
    letter = letters.answer(reporter, lesson.title, report.text, words, settings)
    mail.send(
        session,
        to=reporter.email,
        subject=letter.subject,
        text=letter.text,
        key=f"text-report-{report.id}",
        person_id=reporter.id,
    )
    record(session, actor, "text.report_answered", ("text_report", report.id), about=report.person_id)


def _checked(text: str) -> str:
    words = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not words:
        raise Invalid("report_empty")
    if len(words) > MOST_LETTERS:
        raise Invalid("report_too_long", most=MOST_LETTERS)
    return words
