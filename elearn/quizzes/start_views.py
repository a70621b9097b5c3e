"""The start page of a test: its rules, who sees what, and the button."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.errors import Conflict
from elearn.ids import CourseSlug, QuizId
from elearn.permissions import Permission
from elearn.quizzes import service, starting
from elearn.quizzes.blueprint import bp
from elearn.web.guard import actor, needs
from elearn.web.settings import settings
from elearn.web.transaction import reading, writing


@bp.get("/learn/<course>/<module>/quiz")
@needs(Permission.LEARN)
def quiz(course: str, module: str) -> ResponseReturnValue:
    return _start_page(CourseSlug(course), QuizId(f"{module}/quiz"))


@bp.post("/learn/<course>/<module>/quiz")
@needs(Permission.LEARN)
def start_quiz(course: str, module: str) -> ResponseReturnValue:
    return _start(CourseSlug(course), QuizId(f"{module}/quiz"))


@bp.get("/learn/<course>/exam")
@needs(Permission.LEARN)
def exam(course: str) -> ResponseReturnValue:
    return _start_page(CourseSlug(course), QuizId("exam"))


@bp.post("/learn/<course>/exam")
@needs(Permission.LEARN)
def start_exam(course: str) -> ResponseReturnValue:
    return _start(CourseSlug(course), QuizId("exam"))


def _start_page(slug: CourseSlug, quiz_id: QuizId) -> ResponseReturnValue:
    page = starting.start_page(reading(), actor(), slug, quiz_id)
    return render_template("quizzes/start.html", page=page)


def _start(slug: CourseSlug, quiz_id: QuizId) -> ResponseReturnValue:
    try:
        with writing() as session:
            attempt_id = service.start(session, actor(), slug, quiz_id, secret=settings().secret)
    except Conflict as refusal:
        back = starting.address(slug, quiz_id)
        if refusal.code == "names_not_confirmed":
            return redirect(f"/my/name?next={back}", 303)
        if refusal.code in starting.SAID_ON_PAGE:
            return redirect(back, 303)
        raise
    return redirect(url_for("quizzes.attempt", attempt_id=attempt_id), 303)
