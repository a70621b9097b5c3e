"""An entry of the record in words, in a given language: told alike by the page and by the files of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn import clock, decimals
from elearn.audit.models import AuditEntry
from elearn.content import phrases
from elearn.content.model import Language, Outline
from elearn.content.phrases import N_, say
from elearn.coordinating.choices import outlines
from elearn.ids import CourseSlug
from elearn.operations.acts import ACTS, KINDS, Kind
from elearn.operations.record import Line, Wish, page
from elearn.permissions import Actor

SHOWN: Mapping[str, str] = {
    "name": N_("name"),
    "before": N_("before"),
    "course": N_("course"),
    "quiz": N_("test"),
    "quiz_id": N_("test"),
    "lesson": N_("lesson"),
    "question": N_("question"),
    "number": N_("number"),
    "code": N_("sign"),
    "role": N_("role"),
    "due_before": N_("former deadline"),
    "due": N_("deadline"),
    "due_at": N_("ends"),
    "until": N_("until"),
    "on": N_("on"),
    "left": N_("before"),
    "remaining": N_("still to do"),
    "points": N_("points"),
    "percent": N_("per cent"),
    "minutes": N_("minutes"),
    "attempts": N_("attempts"),
    "people": N_("people"),
    "rows": N_("rows"),
    "upheld": N_("upheld"),
    "purpose": N_("purpose"),
    "kind": N_("kind"),
    "report": N_("list"),
    "form": N_("file"),
    "attachment": N_("attachment"),
    "how_many": N_("how many"),
    "reason": N_("reason"),
    "why": N_("reason"),
    "conclusion": N_("conclusion"),
    "file": N_("file"),
    "readdressed": N_("to a new address"),
}
"""What of an entry's details is shown, in this order: never an id of something that the page cannot name."""

ROLES: Mapping[str, str] = {
    "learner": N_("learner"),
    "trainer": N_("trainer"),
    "coordinator": N_("coordinator"),
    "administrator": N_("administrator"),
}
REPORTS: Mapping[str, str] = {
    "people": N_("List of people"),
    "matrix": N_("People and courses"),
    "course": N_("How far people come in a course"),
    "plan": N_("How far a plan is"),
    "audit": N_("Record of acts"),
    "year": N_("Statement of completed trainings"),
}
PURPOSES: Mapping[str, str] = {
    "marking": N_("marking"),
    "objection": N_("objection"),
    "audit": N_("audit"),
    "invitation": N_("invitation"),
    "reset": N_("new password"),
    "registration": N_("registration"),
}
SUBSTITUTES: Mapping[str, str] = {
    "exemption": N_("exempt"),
    "classroom": N_("in a classroom"),
    "foreign": N_("elsewhere"),
}
ORGANISATIONS: Mapping[str, str] = {
    "municipality": N_("municipality"),
    "district": N_("district administration"),
    "state": N_("state administration"),
    "chamber": N_("chamber"),
    "university": N_("university"),
    "ngo": N_("non-governmental organisation"),
    "company": N_("company"),
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "role": ROLES,
    "purpose": PURPOSES,
    "report": REPORTS,
    "kind": {**SUBSTITUTES, **ORGANISATIONS},
}
"""Details whose values are signs of ours."""
DAYS = {"due_before", "due", "due_at", "until", "on", "left"}
NAMES_ONLY = {"name", "before", "left"}
"""Of what has no name, an id would stand there; and a count was once kept as `left`."""
COLUMNS: Mapping[str, str] = {
    "given": N_("given name"),
    "middle": N_("middle name"),
    "family": N_("family name"),
    "email": N_("e-mail"),
    "staff_number": N_("staff number"),
    "organisation_id": N_("unit"),
    "position_id": N_("position"),
    "joined_on": N_("day of joining"),
    "left_on": N_("day of leaving"),
}

Titles = Mapping[CourseSlug, str]
DOORS = {"web": N_("web page"), "job": N_("background work"), "cli": N_("command line")}
NOBODY = {"job": N_("the platform"), "cli": N_("the operator")}
NO_LONGER_KEPT = N_("a person no longer kept (№ %(id)s)")


@dataclass(frozen=True, slots=True)
class Told:
    """An entry in words. `about` is empty where no single person is concerned; `details`: pairs of label and words."""

    id: int
    at: datetime
    act: str
    about: str
    unit: str
    by: str
    door: str
    details: tuple[tuple[str, str], ...]


def acts(
    session: Session, actor: Actor, asked: Mapping[str, str], before: int | None, language: str
) -> tuple[Sequence[Told], bool]:
    """Some entries in reach, the newest first, from the one before `before` on; and whether there are more. `asked` is
    what the address of the page says, with `act` for the kind of act. Lent in wiring.py."""
    titles = course_titles(session, language)
    given = dict(asked) | {"kind": asked.get("act", ""), "after": "", "before": "" if before is None else str(before)}
    found = page(session, actor, Wish.read(given))
    return [told(line, titles, language) for line in found.lines], found.older


def course_titles(session: Session, language: str) -> Titles:
    """Of every course that was ever published, in this language or else in its own."""
    return {slug: _title(outline, language) for slug, outline in outlines(session).items()}


def _title(outline: Outline, language: str) -> str:
    return outline.title.get(Language(language)) or outline.title[outline.language]


def told(line: Line, titles: Titles, language: str) -> Told:
    entry = line.entry
    return Told(
        id=entry.id,
        at=entry.at,
        act=act(entry, language),
        about=line.about or _gone(entry.about_id, language),
        unit=line.unit,
        by=line.by or _gone(entry.person_id, language) or say(language, NOBODY.get(entry.via, N_("a visitor"))),
        door=say(language, DOORS[entry.via]) if entry.via in DOORS else entry.via,
        details=tuple(_details(entry, titles, language)),
    )


def act(entry: AuditEntry, language: str) -> str:
    """What was done; an act of a newer release by its own sign."""
    known = ACTS.get(entry.action)
    return say(language, known.words) if known else entry.action


def kind(sign: str, language: str) -> str:
    """The words of a kind of act, empty for a sign that is none. Lent in wiring.py."""
    return say(language, KINDS[Kind(sign)]) if sign in set(Kind) else ""


def _gone(person_id: int | None, language: str) -> str:
    return "" if person_id is None else say(language, NO_LONGER_KEPT) % {"id": person_id}


def _details(entry: AuditEntry, titles: Titles, language: str) -> Iterator[tuple[str, str]]:
    for name, label in SHOWN.items():
        value = entry.details.get(name)
        if isinstance(value, str if name in NAMES_ONLY else str | int) and value != "":
            told = titles.get(CourseSlug(str(value)), str(value)) if name == "course" else _value(name, value, language)
            yield say(language, label), told
    changes = entry.details.get("changes")
    if isinstance(changes, dict) and changes:
        columns = (say(language, COLUMNS[name]) if name in COLUMNS else name for name in changes)
        yield say(language, N_("changed")), ", ".join(columns)


def _value(name: str, value: str | int, language: str) -> str:
    if isinstance(value, bool):
        return say(language, N_("yes") if value else N_("no"))
    if name == "points":
        return decimals.points(int(value), language)
    if name in WORDS:
        return say(language, WORDS[name].get(str(value), str(value)))
    if name == "form":
        return str(value).upper()
    return _instant(str(value), language) if name in DAYS else str(value)


def _instant(text: str, language: str) -> str:
    """A day or an instant as people write it; anything else as it stands."""
    try:
        if len(text) == len("2026-11-27"):
            return phrases.day(language, date.fromisoformat(text))
        at = datetime.fromisoformat(text).astimezone(clock.ZONE)
    except ValueError:
        return text
    return f"{phrases.day(language, at)}, {at:%H:%M}"
