"""One request, one transaction: reading by default, and the only commit of the web.

GET and HEAD read in a transaction that cannot write. A view that changes something says
`with writing() as session:`; nothing slow may stand inside. Hints that no rule reads are left to
`after_response`, a short transaction of their own.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, Response, g, request
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from elearn.db import begin_writing, lost_race
from elearn.extensions import database

P = ParamSpec("P")
R = TypeVar("R")

Hint = Callable[[Session], None]


class WriteInRead(RuntimeError):
    """A GET or HEAD asked for a writing transaction: a defect, never the person's fault."""


def reading() -> Session:
    """The request's session. Its transaction cannot write unless inside `writing()`."""
    return database.session()


@contextmanager
def writing() -> Iterator[Session]:
    """The request's one writing transaction: committed at the end, undone by any exception."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        raise WriteInRead(request.path)
    session = database.session()
    begin_writing(session)
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


def retried_once(view: Callable[P, R]) -> Callable[P, R]:
    """Run the view again when a race was lost: the second time it sees what the winner wrote."""

    @wraps(view)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return view(*args, **kwargs)
        except DBAPIError as error:
            if not lost_race(error):
                raise
            database.session.rollback()
            return view(*args, **kwargs)

    return wrapper


def after_response(hint: Hint) -> None:
    """Write a hint once the answer has left. Lost without harm when the process dies."""
    g.setdefault("hints", []).append(hint)


def install(app: Flask) -> None:
    """End the transaction with the request, and write its hints after the response."""

    @app.after_request
    def leave_hints(response: Response) -> Response:
        hints: list[Hint] = g.pop("hints", [])
        database.session.rollback()
        if hints:
            response.call_on_close(lambda: _write(app, hints))
        return response


def _write(app: Flask, hints: list[Hint]) -> None:
    with app.app_context():
        session = database.session()
        begin_writing(session)
        for hint in hints:
            hint(session)
        session.commit()
