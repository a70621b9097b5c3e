"""What became of an attempt after it was graded: lent to the pages of results, which lie upstream."""

from collections.abc import Sequence

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from elearn.ids import AttemptId, QuestionId, QuizId, SnapshotId
from elearn.quizzes.drawing import Sheet
from elearn.quizzes.models import Attempt
from elearn.quizzes.slots import History, Objecting, Regrading
from elearn.regrading import queries
from elearn.regrading.models import Policy, Regrade, Regraded
from elearn.regrading.versions import history_at


def of_attempt(session: Session, attempt_id: AttemptId) -> History:
    """Regrades that changed it, and its objections. Two SELECTs where there is nothing to tell."""
    rows = changes(session, attempt_id)
    positions = _positions(session, attempt_id) if rows else {}
    regradings = tuple(_regrading(line, positions.get(_id_in(session, row, positions), 0), row) for line, row in rows)
    objections = (
        Objecting(position, one.created_at, one.upheld, one.answer, one.answered_at)
        for position, one in queries.of_attempt(session, attempt_id).items()
    )
    return History(regradings, tuple(objections))


def changes(session: Session, attempt_id: AttemptId) -> Sequence[Row[Regraded, Regrade]]:
    """The decisions that changed something in the attempt, the earliest first, with what they changed. One SELECT."""
    return session.execute(
        select(Regraded, Regrade)
        .join(Regrade, Regrade.id == Regraded.regrade_id)
        .where(Regraded.attempt_id == attempt_id, queries.changed())
        .order_by(Regraded.id)
    ).all()


def question_points(line: Regraded, row: Regrade) -> tuple[int | None, int | None]:
    """What the question earned before and after, None where it does not count: one that is dropped leaves the maximum,
    one that counts again comes back into it."""
    dropped, again = line.max_after < line.max_before, line.max_after > line.max_before
    return (
        None if again else line.question_before,
        None if dropped or row.policy is Policy.DROP else line.question_after,
    )


def _positions(session: Session, attempt_id: AttemptId) -> dict[str, int]:
    """By the question's id in the attempt."""
    paper = session.get_one(Attempt, attempt_id).paper
    return {Sheet.of_json(sheet).question: position for position, sheet in enumerate(paper, start=1)}


def _id_in(session: Session, row: Regrade, positions: dict[str, int]) -> str:
    """The id under which the attempt knows the question: it may have been renamed since."""
    if row.question_id in positions:
        return row.question_id
    named = history_at(session, SnapshotId(row.snapshot_id), QuizId(row.quiz_id), QuestionId(row.question_id)).ids
    return next((one for one in named if one in positions), row.question_id)


def _regrading(line: Regraded, position: int, row: Regrade) -> Regrading:
    before, after = question_points(line, row)
    return Regrading(
        position=position,
        at=line.at,
        reason=row.reason,
        question_before=before,
        question_after=after,
        points_before=line.points_before,
        points_after=line.points_after,
        max_before=line.max_before,
        max_after=line.max_after,
        passed_before=line.passed_before,
        passed_after=line.passed_after,
    )
