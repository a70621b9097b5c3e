"""Refusals and failures become a status and words here, and nowhere else."""

import logging
from collections.abc import Mapping

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from elearn import ids
from elearn.errors import Refusal
from elearn.extensions import database
from elearn.web.guard import actor
from elearn.web.refusals import REFUSALS, STATUS, Words, ways

log = logging.getLogger(__name__)

CSRF_CODE = "bad_token"


def wants_json() -> bool:
    """Whether the page's own script asked, rather than the browser."""
    return request.accept_mimetypes.best == "application/json"


def _answer(
    status: int, code: str, words: Words, *, reference: str = "", details: Mapping[str, object] | None = None
) -> Response:
    what = str(words.what).format_map(_Blank(details or {}))
    do = str(words.do).format_map(_Blank(details or {}))
    if wants_json():
        response = jsonify(code=code, what=what, do=do)
    else:
        response = make_response(_page(code, what, do, reference, details or {}))
    response.status_code = status
    return response


def _page(code: str, what: str, do: str, reference: str, details: Mapping[str, object]) -> str:
    way, back = ways.told(code, request.path, details), ways.back(actor(), request.path)
    return render_template("web/error.html", what=what, do=do, reference=reference, way=way, back=back)


class _Blank(dict[str, object]):
    """A detail that a sentence names and the refusal lacks shows as nothing, never as a failure."""

    def __missing__(self, key: str) -> str:
        return ""


def refused(refusal: Refusal) -> ResponseReturnValue:
    database.session.rollback()
    words = REFUSALS.get(refusal.code, STATUS[refusal.status])
    return _answer(refusal.status, refusal.code, words, details=refusal.details)


def http_error(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if error.response is not None or status < 400:
        return error
    words = STATUS.get(status, STATUS[400 if status < 500 else 500])
    return _answer(status, f"http_{status}", words)


def bad_token(_error: CSRFError) -> ResponseReturnValue:
    return _answer(400, CSRF_CODE, STATUS[400])


def failed(error: InternalServerError) -> ResponseReturnValue:
    """An unexpected failure: logged in full under a short number that the person can tell support."""
    database.session.rollback()
    reference = ids.public_code(4)
    cause = error.original_exception or error
    log.error("failure %s at %s %s", reference, request.method, request.path, exc_info=cause)
    return _answer(500, "failed", STATUS[500], reference=reference)


def install(app: Flask) -> None:
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(CSRFError, bad_token)
    app.register_error_handler(InternalServerError, failed)
    app.register_error_handler(HTTPException, http_error)
