"""`/coordinate/people`: who is there, and adding somebody."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.errors import Refusal
from elearn.people import choosing, positions, roster, staffing
from elearn.people.blueprint import bp
from elearn.people.forms import Errors
from elearn.people.roster import Wish
from elearn.people.staff_forms import beside, read_entry
from elearn.permissions import Permission
from elearn.web.guard import actor, needs
from elearn.web.numbers import whole_number
from elearn.web.transaction import reading, writing


@bp.get("/coordinate/people")
@needs(Permission.PEOPLE_MANAGE)
def roster_page() -> ResponseReturnValue:
    session, wish = reading(), Wish.read(request.args)
    return render_template(
        "people/roster.html",
        wish=wish,
        page=roster.page(session, actor(), wish),
        units=choosing.way_down(session, actor(), wish.unit),
        positions=positions.names(session),
    )


@bp.get("/coordinate/people/new")
@needs(Permission.PEOPLE_MANAGE)
def new_person() -> ResponseReturnValue:
    """`?unit=…` chooses the unit."""
    return _form(dict(request.args), Errors())


@bp.post("/coordinate/people/new")
@needs(Permission.PEOPLE_MANAGE)
def add_person() -> ResponseReturnValue:
    errors = Errors()
    entry = read_entry(reading(), actor(), request.form, errors)
    if errors:
        return _form(dict(request.form), errors)
    try:
        with writing() as session:
            person_id = staffing.add(session, actor(), entry)
    except Refusal as refusal:
        beside(refusal, errors)
        return _form(dict(request.form), errors)
    flash(_("%(name)s is added.", name=entry.names.full), "done")
    return redirect(url_for("people.edit_person", person_id=person_id), 303)


def _form(values: dict[str, str], errors: Errors) -> ResponseReturnValue:
    session = reading()
    units = choosing.choice(session, actor(), whole_number(values.get("unit")))
    known = [name for _id, name in positions.names(session)]
    page = render_template("people/new.html", values=values, errors=errors.by_field, units=units, positions=known)
    return page, 400 if errors else 200
