"""The pages of marking: what waits, the essays of an attempt one by one, and finishing."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn import clock
from elearn.errors import Conflict
from elearn.ids import AttemptId
from elearn.marking import forms, queries, queue, rules, service
from elearn.marking.forms import Typed
from elearn.marking.queries import Essay, Marking
from elearn.permissions import Permission
from elearn.web.guard import actor, needs
from elearn.web.settings import settings
from elearn.web.transaction import reading, writing

bp = Blueprint("marking", __name__, template_folder="templates")


@bp.get("/author/marking")
@needs(Permission.ATTEMPT_MARK)
def waiting() -> ResponseReturnValue:
    piles = queue.queue(reading(), actor(), clock.today())
    return render_template("marking/queue.html", piles=piles, most=queue.MOST_SHOWN)


@bp.post("/author/marking/<int:attempt_id>/open")
@needs(Permission.ATTEMPT_MARK)
def open_essays(attempt_id: int) -> ResponseReturnValue:
    with writing() as session:
        service.open_essays(session, actor(), AttemptId(attempt_id))
    return redirect(url_for("marking.attempt", attempt_id=attempt_id), 303)


@bp.get("/author/marking/<int:attempt_id>")
@needs(Permission.ATTEMPT_MARK)
def attempt(attempt_id: int) -> ResponseReturnValue:
    """On to the first essay without a mark, or to finishing."""
    return redirect(_next(queries.marking(reading(), actor(), AttemptId(attempt_id))), 303)


@bp.get("/author/marking/<int:attempt_id>/<int:position>")
@needs(Permission.ATTEMPT_MARK)
def essay(attempt_id: int, position: int) -> ResponseReturnValue:
    found = queries.marking(reading(), actor(), AttemptId(attempt_id))
    return _page(found, found.essay(position))


@bp.post("/author/marking/<int:attempt_id>/<int:position>")
@needs(Permission.ATTEMPT_MARK)
def save(attempt_id: int, position: int) -> ResponseReturnValue:
    found = queries.marking(reading(), actor(), AttemptId(attempt_id))
    typed = forms.mark(request.form, found.essay(position).measures)
    if typed.wrong or len(typed.comment) > rules.MOST_LETTERS:
        return _page(found, found.essay(position), typed), 400
    try:
        with writing() as session:
            service.save_mark(session, actor(), AttemptId(attempt_id), position, typed.sent)
    except Conflict as refusal:
        if refusal.code != "mark_newer":
            raise
        return _ask_which(AttemptId(attempt_id), position, typed)
    if request.form.get("go") != "next":
        flash(_("The mark is saved."), "done")
        return redirect(url_for("marking.essay", attempt_id=attempt_id, position=position), 303)
    return redirect(url_for("marking.attempt", attempt_id=attempt_id), 303)


@bp.get("/author/marking/<int:attempt_id>/finish")
@needs(Permission.ATTEMPT_MARK)
def finish_page(attempt_id: int) -> ResponseReturnValue:
    found = queries.marking(reading(), actor(), AttemptId(attempt_id))
    if found.next is not None:
        return redirect(_next(found), 303)
    return render_template("marking/finish.html", page=found)


@bp.post("/author/marking/<int:attempt_id>/finish")
@needs(Permission.ATTEMPT_MARK)
def finish(attempt_id: int) -> ResponseReturnValue:
    with writing() as session:
        service.finish(session, actor(), AttemptId(attempt_id), request.form.get("base", ""), settings())
    flash(_("The attempt has its grade, and its learner a letter."), "done")
    return redirect(url_for("marking.waiting"), 303)


def _next(found: Marking) -> str:
    if found.next is None:
        return url_for("marking.finish_page", attempt_id=found.attempt_id)
    return url_for("marking.essay", attempt_id=found.attempt_id, position=found.next.position)


def _ask_which(attempt_id: AttemptId, position: int, typed: Typed) -> ResponseReturnValue:
    """The page with what was typed beside the mark that another marker has saved meanwhile."""
    found = queries.marking(reading(), actor(), attempt_id)
    return _page(found, found.essay(position), typed, newer=True), 409


def _page(found: Marking, essay: Essay, typed: Typed | None = None, *, newer: bool = False) -> str:
    return render_template("marking/essay.html", page=found, essay=essay, typed=typed, newer=newer, rules=rules)
