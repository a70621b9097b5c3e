"""What the database holds after a run, beside what the learners were told."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.audit.models import AuditEntry
from elearn.permissions import Via
from elearn.quizzes.models import Attempt, AttemptState, Response
from elearn.settings import Settings
from elearn.work import open_work
from tests.lab import paper
from tests.lab.running import Run
from tests.lab.takers import Journal, Told


@dataclass(frozen=True)
class Verdict:
    """Each a list of what is wrong, in words; all empty after a good run."""

    lost: list[str]
    twice: list[str]
    graded: list[str]


def verdict(settings: Settings, found: Run) -> Verdict:
    """Answers acknowledged and not in the result, things that count twice, points that are not those of the answers."""
    with open_work(settings, Via.CLI) as work, work.reading() as session:
        rows: dict[int, list[Response]] = {}
        for row in session.scalars(select(Response).order_by(Response.position)):
            rows.setdefault(row.attempt_id, []).append(row)
        attempts = {one.id: one for one in session.scalars(select(Attempt))}
        lost, twice, graded = list[str](), list(_more_than_once(session, found, attempts)), list[str]()
    for journal in found.journals:
        held = rows.get(journal.attempt_id, [])
        lost += _lost(journal, held)
        twice += _twice(journal, held)
        graded += _graded(journal, attempts.get(journal.attempt_id), held)
    return Verdict(lost, twice, graded)


def last_told(journal: Journal) -> dict[int, Told]:
    """The acknowledgement of the highest revision, by question."""
    return {one.position: one for one in sorted(journal.told, key=lambda one: one.revision)}


def _lost(journal: Journal, held: list[Response]) -> Iterator[str]:
    """Every question has an acknowledged answer, the last of them stands, and no two share a revision."""
    stands = {row.position: row for row in held}
    last = last_told(journal)
    if sorted(last) != list(range(1, paper.TOTAL + 1)):
        yield f"attempt {journal.attempt_id}: answers to {sorted(last)} alone were acknowledged"
    for position, told in last.items():
        row = stands.get(position)
        if row is None or (row.revision, row.answer) != (told.revision, told.answer):
            found = None if row is None else (row.revision, row.answer)
            yield f"attempt {journal.attempt_id}, question {position}: told {told}, found {found}"
    answers: dict[tuple[int, int], object] = {}
    for told in journal.told:
        if answers.setdefault((told.position, told.revision), told.answer) != told.answer:
            yield f"attempt {journal.attempt_id}: two answers were acknowledged as {told.position}, {told.revision}"


def _twice(journal: Journal, held: list[Response]) -> Iterator[str]:
    """One row for each question, and no more revisions than there were saves, however often each was sent."""
    if [row.position for row in held] != list(range(1, paper.TOTAL + 1)):
        yield f"attempt {journal.attempt_id} has rows for {[row.position for row in held]}"
    for row in held:
        if row.revision > journal.saves.get(row.position, 0):
            saves = journal.saves.get(row.position, 0)
            yield f"attempt {journal.attempt_id}, question {row.position}: {row.revision} revisions of {saves} saves"


def _graded(journal: Journal, attempt: Attempt | None, held: list[Response]) -> Iterator[str]:
    """The points are those that the key gives to the last acknowledged answers."""
    known = paper.known()
    due = {at: known[journal.titles[at]].worth(told.answer) for at, told in last_told(journal).items()}
    if attempt is None or attempt.state is not AttemptState.GRADED:
        yield f"attempt {journal.attempt_id} is not graded"
    elif attempt.points != sum(due.values()):
        yield f"attempt {journal.attempt_id}: {attempt.points} points are stored, {sum(due.values())} are due"
    for row in held:
        if row.points != due.get(row.position):
            yield f"attempt {journal.attempt_id}, question {row.position}: {row.points}, due {due.get(row.position)}"


def _more_than_once(session: Session, found: Run, attempts: dict[int, Attempt]) -> Iterator[str]:
    """One attempt for each learner, submitted once."""
    if sorted(attempts) != sorted(journal.attempt_id for journal in found.journals):
        yield f"{len(found.journals)} learners have {len(attempts)} attempts"
    counted = select(func.count()).where(AuditEntry.action == "attempt.submit")
    if (submitted := session.scalar(counted)) != len(found.journals):
        yield f"{len(found.journals)} attempts were submitted {submitted} times"
