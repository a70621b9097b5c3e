"""`/coordinate/groups`: people put together by hand, for plans."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from elearn.errors import Refusal
from elearn.ids import OrganisationId, PersonId
from elearn.people.forms import Errors
from elearn.people.reach import units
from elearn.permissions import Permission
from elearn.plans import forms, groups, naming
from elearn.plans.blueprint import bp
from elearn.plans.pages import ON_PAGE
from elearn.web.guard import actor, needs
from elearn.web.numbers import whole_number
from elearn.web.paging import Paged, asked
from elearn.web.transaction import reading, writing


@bp.get("/coordinate/groups")
@needs(Permission.PEOPLE_MANAGE)
def group_list() -> ResponseReturnValue:
    return _list("", Errors())


@bp.post("/coordinate/groups")
@needs(Permission.PEOPLE_MANAGE)
def make_group() -> ResponseReturnValue:
    name, unit_id = request.form.get("name", ""), OrganisationId(whole_number(request.form.get("of")) or 0)
    try:
        with writing() as session:
            group_id = groups.create(session, actor(), unit_id, name)
    except Refusal as refusal:
        return _list(name, forms.beside(refusal))
    return redirect(url_for("plans.group", group_id=group_id), 303)


@bp.get("/coordinate/groups/<int:group_id>")
@needs(Permission.PEOPLE_MANAGE)
def group(group_id: int) -> ResponseReturnValue:
    return _group(group_id, (), Errors())


@bp.post("/coordinate/groups/<int:group_id>/fill")
@needs(Permission.PEOPLE_MANAGE)
def fill_group(group_id: int) -> ResponseReturnValue:
    """Whoever is known comes in; the lines that name nobody stay in the field."""
    with writing() as session:
        found = groups.fill(session, actor(), group_id, naming.lines(request.form.get("people", "")))
    flash(ngettext("%(num)s person was added.", "%(num)s people were added.", len(found.people)), "done")
    if found.unknown:
        return _group(group_id, found.unknown, Errors())
    return redirect(url_for("plans.group", group_id=group_id), 303)


@bp.post("/coordinate/groups/<int:group_id>/rename")
@needs(Permission.PEOPLE_MANAGE)
def rename_group(group_id: int) -> ResponseReturnValue:
    try:
        with writing() as session:
            groups.rename(session, actor(), group_id, request.form.get("name", ""))
    except Refusal as refusal:
        return _group(group_id, (), forms.beside(refusal))
    return redirect(url_for("plans.group", group_id=group_id), 303)


@bp.post("/coordinate/groups/<int:group_id>/take-out")
@needs(Permission.PEOPLE_MANAGE)
def take_out_of_group(group_id: int) -> ResponseReturnValue:
    person_id = PersonId(whole_number(request.form.get("person")) or 0)
    with writing() as session:
        groups.take_out(session, actor(), group_id, person_id)
    return redirect(url_for("plans.group", group_id=group_id), 303)


@bp.post("/coordinate/groups/<int:group_id>/empty")
@needs(Permission.PEOPLE_MANAGE)
def empty_group(group_id: int) -> ResponseReturnValue:
    with writing() as session:
        groups.empty(session, actor(), group_id)
    flash(_("The group is empty."), "done")
    return redirect(url_for("plans.group", group_id=group_id), 303)


@bp.post("/coordinate/groups/<int:group_id>/remove")
@needs(Permission.PEOPLE_MANAGE)
def remove_group(group_id: int) -> ResponseReturnValue:
    with writing() as session:
        groups.remove(session, actor(), group_id)
    flash(_("The group is removed."), "done")
    return redirect(url_for("plans.group_list"), 303)


def _list(name: str, errors: Errors) -> ResponseReturnValue:
    session = reading()
    found, reached = groups.listing(session, actor()), units(session, actor(), Permission.PEOPLE_MANAGE)
    page = render_template("plans/groups.html", groups=found, units=reached, name=name, errors=errors.by_field)
    return page, 400 if errors else 200


def _group(group_id: int, unknown: tuple[str, ...], errors: Errors) -> ResponseReturnValue:
    session = reading()
    found = groups.group(session, actor(), group_id)
    first = asked(ON_PAGE, found.members)
    people = Paged(groups.members(session, actor(), group_id, first, ON_PAGE), first, found.members, ON_PAGE)
    page = render_template("plans/group.html", group=found, people=people, unknown=unknown, errors=errors.by_field)
    return page, 400 if errors or unknown else 200
