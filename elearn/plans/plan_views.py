"""`/coordinate/plans`: what people must study, and until when; every change shows first whom it affects."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn import clock
from elearn.errors import Conflict, Invalid, Refusal
from elearn.ids import OrganisationId
from elearn.people.forms import Errors
from elearn.people.reach import require_unit, units
from elearn.permissions import Permission
from elearn.plans import checks, forms, pages, projects, queries, service, slots
from elearn.plans.blueprint import bp
from elearn.plans.forms import PlanForm
from elearn.plans.models import PlanState
from elearn.plans.pages import ON_PAGE
from elearn.plans.queries import PlanView, Spec
from elearn.web.guard import actor, needs
from elearn.web.numbers import whole_number
from elearn.web.paging import Paged, asked
from elearn.web.transaction import reading, writing


@bp.get("/coordinate/plans")
@needs(Permission.PEOPLE_MANAGE)
def plan_list() -> ResponseReturnValue:
    return render_template("plans/plans.html", plans=queries.listing(reading(), actor()))


@bp.get("/coordinate/plans/new")
@needs(Permission.PEOPLE_MANAGE)
def new_plan() -> ResponseReturnValue:
    return _new(PlanForm(due="on"), Errors(), whole_number(request.args.get("unit")))


@bp.post("/coordinate/plans/new")
@needs(Permission.PEOPLE_MANAGE)
def make_plan() -> ResponseReturnValue:
    """A draft, which is for nobody yet."""
    form, unit_id = PlanForm.read(request.form), OrganisationId(whole_number(request.form.get("of")) or 0)
    require_unit(reading(), actor(), Permission.PEOPLE_MANAGE, unit_id)
    try:
        spec = form.decided(reading(), unit_id)
        with writing() as session:
            plan_id = service.create(session, actor(), unit_id, spec)
    except Refusal as refusal:
        return _new(form, form.wrong(reading(), unit_id, refusal), unit_id)
    flash(_("The draft is kept. It is for nobody until you activate it."), "done")
    return redirect(url_for("plans.plan", plan_id=plan_id), 303)


@bp.get("/coordinate/plans/<int:plan_id>")
@needs(Permission.PEOPLE_MANAGE)
def plan(plan_id: int) -> ResponseReturnValue:
    session = reading()
    view = queries.plan(session, actor(), plan_id)
    total = queries.member_count(session, actor(), plan_id)
    first = asked(ON_PAGE, total)
    return render_template(
        "plans/plan.html",
        plan=view,
        project=projects.of_plan(session, plan_id),
        late=view.state is PlanState.ACTIVE and view.spec.due_on is not None and view.spec.due_on < clock.today(),
        titles=pages.titles(session, view.spec.courses),
        chosen=pages.choices(session, actor(), view.unit_id),
        people=len(view.spec.audience.people),
        tallies=slots.tallies.call(session, actor(), plan_id, clock.today()),
        members=Paged(queries.members(session, actor(), plan_id, first, ON_PAGE), first, total, ON_PAGE),
    )


@bp.get("/coordinate/plans/<int:plan_id>/edit")
@needs(Permission.PEOPLE_MANAGE)
def edit_plan(plan_id: int) -> ResponseReturnValue:
    """The form as the plan stands, or as it was sent and is to be mended."""
    view = queries.plan(reading(), actor(), plan_id)
    form = PlanForm.read(request.args) if "name" in request.args else PlanForm.of(reading(), view)
    return _edit(view, form, Errors())


@bp.get("/coordinate/plans/<int:plan_id>/preview")
@needs(Permission.PEOPLE_MANAGE)
def preview_plan(plan_id: int) -> ResponseReturnValue:
    """Whom the form would affect; without a form, whom the plan does once it is activated."""
    session = reading()
    view = queries.plan(session, actor(), plan_id)
    change = "name" in request.args
    form = PlanForm.read(request.args) if change else PlanForm.of(session, view)
    try:
        if not change:
            checks.require_ahead(view.spec.due_on, clock.today())
            return _preview(view, view.spec, "activate")
        spec = service.checked(session, view.unit_id, form.decided(session, view.unit_id), view)
    except Refusal as refusal:
        return _edit(view, form, form.wrong(session, view.unit_id, refusal))
    return _preview(view, spec, "edit")


@bp.post("/coordinate/plans/<int:plan_id>/edit")
@needs(Permission.PEOPLE_MANAGE)
def change_plan(plan_id: int) -> ResponseReturnValue:
    session = reading()
    view = queries.plan(session, actor(), plan_id)
    spec = PlanForm.read(request.form).decided(session, view.unit_id)
    if not _as_shown(view, service.checked(session, view.unit_id, spec, view)):
        return _look_again("plans.preview_plan", plan_id)
    try:
        with writing() as session:
            service.change(session, actor(), plan_id, spec, seen=request.form.get("seen", ""))
    except Conflict as refusal:
        return _look_again("plans.preview_plan", plan_id, refusal)
    flash(_("The plan is changed. Who it concerns is enrolled within a few minutes."), "done")
    return redirect(url_for("plans.plan", plan_id=plan_id), 303)


@bp.post("/coordinate/plans/<int:plan_id>/activate")
@needs(Permission.PEOPLE_MANAGE)
def activate_plan(plan_id: int) -> ResponseReturnValue:
    view = queries.plan(reading(), actor(), plan_id)
    if not _as_shown(view, view.spec):
        return _look_again("plans.preview_plan", plan_id)
    try:
        with writing() as session:
            service.activate(session, actor(), plan_id, seen=request.form.get("seen", ""))
    except Conflict as refusal:
        return _look_again("plans.preview_plan", plan_id, refusal)
    except Invalid as refusal:
        return _edit(view, PlanForm.of(reading(), view), forms.beside(refusal))
    flash(_("The plan is active. Who matches is enrolled within a few minutes."), "done")
    return redirect(url_for("plans.plan", plan_id=plan_id), 303)


@bp.get("/coordinate/plans/<int:plan_id>/end")
@needs(Permission.PEOPLE_MANAGE)
def ending_plan(plan_id: int) -> ResponseReturnValue:
    view = queries.plan(reading(), actor(), plan_id)
    return _preview(view, view.spec, "end")


@bp.post("/coordinate/plans/<int:plan_id>/end")
@needs(Permission.PEOPLE_MANAGE)
def end_plan(plan_id: int) -> ResponseReturnValue:
    view = queries.plan(reading(), actor(), plan_id)
    if not _as_shown(view, view.spec, active=False):
        return _look_again("plans.ending_plan", plan_id)
    try:
        with writing() as session:
            service.end(session, actor(), plan_id, seen=request.form.get("seen", ""))
    except Conflict as refusal:
        return _look_again("plans.ending_plan", plan_id, refusal)
    flash(_("The plan is over. What people have done stays."), "done")
    return redirect(url_for("plans.plan", plan_id=plan_id), 303)


@bp.get("/coordinate/plans/<int:plan_id>/remove")
@needs(Permission.PEOPLE_MANAGE)
def removing_plan(plan_id: int) -> ResponseReturnValue:
    """A page of its own to confirm on: there is no way back."""
    view = queries.plan(reading(), actor(), plan_id)
    if view.state is not PlanState.DRAFT:
        raise Conflict("plan_begun")
    return render_template("plans/remove_plan.html", plan=view)


@bp.post("/coordinate/plans/<int:plan_id>/remove")
@needs(Permission.PEOPLE_MANAGE)
def remove_plan(plan_id: int) -> ResponseReturnValue:
    with writing() as session:
        service.remove(session, actor(), plan_id)
    flash(_("The draft is removed."), "done")
    return redirect(url_for("plans.plan_list"), 303)


def _new(form: PlanForm, errors: Errors, unit_id: int | None) -> ResponseReturnValue:
    """The units that a plan can belong to are those in reach; the first is the highest."""
    session = reading()
    reached = units(session, actor(), Permission.PEOPLE_MANAGE)
    unit = next((one for one in reached if one.id == unit_id), reached[0] if reached else None)
    choices = None if unit is None else pages.choices(session, actor(), unit.id)
    page = render_template(
        "plans/new.html", form=form, errors=errors.by_field, unit=unit, units=reached, choices=choices
    )
    return page, 400 if errors else 200


def _edit(view: PlanView, form: PlanForm, errors: Errors) -> ResponseReturnValue:
    if view.state is PlanState.ENDED:
        raise Conflict("plan_over")
    choices = pages.choices(reading(), actor(), view.unit_id, view.spec.courses)
    page = render_template("plans/edit.html", plan=view, form=form, errors=errors.by_field, choices=choices)
    return page, 400 if errors else 200


def _preview(view: PlanView, spec: Spec, act: str) -> ResponseReturnValue:
    if view.state is PlanState.ENDED:
        raise Conflict("plan_over")
    session = reading()
    found = pages.preview(session, actor(), view, spec, active=act != "end", who=request.args.get("who", ""))
    kept = forms.kept(request.args) if act == "edit" else []
    titles = pages.titles(session, (*view.spec.courses, *spec.courses))
    return render_template(
        "plans/preview.html", plan=view, name=spec.name, preview=found, act=act, kept=kept, titles=titles
    )


def _as_shown(view: PlanView, spec: Spec, *, active: bool = True) -> bool:
    """Whether the decision still affects exactly whom the page showed."""
    found = pages.preview(reading(), actor(), view, spec, active=active, who="")
    return found.digest == request.form.get("effects") and view.digest == request.form.get("seen")


def _look_again(endpoint: str, plan_id: int, refusal: Conflict | None = None) -> ResponseReturnValue:
    """Show the same once more, as it affects people now."""
    if refusal is not None and refusal.code != "plan_changed":
        raise refusal
    flash(_("The plan or its people have changed meanwhile. Look once more, then decide."), "care")
    address: dict[str, list[str]] = {}
    for name, value in forms.kept(request.form):
        address.setdefault(name, []).append(value)
    return redirect(url_for(endpoint, plan_id=plan_id, **address), 303)  # type: ignore[arg-type]  # lists are repeated
