"""Default deny: every view declares one permission, public ones too, or the app refuses to start."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from elearn.errors import NotAllowed
from elearn.ids import PersonId
from elearn.permissions import Actor, Permission, may, require
from elearn.web.transaction import retried_once

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


class Undeclared(RuntimeError):
    """A view without a permission."""


def needs(permission: Permission) -> Callable[[View], View]:
    """Declare the view's one permission. Object scope is a second, explicit rule in the service."""

    def declare(view: View) -> View:
        guarded: Any = retried_once(view)
        guarded.permission = permission
        return guarded  # type: ignore[no-any-return]  # the wrapper has the view's own signature

    return declare


def actor() -> Actor:
    """Who makes this request; a visitor when nobody is signed in."""
    if "actor" not in g:
        who = getattr(current_user, "actor", None)
        g.actor = who if isinstance(who, Actor) else Actor(address=request.remote_addr or "")
    found: Actor = g.actor
    return found


def person() -> PersonId:
    """Whose request it is. Raises NotAllowed("not_permitted") for a visitor, whom the guard does not let so far."""
    person_id = actor().person_id
    if person_id is None:
        raise NotAllowed("not_permitted")
    return person_id


def declared_permission(app: Flask, endpoint: str) -> Permission | None:
    view = app.view_functions.get(endpoint)
    return getattr(view, "permission", None)


def install(app: Flask) -> None:
    """Check each request against its view's permission. Call `require_declared` when all views are in."""

    @app.before_request
    def check() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None  # no such address: the 404 page is public
        permission = declared_permission(app, request.endpoint)
        if permission is None:
            raise Undeclared(request.endpoint)
        if permission is Permission.PUBLIC or may(actor(), permission):
            return None
        if not actor().signed_in:
            unauthorised: ResponseReturnValue = app.login_manager.unauthorized()  # type: ignore[attr-defined]  # Flask-Login adds it
            return unauthorised
        require(actor(), permission)
        return None


def require_declared(app: Flask) -> None:
    """Raises Undeclared naming every view that states no permission."""
    undeclared = sorted(name for name in app.view_functions if declared_permission(app, name) is None)
    if undeclared:
        raise Undeclared(f"views without a permission: {', '.join(undeclared)}")
