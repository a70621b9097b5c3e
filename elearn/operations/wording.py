"""What the pages of the record and of background work say, in the language of the page."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from elearn.audit.models import AuditEntry
from elearn.operations.acts import ACTS, KINDS
from elearn.web.locale import day, moment, points

SHOWN: Mapping[str, LazyString] = {
    "name": _l("name"),
    "before": _l("before"),
    "course": _l("course"),
    "quiz": _l("test"),
    "quiz_id": _l("test"),
    "lesson": _l("lesson"),
    "question": _l("question"),
    "number": _l("number"),
    "code": _l("sign"),
    "role": _l("role"),
    "due": _l("deadline"),
    "due_at": _l("ends"),
    "until": _l("until"),
    "on": _l("on"),
    "left": _l("before"),
    "points": _l("points"),
    "percent": _l("per cent"),
    "minutes": _l("minutes"),
    "attempts": _l("attempts"),
    "people": _l("people"),
    "rows": _l("rows"),
    "upheld": _l("upheld"),
    "purpose": _l("purpose"),
    "kind": _l("kind"),
    "how_many": _l("how many"),
    "reason": _l("reason"),
    "why": _l("reason"),
    "conclusion": _l("conclusion"),
    "file": _l("file"),
    "readdressed": _l("to a new address"),
}
"""What of an entry's details is shown, in this order: never an id of something that the page cannot name."""

ROLES: Mapping[str, LazyString] = {
    "learner": _l("learner"),
    "trainer": _l("trainer"),
    "coordinator": _l("coordinator"),
    "administrator": _l("administrator"),
}
PURPOSES: Mapping[str, LazyString] = {
    "marking": _l("marking"),
    "objection": _l("objection"),
    "audit": _l("audit"),
    "invitation": _l("invitation"),
    "reset": _l("new password"),
    "registration": _l("registration"),
}
COLUMNS: Mapping[str, LazyString] = {
    "given": _l("given name"),
    "middle": _l("middle name"),
    "family": _l("family name"),
    "email": _l("e-mail"),
    "staff_number": _l("staff number"),
    "organisation_id": _l("unit"),
    "position_id": _l("position"),
    "joined_on": _l("day of joining"),
    "left_on": _l("day of leaving"),
}


def act(entry: AuditEntry) -> str:
    """What was done; an act of a newer release by its own sign."""
    known = ACTS.get(entry.action)
    return str(known.words) if known else entry.action


def kind_options() -> list[tuple[str, str]]:
    return [("", _("All kinds")), *((kind.value, str(words)) for kind, words in KINDS.items())]


def door(entry: AuditEntry) -> str:
    """Through which door the act came in."""
    words = {"web": _("web page"), "job": _("background work"), "cli": _("command line")}
    return str(words.get(entry.via, entry.via))


def nobody(entry: AuditEntry) -> str:
    """Who acted, where nobody was signed in."""
    if entry.person_id is not None:
        return str(_("a person no longer kept (№ %(id)s)", id=entry.person_id))
    return str({"job": _("the platform"), "cli": _("the operator")}.get(entry.via, _("a visitor")))


def details(entry: AuditEntry) -> list[tuple[str, str]]:
    """What was said with the act: pairs of a label and words."""
    return list(_details(entry.details))


def _details(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, label in SHOWN.items():
        value = given.get(name)
        words_only = name in {"name", "before"}  # of what has no name, an id would stand here
        if isinstance(value, str if words_only else str | int) and value != "":
            yield str(label), _value(name, value)
    changes = given.get("changes")
    if isinstance(changes, dict) and changes:
        yield str(_("changed")), ", ".join(str(COLUMNS.get(name, name)) for name in changes)


def _value(name: str, value: str | int) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if name == "points":
        return points(int(value))
    if name in {"role", "purpose"}:
        words = ROLES.get(str(value)) or PURPOSES.get(str(value))
        return str(words or value)
    return _instant(value) if name in {"due", "due_at", "until", "on", "left"} else str(value)


def _instant(value: str | int) -> str:
    """A day or an instant as people write it; anything else as it stands."""
    text = str(value)
    try:
        return day(date.fromisoformat(text)) if len(text) == len("2026-11-27") else moment(datetime.fromisoformat(text))
    except ValueError:
        return text
