"""`/coordinate/allowances`: what was allowed to people beyond the rules of tests, and allowing it."""

from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn import ids
from elearn.errors import Refusal
from elearn.people.forms import Errors
from elearn.permissions import Permission
from elearn.quizzes import allowance_pages, giving
from elearn.quizzes.allowance_pages import Mark
from elearn.quizzes.blueprint import bp
from elearn.quizzes.giving import Done, Wish
from elearn.web import locale
from elearn.web.guard import actor, needs
from elearn.web.transaction import reading, writing


@bp.get("/coordinate/allowances")
@needs(Permission.ATTEMPT_GRANT)
def allowances() -> ResponseReturnValue:
    found = allowance_pages.listing(reading(), actor(), Mark.of(request.args.get("after", "")))
    return render_template("quizzes/allowances.html", listing=found)


@bp.get("/coordinate/allowances/give")
@needs(Permission.ATTEMPT_GRANT)
def allowance_form() -> ResponseReturnValue:
    """The fields may come filled in: `?person=…&test=…`."""
    return _form(Wish.read(request.args), Errors())


@bp.post("/coordinate/allowances/give")
@needs(Permission.ATTEMPT_GRANT)
def give_allowance() -> ResponseReturnValue:
    wish = Wish.read(request.form)
    if faults := giving.faults(wish):
        return _form(wish, faults)
    try:
        with writing() as session:
            done = giving.give(session, actor(), wish)
    except Refusal as refusal:
        if errors := giving.beside(refusal):
            return _form(wish, errors)
        raise
    flash(_said(done), "done")
    return redirect(url_for("quizzes.allowances"), 303)


def _form(wish: Wish, errors: Errors) -> ResponseReturnValue:
    courses = allowance_pages.options(reading())
    keyed = replace(wish, key=ids.new_uuid())
    page = render_template("quizzes/give.html", wish=keyed, errors=errors.by_field, courses=courses)
    return page, 400 if errors else 200


def _said(done: Done) -> str:
    given = str(_("It is given and holds from now on."))
    if not done.ends:
        return given
    until = _("The attempt that is open now lasts until %(time)s.", time=", ".join(map(locale.hour, done.ends)))
    return f"{given} {until}"
