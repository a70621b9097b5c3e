"""Survey questions by hand."""

from typing import Literal

from elearn.content.questions import Item, SurveyQuestion
from elearn.ids import QuestionId
from tests.factories.content import both, html

USEFUL = QuestionId("basics/how#useful")


def a_survey_question(
    question_id: str = USEFUL,
    form: Literal["single", "multiple", "scale", "text"] = "single",
    *,
    wording: str = "Полезен ли беше модулът?",
) -> SurveyQuestion:
    """Yes, partly, no; a scale runs from 1 to 5."""
    words = (("Да", "Yes"), ("Донякъде", "Partly"), ("Не", "No")) if form in {"single", "multiple"} else ()
    low, high = (1, 5) if form == "scale" else (0, 0)
    return SurveyQuestion(
        id=QuestionId(question_id),
        points=0,
        penalty=0,
        objective=None,
        title=both(wording, "Was it useful?"),
        stem_html=html(wording, "Was it useful?"),
        explanation_html={},
        hint_html={},
        formerly=(),
        kind="survey",
        form=form,
        choices=tuple(Item(position, html(bg, en)) for position, (bg, en) in enumerate(words)),
        low=low,
        high=high,
    )
