"""`/coordinate/people/<id>/edit`: what is kept of a person, the roles, leaving and coming back."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn import clock
from elearn.errors import Invalid, Refusal
from elearn.ids import PersonId
from elearn.people import choosing, granting, positions, slots, staffing
from elearn.people.blueprint import bp
from elearn.people.forms import Errors
from elearn.people.models import Position
from elearn.people.queries import full_name
from elearn.people.staff_forms import beside, entry_values, read_day, read_entry, read_grant
from elearn.permissions import Permission, Role
from elearn.web.guard import actor, needs
from elearn.web.seeing import note_seen
from elearn.web.transaction import reading, writing


@bp.get("/coordinate/people/<int:person_id>/edit")
@needs(Permission.PEOPLE_MANAGE)
def edit_person(person_id: int) -> ResponseReturnValue:
    page = _page(PersonId(person_id), Errors())
    note_seen("account_seen", ("person", person_id))
    return page


@bp.post("/coordinate/people/<int:person_id>/edit")
@needs(Permission.PEOPLE_MANAGE)
def change_person(person_id: int) -> ResponseReturnValue:
    granting.require_person(reading(), actor(), PersonId(person_id))
    errors = Errors()
    entry = read_entry(reading(), actor(), request.form, errors)
    if errors:
        return _page(PersonId(person_id), errors, typed=True)
    try:
        with writing() as session:
            correcting = request.form.get("correcting") == "1"
            staffing.change(session, actor(), PersonId(person_id), entry, correcting=correcting)
    except Refusal as refusal:
        beside(refusal, errors)
        return _page(PersonId(person_id), errors, typed=True)
    return _back(person_id, str(_("Saved.")))


@bp.post("/coordinate/people/<int:person_id>/leave")
@needs(Permission.PEOPLE_MANAGE)
def mark_left(person_id: int) -> ResponseReturnValue:
    errors = Errors()
    try:
        on = _day()
        with writing() as session:
            staffing.leave(session, actor(), PersonId(person_id), on)
    except Refusal as refusal:
        beside(refusal, errors)
        return _page(PersonId(person_id), errors)
    return _back(person_id, str(_("Marked as having left. Certificates and everything done stay.")))


def _day() -> date:
    on = read_day(request.form.get("left_on", ""))
    if on is None:
        raise Invalid("day_malformed")
    return on


@bp.post("/coordinate/people/<int:person_id>/return")
@needs(Permission.PEOPLE_MANAGE)
def mark_returned(person_id: int) -> ResponseReturnValue:
    with writing() as session:
        staffing.come_back(session, actor(), PersonId(person_id))
    return _back(person_id, str(_("The person can sign in again.")))


@bp.post("/coordinate/people/<int:person_id>/roles")
@needs(Permission.PEOPLE_MANAGE)
def give_role(person_id: int) -> ResponseReturnValue:
    errors = Errors()
    try:
        grant = read_grant(reading(), actor(), request.form)
        with writing() as session:
            granting.give(session, actor(), PersonId(person_id), grant)
    except Refusal as refusal:
        beside(refusal, errors)
        errors.by_field = {f"role_{field}": words for field, words in errors.by_field.items()}
        return _page(PersonId(person_id), errors)
    return _back(person_id, str(_("The role is given.")))


@bp.post("/coordinate/people/<int:person_id>/roles/<int:grant_id>/take-back")
@needs(Permission.PEOPLE_MANAGE)
def take_role_back(person_id: int, grant_id: int) -> ResponseReturnValue:
    with writing() as session:
        granting.take_back(session, actor(), PersonId(person_id), grant_id)
    return _back(person_id, str(_("The role is taken back.")))


def _back(person_id: int, words: str) -> ResponseReturnValue:
    """Somebody moved to a unit out of reach would not be found; moves lead within reach alone."""
    flash(words, "done")
    return redirect(url_for("people.edit_person", person_id=person_id), 303)


def _page(person_id: PersonId, errors: Errors, *, typed: bool = False) -> ResponseReturnValue:
    session, who = reading(), actor()
    row = granting.require_person(session, who, person_id)
    post = session.get(Position, row.position_id) if row.position_id else None
    roles = granting.held(session, who, person_id)
    page = render_template(
        "people/edit.html",
        person=row,
        name=full_name(row),
        values=dict(request.form) if typed else entry_values(row, post.name if post else ""),
        errors=errors.by_field,
        sent=request.form,
        units=choosing.choice(session, who, row.organisation_id),
        positions=[name for _id, name in positions.names(session)],
        roles=roles,
        wider=any(not one.mine for one in roles),
        own=who.person_id == person_id,
        offered=granting.roles_to_give(who),
        all_units=granting.administers_all(who),
        certificates=slots.live_certificates.call(session, person_id),
        today=clock.today(),
        Role=Role,
    )
    return page, 400 if errors else 200
