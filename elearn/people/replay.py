"""An answer sent after the sign-in had ended, without any script: kept, and sent again by the same person.

A form whose content must not be lost carries a ticket: the person and the address, signed. When such a form
arrives and nobody is signed in any more, its fields go, signed, into the sign-in page; after signing in the same
person sees them wait behind one button. For another person they stay closed. Nothing is stored on the server.
"""

from dataclasses import dataclass

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from markupsafe import Markup

from elearn.ids import PersonId
from elearn.web.guard import actor
from elearn.web.settings import settings

TICKET = "replay_ticket"
WAITING = "waiting"
MOST_FIELDS = 2000
DAY_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Waiting:
    """Fields of a form that wait for `person_id` to sign in, to be sent to `path`."""

    person_id: PersonId
    path: str
    fields: tuple[tuple[str, str], ...]


def _serializer(kind: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=f"elearn.people.replay.{kind}")


def _open(kind: str, text: str) -> object:
    """What was signed; None when the signature is not ours or older than a sign-in may be."""
    try:
        opened: object = _serializer(kind).loads(text, max_age=settings().session_days * DAY_SECONDS)
    except BadData:
        return None
    return opened


def ticket(path: str) -> str:
    """The ticket for a form of the acting person that is sent to `path` (without its query)."""
    return str(_serializer(TICKET).dumps([actor().person_id, path]))


def ticket_field(path: str) -> Markup:
    """The hidden field for templates: `{{ replay_ticket(url_for(...)) }}`."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(TICKET, ticket(path))


def caught() -> Waiting | None:
    """The present request's fields, when it is a form with a valid ticket for this very address."""
    signed = request.form.get(TICKET) if request.method == "POST" else None
    match _open(TICKET, signed or ""):
        case [int(person_id), str(path)] if path == request.path:
            left_out = {TICKET, current_app.config["WTF_CSRF_FIELD_NAME"]}
            fields = [pair for pair in request.form.items(multi=True) if pair[0] not in left_out]
            target = request.full_path.rstrip("?")
            return Waiting(PersonId(person_id), target, tuple(fields[:MOST_FIELDS]))
    return None


def wrap(waiting: Waiting) -> str:
    """For a hidden field of the sign-in page: signed, so that only what once arrived here can come back."""
    return str(_serializer(WAITING).dumps([waiting.person_id, waiting.path, waiting.fields]))


def unwrap(text: str) -> Waiting | None:
    match _open(WAITING, text):
        case [int(person_id), str(path), list(fields)]:
            return Waiting(PersonId(person_id), path, tuple((str(name), str(value)) for name, value in fields))
    return None


def is_mine(waiting: Waiting) -> bool:
    """Whether it was the acting person who wrote it."""
    return actor().person_id == waiting.person_id
