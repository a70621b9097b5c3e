"""Totals appear five at a time, say what was answered, and mix no wordings."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from elearn.content.questions import SurveyQuestion
from elearn.db import begin_writing
from elearn.errors import Invalid
from elearn.ids import CourseSlug
from elearn.questions import answers
from elearn.surveys import queries, service
from elearn.surveys.models import SurveyTally, SurveyText
from tests.factories.surveys import a_survey_question

SLUG = CourseSlug("sample")


def count(session: Session, question: SurveyQuestion, *given: Mapping[str, Any]) -> None:
    for answer in given:
        service.count(session, SLUG, question, answer)


def bars(session: Session, question: SurveyQuestion) -> list[tuple[int, int]]:
    return [(bar.count, bar.percent) for bar in queries.of_question(session, SLUG, question).bars]


@pytest.fixture(autouse=True)
def _writing(session: Session) -> None:
    begin_writing(session)


def test_nothing_is_shown_below_five_answers(session: Session) -> None:
    question = a_survey_question()
    count(session, question, *[{"choice": 0}] * 4)
    found = queries.of_question(session, SLUG, question)
    assert (found.answered, found.bars) == (0, ())
    count(session, question, {"choice": 2})
    assert bars(session, question) == [(4, 80), (0, 0), (1, 20)]


def test_the_sixth_answer_cannot_be_read_from_the_difference(session: Session) -> None:
    question = a_survey_question()
    count(session, question, *[{"choice": 0}] * 5)
    for _ in range(4):
        count(session, question, {"choice": 2})
        assert bars(session, question) == [(5, 100), (0, 0), (0, 0)]
    count(session, question, {"choice": 1})
    assert bars(session, question) == [(5, 50), (1, 10), (4, 40)]


def test_several_choices_count_the_person_once(session: Session) -> None:
    question = a_survey_question(form="multiple")
    count(session, question, *[{"choices": [0, 2]}] * 3, *[{"choices": [0]}] * 2)
    assert queries.of_question(session, SLUG, question).answered == 5
    assert bars(session, question) == [(5, 100), (0, 0), (3, 60)]


def test_a_scale_tells_its_mean(session: Session) -> None:
    question = a_survey_question(form="scale")
    count(session, question, *({"choice": point} for point in (1, 2, 3, 5, 5)))
    found = queries.of_question(session, SLUG, question)
    assert found.mean_tenths == 32
    assert [bar.count for bar in found.bars] == [1, 1, 1, 0, 2]


def test_what_was_written_waits_for_four_others_and_loses_its_order(session: Session) -> None:
    question = a_survey_question(form="text")
    written = [f"мнение {n}" for n in range(5)]
    count(session, question, *({"text": text} for text in written[:4]))
    assert queries.of_question(session, SLUG, question).texts == ()
    count(session, question, {"text": written[4]})
    assert sorted(queries.of_question(session, SLUG, question).texts) == written
    stored = session.execute(select(SurveyText.id, SurveyText.text).order_by(SurveyText.id)).all()
    assert min(row.id for row in stored) > len(stored), "a running number would tell who was first"


def test_the_order_of_the_rows_tells_nothing_of_the_first_answers(session: Session) -> None:
    orders = []
    for number, answers_ in enumerate(((5, 1), (2, 4))):
        question = a_survey_question(f"basics/how#scale-{number}", "scale")
        count(session, question, *({"choice": point} for point in answers_))
        rows = select(SurveyTally.value).where(SurveyTally.question_id == question.id).order_by(SurveyTally.id)
        orders.append(list(session.scalars(rows)))
    assert orders[0] == orders[1]


def test_another_wording_is_counted_by_itself(session: Session) -> None:
    old, new = a_survey_question(), a_survey_question(wording="Беше ли полезно?")
    count(session, old, *[{"choice": 0}] * 5)
    assert queries.of_question(session, SLUG, new).answered == 0
    assert queries.of_question(session, SLUG, old).answered == 5


def test_a_question_that_moved_keeps_its_totals(session: Session) -> None:
    question = a_survey_question("basics/how#old")
    count(session, question, *[{"choice": 0}] * 5)
    moved = replace(a_survey_question("basics/how#new"), formerly=("basics/how#old",))
    count(session, moved, *[{"choice": 1}] * 5)
    assert bars(session, moved) == [(5, 50), (5, 50), (0, 0)]


def test_no_column_leads_to_a_person_or_a_moment(session: Session) -> None:
    for model in (SurveyTally, SurveyText):
        table = inspect(model).local_table
        assert not table.foreign_keys
        assert {column.name for column in table.columns} <= {
            *("id", "course_slug", "question_id", "version", "value", "shown", "waiting", "text")
        }
    assert session.is_active


@pytest.mark.parametrize(
    ("form", "sent", "kept"),
    [
        ("single", {"choice": 1}, {"choice": 1}),
        ("multiple", {"choices": [2, 0, 2]}, {"choices": [0, 2]}),
        ("multiple", {"choices": []}, None),
        ("scale", {"choice": 5}, {"choice": 5}),
        ("text", {"text": "  ясно\n"}, {"text": "ясно"}),
        ("text", {"text": "  "}, None),
    ],
)
def test_an_answer_is_kept_in_one_form(form: Any, sent: object, kept: object) -> None:
    assert answers.clean(a_survey_question(form=form), sent) == kept


@pytest.mark.parametrize(
    ("form", "sent"),
    [
        ("single", {"choice": 3}),
        ("single", {"choice": True}),
        ("multiple", {"choices": [3]}),
        ("multiple", {"choices": 1}),
        ("scale", {"choice": 0}),
        ("scale", {"choice": 6}),
        ("text", {"text": 5}),
    ],
)
def test_what_no_page_could_send_is_refused(form: Any, sent: dict[str, object]) -> None:
    with pytest.raises(Invalid, match="answer_malformed"):
        answers.clean(a_survey_question(form=form), sent)
