"""`/coordinate/together`: one act for several people in one course, shown first and done with one reason."""

from datetime import date

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from elearn.errors import Invalid, Refusal
from elearn.ids import CourseSlug, PersonId
from elearn.people.forms import Errors
from elearn.people.staff_forms import read_day
from elearn.permissions import Permission
from elearn.plans import together
from elearn.plans.blueprint import bp
from elearn.plans.credit_forms import BESIDE
from elearn.plans.crediting import plain_reason
from elearn.plans.forms import beside
from elearn.plans.together import Wish
from elearn.publishing.queries import catalogue
from elearn.web.guard import actor, needs
from elearn.web.numbers import whole_number
from elearn.web.transaction import reading, writing


@bp.get("/coordinate/together")
@needs(Permission.PEOPLE_MANAGE)
def together_form() -> ResponseReturnValue:
    """`?course=` may come filled in."""
    return _page(Errors(), None)


@bp.post("/coordinate/together")
@needs(Permission.PEOPLE_MANAGE)
def together_preview() -> ResponseReturnValue:
    """What would happen to whom. Nothing is changed."""
    errors, found = Errors(), None
    wish = _wish(errors)
    errors.check("reason", lambda: plain_reason(request.form.get("reason", "")))
    try:
        found = together.listed(reading(), actor(), request.form.get("people", ""))
        if not found.people and not found.unknown:
            raise Invalid("together_nobody")
    except Refusal as refusal:
        errors.add("people", refusal)
    if errors or found is None:
        return _page(errors, None)
    cases = together.preview(reading(), actor(), wish, found.people)
    return _page(errors, {"cases": cases, "unknown": found.unknown, "wish": wish})


@bp.post("/coordinate/together/do")
@needs(Permission.PEOPLE_MANAGE)
def together_do() -> ResponseReturnValue:
    errors = Errors()
    wish, reason = _wish(errors), request.form.get("reason", "")
    people = [PersonId(whole_number(one) or 0) for one in request.form.getlist("person")]
    try:
        if errors:
            return _page(errors, None)
        with writing() as session:
            done = together.apply(session, actor(), wish, people, reason)
    except Refusal as refusal:
        return _page(beside(refusal, BESIDE), None)
    flash(ngettext("It is done for %(num)d person.", "It is done for %(num)d people.", done), "done")
    return redirect(url_for("plans.together_form"), 303)


def _wish(errors: Errors) -> Wish:
    """A course that is given, and for an extension a day."""
    course = request.form.get("course", "")
    if course not in {offer.outline.slug for offer in catalogue(reading())}:
        errors.add("course", Invalid("together_course"))
    return Wish(CourseSlug(course), _due(errors) if request.form.get("act") == "extend" else None)


def _due(errors: Errors) -> date:
    try:
        if (found := read_day(request.form.get("due", ""))) is not None:
            return found
        raise Invalid("day_malformed")
    except Refusal as refusal:
        errors.add("due", refusal)
        return date.min


def _page(errors: Errors, seen: dict[str, object] | None) -> ResponseReturnValue:
    page = render_template(
        "plans/together.html",
        courses=[offer.outline for offer in catalogue(reading())],
        sent=request.values,
        errors=errors.by_field,
        seen=seen,
        most=together.MOST,
    )
    return make_response(page, 400 if errors else 200)
