"""Requests to be let into a plan: who asks, and granting or refusing it, with a letter to who asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from elearn import clock
from elearn.audit.service import record
from elearn.content.phrases import catalogue
from elearn.errors import Conflict, Invalid, NotAllowed, NotFound
from elearn.ids import PersonId
from elearn.mail.service import send
from elearn.people.models import Organisation, Person
from elearn.people.queries import PersonView, full_name, person, within_scope
from elearn.people.reach import within
from elearn.permissions import Actor, require
from elearn.plans import projects
from elearn.plans.entering import LONGEST_WORDS, admit, staying_in
from elearn.plans.models import Plan, PlanRequest, PlanState
from elearn.plans.queries import NEEDED
from elearn.settings import Settings


@dataclass(frozen=True, slots=True)
class RequestView:
    """Somebody asks to be let in. `unit` is where they work."""

    id: int
    person_id: PersonId
    name: str
    unit: str
    plan_id: int
    plan: str
    words: str
    asked_at: datetime


def count(session: Session, actor: Actor) -> int:
    return session.scalar(select(func.count()).select_from(_waiting(actor).subquery())) or 0


def listing(session: Session, actor: Actor, first: int, size: int) -> Sequence[RequestView]:
    """Those that wait for the actor's decision, the oldest first."""
    rows = session.execute(_waiting(actor).order_by(PlanRequest.asked_at, PlanRequest.id).offset(first).limit(size))
    return [_view(row.PlanRequest, row.Person, row.unit or "", row.plan) for row in rows]


def one(session: Session, actor: Actor, request_id: int) -> RequestView:
    """One that waits. Raises NotFound("request_unknown")."""
    row = session.execute(_waiting(actor).where(PlanRequest.id == request_id)).one_or_none()
    if row is None:
        raise NotFound("request_unknown")
    return _view(row.PlanRequest, row.Person, row.unit or "", row.plan)


def decide(session: Session, actor: Actor, settings: Settings, request_id: int, answer: str, *, granted: bool) -> None:
    """Let somebody in, or refuse it and say why; they get a letter either way. The same decision again is nothing.

    Raises NotFound("request_unknown") for what is out of reach, NotAllowed("not_permitted", "person_is_oneself"),
    Conflict("request_decided", "request_outside", "plan_over") and Invalid("answer_missing", "words_too_long").
    """
    require(actor, NEEDED)
    query = _all(actor).with_only_columns(PlanRequest).where(PlanRequest.id == request_id)
    row = session.scalar(query.with_for_update(of=PlanRequest))
    if row is None:
        raise NotFound("request_unknown")
    if row.person_id == actor.person_id:
        raise NotAllowed("person_is_oneself")
    if row.decided_at is not None:
        if row.granted is granted:
            return
        raise Conflict("request_decided")
    words = _answer(answer, granted=granted)
    plan = session.get_one(Plan, row.plan_id, with_for_update={"read": True}, populate_existing=True)
    person_id = PersonId(row.person_id)
    row.decided_at, row.decided_by, row.granted, row.answer = clock.now(), actor.person_id, granted, words
    session.flush()
    _note(session, actor, "plan.entry_granted" if granted else "plan.entry_refused", row, person_id)
    if granted:
        _let_in(session, actor, person_id, plan)
    _write(session, person(session, person_id), plan, words, settings, request_id, granted=granted)


def _let_in(session: Session, actor: Actor, person_id: PersonId, plan: Plan) -> None:
    if plan.state is not PlanState.ACTIVE:
        raise Conflict("plan_over")
    if not staying_in(session, person_id, plan):
        raise Conflict("request_outside")
    admit(session, actor, person_id, plan)


def _note(session: Session, actor: Actor, action: str, row: PlanRequest, person_id: PersonId) -> None:
    record(session, actor, action, ("plan_request", row.id), about=person_id, plan=row.plan_id, answer=row.answer or "")


def _answer(answer: str, *, granted: bool) -> str:
    words = answer.strip()
    if not words and not granted:
        raise Invalid("answer_missing")
    if len(words) > LONGEST_WORDS:
        raise Invalid("words_too_long", most=LONGEST_WORDS)
    return words


def _write(
    session: Session, who: PersonView, plan: Plan, answer: str, settings: Settings, request_id: int, *, granted: bool
) -> None:
    _ = catalogue(who.language).gettext
    if granted:
        subject = _("You are in the training plan “%(plan)s”")
        text = _("You asked to be let into the training plan “%(plan)s”. You are: its courses are under “My learning”.")
    else:
        subject = _("The training plan “%(plan)s”: your request was refused")
        text = _("You asked to be let into the training plan “%(plan)s”. It was refused.")
    issuer = settings.issuer_en if who.language == "en" else settings.issuer_bg
    project = projects.of_plan(session, plan.id)
    paid = [f"{_(label)}: {words}" for label, words in projects.lines(project, who.language)] if project else []
    paragraphs = [_("Dear %(name)s,") % {"name": who.name}, text % {"plan": plan.name}, answer, issuer, "\n".join(paid)]
    send(
        session,
        to=who.email,
        subject=subject % {"plan": plan.name},
        text="\n\n".join(filter(None, paragraphs)) + "\n",
        key=f"plan_request:{request_id}",
        person_id=who.id,
    )


def _waiting(actor: Actor) -> Select[PlanRequest, Person, str, str]:
    return _all(actor).where(PlanRequest.decided_at.is_(None))


def _all(actor: Actor) -> Select[PlanRequest, Person, str, str]:
    """Of plans in reach, by people in reach."""
    home = aliased(Organisation)
    return (
        select(PlanRequest, Person, home.name.label("unit"), Plan.name.label("plan"))
        .join(Person, Person.id == PlanRequest.person_id)
        .outerjoin(home, home.id == Person.organisation_id)
        .join(Plan, Plan.id == PlanRequest.plan_id)
        .join(Organisation, Organisation.id == Plan.organisation_id)
        .where(within(actor, NEEDED), within_scope(actor, NEEDED))
    )


def _view(row: PlanRequest, who: Person, unit: str, plan: str) -> RequestView:
    return RequestView(row.id, PersonId(who.id), full_name(who), unit, row.plan_id, plan, row.words, row.asked_at)
