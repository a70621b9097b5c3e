"""Counting an answer to a survey, so that nothing leads from it to a person."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from elearn import ids
from elearn.content.questions import SurveyQuestion
from elearn.db import insert_missing
from elearn.ids import CourseSlug
from elearn.questions import opinions
from elearn.questions.versions import version_of
from elearn.surveys.models import SurveyTally, SurveyText
from elearn.surveys.rules import ANSWERED, TOGETHER


def count(session: Session, slug: CourseSlug, question: SurveyQuestion, answer: Mapping[str, Any]) -> None:
    """Count a canonical answer. The caller sees to it that a person is counted once, and keeps nothing of the answer.

    No audit entry, job or log names it: the moment would join it to whoever acted then.
    """
    of_question = {"course_slug": slug, "question_id": question.id, "version": version_of(question)}
    values = (ANSWERED, *(str(point) for point in opinions.chosen(answer)))
    # All rows at once, chosen or not: their order would tell what the first ones answered, and who was first is known.
    every = (ANSWERED, *(str(point) for point in opinions.points(question)))
    counts = {"shown": 0, "waiting": 0}
    insert_missing(session, SurveyTally, [{**of_question, "value": value, **counts} for value in every])
    for value in values:  # "answered" first: whoever holds its row lets nobody else count the question meanwhile
        adding = update(SurveyTally).filter_by(**of_question, value=value)
        session.execute(adding.values(waiting=SurveyTally.waiting + 1))
    if "text" in answer:
        session.add(SurveyText(id=ids.new_number(), **of_question, text=answer["text"], shown=False))
        session.flush()
    _release(session, of_question)


def _release(session: Session, of_question: Mapping[str, str]) -> None:
    """Show what waits once enough have come together."""
    waiting = session.scalar(select(func.max(SurveyTally.waiting)).filter_by(**of_question, value=ANSWERED))
    if (waiting or 0) < TOGETHER:
        return
    counted = update(SurveyTally).filter_by(**of_question)
    session.execute(counted.values(shown=SurveyTally.shown + SurveyTally.waiting, waiting=0))
    session.execute(update(SurveyText).filter_by(**of_question).values(shown=True))
