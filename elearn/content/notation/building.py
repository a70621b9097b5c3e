"""One question in all its languages becomes a `Question`: its type decides who builds it."""

from collections.abc import Callable, Mapping

from elearn.content.notation import comparing, stating
from elearn.content.notation.accepting import build_number, build_text
from elearn.content.notation.arranging import build_ordering, build_sorting
from elearn.content.notation.choosing import build_choice, build_survey
from elearn.content.notation.filling import build_gaps
from elearn.content.notation.parsed import ParsedQuestion
from elearn.content.notation.rubric import build_essay
from elearn.content.notation.sides import Sides
from elearn.content.notation.stating import CommonFields
from elearn.content.notation.tabular import build_matching, build_matrix
from elearn.content.problems import Problems
from elearn.content.questions import Question
from elearn.ids import QuestionId

BUILDERS: Mapping[str, Callable[[Sides, CommonFields], Question | None]] = {
    "single": build_choice,
    "multiple": build_choice,
    "true-false": build_choice,
    "text": build_text,
    "number": build_number,
    "matching": build_matching,
    "ordering": build_ordering,
    "gaps": build_gaps,
    "sorting": build_sorting,
    "matrix": build_matrix,
    "survey": build_survey,
    "essay": build_essay,
}


def build(
    base: ParsedQuestion,
    others: tuple[ParsedQuestion, ...],
    own_id: QuestionId,
    *,
    objective: str | None,
    problems: Problems,
    in_lesson: bool = False,
) -> Question | None:
    """The question, or None where it cannot be one. A type that could not be read is not guessed at."""
    if base.head.options.doubtful and base.head.options.kind is None:
        return None
    kind = base.head.options.kind or "single"
    alike = tuple(other for other in others if _check_same_kind(other, kind, problems))
    sides = Sides(base, alike, kind, problems, in_lesson)
    stating.check_options(sides)
    stating.check_same_options(sides)
    stating.check_notes(sides)
    comparing.check(sides)
    return BUILDERS[kind](sides, stating.common(sides, own_id, objective))


def _check_same_kind(other: ParsedQuestion, kind: str, problems: Problems) -> bool:
    stated = other.head.options.kind
    if stated is None or stated == kind:
        return True
    problems.error(other.place, "translation.other-type", here=stated, base=kind)
    return False
