"""A test's graded attempts as plain values: one SELECT for attempts, one for responses, without whose they are."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, cast, func, select
from sqlalchemy import Text as Characters
from sqlalchemy.orm import Session

from elearn.content.model import Outline, QuizOutline
from elearn.content.questions import EssayQuestion, Question, SurveyQuestion
from elearn.db import Base
from elearn.ids import CourseSlug, QuestionId, QuizId, SnapshotId
from elearn.publishing import library
from elearn.publishing import queries as publishing
from elearn.publishing.manifest import questions_in
from elearn.questions.answers import Answer
from elearn.questions.grading import Grade, grade
from elearn.questions.versions import version_of
from elearn.quizzes import slots
from elearn.quizzes.drawing import Sheet, outline_of
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
    _attempts.quiz_id,
    _attempts.paper,
    _attempts.points,
    _attempts.max_points,
    _attempts.passed,
).order_by(_attempts.number, _attempts.id)
"""The earliest first, which makes the first of an enrolment its first."""
_GIVEN = select(
    _responses.attempt_id, _responses.position, _responses.points, cast(_responses.answer, Characters)
).join_from(_response, _attempt)

Marks = tuple[int | None, str | None]
"""Points, and the answer as it is stored."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of an edition, asked by a test. `judged`: by what is stored, the answer and its grade by this key."""

    text: Text
    negative: bool
    judged: dict[str | None, tuple[Answer | None, Grade]] = field(default_factory=dict)

    def judge(self, stored: str | None) -> tuple[Answer | None, Grade]:
        """Answers repeat: each is read and graded once."""
        if stored not in self.judged:
            answer = None if stored is None else json.loads(stored)
            self.judged[stored] = answer, grade(self.text.question, answer, negative=self.negative)
        return self.judged[stored]


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
    """Reads the attempts at one test. Each question is looked up once for an edition, and each answer graded once.

    `today`: the versions that the edition `current` asks, by question.
    """

    def __init__(self, session: Session, current: SnapshotId, outline: Outline, quiz: QuizOutline) -> None:
        self._session = session
        self._outline = outline
        self._quiz = quiz
        self._where = _graded(outline.slug, quiz)
        self._asked: dict[tuple[int, str, QuizId], dict[QuestionId, Asked]] = {}
        self._essays: Mapping[tuple[int, int], int] = {}
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
        self._essays = slots.essay_points.call(self._session, self._outline.slug, (self._quiz.id, *self._quiz.formerly))
        seen: set[int] = set()
        for row in self._session.execute(_TAKINGS.where(*self._where)):
            if counted is Counted.FIRST and row.enrolment_id in seen:
                continue
            seen.add(row.enrolment_id)
            given = tuple(self._given(row, marks[row.id]))
            edition = editions[SnapshotId(row.snapshot_id)]
            total = sum(one.points or 0 for one in given)
            yield Taking(row.person_id, edition, row.points, total, row.max_points, bool(row.passed), given)

    def _marks(self) -> Mapping[int, dict[int, Marks]]:
        """By attempt and position."""
        found: defaultdict[int, dict[int, Marks]] = defaultdict(dict)
        for attempt_id, position, points, answer in self._session.execute(_GIVEN.where(*self._where)):
            found[attempt_id][position] = (points, answer)
        return found

    def _given(self, row: Row[*tuple[Any, ...]], marks: Mapping[int, Marks]) -> Iterator[Given]:
        for position, stored in enumerate(row.paper, start=1):
            asked = self._question(row, Sheet.of_json(stored))
            question = asked.text.question
            if isinstance(question, SurveyQuestion):
                continue
            points, kept = marks.get(position, (None, None))
            answer, own = asked.judge(kept)
            if isinstance(question, EssayQuestion):
                earned = self._essays.get((row.id, position), 0)
                yield Given(asked.text, points, answer, earned, earned >= question.points)
            else:
                yield Given(asked.text, points, answer, own.points, own.right)

    def _question(self, row: Row[*tuple[Any, ...]], sheet: Sheet) -> Asked:
        source = (row.snapshot_id, row.quiz_id, sheet.quiz)
        if source not in self._asked:
            snapshot_id = SnapshotId(row.snapshot_id)
            rules = outline_of(library.outline(self._session, snapshot_id), QuizId(row.quiz_id)).rules
            every = questions_in(library.quiz(self._session, snapshot_id, sheet.quiz).items)
            self._asked[source] = {one.id: Asked(self._named(sheet.quiz, one), rules.negative) for one in every}
        return self._asked[source][sheet.question]

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
