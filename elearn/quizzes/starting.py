"""What the start page of a test says: its rules as they apply to this person, and what stands in the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from elearn import clock
from elearn.content.model import Language, ModuleOutline, Outline, QuizOutline
from elearn.enrolment.service import require_active
from elearn.ids import AttemptId, CourseSlug, EnrolmentId, QuizId
from elearn.people.queries import paper_names
from elearn.permissions import Actor
from elearn.publishing import library
from elearn.publishing.queries import current
from elearn.quizzes import allowances, drawing, meeting, pool, practising, queries, rules, slots, timing
from elearn.quizzes.deductions import Deductions, deductions
from elearn.quizzes.rules import Past, QuizResult, Standing

SAID_ON_PAGE = frozenset({"no_attempts_left", "wait", "comes_first", "marking_waits"})
"""Refusals that the start page itself explains."""


@dataclass(frozen=True, slots=True)
class StartPage:
    """`shut_by`: titles of what comes first. `names_first`: an exam, and the names on papers are not confirmed.

    `takes`: which answers take points away. `practice`: it may be practised, but for `met_by`, an open attempt that
    can ask the same questions.
    """

    outline: Outline
    quiz: QuizOutline
    module: ModuleOutline | None
    past: Sequence[Past]
    result: QuizResult | None
    standing: Standing
    shut_by: tuple[Mapping[Language, str], ...]
    names_first: bool
    intro_html: Mapping[Language, str]
    takes: Deductions
    own_minutes: int | None
    """The time this person has: the limit, and what was allowed beyond it."""
    practice: bool
    met_by: AttemptId | None
    opinions: int
    """Survey questions that every attempt asks."""
    points_vary: bool
    """A draw decides how much an attempt can earn."""

    @property
    def open_attempt(self) -> Past | None:
        return next((attempt for attempt in self.past if attempt.open), None)

    @property
    def given_attempts(self) -> int:
        """How many attempts the person was given beyond the limit."""
        return (self.standing.allowed or 0) - (self.quiz.rules.attempts or 0)

    @property
    def waiting(self) -> Past | None:
        """The attempt whose essays are to be marked before another may start."""
        return next((attempt for attempt in self.past if attempt.waiting), None)

    @property
    def may_start(self) -> bool:
        held = self.shut_by or self.waiting is not None
        return not held and self.standing.left != 0 and self.standing.opens_at is None


def start_page(session: Session, actor: Actor, slug: CourseSlug, quiz_id: QuizId) -> StartPage:
    """Raises NotAllowed("not_enrolled"), NotFound("course_unknown" | "quiz_unknown")."""
    snapshot_id = current(session, slug)
    outline = library.outline(session, snapshot_id)
    quiz = drawing.outline_of(outline, quiz_id)
    enrolment = require_active(session, actor, slug)
    past = queries.past(session, EnrolmentId(enrolment.id), quiz)
    questions = pool.questions(session, snapshot_id, outline, quiz)
    practice = practising.offered(quiz)
    is_exam = outline.exam is not None and outline.exam.id == quiz_id
    written = library.quiz(session, snapshot_id, quiz_id)
    return StartPage(
        outline=outline,
        quiz=quiz,
        module=next((m for m in outline.modules if m.quiz is not None and m.quiz.id == quiz_id), None),
        past=past,
        result=rules.result(past) if past else None,
        standing=queries.standing(session, enrolment.id, quiz, past, clock.now()),
        shut_by=slots.shut_by.call(session, enrolment, outline, quiz_id),
        names_first=is_exam and paper_names(session, enrolment.person_id).confirmed_at is None,
        intro_html=written.intro_html,
        takes=deductions(questions, quiz.rules),
        own_minutes=timing.own_minutes(quiz.rules, allowances.held(session, enrolment.id, quiz)),
        practice=practice,
        met_by=meeting.met_in(session, enrolment.person_id, outline, quiz, questions) if practice else None,
        opinions=drawing.opinions(quiz.rules, written),
        points_vary=pool.points_vary(session, snapshot_id, outline, quiz),
    )


def address(slug: CourseSlug, quiz_id: QuizId) -> str:
    """Where a test starts: its id is its address inside the course."""
    return f"/learn/{slug}/{quiz_id}"
