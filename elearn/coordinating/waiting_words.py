"""What waits for a decision, in the language of the page."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from elearn.coordinating.tallies import Glance
from elearn.coordinating.waiting import Case, Kind, Matter
from elearn.web.locale import day, number

TITLES = {
    Kind.EXHAUSTED: _l("Without attempts left"),
    Kind.REQUESTS: _l("Requests to join a plan"),
    Kind.REVIEWS: _l("Completions to be looked at"),
    Kind.LETTERS: _l("Letters not delivered"),
    Kind.NEVER: _l("Never signed in"),
}
"""The names of the lists."""
LEADS = {
    Kind.EXHAUSTED: _l("Their last attempt was not enough. Give one more attempt, or speak with them first."),
    Kind.REQUESTS: _l("They ask to be let into a training plan."),
    Kind.REVIEWS: _l(
        "A corrected answer key no longer supports these completions. They stand; the trainers look at them and write"
        " down what they conclude."
    ),
    Kind.LETTERS: _l("The address may be wrong, or its server refuses letters. Correct the address of the person."),
    Kind.NEVER: _l("They are enrolled and have never signed in. Ask whether the invitation has reached them."),
}
"""What a coordinator can do about them."""
_RESTS = {
    Kind.EXHAUSTED: _l("Give one more attempt, or speak with them"),
    Kind.REVIEWS: _l("A regrade no longer supports them; the trainers settle them"),
    Kind.NEVER: _l("They are enrolled and have not come yet"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the list: its shape (`info` is an icon), a link's words, and what they leave open."""

    shape: str
    head: str
    rest: str


def said(matter: Matter) -> Told:
    """One kind of what waits for a decision."""
    shape = "info" if matter.kind in {Kind.LETTERS, Kind.NEVER} else "soon"
    rest = _RESTS.get(matter.kind)
    if rest is None and matter.since is not None:
        rest = _("The oldest is of %(day)s", day=day(matter.since))
    return Told(shape, _head(matter.kind, matter.count), str(rest or ""))


def act(kind: Kind, case: Case) -> tuple[str, str] | None:
    """What can be done about one of them, and where; None where others decide."""
    if kind is Kind.EXHAUSTED and case.email:
        test = f"{case.course}|{case.test}"
        return str(_("Give an attempt")), url_for("quizzes.allowance_form", person=case.email, test=test)
    if kind is Kind.REQUESTS:
        return str(_("Decide")), f"/coordinate/requests/{case.number}"
    if kind is Kind.LETTERS:
        return str(_("Correct the address")), f"/coordinate/people/{case.person_id}/edit"
    if kind is Kind.NEVER:
        return str(_("Invite")), "/coordinate/invitations" if case.email else "/coordinate/invitations/slips"
    return None


def _head(kind: Kind, many: int) -> str:
    if kind is Kind.EXHAUSTED:
        return str(ngettext("%(num)s test without attempts left", "%(num)s tests without attempts left", many))
    if kind is Kind.REQUESTS:
        return str(ngettext("%(num)s request to join a plan", "%(num)s requests to join a plan", many))
    if kind is Kind.REVIEWS:
        return str(ngettext("%(num)s completion to be looked at", "%(num)s completions to be looked at", many))
    if kind is Kind.LETTERS:
        return str(ngettext("%(num)s letter was not delivered", "%(num)s letters were not delivered", many))
    return str(ngettext("%(num)s person has never signed in", "%(num)s people have never signed in", many))


def worst(glance: Glance) -> str:
    """Where most of those overdue are."""
    some = [line for line in glance.units if line.heads.late and line.unit is not None]
    if len(some) < 2:
        return str(_("Remind them or move the day."))
    most = max(some, key=lambda line: line.heads.late)
    name = "" if most.unit is None else most.unit.name
    return str(_("Most of them, %(count)s, in “%(unit)s”.", count=number(most.heads.late), unit=name))
