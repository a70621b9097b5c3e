"""What a test needs to know of what lies downstream: lent in wiring.py."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from elearn.content.model import Language, Outline
from elearn.enrolment.queries import EnrolmentView
from elearn.ids import QuizId
from elearn.web.lending import Slot

shut_by: Slot[Callable[[Session, EnrolmentView, Outline, QuizId], tuple[Mapping[Language, str], ...]]] = Slot(
    "quizzes.shut_by"
)
"""Titles of what must be finished before the test opens; empty when it is open."""
