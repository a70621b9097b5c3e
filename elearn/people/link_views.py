"""Getting in without a password yet: asking for a link, opening it without harm, and using it once."""

from typing import NamedTuple

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.errors import Invalid, NotFound, Refusal
from elearn.extensions import limiter
from elearn.jobs import service as jobs
from elearn.people import landing, links, passwords, rules, sessions, signed_in
from elearn.people.blueprint import bp
from elearn.people.forms import Errors, read_names, read_new_password
from elearn.people.jobs import SEND_LINK
from elearn.people.links import LinkState, LinkView
from elearn.people.models import LinkPurpose
from elearn.people.queries import NameParts
from elearn.permissions import Permission
from elearn.web.guard import actor, needs
from elearn.web.locale import language
from elearn.web.settings import settings
from elearn.web.transaction import reading, writing

LETTERS_PER_MINUTE = "10 per minute"


class AskPage(NamedTuple):
    """One of the two pages that ask for an e-mail and always give the same answer."""

    template: str
    registering: bool


FORGOTTEN = AskPage("people/forgotten.html", registering=False)
REGISTER = AskPage("people/register.html", registering=True)


@bp.get("/forgotten")
@needs(Permission.PUBLIC)
def forgotten_form() -> ResponseReturnValue:
    return _ask(FORGOTTEN)


@bp.post("/forgotten")
@needs(Permission.PUBLIC)
@limiter.limit(LETTERS_PER_MINUTE)
def forgotten() -> ResponseReturnValue:
    return _asked(FORGOTTEN)


@bp.get("/register")
@needs(Permission.PUBLIC)
def register_form() -> ResponseReturnValue:
    _require_registration()
    return _ask(REGISTER)


@bp.post("/register")
@needs(Permission.PUBLIC)
@limiter.limit(LETTERS_PER_MINUTE)
def register() -> ResponseReturnValue:
    _require_registration()
    return _asked(REGISTER)


def _require_registration() -> None:
    if not settings().registration:
        raise NotFound("registration_closed")


def _ask(page: AskPage, email: str = "", refusal: Refusal | None = None) -> ResponseReturnValue:
    errors = Errors()
    if refusal is not None:
        errors.add("email", refusal)
    domains = settings().registration_domains
    rendered = render_template(page.template, email=email, errors=errors.by_field, domains=domains)
    return rendered, 200 if refusal is None else refusal.status


def _asked(page: AskPage) -> ResponseReturnValue:
    """Leave the letter to the worker, so that the answer and its time are the same for every e-mail."""
    typed = request.form.get("email", "").strip()
    try:
        if "@" not in typed and not page.registering:
            raise Invalid("email_or_slip")
        email = rules.normal_email(typed)
        if page.registering and not rules.may_register(email, settings().registration_domains):
            raise Invalid("email_domain", domain=email.rpartition("@")[2])
    except Refusal as refusal:
        return _ask(page, typed, refusal)
    with writing() as session:
        jobs.enqueue(session, SEND_LINK, {"email": email, "language": language()})
    return redirect(url_for("people.letter_sent"), 303)


@bp.get("/letter-sent")
@needs(Permission.PUBLIC)
def letter_sent() -> ResponseReturnValue:
    return render_template("people/letter_sent.html")


@bp.get("/link/<token>")
@needs(Permission.PUBLIC)
def link(token: str) -> ResponseReturnValue:
    """Opening shows and changes nothing: mail scanners open every link."""
    return _link_page(token, links.look(reading(), token), Errors())


def _link_page(token: str, view: LinkView, errors: Errors) -> ResponseReturnValue:
    if view.state is not LinkState.OPEN:
        return render_template("people/link_ended.html", token=token, view=view), 410
    template = "people/link_register.html" if view.purpose is LinkPurpose.REGISTRATION else "people/link_password.html"
    rendered = render_template(template, token=token, view=view, errors=errors.by_field, typed=request.form)
    return rendered, 400 if errors else 200


@bp.post("/link/<token>")
@needs(Permission.PUBLIC)
@limiter.limit(LETTERS_PER_MINUTE)
def use_link(token: str) -> ResponseReturnValue:
    """Use the link up and sign in with what it gave."""
    view = links.look(reading(), token)
    errors = Errors()
    registering = view.purpose is LinkPurpose.REGISTRATION
    names = read_names(request.form, errors) if registering else NameParts(*view.names)
    password = read_new_password(request.form, errors, email=view.email, names=names)
    if errors or view.state is not LinkState.OPEN:
        return _link_page(token, view, errors)
    _use(token, passwords.hash_password(password), names if registering else None)
    return redirect(landing.HOME, 303)


def _use(token: str, password_hash: str, registering: NameParts | None) -> None:
    with writing() as session:
        if registering is None:
            person_id = links.set_password(session, actor(), token, password_hash)
        else:
            person_id = links.register(session, actor(), settings(), token, registering, password_hash)
        opened = sessions.open_session(session, actor(), person_id, agent=request.user_agent.string)
    signed_in.begin(opened)


@bp.post("/link/<token>/again")
@needs(Permission.PUBLIC)
@limiter.limit(LETTERS_PER_MINUTE)
def link_again(token: str) -> ResponseReturnValue:
    """A new letter, to the e-mail that the account of the ended link has now."""
    email = links.now_at(reading(), links.look(reading(), token))
    if email:
        with writing() as session:
            jobs.enqueue(session, SEND_LINK, {"email": email, "language": language()})
    return redirect(url_for("people.letter_sent"), 303)
