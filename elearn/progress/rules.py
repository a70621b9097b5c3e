"""What a course asks, what has been met of it, and whether that completes it. Pure: an outline and ids in, values out.

A *step* is a lesson or a test. It is *wanted* when the course's completion rule asks for it; that a test may also
be practised without a grade changes nothing. With `test_out`, a passed module test *spares* the lessons of its module
that were not done: they are no longer wanted. A module that `requires` another opens when every wanted step of that
one is done; the exam opens when every wanted module test is passed. Steps done stay done whatever opens or closes.

Counts: total = wanted or done, done = done; percent = floor(100 * done / total), so 100 means complete. A course
that wants nothing is never complete: there would be no fact to prove it by.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from elearn.content.model import Language, LessonOutline, ModuleOutline, Outline, QuizOutline
from elearn.ids import ModuleId, QuizId

RULE_VERSION = 1

Title = Mapping[Language, str]


class Kind(StrEnum):
    LESSON = "lesson"
    QUIZ = "quiz"
    EXAM = "exam"


class Mark(StrEnum):
    """`optional`: the course never asks for it. `spared`: its module's test was passed first. `waiting`: a test whose
    answers somebody else has to mark first."""

    DONE = "done"
    STARTED = "started"
    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"
    SPARED = "spared"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Step:
    """`module` is None for the exam. `after`: titles of what must be finished before a closed step opens."""

    kind: Kind
    id: str
    module: ModuleId | None
    title: Title
    minutes: int
    mark: Mark
    after: tuple[Title, ...] = ()

    @property
    def wanted(self) -> bool:
        """Still to be done for completion, now or later."""
        return self.mark in {Mark.STARTED, Mark.WAITING, Mark.OPEN, Mark.CLOSED}

    @property
    def shut(self) -> bool:
        """Not to be entered yet, whether wanted or optional; what is done stays open."""
        return bool(self.after) and self.mark is not Mark.DONE


@dataclass(frozen=True, slots=True)
class Standing:
    """Every step of the course in order, marked."""

    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        return sum(step.mark is Mark.DONE for step in self.steps)

    @property
    def total(self) -> int:
        return self.done + len(self.left)

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @property
    def left(self) -> tuple[Step, ...]:
        """The steps still wanted, in order."""
        return tuple(step for step in self.steps if step.wanted)

    @property
    def complete(self) -> bool:
        return self.done > 0 and not self.left

    @property
    def begun(self) -> bool:
        return any(step.mark in {Mark.DONE, Mark.STARTED, Mark.WAITING} for step in self.steps)

    @property
    def minutes_left(self) -> int:
        return sum(step.minutes for step in self.left)

    @property
    def with_markers(self) -> bool:
        """Nothing is left but what waits for marking: there is nothing that the learner could do."""
        return bool(self.left) and all(step.mark is Mark.WAITING for step in self.left)

    @property
    def next(self) -> Step | None:
        """The first step that is wanted and open to the learner."""
        return next((step for step in self.left if step.mark not in {Mark.CLOSED, Mark.WAITING}), None)

    def completed(self) -> "Standing":
        """The same once the course is completed: whatever an edition has added since is by choice."""
        return Standing(tuple(replace(step, mark=Mark.OPTIONAL) if step.wanted else step for step in self.steps))

    def step(self, step_id: str) -> Step | None:
        return next((step for step in self.steps if step.id == step_id), None)

    def of_module(self, module: ModuleId | None) -> tuple[Step, ...]:
        """The steps of a module; the exam for None."""
        return tuple(step for step in self.steps if step.module == module)


def known(outline: Outline, ids: Collection[str]) -> frozenset[str]:
    """Those of the outline's lessons and tests that the ids name, by today's id or by a former one."""
    items: tuple[LessonOutline | QuizOutline, ...] = (*outline.lessons(), *outline.quizzes())
    return frozenset(item.id for item in items if item.id in ids or any(old in ids for old in item.formerly))


def standing(
    outline: Outline, done: Collection[str], started: Collection[str] = (), waiting: Collection[str] = ()
) -> Standing:
    """Where someone stands who has done the lessons and passed the tests in `done` and begun those in `started`.

    `waiting`: tests whose answers wait for marking.
    """
    met, begun = known(outline, done), known(outline, started)
    steps = tuple(step for module in outline.modules for step in _module_steps(outline, module, met, begun))
    if outline.exam is not None:
        steps = (*steps, _exam_step(outline, outline.exam, met, begun))
    held = known(outline, waiting)
    return Standing(tuple(_held(step, held) for step in steps))


def _held(step: Step, held: Collection[str]) -> Step:
    """A test that waits stays wanted, and there is nothing to do at it."""
    return replace(step, mark=Mark.WAITING) if step.id in held and step.mark in {Mark.OPEN, Mark.STARTED} else step


def _module_steps(
    outline: Outline, module: ModuleOutline, met: Collection[str], begun: Collection[str]
) -> Iterator[Step]:
    titles = {other.id: other.title for other in outline.modules}
    after = tuple(titles[other] for other in _unfinished(outline, module.requires, met))
    for lesson in module.lessons:
        mark = _mark(lesson.id, met, begun, closed=bool(after), excused=_excuse(outline, module, lesson, met))
        yield Step(Kind.LESSON, lesson.id, module.id, lesson.title, lesson.minutes, mark, after)
    if (quiz := module.quiz) is not None:
        excused = None if outline.completion.quizzes else Mark.OPTIONAL
        mark = _mark(quiz.id, met, begun, closed=bool(after), excused=excused)
        yield Step(Kind.QUIZ, quiz.id, module.id, quiz.title, quiz.minutes, mark, after)


def _exam_step(outline: Outline, exam: QuizOutline, met: Collection[str], begun: Collection[str]) -> Step:
    tests = (module.quiz for module in outline.modules if module.quiz is not None)
    after = tuple(test.title for test in tests if outline.completion.quizzes and test.id not in met)
    excused = None if outline.completion.exam else Mark.OPTIONAL
    mark = _mark(exam.id, met, begun, closed=bool(after), excused=excused)
    return Step(Kind.EXAM, exam.id, None, exam.title, exam.minutes, mark, after)


def _mark(step_id: str, met: Collection[str], begun: Collection[str], *, closed: bool, excused: Mark | None) -> Mark:
    if step_id in met:
        return Mark.DONE
    if closed and excused is None:
        return Mark.CLOSED
    return excused or (Mark.STARTED if step_id in begun else Mark.OPEN)


def _tested_out(outline: Outline, module: ModuleOutline, met: Collection[str]) -> bool:
    quiz = module.quiz
    return outline.completion.test_out and quiz is not None and quiz.id in met


def _excuse(outline: Outline, module: ModuleOutline, lesson: LessonOutline, met: Collection[str]) -> Mark | None:
    """Why an undone lesson is not wanted; None when it is."""
    if not outline.completion.lessons:
        return Mark.OPTIONAL
    return Mark.SPARED if lesson.id not in met and _tested_out(outline, module, met) else None


def _unfinished(outline: Outline, required: tuple[ModuleId, ...], met: Collection[str]) -> Iterator[ModuleId]:
    for module in outline.modules:
        if module.id in required and not _finished(outline, module, met):
            yield module.id


def _finished(outline: Outline, module: ModuleOutline, met: Collection[str]) -> bool:
    """Whether a module that others require is done: what completion wants of it, or all of it where that is nothing."""
    asked = outline.completion
    lessons: list[str] = [] if _tested_out(outline, module, met) else [lesson.id for lesson in module.lessons]
    tests: list[QuizId] = [module.quiz.id] if module.quiz is not None else []
    wanted = (lessons if asked.lessons else []) + (tests if asked.quizzes else [])
    return all(step in met for step in wanted or [*lessons, *tests])
