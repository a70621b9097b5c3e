"""One question in all its languages becomes a `Question`: its type decides who builds it."""

import re
from collections.abc import Callable, Mapping

from elearn.content.notation import stating
from elearn.content.notation.accepting import build_number, build_text
from elearn.content.notation.arranging import build_ordering, build_sorting
from elearn.content.notation.choosing import build_choice, build_survey
from elearn.content.notation.filling import build_gaps
from elearn.content.notation.numbers import decimal
from elearn.content.notation.parsed import ParsedQuestion
from elearn.content.notation.sides import Sides
from elearn.content.notation.stating import CommonFields
from elearn.content.notation.tabular import build_matching, build_matrix
from elearn.content.parallel import untranslated
from elearn.content.problems import Problems
from elearn.content.questions import EssayQuestion, Question
from elearn.ids import QuestionId

_CRITERION_POINTS = re.compile(r"\(\s*(\d+(?:[.,]\d+)?)\s*(?:т\.?|точк[аи]|points?|pt)?\s*\)")


def build_essay(sides: Sides, common: CommonFields) -> EssayQuestion | None:
    base = sides.base
    criteria = base.notes.get("criteria")
    if criteria is None:
        sides.error(base.place, "question.essay-without-criteria")
    else:
        stated = [decimal(found) for found in _CRITERION_POINTS.findall(criteria.text)]
        total = sum(int(points * 100) for points in stated if points is not None)
        if stated and total != common["points"]:
            points = f"{common['points'] / 100:g}"
            sides.warning(criteria.place, "question.criteria-sum", sum=f"{total / 100:g}", points=points)
    return EssayQuestion(**common, kind="essay", criteria_html=stating.note(sides, "criteria"))


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
) -> Question | None:
    """The question, or None where it cannot be one. A type that could not be read is not guessed at."""
    if base.head.options.doubtful and base.head.options.kind is None:
        return None
    kind = base.head.options.kind or "single"
    for other in others:
        if untranslated(base.title, other.title):
            problems.warning(other.place, "translation.untranslated")
    alike = tuple(other for other in others if _check_same_kind(other, kind, problems))
    sides = Sides(base, alike, kind, problems)
    stating.check_options(sides)
    stating.check_same_options(sides)
    stating.check_notes(sides)
    return BUILDERS[kind](sides, stating.common(sides, own_id, objective))


def _check_same_kind(other: ParsedQuestion, kind: str, problems: Problems) -> bool:
    stated = other.head.options.kind
    if stated is None or stated == kind:
        return True
    problems.error(other.place, "translation.other-type", here=stated, base=kind)
    return False
