"""`/coordinate/people/<id>/courses/<slug>/…`: exempting, recognising what was completed elsewhere, extending."""

from collections.abc import Callable
from typing import Any

from flask import flash, make_response, redirect, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from elearn import workdays
from elearn.enrolment import queries as enrolments
from elearn.errors import NotFound, Refusal
from elearn.ids import CourseSlug, PersonId
from elearn.people import queries as people
from elearn.people.forms import Errors
from elearn.people.granting import require_person
from elearn.permissions import Permission
from elearn.plans import attachments, credit_forms, crediting, extending
from elearn.plans.blueprint import bp
from elearn.plans.credit_forms import CreditForm
from elearn.plans.forms import beside
from elearn.publishing import library
from elearn.publishing.queries import catalogue, current, pointer
from elearn.storage.files import Files
from elearn.web.guard import actor, needs
from elearn.web.locale import long_day, weekday
from elearn.web.seeing import note_seen
from elearn.web.settings import settings
from elearn.web.transaction import reading, writing

POLICY = "sandbox; default-src 'none'"
BASE = "/coordinate/people/<int:person_id>"
COURSE = f"{BASE}/courses/<slug>"


@bp.get(f"{BASE}/courses")
@needs(Permission.PEOPLE_MANAGE)
def courses_of(person_id: int) -> ResponseReturnValue:
    """Every course that is given, taken up by the person or not."""
    session, who = reading(), PersonId(person_id)
    require_person(session, actor(), who)
    offers = catalogue(session)
    held = {one.course_slug: one for one in enrolments.of_person(session, who)}
    standing = crediting.standing(session, [one.id for one in held.values()])
    person = people.person(session, who)
    return render_template("plans/courses_of.html", who=person, offers=offers, held=held, standing=standing)


@bp.get(f"{COURSE}/<any(exempt,credit,extend):act>")
@needs(Permission.PEOPLE_MANAGE)
def standing_in(person_id: int, slug: str, act: str) -> ResponseReturnValue:
    return _form(person_id, slug, act, CreditForm(dict.fromkeys(credit_forms.FIELDS, "")))


@bp.post(f"{COURSE}/exempt")
@needs(Permission.PEOPLE_MANAGE)
def exempt(person_id: int, slug: str) -> ResponseReturnValue:
    form = credit_forms.exemption(request.form, request.files.get("attachment"))
    return _credited(person_id, slug, "exempt", form)


@bp.post(f"{COURSE}/credit")
@needs(Permission.PEOPLE_MANAGE)
def credit(person_id: int, slug: str) -> ResponseReturnValue:
    form = credit_forms.completion(request.form, request.files.get("attachment"))
    return _credited(person_id, slug, "credit", form)


@bp.post(f"{COURSE}/extend")
@needs(Permission.PEOPLE_MANAGE)
def extend(person_id: int, slug: str) -> ResponseReturnValue:
    form = credit_forms.extension(request.form)
    course, reason = CourseSlug(slug), form.values["reason"]
    answer = _done(
        person_id, slug, "extend", form,
        lambda session: extending.extend(session, actor(), PersonId(person_id), course, form.due, reason),
    )  # fmt: skip
    if not form.errors and not workdays.is_working(form.due):
        words = _("The new last day is no working day: %(weekday)s, %(day)s.")
        flash(words % {"weekday": weekday(form.due), "day": long_day(form.due)}, "care")
    return answer


@bp.get(f"{BASE}/<any(credits,extensions):what>/<int:number>/take-back")
@needs(Permission.PEOPLE_MANAGE)
def taking_back(person_id: int, what: str, number: int) -> ResponseReturnValue:
    return _taking_back(person_id, what, number, Errors())


@bp.post(f"{BASE}/<any(credits,extensions):what>/<int:number>/take-back")
@needs(Permission.PEOPLE_MANAGE)
def take_back(person_id: int, what: str, number: int) -> ResponseReturnValue:
    verb = crediting.take_back if what == "credits" else extending.take_back
    try:
        with writing() as session:
            verb(session, actor(), PersonId(person_id), number, request.form.get("reason", ""))
    except Refusal as refusal:
        return _taking_back(person_id, what, number, beside(refusal, credit_forms.BESIDE))
    flash(_("It is taken back, and the record says why."), "done")
    return redirect(f"/coordinate/people/{person_id}", 303)


@bp.get(f"{BASE}/credits/<int:credit_id>/attachment")
@needs(Permission.PEOPLE_MANAGE)
def attachment(person_id: int, credit_id: int) -> ResponseReturnValue:
    """Downloaded, never shown by the browser; to those alone who manage the person."""
    attached = crediting.one(reading(), actor(), PersonId(person_id), credit_id).given.attached
    if attached is None:
        raise NotFound("credit_unknown")
    note_seen("attachment_seen", ("credit", credit_id), about=person_id)
    path, mime = Files.of(settings().data).path(attached.sha256).resolve(), attachments.mime(attached.name)
    response = send_file(path, mimetype=mime, as_attachment=True, download_name=attached.name, etag=attached.sha256)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _credited(person_id: int, slug: str, act: str, form: CreditForm) -> ResponseReturnValue:
    course = CourseSlug(slug)
    require_person(reading(), actor(), PersonId(person_id))
    stored = Files.of(settings().data).put(form.paper.data) if form.paper and not form.errors else ""
    return _done(
        person_id, slug, act, form,
        lambda session: crediting.give(session, actor(), PersonId(person_id), course, form.given(stored)),
    )  # fmt: skip


def _done(person_id: int, slug: str, act: str, form: CreditForm, verb: Callable[[Session], int]) -> ResponseReturnValue:
    """What the verb refuses stands beside its field, where one explains it."""
    if form.errors:
        return _form(person_id, slug, act, form)
    try:
        with writing() as session:
            verb(session)
    except Refusal as refusal:
        form.errors = beside(refusal, credit_forms.BESIDE)
        return _form(person_id, slug, act, form)
    flash(_("It is kept, with your name and the reason, in the record of acts."), "done")
    return redirect(f"/coordinate/people/{person_id}", 303)


def _form(person_id: int, slug: str, act: str, form: CreditForm) -> ResponseReturnValue:
    session, who, course = reading(), PersonId(person_id), CourseSlug(slug)
    crediting.require_another(session, actor(), who)
    page = render_template(
        "plans/standing_in.html",
        act=act,
        who=people.person(session, who),
        outline=library.outline(session, current(session, course)),
        enrolment=enrolments.active(session, who, course),
        credits=crediting.history(session, who, course),
        extensions=extending.history(session, who, course),
        form=form,
        errors=form.errors.by_field,
    )
    return make_response(page, 400 if form.errors else 200)


def _taking_back(person_id: int, what: str, number: int, errors: Errors) -> ResponseReturnValue:
    session, who = reading(), PersonId(person_id)
    one: Any = crediting.one if what == "credits" else extending.one
    found = one(session, actor(), who, number)
    edition = pointer(session, found.course)
    page = render_template(
        "plans/take_back.html",
        what=what,
        found=found,
        who=people.person(session, who),
        outline=library.outline(session, edition.snapshot_id) if edition else None,
        errors=errors.by_field,
        reason=request.form.get("reason", ""),
    )
    return make_response(page, 400 if errors else 200)
