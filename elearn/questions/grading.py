"""What an answer is worth. The formula of each type, as the guide's page „scoring“ states it.

A question of `P` points (hundredths) earns `P × share`, rounded half up to a hundredth, where share is

* `single`, `true-false`: 1 for the right choice, else 0;
* `multiple`: r ÷ R − w ÷ W, never below 0: r of the R right choices picked, w of the W wrong ones.
  With a penalty of p points, `P × r ÷ R − p × w` instead;
* `text`: the best share among the accepted forms (of any language) that equal the answer, see `reading`;
* `number`: the best share among the ranges that hold the number, both ends included;
* `matching`, `sorting`, `matrix`: r ÷ n, r of the n rows, items or statements right;
* `gaps`: the mean of the gaps' shares, each by its form: a choice, a text or a number;
  With a penalty of p points, these four earn `P × share − p × w`, w the parts filled in and wrong;
* `ordering`: (L − 1) ÷ (n − 1), L the longest run of the n items, with others between, in right order
  (Moodle's "longest ordered subset", counted from the second item, so that any one item earns nothing);
* `essay`: what its marker gives, the sum of its criteria; `survey`: nothing, it has no points.

A wrong `single`, `true-false`, `text` or `number` with a penalty earns −p. No question earns less than nothing unless
its test is `negative`; then a stated penalty can take it below zero, the test as a whole never (`total`). An empty
answer earns nothing. `right` means the full share. The pass mark is compared without division, so that 79.99 % never
passes 80 %.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from elearn.content.questions import (
    ChoiceQuestion,
    EssayQuestion,
    NumberQuestion,
    Question,
    SurveyQuestion,
    TextQuestion,
)
from elearn.errors import Invalid
from elearn.questions import answers, parts, reading
from elearn.questions.answers import Answer


@dataclass(frozen=True, slots=True)
class Grade:
    """`points` and `max_points` are hundredths; `right`: the full share is earned, `partial`: a part of it."""

    points: int
    max_points: int
    right: bool
    partial: bool = False


def grade(question: Question, answer: Answer | None, *, negative: bool = False) -> Grade:
    """The grade of a canonical answer. `negative`: the test lets a penalty take a question below zero.

    An essay earns nothing here: its points are those of its mark, and nothing computes them.
    Raises Invalid("question_not_playable") for a kind without a formula.
    """
    share = Fraction(0) if answers.is_empty(answer) else _share(question, answer or {})
    if not negative:
        share = max(Fraction(0), share)
    return Grade(rounded(question.points * share), question.points, share == 1, 0 < share < 1)


def total(points: Iterable[int]) -> int:
    """What a test earns: the sum of its questions' points, never below zero."""
    return max(0, sum(points))


def passed(points: int, max_points: int, pass_percent: int) -> bool:
    """Whether the points reach the pass mark; a test that asks nothing is never passed."""
    return max_points > 0 and points * 100 >= max_points * pass_percent


def points_to_pass(max_points: int, pass_percent: int) -> int:
    """The fewest hundredths that pass."""
    return ceil(Fraction(max_points * pass_percent, 100))


def whole_percent(points: int, max_points: int) -> int:
    """For showing: rounded down, so that nobody reads 80 % and has not passed it. 0 of 0 is 0."""
    return points * 100 // max_points if max_points else 0


def rounded(points: Fraction) -> int:
    """Half up to a whole hundredth: 0.5 is 1, −0.5 is 0."""
    return floor(points + Fraction(1, 2))


def _share(question: Question, answer: Answer) -> Fraction:
    """Below 0 where penalties outweigh what is right."""
    if isinstance(question, ChoiceQuestion) and question.kind == "multiple":
        return _several_share(question, answers.picks(answer))
    if isinstance(question, parts.PartedQuestion):
        return parts.share(question, parts.filled(answer))
    share = _whole_share(question, answer)
    return share if share else -parts.lost(question, 1)


def _whole_share(question: Question, answer: Answer) -> Fraction:
    """Of a question answered by one thing: what that earns."""
    if isinstance(question, ChoiceQuestion):
        right = {choice.position for choice in question.choices if choice.right}
        return Fraction(answers.picks(answer) == right)
    if isinstance(question, TextQuestion):
        return parts.form_share(question.accepted, answer["text"])
    if isinstance(question, NumberQuestion):
        return parts.range_share(question.ranges, reading.number(answer["text"], question.unit.values()))
    if isinstance(question, SurveyQuestion | EssayQuestion):
        return Fraction(0)
    raise Invalid("question_not_playable", kind=question.kind)


def _several_share(question: ChoiceQuestion, picked: frozenset[int]) -> Fraction:
    right = frozenset(choice.position for choice in question.choices if choice.right)
    wrong = len(question.choices) - len(right)
    found, mistaken = Fraction(len(picked & right), len(right)), len(picked - right)
    if question.penalty and question.points:
        return found - parts.lost(question, mistaken)
    return max(Fraction(0), found - Fraction(mistaken, wrong)) if wrong else found
