"""Why an answer earned what it did: the formula of its type with the numbers of this answer, as the guide states it."""

from dataclasses import dataclass
from fractions import Fraction

from elearn import decimals
from elearn.content.phrases import N_, say
from elearn.content.questions import (
    ChoiceQuestion,
    EssayQuestion,
    GapsQuestion,
    NumberQuestion,
    OrderingQuestion,
    Question,
    TextQuestion,
)
from elearn.questions import answers, parts, reading
from elearn.questions.answers import Answer
from elearn.questions.parts import PartedQuestion

SURVEY = N_("An opinion earns nothing.")
COUNTED = N_("The opinion was counted without a name and is not kept with the attempt; it earns nothing.")
EMPTY = N_("Not answered: no points.")
MARKED = N_("The sum of what the criteria earned.")
UNMARKED = N_("Waits for marking.")
RIGHT = N_("The right choice: all points.")
WRONG = N_("Another choice than the right one: no points.")
SEVERAL = N_("%(right)d of %(all_right)d right choices and %(wrong)d of %(all_wrong)d wrong ones were taken.")
TAKEN = N_("Right choices taken: %(right)d; wrong ones: %(wrong)d.")
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
REGRADED = N_("This is by the key of that time; since a regrade it counts otherwise: see the decisions below.")


@dataclass(frozen=True, slots=True)
class Earned:
    """What an answer earned, in hundredths: `stored` counts (None: it does not), `computed` is by the version asked.

    `marked`: somebody has marked it. `negative`: the test lets deductions take a question below zero. `key`: how many
    choices are right may be said; of what is right, nothing else is said here.
    """

    stored: int | None
    computed: int
    marked: bool
    negative: bool
    key: bool


def opinion(language: str, *, answered: bool) -> str:
    """Why the question of a survey earned nothing, and where its answer is."""
    return say(language, COUNTED if answered else SURVEY)


def why(question: Question, answer: Answer | None, earned: Earned, language: str) -> str:
    """A few sentences."""
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
    said = [_how(question, answer, earned, language)]
    costs = question.kind == "multiple" or isinstance(question, PartedQuestion) or earned.negative
    if question.penalty and costs:
        said.append(say(language, PENALTY) % {"points": decimals.points(question.penalty, language)})
    return said


def _how(question: Question, answer: Answer, earned: Earned, language: str) -> str:
    if isinstance(question, ChoiceQuestion):
        return _choices(question, answer, earned, language)
    if isinstance(question, OrderingQuestion):
        length = round(parts.ordered_share(question, parts.filled(answer)) * (len(question.items) - 1)) + 1
        found = {"length": length, "all": len(question.items)}
        return say(language, ORDER) % found if length > 1 else say(language, NO_ORDER)
    if isinstance(question, PartedQuestion):
        return _parts(question, answer, language)
    return _typed(question, str(answer.get("text", "")), language)


def _typed(question: Question, text: str, language: str) -> str:
    """By the share that its form or range states: points are rounded, and would say 34 % of what is worth 33 %."""
    if isinstance(question, NumberQuestion):
        share = parts.range_share(question.ranges, reading.number(text, question.unit.values()))
        return say(language, WITHIN if share else NOT_WITHIN) % {"share": 100 * share}
    share = parts.form_share(question.accepted, text) if isinstance(question, TextQuestion) else Fraction(0)
    return say(language, ACCEPTED if share else NOT_ACCEPTED) % {"share": 100 * share}


def _choices(question: ChoiceQuestion, answer: Answer, earned: Earned, language: str) -> str:
    picked = answers.picks(answer)
    right = {choice.position for choice in question.choices if choice.right}
    if question.kind != "multiple":
        return say(language, RIGHT if picked == right else WRONG)
    return say(language, SEVERAL if earned.key else TAKEN) % {
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
