"""What waits for a coordinator's decision: how many of each kind, and who."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from elearn.content.model import Outline, QuizOutline
from elearn.coordinating.queries import NEEDED, Circle, counted, within
from elearn.enrolment.models import Enrolment
from elearn.ids import PersonId
from elearn.mail.models import Letter, LetterState
from elearn.people.models import Credential, Organisation, Person
from elearn.people.queries import full_name
from elearn.people.reach import within as reached
from elearn.plans.models import Plan, PlanRequest
from elearn.progress import models as progress
from elearn.progress.models import Completion, CompletionReview, Progress
from elearn.publishing.queries import catalogue
from elearn.quizzes.models import Attempt, AttemptGrant, AttemptState

Rows = Select[*tuple[Any, ...]]


class Kind(StrEnum):
    """In the order of the list: what holds a learner up comes before what is only untidy."""

    EXHAUSTED = "exhausted"
    REQUESTS = "requests"
    REVIEWS = "reviews"
    LETTERS = "letters"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Matter:
    """So many of a kind wait, the oldest since `since`."""

    kind: Kind
    count: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Case:
    """One of them. `number`: of its attempt, request, review, letter or person. `about`: the plan's name or the subject
    of the letter; `note`: the words of who asks, or the address."""

    number: int
    person_id: PersonId
    name: str
    email: str
    unit: str
    since: datetime
    course: str
    test: str
    about: str
    note: str


def matters(session: Session, circle: Circle, today: date) -> Sequence[Matter]:
    """Each kind of which there is any."""
    found = []
    for kind in Kind:
        each = _rows(session, circle, today, kind).subquery()
        count, since = session.execute(select(func.count(), func.min(each.c.since))).one()
        if count:
            found.append(Matter(kind, count, since))
    return found


def count(session: Session, circle: Circle, today: date, kind: Kind) -> int:
    """How many wait of one kind."""
    each = _rows(session, circle, today, kind).subquery()
    return session.scalar(select(func.count()).select_from(each)) or 0


def cases(session: Session, circle: Circle, today: date, kind: Kind, first: int, size: int) -> Sequence[Case]:
    """Those of one kind, the oldest first."""
    columns = _rows(session, circle, today, kind)
    each = columns.subquery()
    query = (
        select(each, Person, Organisation.name.label("unit"))
        .join(Person, Person.id == each.c.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .order_by(each.c.since, each.c.number)
    )
    return [_case(row) for row in session.execute(query.offset(first).limit(size))]


def _case(row: Any) -> Case:
    return Case(
        number=row.number,
        person_id=PersonId(row.Person.id),
        name=full_name(row.Person),
        email=row.Person.email or "",
        unit=row.unit or "",
        since=row.since,
        course=row.course or "",
        test=row.test or "",
        about=row.about or "",
        note=row.note or "",
    )


def _rows(session: Session, circle: Circle, today: date, kind: Kind) -> Rows:
    """Columns person_id, number, since, course, test, about, note."""
    whose = within(circle, today)
    if kind is Kind.EXHAUSTED:
        return _exhausted(session).where(whose)
    if kind is Kind.REQUESTS:
        return _requests(circle).where(whose)
    simple = {Kind.REVIEWS: _reviews, Kind.LETTERS: _letters, Kind.NEVER: _never}
    return simple[kind]().where(whose)


def _columns(
    number: Any, since: Any, *, course: Any = None, test: Any = None, about: Any = None, note: Any = None
) -> Rows:
    told = {"course": course, "test": test, "about": about, "note": note}
    texts = (func.coalesce(given, "").label(name) for name, given in told.items())
    return select(Person.id.label("person_id"), number.label("number"), since.label("since"), *texts)


def _exhausted(session: Session) -> Rows:
    """Whose last attempt at a test that is asked for was not enough, and there is no other. By today's limits."""
    limits = [
        and_(
            Attempt.course_slug == offer.outline.slug,
            Attempt.quiz_id == quiz.id,
            Attempt.number >= quiz.rules.attempts + _given(),
        )
        for offer in catalogue(session)
        for quiz in _wanted(offer.outline)
        if quiz.rules.attempts is not None
    ]
    other = aliased(Attempt)
    same = and_(other.enrolment_id == Attempt.enrolment_id, other.quiz_id == Attempt.quiz_id)
    stands = exists().where(same, or_(other.number > Attempt.number, other.passed.is_(True)))
    unmet = or_(Progress.state.is_(None), Progress.state != progress.State.COMPLETED)
    return (
        _columns(Attempt.id, Attempt.graded_at, course=Attempt.course_slug, test=Attempt.quiz_id)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .join(Attempt, Attempt.enrolment_id == Enrolment.id)
        .outerjoin(Progress, Progress.enrolment_id == Enrolment.id)
        .where(counted(), Enrolment.exempted_on.is_(None), Enrolment.credited_on.is_(None), unmet)
        .where(Attempt.state == AttemptState.GRADED, Attempt.passed.is_(False), or_(false(), *limits), ~stands)
    )


def _wanted(outline: Outline) -> Sequence[QuizOutline]:
    """The tests that the course asks for."""
    asked = outline.completion
    return [quiz for quiz in outline.quizzes() if (asked.exam if quiz == outline.exam else asked.quizzes)]


def _given() -> Any:
    """How many more attempts were given."""
    given = select(func.count()).where(
        AttemptGrant.enrolment_id == Attempt.enrolment_id, AttemptGrant.quiz_id == Attempt.quiz_id
    )
    return given.correlate(Attempt).scalar_subquery()


def _requests(circle: Circle) -> Rows:
    """Of plans that the actor may decide about."""
    return (
        _columns(PlanRequest.id, PlanRequest.asked_at, about=Plan.name, note=PlanRequest.words)
        .join(PlanRequest, PlanRequest.person_id == Person.id)
        .join(Plan, Plan.id == PlanRequest.plan_id)
        .join(Organisation, Organisation.id == Plan.organisation_id)
        .where(PlanRequest.decided_at.is_(None), reached(circle.actor, NEEDED))
    )


def _reviews() -> Rows:
    return (
        _columns(CompletionReview.id, CompletionReview.raised_at, course=Enrolment.course_slug)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .join(Completion, Completion.enrolment_id == Enrolment.id)
        .join(CompletionReview, CompletionReview.completion_id == Completion.id)
        .where(CompletionReview.settled_at.is_(None))
    )


def _letters() -> Rows:
    return (
        _columns(Letter.id, Letter.created_at, about=Letter.subject, note=Letter.to)
        .join(Letter, Letter.person_id == Person.id)
        .where(Letter.state == LetterState.FAILED)
    )


def _never() -> Rows:
    """Who has never signed in, as nobody does without a password, though there is something to learn."""
    signed_in = exists().where(Credential.person_id == Person.id)
    asked = exists().where(Enrolment.person_id == Person.id, Enrolment.withdrawn_at.is_(None))
    return _columns(Person.id, Person.created_at).where(~signed_in, asked)
