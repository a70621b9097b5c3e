"""An attempt as a document: for its learner, and for those to whom it was opened."""

import json
from datetime import timedelta
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn import clock
from elearn.evidence import printing, queries, reading, service
from elearn.evidence.rules import Document
from elearn.ids import AttemptId, PersonId
from elearn.people.queries import person as person_of
from elearn.permissions import Permission
from elearn.quizzes import openings
from elearn.quizzes.models import Purpose
from elearn.storage.files import Files
from elearn.web import locale
from elearn.web.guard import actor, needs
from elearn.web.seeing import note_seen
from elearn.web.settings import settings
from elearn.web.transaction import reading as reading_session
from elearn.web.transaction import writing

bp = Blueprint("evidence", __name__, template_folder="templates")

REFRESH_SECONDS = "3"
PATIENCE = timedelta(minutes=2)
"""How long a page asks by itself for a paper before it offers a way out."""


@bp.app_context_processor
def vocabulary() -> dict[str, Any]:
    """What the document's template shares with its printed form."""
    return printing.VOCABULARY


@bp.get("/attempts/<int:attempt_id>/evidence")
@needs(Permission.LEARN)
def own(attempt_id: int) -> ResponseReturnValue:
    return _page(_own(attempt_id), f"/attempts/{attempt_id}")


@bp.get("/attempts/<int:attempt_id>/evidence.json")
@needs(Permission.LEARN)
def own_json(attempt_id: int) -> ResponseReturnValue:
    return _json(_own(attempt_id))


@bp.get("/attempts/<int:attempt_id>/evidence.pdf")
@needs(Permission.LEARN)
def own_pdf(attempt_id: int) -> ResponseReturnValue:
    return _pdf(_own(attempt_id), f"/attempts/{attempt_id}")


@bp.post("/attempts/<int:attempt_id>/evidence.pdf")
@needs(Permission.LEARN)
def print_own(attempt_id: int) -> ResponseReturnValue:
    return _print(_own(attempt_id), f"/attempts/{attempt_id}")


@bp.get("/coordinate/attempts")
@needs(Permission.ATTEMPT_OPEN)
def of_person() -> ResponseReturnValue:
    """The attempts of somebody in one's scope: states, dates and results."""
    session, email = reading_session(), request.args.get("person", "").strip()
    found = queries.person_within_reach(session, actor(), email) if email else None
    taken = queries.of_person(session, actor(), found) if found is not None else None
    name = ""
    if found is not None and taken is not None:
        name = person_of(session, found).name
        note_seen("attempts_seen", ("person", found))
    return render_template("evidence/attempts.html", email=email, name=name, taken=taken)


@bp.get("/coordinate/attempts/<int:attempt_id>")
@needs(Permission.ATTEMPT_OPEN)
def to_open(attempt_id: int) -> ResponseReturnValue:
    """What is seen without opening answers, and the form that opens them."""
    session = reading_session()
    sitting = reading.supervised(session, actor(), AttemptId(attempt_id))
    if openings.opened(session, actor(), AttemptId(attempt_id), Purpose.AUDIT):
        return redirect(url_for("evidence.opened", attempt_id=attempt_id), 303)
    named = person_of(session, PersonId(sitting.attempt.person_id))
    note_seen("attempts_seen", ("person", named.id))
    return render_template("evidence/open.html", sitting=sitting, person=named)


@bp.post("/coordinate/attempts/<int:attempt_id>")
@needs(Permission.ATTEMPT_OPEN)
def open_answers(attempt_id: int) -> ResponseReturnValue:
    reason = request.form.get("reason", "")
    with writing() as session:
        openings.open_answers(session, actor(), AttemptId(attempt_id), Purpose.AUDIT, reason)
    return redirect(url_for("evidence.opened", attempt_id=attempt_id), 303)


@bp.get("/coordinate/attempts/<int:attempt_id>/evidence")
@needs(Permission.ATTEMPT_OPEN)
def opened(attempt_id: int) -> ResponseReturnValue:
    document, session = _opened(attempt_id), reading_session()
    learner = person_of(session, queries.learner_of(session, AttemptId(attempt_id)))
    return _page(document, f"/coordinate/attempts/{attempt_id}", learner.email)


@bp.get("/coordinate/attempts/<int:attempt_id>/evidence.json")
@needs(Permission.ATTEMPT_OPEN)
def opened_json(attempt_id: int) -> ResponseReturnValue:
    return _json(_opened(attempt_id))


@bp.get("/coordinate/attempts/<int:attempt_id>/evidence.pdf")
@needs(Permission.ATTEMPT_OPEN)
def opened_pdf(attempt_id: int) -> ResponseReturnValue:
    return _pdf(_opened(attempt_id), f"/coordinate/attempts/{attempt_id}")


@bp.post("/coordinate/attempts/<int:attempt_id>/evidence.pdf")
@needs(Permission.ATTEMPT_OPEN)
def print_opened(attempt_id: int) -> ResponseReturnValue:
    return _print(_opened(attempt_id), f"/coordinate/attempts/{attempt_id}")


def _own(attempt_id: int) -> Document:
    return reading.own(reading_session(), actor(), AttemptId(attempt_id), **_in_this_language())


def _opened(attempt_id: int) -> Document:
    session = reading_session()
    document = reading.opened(session, actor(), AttemptId(attempt_id), **_in_this_language())
    note_seen("answers_seen", ("attempt", attempt_id), about=queries.learner_of(session, AttemptId(attempt_id)))
    return document


def _in_this_language() -> dict[str, str]:
    language = locale.language()
    return {"language": language, "issuer": printing.issuer(settings(), language)}


def _page(document: Document, at: str, email: str = "") -> ResponseReturnValue:
    """`email`: of the learner, for the way back to her attempts."""
    return render_template("evidence/document.html", doc=document.as_json(), at=at, email=email)


def _json(document: Document) -> ResponseReturnValue:
    """Indented for people; the digest is over the canonical form, see rules.canonical."""
    response = make_response(json.dumps(document.as_json(), ensure_ascii=False, indent=2) + "\n")
    response.mimetype = "application/json"
    response.headers["Content-Disposition"] = f'attachment; filename="{_name(document)}.json"'
    return response


def _pdf(document: Document, at: str) -> ResponseReturnValue:
    """The bytes once rendered; until then a page that asks again by itself, for a while."""
    found = queries.paper(reading_session(), AttemptId(document.taken.id), document.digest, document.language)
    if found is None:
        return redirect(f"{at}/evidence", 303)
    if found.sha256 is None:
        late = clock.now() - found.requested_at > PATIENCE
        waiting = make_response(render_template("evidence/preparing.html", at=at, late=late), 202)
        if not late:
            waiting.headers["Refresh"] = REFRESH_SECONDS
        return waiting
    response = make_response(Files.of(settings().data).read(found.sha256))
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{_name(document)}.pdf"'
    return response


def _print(document: Document, at: str) -> ResponseReturnValue:
    with writing() as session:
        service.ask_for_paper(session, actor(), document)
    return redirect(f"{at}/evidence.pdf", 303)


def _name(document: Document) -> str:
    return f"evidence-{document.taken.id}-{document.digest[:12]}"
