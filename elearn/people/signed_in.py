"""Flask-Login's side: from the browser's signed cookie to a frozen value, once in each request.

The cookie holds the token of the sign-in session and the minute it was last used. The idle limit reads that
minute, because it is signed and comes with the request; the row's `last_seen_at` is a hint written at leisure.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from flask import Flask, Response, current_app, g, request, session
from flask_login import UserMixin, login_user, logout_user

from elearn import clock
from elearn.extensions import login
from elearn.people import sessions
from elearn.permissions import Actor
from elearn.web import locale
from elearn.web.guard import actor
from elearn.web.settings import settings
from elearn.web.transaction import after_response, reading

LAST_USED = "used"
STAMP_EVERY_SECONDS = 60


@dataclass(frozen=True)
class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """Who is signed in, as a value. Its id for Flask-Login is the token, of which the database keeps a digest."""

    token: str = field(repr=False)
    actor: Actor
    last_seen_at: datetime

    def get_id(self) -> str:
        return self.token


def load(token: str) -> SignedIn | None:
    """The sign-in behind the cookie; None when it has ended, aged or lain idle too long."""
    limits = settings()
    now = int(clock.now().timestamp())
    last_used = session.get(LAST_USED)
    if not isinstance(last_used, int) or now - last_used > limits.session_idle_minutes * 60:
        return None
    found = sessions.find(reading(), token, days=limits.session_days, address=request.remote_addr or "")
    if found is None:
        return None
    if now - last_used >= STAMP_EVERY_SECONDS:
        session[LAST_USED] = now
    session_id = found.actor.sign_in_session_id
    if session_id is not None and clock.now() - found.last_seen_at >= sessions.SEEN_EVERY:
        after_response(partial(sessions.seen, session_id=session_id))
    return SignedIn(token, found.actor, found.last_seen_at)


def begin(token: str) -> None:
    """Put a fresh session into a fresh cookie: nothing that an earlier visitor left in it survives.

    From here on the request acts for the person, whom the database is asked for only if the answer shows them.
    """
    session.clear()
    session[LAST_USED] = int(clock.now().timestamp())
    login_user(SignedIn(token, Actor(), clock.now()))
    for cached in ("_login_user", "actor", current_app.config["WTF_CSRF_FIELD_NAME"]):
        g.pop(cached, None)


def has_ended() -> bool:
    """Whether this browser still holds a sign-in that is worth nothing any more."""
    return "_user_id" in session and not actor().signed_in


def finish() -> None:
    """Leave the browser without a sign-in, and without anything else of the person's."""
    logout_user()
    session.clear()


def speak_chosen_language(response: Response, language: str | None) -> Response:
    """At sign-in the person's own choice decides on a browser where nobody has chosen yet."""
    if language in locale.LANGUAGES and locale.COOKIE not in request.cookies:
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        response.set_cookie(
            locale.COOKIE, language, max_age=locale.YEAR_SECONDS, samesite="Lax", secure=secure, httponly=True
        )
    return response


def install(app: Flask) -> None:
    """The token alone proves the sign-in; Flask-Login's own guess from address and browser is left out."""
    login.session_protection = None
    app.config["REMEMBER_COOKIE_NAME"] = "elearn_not_used"


login.user_loader(load)
