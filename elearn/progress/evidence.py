"""The facts that met each rule, as a completion stores them. Pure: facts in, a JSON value out.

Shape: `{"lessons": [{"lesson", "visit", "how", "done_at", "snapshot"} | {"lesson", "spared_by", "attempt"}],
"quizzes": [{"quiz", "attempt", "passed_at", "counted", "points", "max_points"}], "exam": the same or null,
"due": day or null, "late": bool}`. `attempt` is the first that passed, `counted` the one whose points count. Points
are hundredths; instants ISO 8601 in UTC. A rule that the course does not state is null instead of a list.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from elearn import clock
from elearn.content.model import LessonOutline, ModuleOutline, Outline, QuizOutline
from elearn.ids import AttemptId, LessonId, QuizId, SnapshotId


@dataclass(frozen=True, slots=True)
class LessonFact:
    """A stored visit with its lesson done."""

    visit_id: int
    snapshot_id: SnapshotId
    done_at: datetime
    how: str


@dataclass(frozen=True, slots=True)
class QuizFact:
    """The first attempt that passed a test, and the one whose points count."""

    attempt_id: AttemptId
    passed_at: datetime
    counted_id: AttemptId
    points: int
    max_points: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is stored of one enrolment, by today's or former ids: lessons done, tests passed, tests submitted at all."""

    lessons: Mapping[LessonId, LessonFact]
    quizzes: Mapping[QuizId, QuizFact]
    tried: frozenset[QuizId] = frozenset()

    @property
    def ids(self) -> frozenset[str]:
        return frozenset({*self.lessons, *self.quizzes})

    def of_lesson(self, lesson: LessonOutline) -> LessonFact | None:
        return next((self.lessons[name] for name in (lesson.id, *lesson.formerly) if name in self.lessons), None)

    def of_quiz(self, quiz: QuizOutline) -> QuizFact | None:
        return next((self.quizzes[name] for name in (quiz.id, *quiz.formerly) if name in self.quizzes), None)


def evidence(outline: Outline, facts: Facts, *, due: date | None) -> dict[str, Any]:
    """What a completion of this outline rests on. Call it only when `rules.standing` says complete.

    Late is whose own last fact came late: nobody answers for the days that a marker or a corrected key took.
    """
    rule = outline.completion
    modules = outline.modules
    return {
        "lessons": [line for module in modules for line in _lessons(module, facts)] if rule.lessons else None,
        "quizzes": [_quiz(m.quiz, facts) for m in modules if m.quiz is not None] if rule.quizzes else None,
        "exam": _quiz(outline.exam, facts) if rule.exam and outline.exam is not None else None,
        "due": due.isoformat() if due else None,
        "late": due is not None and _last_given(outline, facts) >= clock.end_of_day(due),
    }


def _last_given(outline: Outline, facts: Facts) -> datetime:
    """When the learner did the last of what the completion rests on: a test is passed when it was submitted."""
    rule, given = outline.completion, []
    for module in outline.modules:
        done = [facts.of_lesson(lesson) for lesson in module.lessons] if rule.lessons else []
        passed = facts.of_quiz(module.quiz) if module.quiz is not None and (rule.quizzes or None in done) else None
        given += [fact.done_at for fact in done if fact is not None] + ([passed.passed_at] if passed else [])
    exam = facts.of_quiz(outline.exam) if rule.exam and outline.exam is not None else None
    return max([*given, exam.passed_at] if exam is not None else given)


def _lessons(module: ModuleOutline, facts: Facts) -> list[dict[str, Any]]:
    return [_lesson(lesson, module, facts) for lesson in module.lessons]


def _lesson(lesson: LessonOutline, module: ModuleOutline, facts: Facts) -> dict[str, Any]:
    if (fact := facts.of_lesson(lesson)) is not None:
        return {
            "lesson": lesson.id,
            "visit": fact.visit_id,
            "how": fact.how,
            "done_at": fact.done_at.isoformat(),
            "snapshot": fact.snapshot_id,
        }
    passed = facts.of_quiz(module.quiz) if module.quiz is not None else None
    if module.quiz is None or passed is None:
        raise AssertionError(f"no fact for {lesson.id}")
    return {"lesson": lesson.id, "spared_by": module.quiz.id, "attempt": passed.attempt_id}


def _quiz(quiz: QuizOutline | None, facts: Facts) -> dict[str, Any]:
    fact = facts.of_quiz(quiz) if quiz is not None else None
    if quiz is None or fact is None:
        raise AssertionError("a completion needs a passed attempt for every test it names")
    return {
        "quiz": quiz.id,
        "attempt": fact.attempt_id,
        "passed_at": fact.passed_at.isoformat(),
        "counted": fact.counted_id,
        "points": fact.points,
        "max_points": fact.max_points,
    }
