"""Many graded attempts at once, written row by row as grading leaves them: for what reads thousands."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import count

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.content.questions import Question
from elearn.content.terms import Counts
from elearn.enrolment.models import Enrolment, Origin
from elearn.ids import CourseSlug, QuestionId, QuizId
from elearn.people.models import Person
from elearn.publishing import library
from elearn.publishing.queries import current
from elearn.questions.answers import Answer
from elearn.questions.grading import grade, passed, total
from elearn.quizzes import drawing
from elearn.quizzes.models import Attempt, AttemptState, EndedBy, Response

SLUG, BASICS = CourseSlug("sample"), QuizId("basics/quiz")
Answers = Mapping[str, Answer | None]
"""By a question's own id; a question left out is left unanswered."""

_numbers = count(1)


def takers(session: Session, many: int, slug: CourseSlug = SLUG) -> list[tuple[int, int]]:
    """So many people enrolled in the course: enrolment and person."""
    names = [f"many{next(_numbers)}@example.org" for _ in range(many)]
    now = clock.now()
    blank = dict.fromkeys(("middle", "latin_given", "latin_middle", "latin_family"), "")
    person = {
        **blank,
        "given": "Мария",
        "family": "Тайнова",
        "sort_name": "тайнова мария",
        "demo": False,
        "created_at": now,
    }
    session.execute(insert(Person), [{**person, "email": name} for name in names])
    people = session.scalars(select(Person.id).where(Person.email.in_(names)).order_by(Person.id)).all()
    enrolment = {"course_slug": slug, "cycle": 1, "source": Origin.COORDINATOR, "created_at": now}
    session.execute(insert(Enrolment), [{**enrolment, "person_id": one} for one in people])
    found = select(Enrolment.id, Enrolment.person_id).where(Enrolment.person_id.in_(people))
    return [(row[0], row[1]) for row in session.execute(found.order_by(Enrolment.id))]


def take(
    session: Session,
    who: Sequence[tuple[int, int]],
    answers: Sequence[Answers],
    *,
    quiz_id: QuizId = BASICS,
    number: int = 1,
    state: AttemptState = AttemptState.GRADED,
    asked: Sequence[Sequence[QuestionId]] | None = None,
    slug: CourseSlug = SLUG,
) -> list[int]:
    """An attempt of each at the course's current edition: `answers[i]` of `who[i]`. `asked`: what each drew; by default
    every question of the test. The ids of the attempts."""
    room = _Room(session, slug, quiz_id, number, state)
    drawn = asked if asked is not None else [room.every] * len(who)
    return [room.attempt(*pair, each, given) for pair, each, given in zip(who, drawn, answers, strict=True)]


class _Room:
    """Where a test is taken: what an attempt at it asks, and the state it is left in."""

    def __init__(self, session: Session, slug: CourseSlug, quiz_id: QuizId, number: int, state: AttemptState) -> None:
        self._session = session
        self._slug = slug
        self._snapshot = current(session, slug)
        self._quiz = quiz_id
        self._number = number
        self._state = state
        self._asked: dict[QuestionId, tuple[QuizId, Question]] = {}
        for one in library.outline(session, self._snapshot).quizzes():
            for unit in drawing.units(library.quiz(session, self._snapshot, one.id)):
                self._asked |= {question.id: (one.id, question) for question in drawing.questions(unit)}
        self.every = [name for name, (quiz, _) in self._asked.items() if quiz == quiz_id]

    def attempt(self, enrolment: int, person: int, drawn: Sequence[QuestionId], given: Answers) -> int:
        asked = [self._asked[name] for name in drawn]
        answers = [given.get(question.id.partition("#")[2]) for _, question in asked]
        marks = [grade(one, answer).points for (_, one), answer in zip(asked, answers, strict=True)]
        most = sum(question.points for _, question in asked)
        row = {
            "enrolment_id": enrolment,
            "person_id": person,
            "course_slug": self._slug,
            "quiz_id": self._quiz,
            "number": self._number,
            "snapshot_id": self._snapshot,
            "seed": "0" * 64,
            "paper": [drawing.Sheet(one.id, source, ()).as_json() for source, one in asked],
            "max_points": most,
            "pass_percent": 80,
            "counts": Counts.BEST,
            "started_at": clock.now() - timedelta(minutes=5),
            **self._ended(total(marks), most),
        }
        attempt_id = self._session.scalars(insert(Attempt).returning(Attempt.id), [row]).one()
        self._answer(attempt_id, drawn, answers, marks)
        return int(attempt_id)

    def _ended(self, earned: int, most: int) -> dict[str, object]:
        ended, graded = self._state is not AttemptState.OPEN, self._state is AttemptState.GRADED
        return {
            "state": self._state,
            "submitted_at": clock.now() if ended else None,
            "ended_by": EndedBy.LEARNER if ended else None,
            "graded_at": clock.now() if graded else None,
            "points": earned if graded else None,
            "passed": passed(earned, most, 80) if graded else None,
        }

    def _answer(
        self, attempt_id: int, drawn: Sequence[QuestionId], answers: Sequence[Answer | None], marks: Sequence[int]
    ) -> None:
        shared = {"attempt_id": attempt_id, "revision": 1, "flagged": False}
        graded = self._state is AttemptState.GRADED
        rows = [
            {**shared, "position": at, "question_id": name, "answer": answer, "points": points if graded else None}
            for at, (name, answer, points) in enumerate(zip(drawn, answers, marks, strict=True), start=1)
        ]
        self._session.execute(insert(Response), rows)
