"""Why an answer earned what it did: the formula of its type with the numbers of this answer, as the guide states it."""

from dataclasses import dataclass

from elearn.content.phrases import N_, say
from elearn.content.questions import (
    ChoiceQuestion,
    EssayQuestion,
    GapsQuestion,
    NumberQuestion,
    OrderingQuestion,
    Question,
    SurveyQuestion,
)
from elearn.questions import answers, parts
from elearn.questions.answers import Answer
from elearn.questions.parts import PartedQuestion

SURVEY = N_("An opinion earns nothing; it was counted without a name.")
EMPTY = N_("Not answered: no points.")
MARKED = N_("The sum of what the criteria earned.")
UNMARKED = N_("Waits for marking.")
RIGHT = N_("The right choice: all points.")
WRONG = N_("Another choice than the right one: no points.")
SEVERAL = N_("%(right)d of %(all_right)d right choices and %(wrong)d of %(all_wrong)d wrong ones were taken.")
ACCEPTED = N_("Equals an accepted answer that is worth %(share)d %% of the points.")
WITHIN = N_("Lies in a range that is worth %(share)d %% of the points.")
NOT_ACCEPTED = N_("Equals none of the accepted answers: no points.")
NOT_WITHIN = N_("Is no number within an accepted range: no points.")
ORDER = N_("%(length)d of %(all)d items stand in right order one after another: (%(length)d − 1) ÷ (%(all)d − 1).")
NO_ORDER = N_("No two items stand in right order: no points.")
PARTS = N_("%(right)d of %(all)d parts are right.")
PARTLY = N_("%(right)d of %(all)d parts are right, %(partly)d partly.")
PENALTY = N_("Each mistake takes away %(points)s points.")
DROPPED = N_("Does not count any more: see the decisions below.")
REGRADED = N_("Counts otherwise since a regrade: see the decisions below.")


@dataclass(frozen=True, slots=True)
class Earned:
    """What an answer earned, in hundredths: `stored` counts (None: it does not), `computed` is by the version asked.

    `marked`: somebody has marked it. `negative`: the test lets deductions take a question below zero.
    """

    stored: int | None
    computed: int
    marked: bool
    negative: bool


def why(question: Question, answer: Answer | None, earned: Earned, language: str) -> str:
    """A few sentences."""
    if isinstance(question, SurveyQuestion):
        return say(language, SURVEY)
    if isinstance(question, EssayQuestion) and not answers.is_empty(answer):
        return say(language, MARKED if earned.marked else UNMARKED)
    if earned.stored is None:
        return say(language, DROPPED)
    said = [say(language, EMPTY)] if answers.is_empty(answer) else _how_much(question, answer or {}, earned, language)
    if earned.stored != earned.computed:
        said.append(say(language, REGRADED))
    return " ".join(said)


def _how_much(question: Question, answer: Answer, earned: Earned, language: str) -> list[str]:
    """By the formula, and what mistakes cost where they cost anything."""
    share = 100 * max(0, earned.computed) // question.points if question.points else 0
    said = [_how(question, answer, share, language)]
    costs = question.kind == "multiple" or isinstance(question, PartedQuestion) or earned.negative
    if question.penalty and costs:
        points = f"{question.penalty / 100:g}".replace(".", "," if language == "bg" else ".")
        said.append(say(language, PENALTY) % {"points": points})
    return said


def _how(question: Question, answer: Answer, share: int, language: str) -> str:
    if isinstance(question, ChoiceQuestion):
        return _choices(question, answer, language)
    if isinstance(question, OrderingQuestion):
        length = round(parts.ordered_share(question, parts.filled(answer)) * (len(question.items) - 1)) + 1
        found = {"length": length, "all": len(question.items)}
        return say(language, ORDER) % found if length > 1 else say(language, NO_ORDER)
    if isinstance(question, PartedQuestion):
        return _parts(question, answer, language)
    number = isinstance(question, NumberQuestion)
    if not share:
        return say(language, NOT_WITHIN if number else NOT_ACCEPTED)
    return say(language, WITHIN if number else ACCEPTED) % {"share": share}


def _choices(question: ChoiceQuestion, answer: Answer, language: str) -> str:
    picked = answers.picks(answer)
    right = {choice.position for choice in question.choices if choice.right}
    if question.kind != "multiple":
        return say(language, RIGHT if picked == right else WRONG)
    return say(language, SEVERAL) % {
        "right": len(picked & right),
        "all_right": len(right),
        "wrong": len(picked - right),
        "all_wrong": len(question.choices) - len(right),
    }


def _parts(question: PartedQuestion, answer: Answer, language: str) -> str:
    shares = parts.part_shares(question, parts.filled(answer)).values()
    partly = sum(0 < share < 1 for share in shares)
    counts = {"right": sum(share == 1 for share in shares), "all": len(shares), "partly": partly}
    return say(language, PARTLY if partly and isinstance(question, GapsQuestion) else PARTS) % counts
