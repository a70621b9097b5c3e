"""Signing in and out, and what happens to a request whose sign-in has ended."""

from urllib.parse import urlencode, urlsplit

from flask import jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, generate_csrf

from elearn.errors import Conflict, Invalid, NotAllowed, Refusal
from elearn.extensions import limiter, login
from elearn.people import landing, proving, replay, rules, sessions, sign_in, signed_in, tries
from elearn.people.blueprint import bp
from elearn.people.forms import SignInForm, sentence
from elearn.people.replay import Waiting
from elearn.people.sign_in import PasswordReplaced
from elearn.permissions import Permission
from elearn.web import errors
from elearn.web.guard import actor, needs
from elearn.web.refusals import REFUSALS
from elearn.web.transaction import writing

TRIES_PER_MINUTE = "20 per minute"


def who_tries() -> str:
    """Requests are limited for one name from one address; wrong passwords are counted in the database."""
    return f"{request.remote_addr}:{tries.name_key(rules.typed_sign_in(request.form.get('email', '')))}"


@bp.get("/sign-in")
@needs(Permission.PUBLIC)
def sign_in_form() -> ResponseReturnValue:
    form = SignInForm.read(request.args)
    if actor().signed_in:
        return _go_on(form)
    return sign_in_page(form)


@bp.post("/sign-in")
@needs(Permission.PUBLIC)
@limiter.limit(TRIES_PER_MINUTE, key_func=who_tries)
def sign_in_post() -> ResponseReturnValue:
    form = SignInForm.read(request.form)
    try:
        token, language = _prove_again_if_replaced(form)
    except Refusal as refusal:
        return sign_in_page(form, refusal)
    signed_in.begin(token)
    return signed_in.speak_chosen_language(make_response(_go_on(form)), language)


def _prove_again_if_replaced(form: SignInForm) -> tuple[str, str | None]:
    """What was typed may be the new password, or the same one renewed by another sign-in: it is compared once more."""
    try:
        return _prove(form)
    except PasswordReplaced:
        return _prove(form)


def _prove(form: SignInForm) -> tuple[str, str | None]:
    """The new session's token and the person's language. The hash stands between two transactions, never in one."""
    with writing() as session:
        candidate = sign_in.begin(session, actor(), form.email)
    with proving.hashing(candidate) as hashing:
        verdict = hashing.verify(candidate.password_hash, form.password)
        renewed = hashing.hash(form.password) if verdict.right and verdict.stale else None
    with writing() as session:
        if verdict.right and not candidate.closed:
            agent = request.user_agent.string
            token = sign_in.complete(session, actor(), candidate, agent=agent, renewed_hash=renewed)
            return token, candidate.language
        turn_down = sign_in.turn_away if verdict.right else sign_in.refuse
        turn_down(session, actor(), candidate)
    raise NotAllowed("account_closed") if verdict.right else Invalid("sign_in_wrong")


def sign_in_page(form: SignInForm, refusal: Refusal | None = None, *, status: int = 200) -> ResponseReturnValue:
    """The page, with what went wrong; everything but the password is kept."""
    wrong = "" if refusal is None else sentence(refusal)
    status = status if refusal is None else refusal.status
    return render_template("people/sign_in.html", form=form, wrong=wrong, ended=signed_in.has_ended()), status


def _go_on(form: SignInForm) -> ResponseReturnValue:
    """Back to where one was: the answers that wait, the window that opened this one, the page asked for, or home."""
    waiting = replay.unwrap(form.waiting) if form.waiting else None
    if waiting is not None:
        return waiting_page(waiting)
    if form.beside:
        return render_template("people/beside.html", person_id=actor().person_id)
    return redirect(form.next or landing.HOME, 303)


def waiting_page(waiting: Waiting) -> ResponseReturnValue:
    """The answers behind one button; for another person a page that says they stay closed."""
    mine = replay.is_mine(waiting)
    return render_template("people/waiting.html", waiting=waiting, mine=mine, home=landing.HOME), 200 if mine else 403


@bp.post("/sign-out")
@needs(Permission.PUBLIC)
def sign_out() -> ResponseReturnValue:
    who = actor()
    if who.sign_in_session_id is not None:
        with writing() as session:
            sessions.end(session, who, who.sign_in_session_id)
    signed_in.finish()
    return redirect("/", 303)


@bp.get("/session-token")
@needs(Permission.LEARN)
def session_token() -> ResponseReturnValue:
    """A fresh CSRF token for a page that outlived its sign-in, and whose it is."""
    return jsonify(csrf=generate_csrf(), person_id=actor().person_id)


@login.unauthorized_handler  # type: ignore[untyped-decorator]  # Flask-Login ships no types
def signed_out() -> ResponseReturnValue:
    """Nobody is signed in and the page needs someone: a script gets 401, a form is kept, a reader comes back."""
    if errors.wants_json():
        words = REFUSALS["signed_out"]
        return jsonify(code="signed_out", what=str(words.what), do=str(words.do)), 401
    waiting = replay.caught()
    if waiting is not None:
        return sign_in_page(SignInForm(waiting=replay.wrap(waiting)), status=401)
    return redirect(url_for("people.sign_in_form") + "?" + urlencode({"next": _where_one_was()}), 303)


def _where_one_was() -> str:
    """The page itself; for a form, the page it stood on when that was ours."""
    if request.method in {"GET", "HEAD"}:
        return request.full_path.rstrip("?")
    referrer = urlsplit(request.referrer or "")
    ours = f"{referrer.scheme}://{referrer.netloc}/" == request.host_url
    path = referrer.path + (f"?{referrer.query}" if referrer.query else "")
    return (rules.safe_next(path) if ours else None) or landing.HOME


@bp.app_errorhandler(CSRFError)
def token_refused(error: CSRFError) -> ResponseReturnValue:
    """A form whose token is of an earlier sign-in: its content is kept where it has a ticket."""
    if errors.wants_json() and not actor().signed_in:
        return signed_out()  # type: ignore[no-any-return]  # the decorator above hides the type
    waiting = replay.caught()
    if waiting is not None:
        return waiting_page(waiting) if actor().signed_in else signed_out()
    if request.endpoint == "people.sign_in_post":
        return sign_in_page(SignInForm.read(request.form), Conflict("sign_in_page_old"))
    return errors.bad_token(error)
