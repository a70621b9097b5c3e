"""Strategies: any playable question, any answer that its page could send, and what is right by another reckoning."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from elearn.content.questions import (
    Accepted,
    Choice,
    ChoiceQuestion,
    Gap,
    GapOption,
    GapsQuestion,
    Item,
    MatchingQuestion,
    MatchingRow,
    MatrixQuestion,
    NumberQuestion,
    NumberRange,
    OrderingQuestion,
    Question,
    SortingItem,
    SortingQuestion,
    Statement,
    TextQuestion,
)
from elearn.questions import answers, parts
from elearn.questions.answers import Answer
from tests.factories.content import a_choice_question, a_number_question, a_text_question, both
from tests.factories.kinds import (
    a_gaps_question,
    a_matching_question,
    a_matrix_question,
    a_sorting_question,
    an_ordering_question,
)

WORDS = ("ЗНИ", "закон", "наредба", "IPA", "act")
POINTS = st.integers(1, 1000)


@st.composite
def _worth(draw: st.DrawFn) -> dict[str, int]:
    points = draw(POINTS)
    return {"points": points, "penalty": draw(st.one_of(st.just(0), st.integers(1, points)))}


@st.composite
def choices(draw: st.DrawFn) -> ChoiceQuestion:
    kind = draw(st.sampled_from(["single", "multiple", "true-false"]))
    count = 2 if kind == "true-false" else draw(st.integers(2, 6))
    most = count if kind == "multiple" else 1
    right = draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=most))
    made = tuple(Choice(n, n in right, both(f"избор {n}", f"choice {n}"), {}) for n in range(count))
    return replace(a_choice_question("t#c", kind), choices=made, **draw(_worth()))


@st.composite
def texts(draw: st.DrawFn) -> TextQuestion:
    forms = draw(st.lists(st.sampled_from(WORDS), min_size=1, unique=True))
    shares = [100, *(draw(st.integers(1, 100)) for _ in forms[1:])]
    made = [Accepted(form, share) for form, share in zip(forms, shares, strict=True)]
    cut = draw(st.integers(0, len(made)))
    accepted = {"bg": tuple(made[:cut]), "en": tuple(made[cut:])}
    return replace(a_text_question("t#t"), accepted=accepted, **draw(_worth()))


@st.composite
def numbers(draw: st.DrawFn) -> NumberQuestion:
    ends = draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), min_size=1, max_size=3))
    shares = [100, *(draw(st.integers(1, 100)) for _ in ends[1:])]
    made = [NumberRange(Decimal(a), Decimal(a + b), share, {}) for (a, b), share in zip(ends, shares, strict=True)]
    return replace(a_number_question("t#n"), ranges=tuple(made), **draw(_worth()))


@st.composite
def matchings(draw: st.DrawFn) -> MatchingQuestion:
    sides = draw(st.lists(st.integers(0, 4), min_size=2, max_size=6))
    asked = draw(st.integers(1, len(sides)))
    rows = tuple(MatchingRow(n, both(f"р {n}", f"r {n}"), both(f"с {s}", f"s {s}")) for n, s in enumerate(sides))
    alone = tuple(replace(row, left_html={}) for row in rows[asked:])
    return replace(a_matching_question(), rows=rows[:asked], distractors=alone, **draw(_worth()))


@st.composite
def orderings(draw: st.DrawFn) -> OrderingQuestion:
    return an_ordering_question(count=draw(st.integers(2, 6)), points=draw(POINTS))


@st.composite
def sortings(draw: st.DrawFn) -> SortingQuestion:
    count = draw(st.integers(2, 4))
    homes = draw(st.lists(st.integers(0, count - 1), min_size=1, max_size=6))
    items = tuple(SortingItem(n, home, both(f"е {n}", f"i {n}")) for n, home in enumerate(homes))
    return replace(a_sorting_question(), categories=_items(count), items=items, **draw(_worth()))


@st.composite
def matrices(draw: st.DrawFn) -> MatrixQuestion:
    count = draw(st.integers(2, 3))
    rights = draw(st.lists(st.integers(0, count - 1), min_size=1, max_size=6))
    made = tuple(Statement(n, both(f"т {n}", f"s {n}"), right) for n, right in enumerate(rights))
    return replace(a_matrix_question(), columns=_items(count), statements=made, **draw(_worth()))


@st.composite
def gaps(draw: st.DrawFn) -> GapsQuestion:
    forms = draw(st.lists(st.sampled_from(["number", "choice", "text"]), min_size=1, max_size=4))
    return replace(a_gaps_question(), gaps=tuple(draw(_gap(n, form)) for n, form in enumerate(forms)), **draw(_worth()))


@st.composite
def _gap(draw: st.DrawFn, position: int, form: str) -> Gap:
    if form == "number":
        low = Decimal(draw(st.integers(0, 9)))
        return Gap(position, "number", ranges=(NumberRange(low, low + draw(st.integers(0, 3)), 100, {}),))
    if form == "choice":
        right = draw(st.integers(0, 2))
        options = tuple(GapOption(n, n == right, both(f"о {n}", f"o {n}")) for n in range(3))
        return Gap(position, "choice", options=options)
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2, unique=True))
    return Gap(position, "text", accepted={"bg": tuple(Accepted(word, 100) for word in words)})


def _items(count: int) -> tuple[Item, ...]:
    return tuple(Item(n, both(f"к {n}", f"c {n}")) for n in range(count))


QUESTIONS: st.SearchStrategy[Question] = st.one_of(
    choices(), texts(), numbers(), matchings(), orderings(), sortings(), matrices(), gaps()
)

_TYPED = st.one_of(st.sampled_from(WORDS), st.integers(-1, 15).map(str), st.sampled_from(["зни ", "много", "3,5"]))


@st.composite
def answers_to(draw: st.DrawFn, question: Question) -> Answer | None:
    """Any answer in its canonical form; None among them."""
    return answers.clean(question, draw(st.one_of(st.none(), _sent(question))))


def _sent(question: Question) -> st.SearchStrategy[dict[str, Any]]:
    if isinstance(question, ChoiceQuestion):
        position = st.sampled_from([choice.position for choice in question.choices])
        if question.kind == "multiple":
            return st.fixed_dictionaries({"choices": st.lists(position)})
        return st.fixed_dictionaries({"choice": position})
    if isinstance(question, TextQuestion | NumberQuestion):
        return st.fixed_dictionaries({"text": _TYPED})
    assert isinstance(question, parts.PartedQuestion)
    fillings: dict[str, st.SearchStrategy[int | str]] = {
        str(part.position): st.sampled_from(sorted(part.options)) if part.options else _TYPED
        for part in parts.parts(question)
    }
    filled = st.fixed_dictionaries({}, optional=fillings)
    if isinstance(question, OrderingQuestion):
        filled |= st.permutations(sorted(fillings)).map(lambda line: {item: place for place, item in enumerate(line)})
    return st.fixed_dictionaries({"parts": filled})


@st.composite
def answered(draw: st.DrawFn) -> tuple[Question, Answer | None]:
    """A question with an answer to it."""
    question = draw(QUESTIONS)
    return question, draw(answers_to(question))


def full_answer(question: Question) -> dict[str, Any]:
    """An answer that is right, by the question's key and not by the grader."""
    if isinstance(question, ChoiceQuestion):
        right = [choice.position for choice in question.choices if choice.right]
        return {"choices": right} if question.kind == "multiple" else {"choice": right[0]}
    if isinstance(question, TextQuestion):
        return {"text": next(form.text for forms in question.accepted.values() for form in forms if form.share == 100)}
    if isinstance(question, NumberQuestion):
        return {"text": str(next(found.low for found in question.ranges if found.share == 100))}
    assert isinstance(question, parts.PartedQuestion)
    return parts.full(question)
