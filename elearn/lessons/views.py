"""Lesson pages: reading, marking done, self-checks, printing."""

from dataclasses import dataclass

from flask import Blueprint, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from elearn import clock
from elearn.content.model import Outline
from elearn.ids import CourseSlug, LessonId, ModuleId, SnapshotId
from elearn.lessons import forms, pages, rules, service, slots
from elearn.lessons.slots import Place
from elearn.permissions import Permission
from elearn.publishing import library
from elearn.publishing.queries import current
from elearn.web.guard import actor, needs, person
from elearn.web.transaction import after_response, reading, writing

bp = Blueprint("lessons", __name__, template_folder="templates")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A learner who may read the lesson, as published now."""

    snapshot_id: SnapshotId
    outline: Outline
    lesson_id: LessonId
    place: Place


@bp.get("/learn/<course>/<module>/<lesson>")
@needs(Permission.LEARN)
def lesson(course: str, module: str, lesson: str) -> ResponseReturnValue:
    session = reading()
    here = arrive(session, CourseSlug(course), LessonId(f"{module}/{lesson}"))
    if not isinstance(here, Arrival):
        return here
    page = pages.lesson_page(session, here.snapshot_id, here.outline, here.lesson_id, here.place)
    _leave_hint(here)
    return render_template("lessons/lesson.html", page=page, at=here.place, slug=course)


@bp.post("/learn/<course>/<module>/<lesson>/done")
@needs(Permission.LEARN)
def done(course: str, module: str, lesson: str) -> ResponseReturnValue:
    slug, lesson_id = CourseSlug(course), LessonId(f"{module}/{lesson}")
    with writing() as session:
        service.mark_done(session, actor(), slug, lesson_id)
        outline = library.outline(session, current(session, slug))
    after = rules.spot(outline, lesson_id).after
    return redirect(f"/learn/{slug}/{after.id}" if after else f"/learn/{slug}", 303)


@bp.post("/learn/<course>/<module>/<lesson>/check")
@needs(Permission.LEARN)
def check(course: str, module: str, lesson: str) -> ResponseReturnValue:
    slug, lesson_id = CourseSlug(course), LessonId(f"{module}/{lesson}")
    session = reading()
    sent = forms.answer(request.form, library.lesson_questions(session, current(session, slug), lesson_id))
    if sent.answer is None:
        return redirect(f"/learn/{slug}/{lesson_id}?unanswered={sent.number}#check-{sent.number}", 303)
    with writing() as session:
        service.answer_self_check(session, actor(), slug, lesson_id, sent.question_id, sent.answer)
    return redirect(f"/learn/{slug}/{lesson_id}#{sent.place}", 303)


@bp.post("/learn/<course>/<module>/<lesson>/compare")
@needs(Permission.LEARN)
def compare(course: str, module: str, lesson: str) -> ResponseReturnValue:
    slug, lesson_id = CourseSlug(course), LessonId(f"{module}/{lesson}")
    session = reading()
    sent = forms.ticks(request.form, library.lesson_questions(session, current(session, slug), lesson_id))
    with writing() as session:
        service.tick_criteria(session, actor(), slug, lesson_id, sent.question_id, sent.positions)
    return redirect(f"/learn/{slug}/{lesson_id}#check-{sent.number}-compare", 303)


@bp.get("/learn/<course>/<module>/print")
@needs(Permission.LEARN)
def print_module(course: str, module: str) -> ResponseReturnValue:
    """The whole module on one page, or the lessons named by `?lesson=`; nothing is read or marked by it."""
    session, slug = reading(), CourseSlug(course)
    snapshot_id = current(session, slug)
    outline = library.outline(session, snapshot_id)
    of_module = rules.module_of(outline, ModuleId(module))
    named = [LessonId(f"{module}/{name}") for name in request.args.getlist("lesson")]
    for lesson_id in named or [lesson.id for lesson in of_module.lessons[:1]]:
        here = arrive(session, slug, lesson_id)
        if not isinstance(here, Arrival):
            return here
    printed = pages.module_pages(session, snapshot_id, outline, of_module, named)
    return render_template("lessons/print.html", outline=outline, module=of_module, printed=printed, slug=course)


def arrive(session: Session, slug: CourseSlug, lesson_id: LessonId) -> Arrival | ResponseReturnValue:
    """The learner at the lesson; else the page that says why not, what to do next and whom to ask."""
    snapshot_id = current(session, slug)
    outline = library.outline(session, snapshot_id)
    if (moved := rules.today_name(outline, lesson_id)) is not None:
        return redirect(f"/learn/{slug}/{moved}", 302)
    rules.spot(outline, lesson_id)
    place = slots.place.call(session, person(), outline, lesson_id)
    if place is None:
        return make_response(render_template("lessons/not_enrolled.html", outline=outline), 403)
    if place.shut_by:
        return make_response(render_template("lessons/shut.html", outline=outline, titles=place.shut_by), 403)
    return Arrival(snapshot_id, outline, lesson_id, place)


def _leave_hint(here: Arrival) -> None:
    read_at = here.place.read_at
    if read_at is None or clock.now() - read_at >= service.HINT_EVERY:
        enrolment_id = here.place.enrolment.id
        after_response(lambda session: service.leave_hint(session, enrolment_id, here.snapshot_id, here.lesson_id))
