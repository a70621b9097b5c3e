"""Reading the essays of an attempt for who marks them, and the marks for who wrote them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.content.model import Case, Language, Outline
from elearn.content.questions import Criterion, EssayQuestion
from elearn.errors import Conflict, NotAllowed, NotFound
from elearn.ids import AttemptId, CourseSlug, PersonId, QuizId, SnapshotId
from elearn.marking import rules
from elearn.marking.models import Mark
from elearn.people import queries as people
from elearn.permissions import Actor, Permission, require
from elearn.publishing import library
from elearn.quizzes import drawing, essays, openings
from elearn.quizzes import queries as quizzes
from elearn.quizzes.models import Attempt, AttemptState, Purpose
from elearn.quizzes.slots import Marked

Title = Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Given:
    """A mark as stored. `version` changes with each saving."""

    points: tuple[int, ...]
    comment: str
    version: str
    marked_at: datetime
    mine: bool

    @property
    def total(self) -> int:
        return sum(self.points)


@dataclass(frozen=True, slots=True)
class Essay:
    """An essay to mark, by what `measures` say, `number` of `total`; `given` is None until it has a mark."""

    position: int
    number: int
    question: EssayQuestion
    measures: tuple[Criterion, ...]
    case: Case | None
    text: str
    given: Given | None


@dataclass(frozen=True, slots=True)
class Marking:
    """The essays of an attempt, opened by who marks them; nothing else of it."""

    attempt_id: AttemptId
    who: str
    anonymous: bool
    outline: Outline
    quiz: Title
    due: date | None
    essays: tuple[Essay, ...]

    @property
    def next(self) -> Essay | None:
        """The first without a mark."""
        return next((one for one in self.essays if one.given is None), None)

    @property
    def version(self) -> str:
        """Changes with each mark."""
        return ",".join(one.given.version if one.given else "" for one in self.essays)

    def essay(self, position: int) -> Essay:
        """Raises NotFound("question_unknown") for a position that is no essay to mark."""
        found = next((one for one in self.essays if one.position == position), None)
        if found is None:
            raise NotFound("question_unknown", question=position)
        return found


def marking(session: Session, actor: Actor, attempt_id: AttemptId) -> Marking:
    """What a marker sees of an attempt that she has opened.

    Raises NotFound("no_such_attempt"), NotAllowed("not_permitted" | "own_answers" | "answers_not_open") and
    Conflict("not_waiting").
    """
    attempt = session.get(Attempt, attempt_id)
    return shown(session, actor, require_open(session, actor, attempt))


def require_open(session: Session, actor: Actor, attempt: Attempt | None) -> Attempt:
    """The attempt, which the actor has opened for marking. Raises what `marking` does."""
    require(actor, Permission.ATTEMPT_MARK)
    if attempt is None:
        raise NotFound("no_such_attempt")
    if attempt.person_id == actor.person_id:
        raise NotAllowed("own_answers")
    if attempt.state is not AttemptState.SUBMITTED:
        raise Conflict("not_waiting")
    if not openings.opened(session, actor, AttemptId(attempt.id), Purpose.MARKING):
        raise NotAllowed("answers_not_open")
    return attempt


def shown(session: Session, actor: Actor, attempt: Attempt) -> Marking:
    """The attempt's essays with their marks; the caller has made sure that the actor may see them."""
    outline = library.outline(session, SnapshotId(attempt.snapshot_id))
    quiz = drawing.outline_of(outline, QuizId(attempt.quiz_id))
    stored = {mark.position: mark for mark in session.scalars(select(Mark).where(Mark.attempt_id == attempt.id))}
    asked = essays.waiting(quizzes.asked(session, attempt))
    found = (_essay(actor, number, one, stored.get(one.position)) for number, one in enumerate(asked, start=1))
    return Marking(
        attempt_id=AttemptId(attempt.id),
        who=_who(session, attempt, anonymous=quiz.rules.anonymous),
        anonymous=quiz.rules.anonymous,
        outline=outline,
        quiz=quiz.title,
        due=attempt.marking_due,
        essays=tuple(found),
    )


def marks_of(session: Session, attempt_id: AttemptId) -> Mapping[int, Marked]:
    """By position, the marks of an attempt, as its result tells them: none before it is graded."""
    told = select(Mark).join(Attempt, Attempt.id == Mark.attempt_id).where(Attempt.state == AttemptState.GRADED)
    rows = session.scalars(told.where(Mark.attempt_id == attempt_id))
    return {row.position: Marked(tuple(row.criteria), row.comment, row.marked_at) for row in rows}


def points_of(session: Session, slug: CourseSlug, quiz_ids: Collection[QuizId]) -> Mapping[tuple[int, int], int]:
    """By attempt and position, what markers gave in the graded attempts at the tests. One SELECT."""
    at_the_tests = (Attempt.course_slug == slug, Attempt.quiz_id.in_(quiz_ids), Attempt.state == AttemptState.GRADED)
    marked = select(Mark.attempt_id, Mark.position, Mark.points).join(Attempt, Attempt.id == Mark.attempt_id)
    rows = session.execute(marked.where(*at_the_tests))
    return {(attempt_id, position): points for attempt_id, position, points in rows}


def _essay(actor: Actor, number: int, asked: quizzes.Asked, mark: Mark | None) -> Essay:
    question = asked.question
    if not isinstance(question, EssayQuestion):
        raise TypeError(question.kind)
    return Essay(
        position=asked.position,
        number=number,
        question=question,
        measures=essays.measures(question),
        case=asked.case,
        text=(asked.given.answer or {}).get("text", ""),
        given=None if mark is None else given(mark, actor),
    )


def given(mark: Mark, actor: Actor) -> Given:
    version = mark.marked_at.isoformat()
    return Given(tuple(mark.criteria), mark.comment, version, mark.marked_at, mark.marked_by == actor.person_id)


def _who(session: Session, attempt: Attempt, *, anonymous: bool) -> str:
    return rules.code(attempt.seed) if anonymous else people.person(session, PersonId(attempt.person_id)).name
