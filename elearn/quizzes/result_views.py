"""The end of an attempt: what is still empty, submitting, the result, looking back."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.errors import NotAllowed
from elearn.ids import AttemptId
from elearn.permissions import Permission
from elearn.quizzes import essays, looking_back, openings, pages, queries, service
from elearn.quizzes.blueprint import bp
from elearn.quizzes.models import AttemptState
from elearn.quizzes.outcome import outcome
from elearn.web.guard import actor, needs
from elearn.web.transaction import reading, writing


@bp.get("/attempts/<int:attempt_id>/submit")
@needs(Permission.LEARN)
def submit_page(attempt_id: int) -> ResponseReturnValue:
    sitting = queries.sitting(reading(), actor(), AttemptId(attempt_id))
    if sitting.attempt.state is not AttemptState.OPEN:
        return redirect(url_for("quizzes.result", attempt_id=attempt_id), 303)
    page = pages.attempt_page(sitting, None)
    if queries.time_is_over(sitting.attempt):
        return render_template("quizzes/over.html", page=page)
    doubts = {"unread": pages.unread_numbers(sitting), "repeated": pages.repeated_places(sitting)}
    return render_template("quizzes/submit.html", page=page, empty_words=pages.empty_words(sitting), **doubts)


@bp.post("/attempts/<int:attempt_id>/submit")
@needs(Permission.LEARN)
def submit(attempt_id: int) -> ResponseReturnValue:
    """End the attempt; a page whose clock ran out ends it only if the time really is over."""
    end = service.time_ran_out if request.form.get("because") == "time" else service.submit
    with writing() as session:
        end(session, actor(), AttemptId(attempt_id))
    return redirect(url_for("quizzes.result", attempt_id=attempt_id), 303)


@bp.get("/attempts/<int:attempt_id>/result")
@needs(Permission.LEARN)
def result(attempt_id: int) -> ResponseReturnValue:
    session = reading()
    sitting = queries.sitting(session, actor(), AttemptId(attempt_id))
    if sitting.attempt.state is AttemptState.OPEN:
        return redirect(url_for("quizzes.attempt", attempt_id=attempt_id), 303)
    log = openings.openings(session, AttemptId(attempt_id))
    if sitting.attempt.state is AttemptState.SUBMITTED:
        return render_template("quizzes/waiting.html", sitting=sitting, log=log)
    found = outcome(session, sitting)
    marked = essays.marked(session, sitting, tell_rubric=found.review in {"open", "key"})
    return render_template("quizzes/result.html", sitting=sitting, outcome=found, marked=marked, log=log)


@bp.get("/attempts/<int:attempt_id>/review")
@needs(Permission.LEARN)
def review(attempt_id: int) -> ResponseReturnValue:
    """Every question with the answer given, as far as the test's policy goes."""
    session = reading()
    sitting = queries.sitting(session, actor(), AttemptId(attempt_id))
    if sitting.attempt.state is AttemptState.OPEN:
        return redirect(url_for("quizzes.attempt", attempt_id=attempt_id), 303)
    if sitting.attempt.state is AttemptState.SUBMITTED:
        raise NotAllowed("review_waits")
    found = outcome(session, sitting)
    if found.review == "closed":
        raise NotAllowed("review_closed")
    if found.review == "busy":
        raise NotAllowed("review_busy")
    marks = essays.marks_of(session, sitting)
    looked = looking_back.reviewed(sitting, show_key=found.review == "key", marks=marks)
    return render_template("quizzes/review.html", sitting=sitting, outcome=found, looked=looked)
