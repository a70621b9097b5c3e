"""How downstream hears of upstream: facts, announced at once, in the caller's transaction.

Handlers are wired in `wiring.py`, run in order, flush only; an exception undoes everything.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from elearn.ids import AttemptId, EnrolmentId, OrganisationId, PersonId, QuizId
from elearn.permissions import Actor


@dataclass(frozen=True)
class Fact:
    """A fact that has just been stored. `actor` caused it."""

    actor: Actor


@dataclass(frozen=True)
class Event(Fact):
    """A fact about somebody in a course."""

    enrolment_id: EnrolmentId


@dataclass(frozen=True)
class ManyEvent(Fact):
    """A fact about many people in courses."""

    enrolment_ids: tuple[EnrolmentId, ...]


@dataclass(frozen=True)
class PersonEvent(Fact):
    """A fact about somebody, whatever they study."""

    person_id: PersonId


@dataclass(frozen=True)
class UnitEvent(Fact):
    """A fact about a unit of the tree of organisations."""

    unit_id: OrganisationId


@dataclass(frozen=True)
class UnitMoved(UnitEvent):
    """A unit, with everything and everybody below it, stands under another one now."""


@dataclass(frozen=True)
class PersonChanged(PersonEvent):
    """Somebody was added, got another unit, position or day of joining, left, or came back."""


@dataclass(frozen=True)
class NameCorrected(PersonEvent):
    """A name was wrong and has been put right; what carries it as it was is to be made anew."""


@dataclass(frozen=True)
class PersonMerged(PersonEvent):
    """`person_id` turned out to be the same human being as `into_id`, who takes over everything."""

    into_id: PersonId


@dataclass(frozen=True)
class EnrolmentChanged(Event):
    """Someone was enrolled, or an enrolment's course, cycle or state changed."""


@dataclass(frozen=True)
class EnrolmentsMade(ManyEvent):
    """People were enrolled many at once; nothing has been done under these enrolments yet."""


@dataclass(frozen=True)
class LessonMarked(Event):
    """A lesson is done: its self-checks are answered, or it was marked."""


@dataclass(frozen=True)
class AttemptSubmitted(Event):
    """An attempt has ended and waits for somebody who marks its essays."""

    attempt_id: AttemptId
    quiz_id: QuizId


@dataclass(frozen=True)
class AttemptGraded(Event):
    """An attempt has its grade."""

    attempt_id: AttemptId
    quiz_id: QuizId


@dataclass(frozen=True)
class AttemptRegraded(Event):
    """A regrade changed what an attempt earned, or whether it passed: `was_passed` before, `passed` now."""

    attempt_id: AttemptId
    quiz_id: QuizId
    was_passed: bool
    passed: bool


@dataclass(frozen=True)
class CourseCompleted(Event):
    """A completion was stored."""

    completion_id: int


@dataclass(frozen=True)
class CertificateIssued(Event):
    """A certificate has its number; its PDF follows."""

    certificate_id: int


class SessionLike(Protocol):
    """What a handler is given; services know it as sqlalchemy.orm.Session."""

    def flush(self) -> None: ...


Handler = Callable[[Any, Any], None]
"""Called as handler(session, event)."""

_handlers: dict[type[Fact], tuple[Handler, ...]] = {}


class Unwired(RuntimeError):
    """An event class without an entry in the wiring: refused at start-up."""


def known() -> set[type[Fact]]:
    """Every event class."""
    return {event for about in Fact.__subclasses__() for event in about.__subclasses__()}


def connect(table: Mapping[type[Fact], Sequence[Handler]]) -> None:
    """Wire the process. Every event class must stand in the table, with no handlers if nobody listens."""
    missing = [event.__name__ for event in known() if event not in table]
    if missing:
        raise Unwired(f"no entry in wiring.py for: {', '.join(sorted(missing))}")
    _handlers.clear()
    _handlers.update({event: tuple(handlers) for event, handlers in table.items()})


def announce(session: SessionLike, event: Fact) -> None:
    """Call the handlers of the event's class, in order, in the caller's session."""
    session.flush()
    for handler in _handlers[type(event)]:
        handler(session, event)
