"""A graded attempt, question by question, with what the policy lets be told."""

from dataclasses import dataclass

from elearn.content.model import Case
from elearn.content.questions import Question
from elearn.questions.keyless import keyless
from elearn.questions.review import Review, review
from elearn.quizzes.queries import Asked, Sitting
from elearn.web import locale


@dataclass(frozen=True, slots=True)
class Looked:
    """`question` is keyless: what may be told stands in `review`."""

    asked: Asked
    question: Question
    review: Review
    case: Case | None
    points: int


def reviewed(sitting: Sitting, *, show_key: bool) -> list[Looked]:
    """Every question in the order in which it was asked."""
    found: list[Looked] = []
    negative, language = sitting.quiz.rules.negative, locale.language()
    for asked in sitting.asked:
        told = review(asked.question, asked.given.answer, show_key=show_key, language=language, negative=negative)
        found.append(Looked(asked, keyless(asked.question), told, asked.case, asked.given.points or 0))
    return found
