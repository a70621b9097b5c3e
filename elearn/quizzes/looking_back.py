"""A graded attempt, question by question, with what the policy lets be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from elearn.content.model import Case
from elearn.content.questions import Question
from elearn.questions.keyless import keyless
from elearn.questions.review import Review, review
from elearn.quizzes.queries import Asked, Sitting
from elearn.quizzes.slots import Marked
from elearn.web import locale

NO_MARKS: Mapping[int, Marked] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Looked:
    """`question` is keyless: what may be told stands in `review`."""

    asked: Asked
    question: Question
    review: Review
    case: Case | None
    points: int


def reviewed(sitting: Sitting, *, show_key: bool, marks: Mapping[int, Marked] = NO_MARKS) -> list[Looked]:
    """Every question in the order in which it was asked. `marks`: those of its essays, by position."""
    found: list[Looked] = []
    negative, language = sitting.quiz.rules.negative, locale.language()
    for asked in sitting.asked:
        mark = marks.get(asked.position)
        told = review(
            asked.question,
            asked.given.answer,
            show_key=show_key,
            language=language,
            negative=negative,
            marks=mark.points if mark is not None else None,
            comment=mark.comment if mark is not None else "",
        )
        found.append(Looked(asked, keyless(asked.question), told, asked.case, asked.given.points or 0))
    return found
