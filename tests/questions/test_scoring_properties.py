"""What must hold of every grade, whatever the question and the answer: tried on questions of every playable type."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.content.questions import ChoiceQuestion, NumberQuestion, OrderingQuestion, Question, TextQuestion
from elearn.questions import PLAYABLE, answers, labels
from elearn.questions.answers import Answer
from elearn.questions.grading import grade, passed, points_to_pass, rounded, total, whole_percent
from elearn.questions.parts import PartedQuestion, parts
from tests.questions.making import QUESTIONS, answered, full_answer

Asked = tuple[Question, Answer | None]
quick = settings(max_examples=150)


def test_every_kind_that_a_formula_grades_is_tried() -> None:
    tried: set[str] = set()

    @given(QUESTIONS)
    @settings(max_examples=300, database=None, derandomize=True)
    def see(question: Question) -> None:
        tried.add(question.kind)

    see()
    assert tried >= PLAYABLE - {"survey", "essay"}


@given(answered(), st.booleans())
@quick
def test_no_answer_beats_the_full_answer(asked: Asked, negative: bool) -> None:
    question, answer = asked
    full = grade(question, full_answer(question), negative=negative)
    assert (full.points, full.right, full.partial) == (question.points, True, False)
    assert grade(question, answer, negative=negative).points <= full.points


@given(answered(), st.booleans())
@quick
def test_an_answer_is_right_exactly_when_it_earns_the_full_share(asked: Asked, negative: bool) -> None:
    question, answer = asked
    given_grade = grade(question, answer, negative=negative)
    assert given_grade.right == _is_right(question, answer)
    assert not (given_grade.right and given_grade.partial)
    if given_grade.right:
        assert given_grade.points == given_grade.max_points


@given(answered())
@quick
def test_no_question_earns_less_than_nothing_unless_its_test_says_so(asked: Asked) -> None:
    question, answer = asked
    plain, negative = grade(question, answer), grade(question, answer, negative=True)
    assert 0 <= plain.points == max(0, negative.points)
    if negative.points < 0:
        assert question.penalty
        assert negative.points >= -question.penalty * _wrong_things(question)


@given(QUESTIONS, st.booleans())
@quick
def test_an_empty_answer_earns_nothing_and_loses_nothing(question: Question, negative: bool) -> None:
    nothing = grade(question, None, negative=negative)
    assert (nothing.points, nothing.right, nothing.partial) == (0, False, False)


@given(answered(), st.randoms(use_true_random=False), st.booleans())
@quick
def test_the_order_in_which_a_page_shows_things_gives_the_same_grade(
    asked: Asked, shuffler: Any, negative: bool
) -> None:
    question, answer = asked
    order = list(labels.positions(question))
    shuffler.shuffle(order)
    sent = labels.to_labels(question, order, answer)
    read = answers.clean(question, labels.to_positions(question, order, sent))
    assert grade(question, read, negative=negative) == grade(question, answer, negative=negative)


@given(answered(), st.randoms(use_true_random=False), st.booleans())
@quick
def test_the_order_in_which_an_author_wrote_things_gives_the_same_grade(
    asked: Asked, shuffler: Any, negative: bool
) -> None:
    question, answer = asked
    written = grade(question, answer, negative=negative)
    assert (
        grade(_written_otherwise(question, shuffler), _typed_otherwise(answer, shuffler), negative=negative) == written
    )


@given(answered(), st.booleans())
@quick
def test_a_right_thing_more_never_lowers_a_grade(asked: Asked, negative: bool) -> None:
    question, answer = asked
    before = grade(question, answer, negative=negative).points
    for better in _improved(question, answer):
        assert grade(question, better, negative=negative).points >= before


@given(st.fractions(min_value=0, max_value=1000))
def test_points_round_half_up_to_hundredths(exact: Fraction) -> None:
    scaled = Fraction(int(exact * 8), 8)  # eighths: halves among them, and exact as decimals
    expected = (Decimal(scaled.numerator) / scaled.denominator).quantize(Decimal(1), ROUND_HALF_UP)
    assert rounded(scaled) == expected


@given(st.integers(0, 20_000), st.integers(0, 20_000), st.integers(0, 100))
def test_passing_is_compared_as_exact_fractions(points: int, of: int, percent: int) -> None:
    assert passed(points, of, percent) == (of > 0 and Fraction(points, of or 1) >= Fraction(percent, 100))
    if of:
        assert points_to_pass(of, percent) == min(p for p in _around(of, percent) if passed(p, of, percent))


@given(st.integers(1, 10**9), st.integers(1, 100))
def test_the_percent_shown_never_reads_as_passed_when_it_is_not(of: int, percent: int) -> None:
    short = points_to_pass(of, percent) - 1
    assert not passed(short, of, percent)
    assert whole_percent(short, of) < percent


@given(st.lists(answered(), max_size=8), st.booleans(), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_a_test_earns_the_sum_of_its_questions_in_any_order(asked: list[Asked], negative: bool, shuffler: Any) -> None:
    points = [grade(question, answer, negative=negative).points for question, answer in asked]
    mixed = list(points)
    shuffler.shuffle(mixed)
    assert total(points) == total(mixed) == max(0, sum(points))
    assert 0 <= total(points) <= sum(question.points for question, _ in asked)


def _is_right(question: Question, answer: Answer | None) -> bool:
    """By the key alone, without a share."""
    if not answer:
        return False
    if isinstance(question, ChoiceQuestion):
        return answers.picks(answer) == {choice.position for choice in question.choices if choice.right}
    if isinstance(question, TextQuestion):
        full = [form.text for forms in question.accepted.values() for form in forms if form.share == 100]
        return answer["text"].strip().casefold() in [text.casefold() for text in full]
    if isinstance(question, NumberQuestion):
        return any(r.share == 100 and _holds(r, answer["text"]) for r in question.ranges)
    assert isinstance(question, PartedQuestion)
    held = answer["parts"]
    if isinstance(question, OrderingQuestion):
        line = sorted(held, key=int)
        return len(line) == len(question.items) and all(held[a] < held[b] for a, b in pairwise(line))
    return all(str(part.position) in held and _part_right(question, part, held) for part in parts(question))


def _part_right(question: PartedQuestion, part: Any, held: dict[str, Any]) -> bool:
    value = held[str(part.position)]
    if part.options:
        return value in part.right
    gap = question.gaps[part.position]  # type: ignore[union-attr]  # only gaps are typed
    if gap.form == "number":
        return any(_holds(r, value) for r in gap.ranges)
    return value.casefold() in [form.text.casefold() for form in gap.accepted["bg"]]


def _holds(stated: Any, typed: str) -> bool:
    plain = typed.replace(",", ".")
    return plain.lstrip("-").replace(".", "").isdecimal() and stated.low <= Decimal(plain) <= stated.high


def _wrong_things(question: Question) -> int:
    if isinstance(question, ChoiceQuestion) and question.kind == "multiple":
        return len(question.choices)
    return len(parts(question)) if isinstance(question, PartedQuestion) else 1


_LISTS = ("choices", "ranges", "rows", "distractors", "items", "categories", "columns", "statements", "gaps")


def _written_otherwise(question: Question, shuffler: Any) -> Question:
    """The same things under the same positions, in another order of the file; an ordering's order is its key."""
    if isinstance(question, OrderingQuestion):
        return question
    changes: dict[str, Any] = {}
    for name in _LISTS:
        if (held := getattr(question, name, None)) is not None:
            changes[name] = tuple(shuffler.sample(held, len(held)))
    if isinstance(question, TextQuestion):
        changes["accepted"] = {lang: tuple(forms[::-1]) for lang, forms in reversed(question.accepted.items())}
    return replace(question, **changes)


def _typed_otherwise(answer: Answer | None, shuffler: Any) -> Answer | None:
    if answer and "choices" in answer:
        return {"choices": shuffler.sample(answer["choices"], len(answer["choices"]))}
    if answer and "parts" in answer:
        pairs = list(answer["parts"].items())
        return {"parts": dict(shuffler.sample(pairs, len(pairs)))}
    return answer


def _improved(question: Question, answer: Answer | None) -> list[Answer]:
    """The answer with one thing made right."""
    full = full_answer(question)
    if "choices" in full:
        held = answers.picks(answer)
        return [{"choices": sorted({*held, right})} for right in full["choices"]]
    if "parts" in full and not isinstance(question, OrderingQuestion):
        held = dict(answer["parts"]) if answer else {}
        return [{"parts": {**held, position: value}} for position, value in full["parts"].items()]
    return [full]


def _around(of: int, percent: int) -> range:
    near = of * percent // 100
    return range(max(0, near - 2), near + 3)
