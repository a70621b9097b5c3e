"""Every question type as a frozen value. Points and penalties are hundredths; shares whole percents.

`kind` names the type in the canonical JSON; `position` counts from 0 in the base language and is the
stable name of a choice, row, item or gap within its question.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from elearn.ids import QuestionId

Texts = Mapping[str, str]
"""Language code -> text or HTML."""


@dataclass(frozen=True, slots=True)
class Common:
    """What every question has. `stem_html` includes the heading as its first paragraph."""

    id: QuestionId
    points: int
    penalty: int
    objective: str | None
    title: Texts
    """The heading as plain text: for lists and reports."""
    stem_html: Texts
    explanation_html: Texts
    hint_html: Texts
    formerly: tuple[str, ...]
    """Whole ids that the question had: `foundations/quiz#issuer`."""


@dataclass(frozen=True, slots=True)
class Choice:
    position: int
    right: bool
    html: Texts
    feedback_html: Texts


@dataclass(frozen=True, slots=True)
class ChoiceQuestion(Common):
    """`single` and `true-false` have exactly one right choice, `multiple` at least one."""

    kind: Literal["single", "multiple", "true-false"]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A form that earns `share` percent of the points."""

    text: str
    share: int
    feedback_html: str = ""


@dataclass(frozen=True, slots=True)
class TextQuestion(Common):
    """Accepted forms by language; a form of any language is accepted in all."""

    kind: Literal["text"]
    accepted: Mapping[str, tuple[Accepted, ...]]


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Both ends included; equal ends for an exact number."""

    low: Decimal
    high: Decimal
    share: int
    feedback_html: Texts


@dataclass(frozen=True, slots=True)
class NumberQuestion(Common):
    kind: Literal["number"]
    unit: Texts
    ranges: tuple[NumberRange, ...]


@dataclass(frozen=True, slots=True)
class MatchingRow:
    position: int
    left_html: Texts
    right_html: Texts
    """Empty texts on the left mark a distractor."""


@dataclass(frozen=True, slots=True)
class MatchingQuestion(Common):
    """`rows` with a left side are asked; distractors only add right sides to choose from."""

    kind: Literal["matching"]
    heads: tuple[Texts, Texts]
    rows: tuple[MatchingRow, ...]
    distractors: tuple[MatchingRow, ...]


@dataclass(frozen=True, slots=True)
class Item:
    position: int
    html: Texts


@dataclass(frozen=True, slots=True)
class OrderingQuestion(Common):
    """`items` stand in the right order."""

    kind: Literal["ordering"]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class GapOption:
    position: int
    right: bool
    text: Texts


@dataclass(frozen=True, slots=True)
class Gap:
    """`form` decides how it is filled: a number in a range, a choice, or an accepted text.

    In `stem_html` a gap stands as `<span data-gap="position"></span>`.
    """

    position: int
    form: Literal["number", "choice", "text"]
    ranges: tuple[NumberRange, ...] = ()
    options: tuple[GapOption, ...] = ()
    accepted: Mapping[str, tuple[Accepted, ...]] | None = None


@dataclass(frozen=True, slots=True)
class GapsQuestion(Common):
    kind: Literal["gaps"]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class SortingItem:
    position: int
    category: int
    html: Texts


@dataclass(frozen=True, slots=True)
class SortingQuestion(Common):
    kind: Literal["sorting"]
    categories: tuple[Item, ...]
    items: tuple[SortingItem, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    position: int
    html: Texts
    right: int
    """Position of the right column."""


@dataclass(frozen=True, slots=True)
class MatrixQuestion(Common):
    kind: Literal["matrix"]
    columns: tuple[Item, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class SurveyQuestion(Common):
    """No key and no points. `form` says how it is answered; a scale runs from `low` to `high`."""

    kind: Literal["survey"]
    form: Literal["single", "multiple", "scale", "text"]
    choices: tuple[Item, ...]
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a marker looks for, and the hundredths it earns; 0 where the rubric states none."""

    position: int
    points: int
    html: Texts


@dataclass(frozen=True, slots=True)
class EssayQuestion(Common):
    """Marked by people, criterion by criterion; where the criteria state points, they add up to the question's."""

    kind: Literal["essay"]
    criteria: tuple[Criterion, ...]


Question = (
    ChoiceQuestion
    | TextQuestion
    | NumberQuestion
    | MatchingQuestion
    | OrderingQuestion
    | GapsQuestion
    | SortingQuestion
    | MatrixQuestion
    | SurveyQuestion
    | EssayQuestion
)
