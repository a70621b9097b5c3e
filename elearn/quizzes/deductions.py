"""Which answers of a test take points away, for the rules that a learner reads beforehand. Pure; no key is told."""

from collections.abc import Iterable
from dataclasses import dataclass

from elearn.content.questions import ChoiceQuestion, Question
from elearn.content.terms import QuizRules
from elearn.questions.parts import PartedQuestion


@dataclass(frozen=True, slots=True)
class Deductions:
    """`share`: a wrong choice among several takes back a part of what its question earns. `stated`: some questions
    take the points that they name. `below_zero`: those can bring a question below zero.
    """

    share: bool
    stated: bool
    below_zero: bool

    @property
    def none(self) -> bool:
        return not (self.share or self.stated)


def deductions(questions: Iterable[Question], rules: QuizRules) -> Deductions:
    """What can happen in a test that may ask these questions; see `grading` for the formulas."""
    worth = [question for question in questions if question.points]
    stated = any(question.penalty and _takes(question, rules) for question in worth)
    share = any(question.kind == "multiple" and not question.penalty for question in worth)
    return Deductions(share, stated, below_zero=stated and rules.negative)


def _takes(question: Question, rules: QuizRules) -> bool:
    """Whether its penalty has an effect: of one answer, only where a question may fall below zero."""
    several = isinstance(question, PartedQuestion) or (
        isinstance(question, ChoiceQuestion) and question.kind == "multiple"
    )
    return several or rules.negative
