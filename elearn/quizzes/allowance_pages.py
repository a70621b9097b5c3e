"""What was allowed to people beyond the rules of tests, as those who may allow it see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Row, Select, cast, literal, null, select, tuple_, union_all
from sqlalchemy.orm import Session, aliased

from elearn.content.model import Language, Outline
from elearn.db import Instant
from elearn.enrolment.models import Enrolment
from elearn.people.models import Person
from elearn.people.queries import full_name, within_scope
from elearn.permissions import Actor, Permission
from elearn.publishing import library
from elearn.publishing.queries import catalogue, pointers
from elearn.quizzes.models import AttemptGrant, TimeAllowance

PAGE = 50

_time = select(
    TimeAllowance.granted_at.label("at"),
    literal("time").label("kind"),
    TimeAllowance.id.label("number"),
    TimeAllowance.enrolment_id,
    TimeAllowance.quiz_id,
    TimeAllowance.percent,
    TimeAllowance.minutes,
    TimeAllowance.reason,
    TimeAllowance.granted_by,
)
_attempts = select(
    AttemptGrant.granted_at,
    literal("attempt"),
    AttemptGrant.id,
    AttemptGrant.enrolment_id,
    AttemptGrant.quiz_id,
    cast(null(), BigInteger),
    cast(null(), BigInteger),
    AttemptGrant.reason,
    AttemptGrant.granted_by,
)
_given = union_all(_time, _attempts).subquery("given")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the list, newest first: what stands after it is older."""

    at: datetime
    kind: str
    number: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}|{self.kind}|{self.number}"

    @classmethod
    def of(cls, text: str) -> "Mark | None":
        """None for what no page of ours has sent."""
        at, _, rest = text.partition("|")
        kind, _, number = rest.partition("|")
        try:
            mark = cls(datetime.fromisoformat(at), kind, int(number[:19]))
        except ValueError:
            return None
        return mark if mark.at.tzinfo is not None and mark.number < 2**63 else None


@dataclass(frozen=True, slots=True)
class Given:
    """One allowance. `attempt` is one more attempt; otherwise `percent` or `minutes` of time. `by` may be empty."""

    at: datetime
    attempt: bool
    person: str
    course: Mapping[Language, str]
    test: Mapping[Language, str] | None
    """None for every test of the course."""
    percent: int | None
    minutes: int | None
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Listing:
    """`older` is the mark of the next page, or empty."""

    rows: tuple[Given, ...]
    older: str


@dataclass(frozen=True, slots=True)
class TestOption:
    """A test that can be chosen; `minutes` is its limit."""

    value: str
    title: Mapping[Language, str]
    minutes: int | None


@dataclass(frozen=True, slots=True)
class CourseOptions:
    slug: str
    title: Mapping[Language, str]
    language: Language
    tests: tuple[TestOption, ...]


def listing(session: Session, actor: Actor, after: Mark | None) -> Listing:
    """What was given to people whom the actor may give to, newest first, a page at a time."""
    found = session.execute(_query(actor, after).limit(PAGE + 1)).all()
    outlines = {one.course_slug: library.outline(session, one.snapshot_id) for one in pointers(session)}
    rows = tuple(_row(row, outlines[row.course_slug]) for row in found[:PAGE])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Listing(rows, "" if last is None else str(Mark(last.at, last.kind, last.number)))


def options(session: Session) -> Sequence[CourseOptions]:
    """Every test of every course that is given now. A value is `course|test`; `course|` stands for all of them."""
    return [
        CourseOptions(
            offer.outline.slug,
            offer.outline.title,
            offer.outline.language,
            tuple(
                TestOption(f"{offer.outline.slug}|{quiz.id}", quiz.title, quiz.rules.time_minutes)
                for quiz in offer.outline.quizzes()
            ),
        )
        for offer in catalogue(session)
    ]


def _query(actor: Actor, after: Mark | None) -> Select[*tuple[Any, ...]]:
    giver = aliased(Person, name="giver")
    query = (
        select(_given, Enrolment.course_slug, Person, giver)
        .join(Enrolment, Enrolment.id == _given.c.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(giver, giver.id == _given.c.granted_by)
        .where(within_scope(actor, Permission.ATTEMPT_GRANT))
        .order_by(_given.c.at.desc(), _given.c.kind.desc(), _given.c.number.desc())
    )
    if after is None:
        return query
    mark = tuple_(literal(after.at, Instant()), literal(after.kind), literal(after.number))
    return query.where(tuple_(_given.c.at, _given.c.kind, _given.c.number) < mark)


def _row(row: Row[*tuple[Any, ...]], outline: Outline) -> Given:
    return Given(
        at=row.at,
        attempt=row.kind == "attempt",
        person=full_name(row.Person),
        course=outline.title,
        test=None if row.quiz_id is None else _title(outline, row.quiz_id),
        percent=row.percent,
        minutes=row.minutes,
        reason=row.reason,
        by="" if row.giver is None else full_name(row.giver),
    )


def _title(outline: Outline, quiz_id: str) -> Mapping[Language, str]:
    """The title of a test under its id of today or a former one; its id where it is gone."""
    for quiz in outline.quizzes():
        if quiz_id in (quiz.id, *quiz.formerly):
            return quiz.title
    return {outline.language: quiz_id}
