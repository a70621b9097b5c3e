"""Statistics of a course's tests, and a memory of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from elearn.cache import Cache
from elearn.content.model import Outline, QuizOutline
from elearn.errors import NotFound
from elearn.ids import CourseSlug, QuestionId, QuizId
from elearn.publishing import library
from elearn.publishing import queries as publishing
from elearn.publishing.queries import Pointer
from elearn.quizzes import drawing
from elearn.statistics import computing, takings
from elearn.statistics.computing import Summary, VersionStatistics
from elearn.statistics.takings import Counted, Reading

LIMIT_BYTES = 8 * 1024 * 1024
VERSION_BYTES = 4000
LINE_BYTES = 600
"""About what a version and a line of its tables take; texts of questions are the library's own."""

_cache = Cache(LIMIT_BYTES)


@dataclass(frozen=True, slots=True)
class QuizStatistics:
    """A test's statistics. `graded`: all graded attempts, counted or not.

    `today`: the versions that the current edition asks, by question.
    """

    outline: Outline
    quiz: QuizOutline
    counted: Counted
    graded: int
    summary: Summary
    versions: tuple[VersionStatistics, ...]
    today: Mapping[QuestionId, str]

    def is_current(self, one: VersionStatistics) -> bool:
        return self.today.get(one.text.id) == one.text.version

    @property
    def flagged(self) -> int:
        """How many questions, as they are asked now, deserve a look."""
        return sum(bool(one.flags) for one in self.versions if self.is_current(one))


def of_course(session: Session, slug: CourseSlug, counted: Counted = Counted.FIRST) -> tuple[QuizStatistics, ...]:
    """The statistics of each test of the current edition, in order. Raises NotFound("course_unknown")."""
    pointer = _pointer(session, slug)
    quizzes = library.outline(session, pointer.snapshot_id).quizzes()
    return tuple(_of_quiz(session, pointer, quiz, counted) for quiz in quizzes)


def of_quiz(session: Session, slug: CourseSlug, quiz_id: QuizId, counted: Counted = Counted.FIRST) -> QuizStatistics:
    """A test's statistics. Raises NotFound("course_unknown"), NotFound("quiz_unknown")."""
    pointer = _pointer(session, slug)
    quiz = drawing.outline_of(library.outline(session, pointer.snapshot_id), quiz_id)
    return _of_quiz(session, pointer, quiz, counted)


def of_question(
    session: Session, slug: CourseSlug, quiz_id: QuizId, question_id: QuestionId, counted: Counted = Counted.FIRST
) -> tuple[QuizStatistics, tuple[VersionStatistics, ...]]:
    """A question's versions in a test, the latest met first. Raises NotFound("question_unknown") for one never met."""
    found = of_quiz(session, slug, quiz_id, counted)
    versions = computing.by_question(found.versions).get(question_id)
    if versions is None:
        raise NotFound("question_unknown", question=question_id)
    return found, versions


def course(session: Session, slug: CourseSlug) -> Outline:
    """The current edition's outline, also of a withdrawn course. Raises NotFound("course_unknown")."""
    return library.outline(session, _pointer(session, slug).snapshot_id)


def forget() -> None:
    """Empty this process's memory."""
    _cache.clear()


def _pointer(session: Session, slug: CourseSlug) -> Pointer:
    found = publishing.pointer(session, slug)
    if found is None:
        raise NotFound("course_unknown", course=slug)
    return found


def _of_quiz(session: Session, pointer: Pointer, quiz: QuizOutline, counted: Counted) -> QuizStatistics:
    """From memory where no attempt at the test and no edition has come since."""
    state = tuple(session.execute(takings.state(pointer.course_slug, quiz)).one())

    def compute() -> tuple[QuizStatistics, int]:
        outline = library.outline(session, pointer.snapshot_id)
        reading = Reading(session, pointer.snapshot_id, outline, quiz)
        found = tuple(reading.takings(counted))
        versions = computing.versions(found)
        lines = sum(len(table.lines) for one in versions for table in one.tables)
        made = QuizStatistics(outline, quiz, counted, state[0], computing.summary(found), versions, reading.today)
        return made, VERSION_BYTES * (1 + len(versions)) + LINE_BYTES * lines

    return _cache.get((pointer.course_slug, quiz.id, counted, pointer.snapshot_id, *state), compute)
