"""A test's graded attempts as plain values: one SELECT for attempts, one for responses, without whose they are."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, cast, func, select
from sqlalchemy import Text as Characters
from sqlalchemy.orm import Session

from elearn.content.model import Outline, QuizOutline
from elearn.content.questions import Question, SurveyQuestion
from elearn.db import Base
from elearn.ids import CourseSlug, QuestionId, QuizId, SnapshotId
from elearn.publishing import library
from elearn.publishing import queries as publishing
from elearn.publishing.manifest import questions_in
from elearn.questions.versions import version_of
from elearn.quizzes.drawing import Sheet
from elearn.quizzes.models import Attempt, AttemptState, Response
from elearn.statistics.computing import Given, Taking, Text

SPREAD = 997
"""A prime: with attempts weighed by their ids modulo it, changes that cancel out in the sum of points are seen."""

_attempt, _response = (Base.metadata.tables[model.__tablename__] for model in (Attempt, Response))
_attempts, _responses = _attempt.c, _response.c
_TAKINGS = select(
    _attempts.id,
    _attempts.enrolment_id,
    _attempts.person_id,
    _attempts.snapshot_id,
    _attempts.paper,
    _attempts.points,
    _attempts.max_points,
    _attempts.passed,
).order_by(_attempts.number, _attempts.id)
"""The earliest first, which makes the first of an enrolment its first."""
_GIVEN = select(
    _responses.attempt_id, _responses.position, _responses.points, cast(_responses.answer, Characters)
).join_from(_response, _attempt)

Marks = tuple[int | None, Any]
"""Points and answer."""


class Counted(StrEnum):
    """Which attempts are counted: the first graded one of each enrolment, or all that are graded."""

    FIRST = "first"
    ALL = "all"


def state(slug: CourseSlug, quiz: QuizOutline) -> Select[*tuple[Any, ...]]:
    """Asks for how many graded attempts there are, and what changes with every new one and with every regrade."""
    weight = _attempts.id % SPREAD + 1
    return select(
        func.count(),
        func.max(_attempts.graded_at),
        func.sum(weight * _attempts.points),
        func.sum(weight * _attempts.max_points),
    ).where(*_graded(slug, quiz))


def _graded(slug: CourseSlug, quiz: QuizOutline) -> tuple[ColumnElement[bool], ...]:
    ids = (quiz.id, *quiz.formerly)
    return _attempts.course_slug == slug, _attempts.quiz_id.in_(ids), _attempts.state == AttemptState.GRADED


class Reading:
    """Reads the attempts at one test. Each question is looked up once for an edition.

    `today`: the versions that the edition `current` asks, by question.
    """

    def __init__(self, session: Session, current: SnapshotId, outline: Outline, quiz: QuizOutline) -> None:
        self._session = session
        self._outline = outline
        self._where = _graded(outline.slug, quiz)
        self._texts: dict[tuple[int, QuizId], dict[QuestionId, Text]] = {}
        self._names = {former: one.id for one in outline.quizzes() for former in one.formerly}
        self._questions: dict[str, QuestionId] = {}
        self.today: dict[QuestionId, str] = {}
        for one in outline.quizzes():
            for question in questions_in(library.quiz(session, current, one.id).items):
                self._questions |= dict.fromkeys(_former(question), question.id)
                self.today[question.id] = version_of(question)

    def takings(self, counted: Counted) -> Iterator[Taking]:
        editions = {one.id: one.number for one in publishing.editions(self._session, self._outline.slug)}
        marks = self._marks()
        seen: set[int] = set()
        for row in self._session.execute(_TAKINGS.where(*self._where)):
            if counted is Counted.FIRST and row.enrolment_id in seen:
                continue
            seen.add(row.enrolment_id)
            given = tuple(self._given(row, marks[row.id]))
            edition = editions[SnapshotId(row.snapshot_id)]
            yield Taking(row.person_id, edition, row.points, row.max_points, bool(row.passed), given)

    def _marks(self) -> Mapping[int, dict[int, Marks]]:
        """By attempt and position. Answers come as text and repeat: each is read once."""
        found: defaultdict[int, dict[int, Marks]] = defaultdict(dict)
        read: dict[str | None, Any] = {None: None}
        for attempt_id, position, points, answer in self._session.execute(_GIVEN.where(*self._where)):
            if answer not in read:
                read[answer] = json.loads(answer)
            found[attempt_id][position] = (points, read[answer])
        return found

    def _given(self, row: Row[*tuple[Any, ...]], marks: Mapping[int, Marks]) -> Iterator[Given]:
        for position, stored in enumerate(row.paper, start=1):
            text = self._text(row.snapshot_id, Sheet.of_json(stored))
            if not isinstance(text.question, SurveyQuestion):
                points, answer = marks.get(position, (None, None))
                yield Given(text, points, answer)

    def _text(self, snapshot_id: int, sheet: Sheet) -> Text:
        source = (snapshot_id, sheet.quiz)
        if source not in self._texts:
            quiz = library.quiz(self._session, SnapshotId(snapshot_id), sheet.quiz)
            self._texts[source] = {one.id: self._named(sheet.quiz, one) for one in questions_in(quiz.items)}
        return self._texts[source][sheet.question]

    def _named(self, quiz: QuizId, question: Question) -> Text:
        """Under its id today: its test may have been renamed since, and it itself."""
        _, _, own = question.id.partition("#")
        moved = f"{self._names.get(quiz, quiz)}#{own}"
        name = self._questions.get(question.id) or self._questions.get(moved) or QuestionId(moved)
        return Text(name, version_of(question), quiz, question)


def _former(question: Question) -> Iterator[str]:
    """The ids a question had, whole: within its test they may be written without it."""
    prefix = question.id.partition("#")[0]
    for name in question.formerly:
        yield name if "#" in name else f"{prefix}#{name}"
