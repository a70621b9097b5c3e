"""Regrading for trainers: the questions of a course, one question's versions, the preview, the decision."""

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from elearn.errors import Invalid
from elearn.ids import CourseSlug
from elearn.permissions import Permission, may
from elearn.progress import reviews
from elearn.regrading import forms, pages, queries, service
from elearn.regrading.blueprint import bp
from elearn.regrading.preview import preview
from elearn.regrading.service import Plan
from elearn.regrading.versions import History, history
from elearn.web.guard import actor, needs
from elearn.web.numbers import whole_number
from elearn.web.transaction import reading, writing

REFRESH_SECONDS = "3"


@bp.get("/author/courses/<course>/regrades")
@needs(Permission.AUTHOR)
def course_regrades(course: str) -> ResponseReturnValue:
    """The decisions on a course, and its questions."""
    page = pages.course_page(reading(), CourseSlug(course))
    return render_template("regrading/course.html", page=page, marks=may(actor(), Permission.ATTEMPT_MARK))


@bp.get("/author/courses/<course>/regrade/<path:quiz>/<question>")
@needs(Permission.ATTEMPT_MARK)
def question(course: str, quiz: str, question: str) -> ResponseReturnValue:
    """The versions of a question, and how it is to count."""
    return _question(history(reading(), CourseSlug(course), quiz, question), request.args)


@bp.get("/author/courses/<course>/regrade-preview/<path:quiz>/<question>")
@needs(Permission.ATTEMPT_MARK)
def preview_page(course: str, quiz: str, question: str) -> ResponseReturnValue:
    """What the regrade would change; nothing is stored."""
    found = history(reading(), CourseSlug(course), quiz, question)
    try:
        plan = forms.plan(request.args)
        service.check(found, plan)
        return _preview(found, plan, request.args)
    except Invalid as refusal:
        return _question(found, request.args, error=refusal.code), 400


@bp.post("/author/courses/<course>/regrade/<path:quiz>/<question>")
@needs(Permission.ATTEMPT_MARK)
def decide(course: str, quiz: str, question: str) -> ResponseReturnValue:
    """Decide; the job does the rest."""
    found = history(reading(), CourseSlug(course), quiz, question)
    decision = forms.decision(request.form)
    try:
        with writing() as session:
            regrade_id = service.decide(session, actor(), found, decision)
    except Invalid as refusal:
        return _preview(found, decision.plan, request.form, error=refusal.code), 400
    return redirect(url_for("regrading.decision", regrade_id=regrade_id), 303)


@bp.get("/author/regrades/<int:regrade_id>")
@needs(Permission.AUTHOR)
def decision(regrade_id: int) -> ResponseReturnValue:
    """A decision: how far it is, what it changed, which completions are to be looked at."""
    page = pages.decision_page(reading(), actor(), regrade_id)
    marks = may(actor(), Permission.ATTEMPT_MARK)
    response = make_response(render_template("regrading/decision.html", page=page, marks=marks))
    if page.decided.running:
        response.headers["Refresh"] = REFRESH_SECONDS
    return response


@bp.post("/author/regrades/<int:regrade_id>/go-on")
@needs(Permission.ATTEMPT_MARK)
def go_on(regrade_id: int) -> ResponseReturnValue:
    """Carry a decision on that has stopped."""
    with writing() as session:
        service.go_on(session, actor(), regrade_id)
    return redirect(url_for("regrading.decision", regrade_id=regrade_id), 303)


@bp.post("/author/regrades/<int:regrade_id>/reviews/<int:review_id>")
@needs(Permission.AUTHOR)
def settle(regrade_id: int, review_id: int) -> ResponseReturnValue:
    """Write down what was concluded about a completion."""
    with writing() as session:
        reviews.settle(session, actor(), review_id, request.form.get("conclusion", ""))
    return redirect(url_for("regrading.decision", regrade_id=regrade_id), 303)


def _question(found: History, sent: MultiDict[str, str], *, error: str = "") -> str:
    page = pages.question_page(reading(), found, sent)
    return render_template("regrading/question.html", page=page, error=error)


def _preview(found: History, plan: Plan, sent: MultiDict[str, str], *, error: str = "") -> str:
    """`seen` and `key` are kept from the page that was sent, so that what changed meanwhile is noticed."""
    session = reading()
    seen = whole_number(sent.get("seen"))
    fields = pages.plan_fields(plan)
    return render_template(
        "regrading/preview.html",
        history=found,
        plan=plan,
        preview=preview(session, actor(), found, plan),
        fields=fields,
        chosen=MultiDict(fields).to_dict(flat=False),
        seen=service.latest(session, found) if seen is None else seen,
        key=sent.get("key") or found.newest.digest,
        objection=forms.objection(sent),
        reason=sent.get("reason", ""),
        most=queries.MOST,
        error=error,
    )
