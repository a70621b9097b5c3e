"""Coming into a plan by oneself, deciding who may, and deciding on requests."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.errors import NotFound, Refusal
from elearn.people.forms import Errors
from elearn.permissions import Permission
from elearn.plans import deciding, entering, projects, queries
from elearn.plans.blueprint import bp
from elearn.plans.entering import Came
from elearn.plans.forms import beside
from elearn.plans.models import Entry
from elearn.publishing import library
from elearn.publishing.queries import pointer
from elearn.web.guard import actor, needs, person
from elearn.web.numbers import whole_number
from elearn.web.paging import Paged, asked
from elearn.web.settings import settings
from elearn.web.transaction import reading, writing

ON_PAGE = 25
MOST_PROJECTS = 500
COMING_IN = {"plan_key_wrong": "key", "plan_key_locked": "key", "words_too_long": "words"}
DECIDING = {"answer_missing": "answer", "words_too_long": "answer"}


@bp.get("/coordinate/plans/<int:plan_id>/entry")
@needs(Permission.PEOPLE_MANAGE)
def plan_entry(plan_id: int) -> ResponseReturnValue:
    session = reading()
    return render_template(
        "plans/entry.html",
        plan=queries.plan(session, actor(), plan_id),
        key=entering.key_of(session, actor(), plan_id),
        projects=projects.listing(session, actor(), 0, MOST_PROJECTS),
    )


@bp.post("/coordinate/plans/<int:plan_id>/entry")
@needs(Permission.PEOPLE_MANAGE)
def decide_entry(plan_id: int) -> ResponseReturnValue:
    wanted = request.form.get("entry", "")
    if wanted not in set(Entry):
        raise NotFound("page_unknown")
    project_id = whole_number(request.form.get("project"))
    with writing() as session:
        anew = "anew" in request.form
        entering.decide(session, actor(), plan_id, Entry(wanted), project_id or None, anew=anew)
    flash(_("It is kept."), "done")
    return redirect(url_for("plans.plan_entry", plan_id=plan_id), 303)


@bp.get("/plans/<int:plan_id>/join")
@needs(Permission.LEARN)
def joining(plan_id: int) -> ResponseReturnValue:
    return _door(plan_id, Errors())


@bp.post("/plans/<int:plan_id>/join")
@needs(Permission.LEARN)
def join(plan_id: int) -> ResponseReturnValue:
    """A key is counted as a try before it is looked at, whatever becomes of it."""
    key, words = request.form.get("key", "")[:100], request.form.get("words", "")
    try:
        if entering.door(reading(), person(), plan_id).entry is Entry.KEY:
            with writing() as session:
                entering.count_try(session, actor(), plan_id)
        with writing() as session:
            came = entering.come_in(session, actor(), plan_id, key=key, words=words)
    except Refusal as refusal:
        return _door(plan_id, beside(refusal, COMING_IN))
    if came is Came.ASKED:
        flash(_("Your request waits for the coordinator. You get a letter when it has been decided."), "done")
        return redirect(url_for("plans.joining", plan_id=plan_id), 303)
    flash(_("You are in the plan. Its courses are in your list now."), "done")
    return redirect("/my", 303)


@bp.get("/coordinate/requests")
@needs(Permission.PEOPLE_MANAGE)
def request_list() -> ResponseReturnValue:
    session, total = reading(), deciding.count(reading(), actor())
    first = asked(ON_PAGE, total)
    page = Paged(deciding.listing(session, actor(), first, ON_PAGE), first, total, ON_PAGE)
    return render_template("plans/requests.html", page=page)


@bp.get("/coordinate/requests/<int:request_id>")
@needs(Permission.PEOPLE_MANAGE)
def one_request(request_id: int) -> ResponseReturnValue:
    return _request(request_id, Errors())


@bp.post("/coordinate/requests/<int:request_id>")
@needs(Permission.PEOPLE_MANAGE)
def decide_request(request_id: int) -> ResponseReturnValue:
    granted = request.form.get("decision") == "grant"
    try:
        with writing() as session:
            deciding.decide(session, actor(), settings(), request_id, request.form.get("answer", ""), granted=granted)
    except Refusal as refusal:
        return _request(request_id, beside(refusal, DECIDING))
    flash(_("It is decided. Whoever has an e-mail gets a letter."), "done")
    return redirect(url_for("plans.request_list"), 303)


def _request(request_id: int, errors: Errors) -> ResponseReturnValue:
    found = deciding.one(reading(), actor(), request_id)
    page = render_template(
        "plans/request.html", asked=found, errors=errors.by_field, answer=request.form.get("answer", "")
    )
    return make_response(page, 400 if errors else 200)


def _door(plan_id: int, errors: Errors) -> ResponseReturnValue:
    session = reading()
    door = entering.door(session, person(), plan_id)
    editions = [pointer(session, slug) for slug in door.courses]
    page = render_template(
        "plans/join.html",
        door=door,
        outlines=[library.outline(session, one.snapshot_id) for one in editions if one and not one.withdrawn_at],
        errors=errors.by_field,
        key=request.form.get("key", ""),
        words=request.form.get("words", ""),
    )
    return make_response(page, 400 if errors else 200)
