"""Objecting to a question of one's own attempt; and the trainers' side: reading, opening the answer, answering."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.errors import Invalid
from elearn.ids import AttemptId
from elearn.permissions import Permission
from elearn.quizzes import openings
from elearn.quizzes.models import Purpose
from elearn.regrading import forms, objecting, objection_pages, queries
from elearn.regrading.blueprint import bp
from elearn.web.guard import actor, needs
from elearn.web.settings import settings
from elearn.web.transaction import reading, writing


@bp.get("/attempts/<int:attempt_id>/objections")
@needs(Permission.LEARN)
def mine(attempt_id: int) -> ResponseReturnValue:
    """The questions of the learner's own attempt, each with her objection and its answer."""
    page = objection_pages.mine(reading(), actor(), AttemptId(attempt_id))
    return render_template("regrading/mine.html", page=page)


@bp.get("/attempts/<int:attempt_id>/objections/<int:position>")
@needs(Permission.LEARN)
def object_form(attempt_id: int, position: int) -> ResponseReturnValue:
    return _form(attempt_id, position)


@bp.post("/attempts/<int:attempt_id>/objections/<int:position>")
@needs(Permission.LEARN)
def object_to(attempt_id: int, position: int) -> ResponseReturnValue:
    text = request.form.get("text", "")
    try:
        with writing() as session:
            objecting.object_to(session, actor(), AttemptId(attempt_id), position, text)
    except Invalid:
        return _form(attempt_id, position, text=text, wrong=True), 400
    flash(_("Your objection has been sent. The answer appears here, and you get a letter."), "done")
    return redirect(url_for("regrading.mine", attempt_id=attempt_id), 303)


@bp.get("/author/objections")
@needs(Permission.ATTEMPT_MARK)
def objections() -> ResponseReturnValue:
    """Those that wait for an answer, then those that have it."""
    session = reading()
    found = queries.objections(session)
    return render_template(
        "regrading/objections.html",
        waiting=[one for one in found if one.answered_at is None],
        answered=[one for one in found if one.answered_at is not None],
        titles=objection_pages.titles(session, found),
    )


@bp.get("/author/objections/<int:objection_id>")
@needs(Permission.ATTEMPT_MARK)
def objection(objection_id: int) -> ResponseReturnValue:
    return _objection(objection_id)


@bp.post("/author/objections/<int:objection_id>/open")
@needs(Permission.ATTEMPT_MARK)
def open_answer(objection_id: int) -> ResponseReturnValue:
    """Open the learner's answers, with a reason that she can read."""
    with writing() as session:
        attempt_id = queries.objection(session, objection_id).attempt_id
        openings.open_answers(session, actor(), attempt_id, Purpose.OBJECTION, request.form.get("reason", ""))
    return redirect(url_for("regrading.objection", objection_id=objection_id, _anchor="question"), 303)


@bp.post("/author/objections/<int:objection_id>/answer")
@needs(Permission.ATTEMPT_MARK)
def answer(objection_id: int) -> ResponseReturnValue:
    """Answer in words; all that is missing is told at once."""
    text, upheld = request.form.get("answer", ""), forms.upheld(request.form)
    wrong = {"verdict_missing": upheld is None, "objection_length": not objecting.fits(text)}
    if upheld is None or not objecting.fits(text):
        return _objection(objection_id, request.form, [code for code, is_so in wrong.items() if is_so]), 400
    with writing() as session:
        objecting.answer(session, actor(), objection_id, text, settings(), upheld=upheld)
    flash(_("The answer has been sent."), "done")
    return redirect(url_for("regrading.objection", objection_id=objection_id), 303)


def _form(attempt_id: int, position: int, *, text: str = "", wrong: bool = False) -> str:
    page = objection_pages.mine(reading(), actor(), AttemptId(attempt_id))
    one = page.at(position)
    return render_template("regrading/object.html", page=page, one=one, rules=objecting, text=text, wrong=wrong)


def _objection(objection_id: int, sent: Mapping[str, str] = MappingProxyType({}), errors: Sequence[str] = ()) -> str:
    page = objection_pages.theirs(reading(), actor(), objection_id)
    return render_template("regrading/objection.html", page=page, rules=objecting, sent=sent, errors=errors)
