"""What a graded attempt says: objective by objective, what to read again, and what may be looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from elearn import clock
from elearn.content.model import Language, LessonOutline, ModuleOutline, Outline, QuizOutline
from elearn.ids import EnrolmentId, PersonId, QuizId
from elearn.publishing import library
from elearn.publishing.queries import pointer
from elearn.questions.grading import passed, points_to_pass, total, whole_percent
from elearn.quizzes import meeting, queries, rules
from elearn.quizzes.queries import Asked, Sitting
from elearn.quizzes.rules import Standing


@dataclass(frozen=True, slots=True)
class Part:
    """An objective's share of an attempt. `title` is None for questions without objective; points are hundredths."""

    title: Mapping[Language, str] | None
    points: int
    max_points: int
    lessons: tuple[LessonOutline, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`missed` and `known` part the objectives by the test's own pass mark. `missing` points are hundredths.

    `review` is "open", "key" (with right answers), "closed" by the test's policy, or "busy" while the person has
    another attempt open that can ask the same questions, see `meeting`. `ever_passed`: by this attempt or another.
    """

    percent: int
    pass_points: int
    missing: int
    missed: tuple[Part, ...]
    known: tuple[Part, ...]
    review: str
    ever_passed: bool
    standing: Standing


def outcome(session: Session, sitting: Sitting) -> Outcome:
    """The outcome of a graded attempt. Four SELECTs.

    The attempt is judged by its own edition; what comes next goes by the rules published now, as starting does.
    """
    attempt, points = sitting.attempt, sitting.attempt.points or 0
    enrolment_id = EnrolmentId(attempt.enrolment_id)
    quiz = _today(session, sitting)
    past = queries.past(session, enrolment_id, quiz)
    ever_passed = any(one.passed for one in past)
    parts = _parts(sitting)
    known = tuple(part for part in parts if passed(part.points, part.max_points, attempt.pass_percent))
    return Outcome(
        percent=whole_percent(points, attempt.max_points),
        pass_points=points_to_pass(attempt.max_points, attempt.pass_percent),
        missing=max(0, points_to_pass(attempt.max_points, attempt.pass_percent) - points),
        missed=tuple(part for part in parts if part not in known),
        known=known,
        review=_review(session, sitting, ever_passed=ever_passed),
        ever_passed=ever_passed,
        standing=queries.standing(session, enrolment_id, quiz, past, clock.now()),
    )


def _today(session: Session, sitting: Sitting) -> QuizOutline:
    """The test as published now; as it was taken where the course no longer has it."""
    found = pointer(session, sitting.slug)
    quizzes = library.outline(session, found.snapshot_id).quizzes() if found is not None else ()
    taken = sitting.quiz.id
    renamed = (quiz for quiz in quizzes if taken in quiz.formerly)
    return next((quiz for quiz in quizzes if quiz.id == taken), None) or next(renamed, sitting.quiz)


def _review(session: Session, sitting: Sitting, *, ever_passed: bool) -> str:
    if not rules.may_review(sitting.quiz.rules, passed=ever_passed):
        return "closed"
    person_id, questions = PersonId(sitting.attempt.person_id), [asked.question for asked in sitting.asked]
    if meeting.met_in(session, person_id, sitting.outline, sitting.quiz, questions) is not None:
        return "busy"
    return "key" if rules.may_see_key(sitting.quiz.rules, passed=ever_passed) else "open"


def _parts(sitting: Sitting) -> tuple[Part, ...]:
    """In the order of the course: by module, then by the module's list of objectives."""
    grouped: dict[tuple[int, str], list[Asked]] = {}
    for asked in sitting.asked:
        if asked.question.points and asked.counts:
            grouped.setdefault(_place(sitting.outline, asked), []).append(asked)
    ordered = sorted(grouped, key=lambda place: _rank(sitting.outline, *place))
    return tuple(_part(sitting.outline, place, grouped[place]) for place in ordered)


def _rank(outline: Outline, index: int, objective: str) -> tuple[int, int]:
    if index < 0:
        return len(outline.modules), 0
    known = list(outline.modules[index].objectives)
    return index, known.index(objective) if objective else len(known)


def _place(outline: Outline, asked: Asked) -> tuple[int, str]:
    """The index of the module whose objective a question serves (-1 for none), and the objective ("" for none)."""
    home = _home(outline, asked.sheet.quiz)
    objective = asked.question.objective
    if objective is None:
        return home, ""
    candidates = [home, *range(len(outline.modules))] if home >= 0 else range(len(outline.modules))
    for index in candidates:
        if objective in outline.modules[index].objectives:
            return index, objective
    return home, ""


def _home(outline: Outline, quiz_id: QuizId) -> int:
    for index, module in enumerate(outline.modules):
        if module.quiz is not None and module.quiz.id == quiz_id:
            return index
    return -1


def _part(outline: Outline, place: tuple[int, str], asked: Iterable[Asked]) -> Part:
    questions = list(asked)
    points = total(one.given.points or 0 for one in questions)
    of = sum(one.question.points for one in questions)
    index, objective = place
    if index < 0:
        return Part(None, points, of, ())
    module = outline.modules[index]
    if not objective:
        return Part(module.title, points, of, module.lessons)
    return Part(module.objectives[objective], points, of, _serving(module, objective))


def _serving(module: ModuleOutline, objective: str) -> tuple[LessonOutline, ...]:
    """The lessons that state the objective; where none does, all of the module."""
    return tuple(lesson for lesson in module.lessons if objective in lesson.objectives) or module.lessons
