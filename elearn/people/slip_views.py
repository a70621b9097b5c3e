"""Getting in with a slip of paper: the staff number and the printed code, and then a password."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from elearn.errors import Invalid, NotAllowed, Refusal
from elearn.extensions import limiter
from elearn.people import landing, passwords, rules, sessions, signed_in, slips, tries
from elearn.people.blueprint import bp
from elearn.people.forms import Errors, read_new_password, sentence
from elearn.people.slips import Proven
from elearn.permissions import Permission
from elearn.web.guard import actor, needs
from elearn.web.transaction import writing

TRIES_PER_MINUTE = "20 per minute"


def who_tries() -> str:
    """Requests are limited for one staff number from one address, as at sign-in."""
    return f"{request.remote_addr}:{tries.name_key(rules.typed_sign_in(request.form.get('number', '')))}"


@bp.get("/sign-in/slip")
@needs(Permission.PUBLIC)
def slip_form() -> ResponseReturnValue:
    return _ask("")


@bp.post("/sign-in/slip")
@needs(Permission.PUBLIC)
@limiter.limit(TRIES_PER_MINUTE, key_func=who_tries)
def use_slip() -> ResponseReturnValue:
    """First the number and the code, then the same with a password; only that uses the slip up."""
    number, code = request.form.get("number", "").strip(), request.form.get("code", "").strip()
    try:
        proven = _prove(number, code)
        if "password" not in request.form:
            return _choose(proven, code, Errors())
        errors = Errors()
        password = read_new_password(request.form, errors, email=proven.sign_in_name, names=proven.names)
        if errors:
            return _choose(proven, code, errors)
        _use(proven, code, passwords.hash_password(password))
    except Refusal as refusal:
        return _ask(number, refusal)
    return redirect(landing.HOME, 303)


def _prove(number: str, code: str) -> Proven:
    """The transaction ends before the refusal: a try stays counted."""
    with writing() as session:
        proven = slips.look(session, actor(), number, code)
    if proven is None:
        raise Invalid("slip_wrong")
    if proven.closed:
        raise NotAllowed("account_closed")
    return proven


def _use(proven: Proven, code: str, password_hash: str) -> None:
    with writing() as session:
        slips.use(session, actor(), proven, code, password_hash)
        token = sessions.open_session(session, actor(), proven.person_id, agent=request.user_agent.string)
    signed_in.begin(token)


def _ask(number: str, refusal: Refusal | None = None) -> ResponseReturnValue:
    wrong = "" if refusal is None else sentence(refusal)
    return render_template("people/slip.html", number=number, wrong=wrong), 200 if refusal is None else refusal.status


def _choose(proven: Proven, code: str, errors: Errors) -> ResponseReturnValue:
    page = render_template("people/slip_password.html", proven=proven, code=code, errors=errors.by_field)
    return page, 400 if errors else 200
