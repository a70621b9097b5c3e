"""`/coordinate/projects`: the funded projects that plans belong to."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.errors import Conflict
from elearn.ids import OrganisationId
from elearn.people.reach import units
from elearn.permissions import Permission
from elearn.plans import project_forms, projects
from elearn.plans.blueprint import bp
from elearn.plans.project_forms import ProjectForm
from elearn.plans.projects import ProjectView
from elearn.publishing import media
from elearn.storage.files import Files
from elearn.web.guard import actor, needs
from elearn.web.numbers import whole_number
from elearn.web.paging import Paged, asked
from elearn.web.settings import settings
from elearn.web.transaction import reading, writing

ON_PAGE = 25


@bp.get("/coordinate/projects")
@needs(Permission.PEOPLE_MANAGE)
def project_list() -> ResponseReturnValue:
    session, total = reading(), projects.count(reading(), actor())
    first = asked(ON_PAGE, total)
    page = Paged(projects.listing(session, actor(), first, ON_PAGE), first, total, ON_PAGE)
    return render_template("plans/projects.html", page=page)


@bp.get("/coordinate/projects/new")
@needs(Permission.PEOPLE_MANAGE)
def new_project() -> ResponseReturnValue:
    return _form(ProjectForm({}, ("eu",)), None)


@bp.post("/coordinate/projects/new")
@needs(Permission.PEOPLE_MANAGE)
def make_project() -> ResponseReturnValue:
    form = project_forms.read(request.form, request.files.get("logo"), ())
    if form.errors:
        return _form(form, None)
    sha256, unit = _store(form), OrganisationId(whole_number(form.values["unit"]) or 0)
    with writing() as session:
        _admit(form, sha256)
        projects.make(session, actor(), unit, form.texts(sha256))
    flash(_("The project is kept. A plan can name it now."), "done")
    return redirect(url_for("plans.project_list"), 303)


@bp.get("/coordinate/projects/<int:project_id>")
@needs(Permission.PEOPLE_MANAGE)
def project(project_id: int) -> ResponseReturnValue:
    found = projects.one(reading(), actor(), project_id)
    return _form(project_forms.of(found.texts), found)


@bp.post("/coordinate/projects/<int:project_id>")
@needs(Permission.PEOPLE_MANAGE)
def change_project(project_id: int) -> ResponseReturnValue:
    found = projects.one(reading(), actor(), project_id)
    form = project_forms.read(request.form, request.files.get("logo"), found.texts.logos)
    if form.errors:
        return _form(form, found)
    sha256 = _store(form)
    with writing() as session:
        _admit(form, sha256)
        projects.change(session, actor(), project_id, form.texts(sha256))
    flash(_("It is kept. Papers that are issued from now on say it so; those already issued stay as they are."), "done")
    return redirect(url_for("plans.project_list"), 303)


@bp.get("/coordinate/projects/<int:project_id>/remove")
@needs(Permission.PEOPLE_MANAGE)
def removing_project(project_id: int) -> ResponseReturnValue:
    """Ask first."""
    found = projects.one(reading(), actor(), project_id)
    if found.plans:
        raise Conflict("project_used")
    return render_template("plans/remove_project.html", project=found)


@bp.post("/coordinate/projects/<int:project_id>/remove")
@needs(Permission.PEOPLE_MANAGE)
def remove_project(project_id: int) -> ResponseReturnValue:
    with writing() as session:
        projects.remove(session, actor(), project_id)
    flash(_("The project is removed."), "done")
    return redirect(url_for("plans.project_list"), 303)


def _store(form: ProjectForm) -> str:
    """Before the transaction: bytes are written slowly."""
    return Files.of(settings().data).put(form.picture.data) if form.picture else ""


def _admit(form: ProjectForm, sha256: str) -> None:
    if form.picture is not None:
        media.admit(reading(), sha256, form.picture.mime, len(form.picture.data))


def _form(form: ProjectForm, project: ProjectView | None) -> ResponseReturnValue:
    page = render_template(
        "plans/project.html",
        form=form,
        errors=form.errors.by_field,
        project=project,
        units=() if project else units(reading(), actor(), Permission.PEOPLE_MANAGE),
        address=media.address,
    )
    return page, 400 if form.errors else 200
