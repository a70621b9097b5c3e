"""`/coordinate/units`: the tree of organisations in reach; and `/coordinate/positions`."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from elearn.errors import Refusal
from elearn.ids import OrganisationId
from elearn.people import choosing, positions, tree
from elearn.people.blueprint import bp
from elearn.people.forms import Errors
from elearn.people.models import OrganisationKind
from elearn.people.reach import everywhere, require_unit
from elearn.people.staff_forms import beside, read_kind
from elearn.permissions import Permission
from elearn.web.guard import actor, needs
from elearn.web.numbers import whole_number
from elearn.web.transaction import reading, writing

NEEDED = Permission.PEOPLE_MANAGE


@bp.get("/coordinate/units")
@needs(NEEDED)
def units_page() -> ResponseReturnValue:
    """`?unit=…` leads to one of them by its name, code or path, where there are too many for one page."""
    errors, unit_id = Errors(), None
    try:
        unit_id = choosing.read(reading(), actor(), request.args.get("unit", ""))
    except Refusal as refusal:
        beside(refusal, errors)
    return _tree(errors) if unit_id is None else redirect(url_for("people.unit_page", unit_id=unit_id), 302)


def _tree(errors: Errors) -> ResponseReturnValue:
    session = reading()
    units, choice = choosing.way_down(session, actor()), choosing.choice(session, actor())
    page = render_template(
        "people/units.html",
        units=units,
        choice=choice,
        counts=choosing.headcounts(session, units),
        free=everywhere(actor(), NEEDED),
        kinds=[kind for kind in OrganisationKind if kind is not OrganisationKind.UNIT],
        values=request.form,
        errors=errors.by_field,
    )
    return page, 400 if errors else 200


@bp.post("/coordinate/units")
@needs(NEEDED)
def add_unit() -> ResponseReturnValue:
    """Below `parent`; without one an organisation of its own."""
    errors, parent = Errors(), _number("parent")
    name, code = request.form.get("name", ""), request.form.get("code", "")
    try:
        kind = OrganisationKind.UNIT if parent else read_kind(request.form)
        with writing() as session:
            added = tree.add(session, actor(), name=name, parent_id=parent, kind=kind, code=code)
    except Refusal as refusal:
        beside(refusal, errors)
        return _tree(errors) if parent is None else _unit(parent, errors)
    flash(_("“%(name)s” is added.", name=" ".join(name.split())), "done")
    return redirect(url_for("people.unit_page", unit_id=added if parent is None else parent), 303)


@bp.get("/coordinate/units/<int:unit_id>")
@needs(NEEDED)
def unit_page(unit_id: int) -> ResponseReturnValue:
    return _unit(OrganisationId(unit_id), Errors())


def _unit(unit_id: OrganisationId, errors: Errors) -> ResponseReturnValue:
    session = reading()
    unit = require_unit(session, actor(), NEEDED, unit_id)
    near = choosing.way_down(session, actor(), unit_id)
    free = everywhere(actor(), NEEDED)
    page = render_template(
        "people/unit.html",
        unit=unit,
        above=[one for one in near if unit.path.startswith(one.path) and one.id != unit.id],
        below=[one for one in near if one.parent_id == unit.id],
        targets=choosing.choice(session, actor(), unit.parent_id).without(unit),
        people=choosing.headcounts(session, [unit]).get(unit.id, 0),
        loose=free or unit.parent_id in {one.id for one in near},
        free=free,
        kinds=[kind for kind in OrganisationKind if kind is not OrganisationKind.UNIT],
        values=request.form,
        errors=errors.by_field,
    )
    return page, 400 if errors else 200


def _change(unit_id: int, verb: Callable[[Session, OrganisationId], None], words: str) -> ResponseReturnValue:
    """Do it and come back to the unit; a refusal beside its field."""
    errors = Errors()
    try:
        with writing() as session:
            verb(session, OrganisationId(unit_id))
    except Refusal as refusal:
        beside(refusal, errors, unit="parent")
        return _unit(OrganisationId(unit_id), errors)
    flash(words, "done")
    return redirect(url_for("people.unit_page", unit_id=unit_id), 303)


@bp.post("/coordinate/units/<int:unit_id>/rename")
@needs(NEEDED)
def rename_unit(unit_id: int) -> ResponseReturnValue:
    name = request.form.get("name", "")
    return _change(unit_id, lambda session, unit: tree.rename(session, actor(), unit, name), str(_("Saved.")))


@bp.post("/coordinate/units/<int:unit_id>/describe")
@needs(NEEDED)
def describe_unit(unit_id: int) -> ResponseReturnValue:
    def describe(session: Session, unit: OrganisationId) -> None:
        tree.describe(session, actor(), unit, kind=read_kind(request.form), code=request.form.get("code", ""))

    return _change(unit_id, describe, str(_("Saved.")))


@bp.post("/coordinate/units/<int:unit_id>/move")
@needs(NEEDED)
def move_unit(unit_id: int) -> ResponseReturnValue:
    def move(session: Session, unit: OrganisationId) -> None:
        parent = choosing.read(session, actor(), request.form.get("parent", ""))
        kind = read_kind(request.form) if parent is None else OrganisationKind.UNIT
        tree.move(session, actor(), unit, parent, kind=kind)

    return _change(unit_id, move, str(_("The unit is moved, with everything and everybody below it.")))


@bp.post("/coordinate/units/<int:unit_id>/remove")
@needs(NEEDED)
def remove_unit(unit_id: int) -> ResponseReturnValue:
    errors = Errors()
    try:
        with writing() as session:
            tree.remove(session, actor(), OrganisationId(unit_id))
    except Refusal as refusal:
        beside(refusal, errors)
        return _unit(OrganisationId(unit_id), errors)
    flash(_("The unit is removed."), "done")
    return redirect(url_for("people.units_page"), 303)


@bp.get("/coordinate/positions")
@needs(NEEDED)
def positions_page() -> ResponseReturnValue:
    """Posts and how many hold them; `?edit=…` opens the form of one."""
    return _positions(Errors())


@bp.post("/coordinate/positions/<int:position_id>")
@needs(NEEDED)
def rename_position(position_id: int) -> ResponseReturnValue:
    errors = Errors()
    try:
        with writing() as session:
            positions.rename(session, actor(), position_id, request.form.get("name", ""))
    except Refusal as refusal:
        beside(refusal, errors)
        return _positions(errors)
    flash(_("Saved."), "done")
    return redirect(url_for("people.positions_page"), 303)


def _number(name: str) -> OrganisationId | None:
    """A unit's id that the page itself has put into its form."""
    found = whole_number(request.form.get(name))
    return OrganisationId(found) if found else None


def _positions(errors: Errors) -> ResponseReturnValue:
    page = render_template(
        "people/positions.html",
        posts=positions.held(reading(), actor()),
        free=everywhere(actor(), NEEDED),
        edit=request.view_args.get("position_id") if request.view_args else request.args.get("edit", type=int),
        values=request.form,
        errors=errors.by_field,
    )
    return page, 400 if errors else 200
