"""How pages call whose attempt it is: by name, or by the code that its markers see where the test is anonymous."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.ids import AttemptId, QuizId, SnapshotId
from elearn.marking.rules import code
from elearn.people.models import Person
from elearn.people.queries import full_name
from elearn.publishing import library
from elearn.quizzes.drawing import outline_of
from elearn.quizzes.models import Attempt

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Who:
    """A name, or a code where the test is `anonymous`: then nothing else that leads to the person may stand by it."""

    words: str
    anonymous: bool


def named(session: Session, attempt_ids: Iterable[AttemptId]) -> Mapping[AttemptId, Who]:
    """By attempt."""
    found: dict[AttemptId, Who] = {}
    for batch in batches(sorted(set(attempt_ids))):
        query = select(Attempt, Person).join(Person, Person.id == Attempt.person_id).where(Attempt.id.in_(batch))
        found |= {AttemptId(attempt.id): _who(session, attempt, person) for attempt, person in session.execute(query)}
    return found


def batches(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    """As many as one statement asks for."""
    return (ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE))


def _who(session: Session, attempt: Attempt, person: Person) -> Who:
    outline = library.outline(session, SnapshotId(attempt.snapshot_id))
    if outline_of(outline, QuizId(attempt.quiz_id)).rules.anonymous:
        return Who(code(attempt.seed), anonymous=True)
    return Who(full_name(person), anonymous=False)
