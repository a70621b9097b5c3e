"""Building an attempt's paper anew: from its seed, the edition it was taken against and the papers before it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from elearn.errors import NotFound
from elearn.ids import AttemptId, EnrolmentId, QuizId, SnapshotId
from elearn.publishing import library
from elearn.questions import labels
from elearn.quizzes import drawing, earlier, service
from elearn.quizzes.drawing import Sheet
from elearn.quizzes.models import Attempt


@dataclass(frozen=True, slots=True)
class Line:
    """A question of a paper. `order` are the places in the author's order (from 1) as shown; empty where none move."""

    position: int
    question: str
    quiz: str
    title: str
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """The paper as built anew, the stored one, and whether both ask the same in the same order.

    `earlier` counts the attempts whose papers were looked at. `seed_ours`: the seed is what the secret in use now gives
    for this attempt, so that nobody has chosen it; false also where the secret was changed since.
    """

    attempt: int
    course: str
    quiz: str
    number: int
    snapshot: int
    edition: str
    seed: str
    seed_ours: bool
    earlier: int
    equal: bool
    rebuilt: tuple[Line, ...]
    stored: tuple[Line, ...]


def replay(session: Session, attempt_id: AttemptId, *, secret: str) -> Replay:
    """The draw of any attempt, done again; nothing of what was stored for it but the seed goes in.

    Titles are in the course's own language. Raises NotFound("attempt_unknown").
    """
    attempt = session.get(Attempt, attempt_id)
    if attempt is None:
        raise NotFound("attempt_unknown")
    snapshot_id = SnapshotId(attempt.snapshot_id)
    outline = library.outline(session, snapshot_id)
    quiz = drawing.outline_of(outline, QuizId(attempt.quiz_id))
    seen = earlier.asked_before(session, EnrolmentId(attempt.enrolment_id), quiz, attempt.number)
    rebuilt = service.draw(session, snapshot_id, outline, quiz, attempt.seed, seen)
    stored = tuple(Sheet.of_json(sheet) for sheet in attempt.paper)
    return Replay(
        attempt=attempt.id,
        course=attempt.course_slug,
        quiz=attempt.quiz_id,
        number=attempt.number,
        snapshot=attempt.snapshot_id,
        edition=outline.edition,
        seed=attempt.seed,
        seed_ours=attempt.seed == drawing.seed_of(secret, attempt_id),
        earlier=len(seen),
        equal=rebuilt == stored,
        rebuilt=_lines(session, snapshot_id, rebuilt, outline.language),
        stored=_lines(session, snapshot_id, stored, outline.language),
    )


def _lines(session: Session, snapshot_id: SnapshotId, paper: tuple[Sheet, ...], language: str) -> tuple[Line, ...]:
    return tuple(_line(session, snapshot_id, position, sheet, language) for position, sheet in enumerate(paper, 1))


def _line(session: Session, snapshot_id: SnapshotId, position: int, sheet: Sheet, language: str) -> Line:
    """A stored question that the edition does not hold has no title: it can only come of a changed database."""
    try:
        question, _case = drawing.find(library.quiz(session, snapshot_id, sheet.quiz), sheet.question)
    except NotFound:
        return Line(position, sheet.question, sheet.quiz, "", sheet.order)
    places = {place: number for number, place in enumerate(labels.positions(question), 1)}
    order = tuple(places.get(place, 0) for place in sheet.order)
    return Line(position, sheet.question, sheet.quiz, _title(question.title, language), order)


def _title(titles: Mapping[str, str], language: str) -> str:
    return " ".join(titles.get(language, "").split())
