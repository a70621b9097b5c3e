"""Taking a test: the questions, and saving answers with and without a script."""

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.errors import Conflict
from elearn.ids import AttemptId
from elearn.permissions import Permission
from elearn.quizzes import forms, page_saving, pages, queries, saving
from elearn.quizzes.blueprint import bp
from elearn.quizzes.models import AttemptState
from elearn.quizzes.queries import Sitting
from elearn.quizzes.saving import Newer, Over
from elearn.web import locale
from elearn.web.guard import actor, needs
from elearn.web.transaction import reading, writing

QUESTION = "question"
"""Where the only question of a page begins: focus goes there, past the head of the page."""


@bp.get("/attempts/<int:attempt_id>")
@needs(Permission.LEARN)
def attempt(attempt_id: int) -> ResponseReturnValue:
    """The questions; once ended, the result; in between, that the time is over."""
    sitting = queries.sitting(reading(), actor(), AttemptId(attempt_id))
    if sitting.attempt.state is not AttemptState.OPEN:
        return redirect(url_for("quizzes.result", attempt_id=attempt_id), 303)
    page = pages.attempt_page(sitting, request.args.get("q"))
    if queries.time_is_over(sitting.attempt):
        return render_template("quizzes/over.html", page=page)
    if page.one and "q" not in request.args:
        return redirect(url_for("quizzes.attempt", attempt_id=attempt_id, q=page.current, _anchor=QUESTION), 303)
    return render_template("quizzes/attempt.html", page=page, replay=pages.replay_field(sitting))


@bp.post("/attempts/<int:attempt_id>")
@needs(Permission.LEARN)
def save_page(attempt_id: int) -> ResponseReturnValue:
    """Save what the page held and go on: the way without a script."""
    with writing() as session:
        done = page_saving.save_page(session, actor(), AttemptId(attempt_id), request.form)
    if done.over is not None:
        return render_template("quizzes/late.html", late=done), 409
    if done.newer:
        return _ask_which(done.sitting, done)
    place = forms.next_place(request.form, len(done.sitting.asked))
    if place == "submit":
        return redirect(url_for("quizzes.submit_page", attempt_id=attempt_id), 303)
    anchor = QUESTION if done.one else f"q-{place}"
    return redirect(url_for("quizzes.attempt", attempt_id=attempt_id, q=place, _anchor=anchor), 303)


def _ask_which(sitting: Sitting, done: page_saving.PageSaved) -> ResponseReturnValue:
    """The page again with what was typed, and the newer answer beside it."""
    first = str(min(done.newer))
    page = pages.attempt_page(sitting, first, pages.Conflicting(done.typed, frozenset(done.newer)))
    return render_template("quizzes/attempt.html", page=page, replay=pages.replay_field(sitting)), 409


@bp.post("/attempts/<int:attempt_id>/answers/<int:position>")
@needs(Permission.LEARN)
def save_answer(attempt_id: int, position: int) -> ResponseReturnValue:
    """One answer from the page's script. 200 is the acknowledgement; 409 says what stands instead."""
    sent = forms.save_of_json(position, request.get_json(silent=True))
    with writing() as session:
        done = saving.save(session, actor(), AttemptId(attempt_id), sent)
    if isinstance(done, Over):
        raise Conflict("attempt_over")
    if isinstance(done, Newer):
        return _newer(AttemptId(attempt_id), position, done)
    return jsonify(
        revision=done.revision,
        saved_at=done.saved_at.isoformat(),
        words=locale.hour(done.saved_at),
        flagged=done.flagged,
        due=None if done.due_at is None else done.due_at.isoformat(),
    )


def _newer(attempt_id: AttemptId, position: int, found: Newer) -> ResponseReturnValue:
    asked = queries.sitting(reading(), actor(), attempt_id).asked[position - 1]
    return jsonify(pages.newer_json(asked.question, asked.sheet.order, found)), 409


@bp.post("/attempts/<int:attempt_id>/flags/<int:position>")
@needs(Permission.LEARN)
def flag(attempt_id: int, position: int) -> ResponseReturnValue:
    flagged = forms.flag_of_json(request.get_json(silent=True))
    with writing() as session:
        over = saving.flag(session, actor(), AttemptId(attempt_id), position, flagged=flagged)
    if over is not None:
        raise Conflict("attempt_over")
    return jsonify(flagged=flagged)
