"""Reporting an error in a text, seeing the answer, and answering."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from elearn import ids
from elearn.errors import Invalid
from elearn.extensions import limiter
from elearn.ids import CourseSlug, LessonId
from elearn.lessons import blocks, forms, pages, queries, report_pages, reports, rules
from elearn.lessons.views import Arrival, arrive
from elearn.permissions import Permission
from elearn.publishing import library
from elearn.web.guard import actor, needs, person
from elearn.web.locale import language
from elearn.web.settings import settings
from elearn.web.transaction import reading, writing

bp = Blueprint("text_reports", __name__, template_folder="templates")

REPORTS = "30 per hour"


@bp.get("/learn/<course>/<module>/<lesson>/report")
@needs(Permission.LEARN)
def ask(course: str, module: str, lesson: str) -> ResponseReturnValue:
    return _form(course, LessonId(f"{module}/{lesson}"), key=ids.new_uuid(), error="", text="")


@bp.post("/learn/<course>/<module>/<lesson>/report")
@needs(Permission.LEARN)
@limiter.limit(REPORTS, key_func=lambda: f"report:{actor().person_id}")
def report(course: str, module: str, lesson: str) -> ResponseReturnValue:
    slug, lesson_id, sent = CourseSlug(course), LessonId(f"{module}/{lesson}"), forms.report(request.form, language())
    try:
        with writing() as session:
            reports.report_error(session, actor(), slug, lesson_id, sent)
    except Invalid as refusal:
        return _form(course, lesson_id, key=sent.key, error=refusal.code, text=sent.text)
    return redirect("/my/reports?sent=1", 303)


@bp.get("/my/reports")
@needs(Permission.LEARN)
def mine() -> ResponseReturnValue:
    session = reading()
    rows = report_pages.rows(session, queries.reports_of(session, person()))
    return render_template("lessons/my_reports.html", rows=rows, sent="sent" in request.args)


@bp.get("/author/reports")
@needs(Permission.AUTHOR)
def received() -> ResponseReturnValue:
    session = reading()
    rows = report_pages.rows(session, queries.all_reports(session))
    waiting = [row for row in rows if row.report.answered_at is None]
    answered = [row for row in rows if row.report.answered_at is not None]
    return render_template("lessons/received_reports.html", waiting=waiting, answered=answered)


@bp.get("/author/reports/<int:report_id>/text")
@needs(Permission.AUTHOR)
def reported_text(report_id: int) -> ResponseReturnValue:
    """The lesson as it stood when it was reported, for trainers, enrolled or not; its questions bear no key."""
    session = reading()
    reported = queries.report(session, report_id)
    outline = library.outline(session, reported.snapshot_id)
    module = rules.spot(outline, reported.lesson_id).module
    (page,) = pages.module_pages(session, reported.snapshot_id, outline, module, [reported.lesson_id])
    return render_template("lessons/reported_text.html", outline=outline, module=module, page=page)


@bp.post("/author/reports/<int:report_id>/answer")
@needs(Permission.AUTHOR)
def answer(report_id: int) -> ResponseReturnValue:
    with writing() as session:
        reports.answer_report(session, actor(), report_id, request.form.get("answer", ""), settings())
    return redirect("/author/reports", 303)


def _form(course: str, lesson_id: LessonId, *, key: str, error: str, text: str) -> ResponseReturnValue:
    session, slug = reading(), CourseSlug(course)
    here = arrive(session, slug, lesson_id)
    if not isinstance(here, Arrival):
        return here
    lesson_text = library.lesson_text(session, here.snapshot_id, lesson_id, language())
    page = render_template(
        "lessons/report.html",
        slug=slug,
        spot=rules.spot(here.outline, lesson_id),
        title=lesson_text.title,
        snapshot_id=here.snapshot_id,
        excerpts=blocks.excerpts(lesson_text),
        block=request.values.get("block", ""),
        key=key,
        error=error,
        text=text,
    )
    return page, 400 if error else 200
