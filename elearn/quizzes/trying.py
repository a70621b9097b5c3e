"""A trial of a test for trainers: the same draw and grades as in an attempt, and nothing stored."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from elearn.content.model import Case, Outline, QuizOutline
from elearn.content.questions import EssayQuestion, Question
from elearn.ids import CODE_ALPHABET, CourseSlug, QuizId
from elearn.publishing import library
from elearn.publishing.queries import current
from elearn.questions import forms
from elearn.questions.answers import Answer
from elearn.questions.grading import passed, total, whole_percent
from elearn.questions.keyless import keyless
from elearn.questions.review import Review, review
from elearn.quizzes import drawing, service
from elearn.quizzes.drawing import Sheet
from elearn.web import locale


@dataclass(frozen=True, slots=True)
class Tried:
    """A question of the trial. `keyed` never reaches the page; `question` is the same without its key."""

    position: int
    name: str
    keyed: Question
    question: Question
    sheet: Sheet
    case: Case | None
    answer: Answer | None = None
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """Points are hundredths, and 0 before the answers were sent (`graded`). Essays are marked by people: what they
    are worth (`by_people`) counts neither way."""

    outline: Outline
    quiz: QuizOutline
    seed: str
    tried: tuple[Tried, ...]
    graded: bool = False

    @property
    def points(self) -> int:
        return total(one.review.grade.points for one in self.tried if one.review is not None)

    @property
    def max_points(self) -> int:
        return sum(one.keyed.points for one in self.tried) - self.by_people

    @property
    def by_people(self) -> int:
        return sum(one.keyed.points for one in self.tried if isinstance(one.keyed, EssayQuestion))

    @property
    def percent(self) -> int:
        return whole_percent(self.points, self.max_points)

    @property
    def passed(self) -> bool:
        return passed(self.points, self.max_points, self.quiz.rules.pass_percent)


def is_seed(text: str) -> bool:
    return 1 <= len(text) <= 16 and set(text) <= set(CODE_ALPHABET)


def trial(session: Session, slug: CourseSlug, quiz_id: QuizId, seed: str) -> Trial:
    """Raises NotFound("course_unknown" | "quiz_unknown")."""
    snapshot_id = current(session, slug)
    outline = library.outline(session, snapshot_id)
    quiz = drawing.outline_of(outline, quiz_id)
    tried: list[Tried] = []
    for position, sheet in enumerate(service.draw(session, snapshot_id, outline, quiz, seed), start=1):
        question, case = drawing.find(library.quiz(session, snapshot_id, sheet.quiz), sheet.question)
        tried.append(Tried(position, f"q-{position}", question, keyless(question), sheet, case))
    return Trial(outline, quiz, seed, tuple(tried))


def graded(trial: Trial, form: MultiDict[str, str]) -> Trial:
    """The trial with its answers judged, right answers shown. Raises Invalid("answer_malformed")."""
    return replace(trial, graded=True, tried=tuple(_judged(one, form, trial) for one in trial.tried))


def _judged(tried: Tried, form: MultiDict[str, str], trial: Trial) -> Tried:
    answer = forms.parse(tried.keyed, form, tried.name, tried.sheet.order)
    negative = trial.quiz.rules.negative
    told = review(tried.keyed, answer, show_key=True, language=locale.language(), negative=negative)
    return replace(tried, answer=answer, review=told)
