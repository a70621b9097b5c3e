"""What was done under enrolments, lesson by lesson and test by test: dates, numbers of attempts, results."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.content.model import Language, LessonOutline, ModuleOutline, Outline, QuizOutline
from elearn.lessons.models import Visit
from elearn.progress.rules import Kind
from elearn.questions.grading import whole_percent
from elearn.quizzes.models import Attempt, AttemptState


@dataclass(frozen=True, slots=True)
class Step:
    """A lesson or a test. `at`: when it was done or first passed. `spared_by`: a test that took the lesson's place.

    `how` is that of a visit, empty for tests; `attempts`, `best` (whole percents, None before any was graded) and
    `waiting` (for marking) are those of a test.
    """

    kind: Kind
    title: Mapping[Language, str]
    at: datetime | None
    how: str = ""
    spared_by: Mapping[Language, str] | None = None
    attempts: int = 0
    best: int | None = None
    pass_percent: int = 0
    waiting: bool = False

    @property
    def met(self) -> bool:
        return self.at is not None or self.spared_by is not None


@dataclass(frozen=True, slots=True)
class Sat:
    """One attempt, without anything that was answered."""

    quiz_id: str
    state: AttemptState
    points: int
    max_points: int
    passed: bool
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Facts:
    """By enrolment: lessons done, and attempts in their order."""

    lessons: Mapping[int, Mapping[str, tuple[datetime, str]]]
    attempts: Mapping[int, Sequence[Sat]]


def facts(session: Session, enrolment_ids: Sequence[int]) -> Facts:
    """Two SELECTs."""
    lessons: dict[int, dict[str, tuple[datetime, str]]] = {}
    done = select(Visit.enrolment_id, Visit.lesson_id, Visit.done_at, Visit.how)
    visits = session.execute(done.where(Visit.enrolment_id.in_(enrolment_ids), Visit.done_at.is_not(None)))
    for enrolment_id, lesson_id, at, how in visits:
        if at is not None and how is not None:
            lessons.setdefault(enrolment_id, {})[lesson_id] = (at, how.value)
    attempts: dict[int, list[Sat]] = {}
    columns = (Attempt.quiz_id, Attempt.state, Attempt.points, Attempt.max_points, Attempt.passed, Attempt.submitted_at)
    sat = select(Attempt.enrolment_id, *columns).where(Attempt.enrolment_id.in_(enrolment_ids))
    for row in session.execute(sat.order_by(Attempt.enrolment_id, Attempt.quiz_id, Attempt.number)):
        one = Sat(row.quiz_id, row.state, row.points or 0, row.max_points, bool(row.passed), row.submitted_at)
        attempts.setdefault(row.enrolment_id, []).append(one)
    return Facts(lessons, attempts)


def of(outline: Outline, facts: Facts, enrolment_id: int, evidence: Mapping[str, Any] | None) -> tuple[Step, ...]:
    """The steps of an edition in order. With the evidence of a completion, the dates are those that it rests on."""
    lessons, attempts = facts.lessons.get(enrolment_id, {}), facts.attempts.get(enrolment_id, ())
    proved = _proved(evidence or {})
    return tuple(_steps(outline, lessons, attempts, proved))


def _steps(
    outline: Outline,
    lessons: Mapping[str, tuple[datetime, str]],
    attempts: Sequence[Sat],
    proved: Mapping[str, Mapping[str, Any]],
) -> Iterator[Step]:
    titles = {quiz.id: quiz.title for quiz in outline.quizzes()}
    for module in outline.modules:
        for lesson in module.lessons:
            yield _lesson(lesson, lessons, proved.get(lesson.id), titles)
        yield from (_test(Kind.QUIZ, quiz, attempts, proved.get(quiz.id)) for quiz in _own(module))
    if outline.exam is not None:
        yield _test(Kind.EXAM, outline.exam, attempts, proved.get(outline.exam.id))


def _own(module: ModuleOutline) -> Iterable[QuizOutline]:
    return () if module.quiz is None else (module.quiz,)


def _lesson(
    lesson: LessonOutline,
    done: Mapping[str, tuple[datetime, str]],
    proof: Mapping[str, Any] | None,
    titles: Mapping[Any, Mapping[Language, str]],
) -> Step:
    if proof is not None and "spared_by" in proof:
        return Step(Kind.LESSON, lesson.title, None, spared_by=titles.get(proof["spared_by"], {}))
    if proof is not None:
        return Step(Kind.LESSON, lesson.title, datetime.fromisoformat(proof["done_at"]), proof["how"])
    at, how = next((done[name] for name in (lesson.id, *lesson.formerly) if name in done), (None, ""))
    return Step(Kind.LESSON, lesson.title, at, how)


def _test(kind: Kind, quiz: QuizOutline, attempts: Sequence[Sat], proof: Mapping[str, Any] | None) -> Step:
    mine = [one for one in attempts if one.quiz_id in (quiz.id, *quiz.formerly)]
    graded = [one for one in mine if one.state is AttemptState.GRADED]
    passed = next((one.submitted_at for one in graded if one.passed), None)
    return Step(
        kind,
        quiz.title,
        datetime.fromisoformat(proof["passed_at"]) if proof is not None else passed,
        attempts=len(mine),
        best=max((whole_percent(one.points, one.max_points) for one in graded), default=None),
        pass_percent=quiz.rules.pass_percent,
        waiting=any(one.state is AttemptState.SUBMITTED for one in mine),
    )


def _proved(evidence: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The evidence's lines by lesson or test, see progress.evidence."""
    exam = evidence.get("exam")
    tests = [*(evidence.get("quizzes") or ()), *([exam] if exam else ())]
    return {line["lesson"]: line for line in evidence.get("lessons") or ()} | {line["quiz"]: line for line in tests}
