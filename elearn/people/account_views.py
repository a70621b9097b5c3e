"""What a person sees and changes of their own account: name, language, password, sign-ins."""

from babel import Locale
from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.errors import Invalid, Refusal
from elearn.extensions import limiter
from elearn.people import agents, naming, proving, queries, rules, service, sessions, sign_in, signed_in, tries
from elearn.people.blueprint import bp
from elearn.people.forms import Errors, name_values, read_names, read_new_password, typed_name_values
from elearn.people.sign_in import PasswordReplaced
from elearn.permissions import Permission
from elearn.web.guard import actor, needs, person
from elearn.web.locale import LANGUAGES
from elearn.web.settings import settings
from elearn.web.transaction import reading, writing

CHANGES_PER_MINUTE = "20 per minute"


@bp.get("/my/account")
@needs(Permission.OWN_ACCOUNT)
def account() -> ResponseReturnValue:
    return _account_page(Errors())


def _account_page(errors: Errors) -> ResponseReturnValue:
    session = reading()
    rendered = render_template(
        "people/account.html",
        person=queries.person(session, person()),
        known_as=naming.sign_in_name(session, person()),
        names=queries.own_names(session, person()),
        roles=queries.roles(session, person()),
        errors=errors.by_field,
        done=request.args.get("done", ""),
        languages=[(code, str(Locale(code).get_display_name(code)).capitalize()) for code in LANGUAGES],
    )
    return rendered, 400 if errors else 200


@bp.post("/my/account/language")
@needs(Permission.OWN_ACCOUNT)
def language() -> ResponseReturnValue:
    """Choose the language of letters and of this browser."""
    chosen = request.form.get("language", "")
    with writing() as session:
        service.choose_language(session, actor(), chosen)
    return redirect(url_for("people.account", done="language", lang=chosen), 303)


@bp.post("/my/account/password")
@needs(Permission.OWN_ACCOUNT)
@limiter.limit(CHANGES_PER_MINUTE)
def change_password() -> ResponseReturnValue:
    """Ends every sign-in; this browser gets a new one at once."""
    errors = Errors()
    names = queries.own_names(reading(), person()).cyrillic
    known_as = naming.sign_in_name(reading(), person())
    password = read_new_password(request.form, errors, email=known_as, names=names)
    if not errors:
        _change(password, errors)
    if errors:
        return _account_page(errors)
    return redirect(url_for("people.account", done="password"), 303)


def _change(password: str, errors: Errors) -> None:
    """A wrong present password is counted like a wrong sign-in: a browser left open is no free guess."""
    try:
        with writing() as session:
            candidate = sign_in.begin_own(session, actor(), person())
        with proving.hashing(candidate) as hashing:
            if not hashing.verify(candidate.password_hash, request.form.get("present", "")).right:
                raise Invalid("password_wrong")
            password_hash = hashing.hash(password)
        with writing() as session:
            sign_in.require_unchanged(session, candidate)
            sign_in.change_password(session, actor(), person(), password_hash)
            tries.forgive(session, candidate.name, actor().address)
            token = sessions.open_session(session, actor(), person(), agent=request.user_agent.string)
    except PasswordReplaced:
        errors.add("present", Invalid("password_wrong"))
    except Refusal as refusal:
        errors.add("present", refusal)
    else:
        signed_in.begin(token)


@bp.get("/my/account/sessions")
@needs(Permission.OWN_ACCOUNT)
def session_list() -> ResponseReturnValue:
    """Where the person is signed in; a sign-in that lay idle too long is over and not shown."""
    usable = agents.usable(queries.open_sessions(reading(), person()), settings())
    this = actor().sign_in_session_id
    return render_template("people/sessions.html", sessions=usable, this=this, describe=agents.describe)


@bp.post("/my/account/sessions/<int:session_id>/end")
@needs(Permission.OWN_ACCOUNT)
def end_session(session_id: int) -> ResponseReturnValue:
    with writing() as session:
        sessions.end(session, actor(), session_id)
    return redirect(url_for("people.session_list"), 303)


@bp.post("/my/account/sessions/end-others")
@needs(Permission.OWN_ACCOUNT)
def end_other_sessions() -> ResponseReturnValue:
    with writing() as session:
        sessions.end_all(session, actor(), person(), but=actor().sign_in_session_id)
    return redirect(url_for("people.session_list"), 303)


@bp.get("/my/name")
@needs(Permission.OWN_ACCOUNT)
def name() -> ResponseReturnValue:
    """The name as papers print it, in both alphabets; asked for before an exam."""
    return _name_page(name_values(queries.own_names(reading(), person())), Errors())


def _name_page(values: dict[str, str], errors: Errors) -> ResponseReturnValue:
    target = rules.safe_next(request.values.get("next")) or ""
    confirmed_at = queries.own_names(reading(), person()).confirmed_at
    rendered = render_template(
        "people/name.html", values=values, errors=errors.by_field, next=target, confirmed_at=confirmed_at
    )
    return rendered, 400 if errors else 200


@bp.post("/my/name")
@needs(Permission.OWN_ACCOUNT)
def confirm_name() -> ResponseReturnValue:
    """Confirm, or ask for the official Latin spelling of what is typed."""
    errors = Errors()
    if request.form.get("do") == "propose":
        return _name_page(typed_name_values(request.form, propose=True), errors)
    cyrillic = read_names(request.form, errors, alphabet="CYRILLIC")
    latin = read_names(request.form, errors, alphabet="LATIN", prefix="latin_")
    if errors:
        return _name_page(typed_name_values(request.form, propose=False), errors)
    with writing() as session:
        service.confirm_names(session, actor(), cyrillic=cyrillic, latin=latin)
    return redirect(rules.safe_next(request.form.get("next")) or url_for("people.account", done="name"), 303)
