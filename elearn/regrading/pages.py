"""What the pages of regrading show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from elearn.content.model import Outline, QuizOutline
from elearn.content.questions import Question, SurveyQuestion
from elearn.errors import NotFound
from elearn.ids import CourseSlug, QuestionId, QuizId, SnapshotId
from elearn.permissions import Actor
from elearn.progress import reviews
from elearn.progress.reviews import Review
from elearn.publishing import library
from elearn.publishing.manifest import questions_in
from elearn.publishing.queries import pointer
from elearn.regrading import forms, queries, scope, service
from elearn.regrading.judging import has_key
from elearn.regrading.models import Policy
from elearn.regrading.naming import Who, named
from elearn.regrading.preview import numbers
from elearn.regrading.queries import Decided, Effect
from elearn.regrading.scope import Scope
from elearn.regrading.service import Plan
from elearn.regrading.versions import History, Version, history_at


@dataclass(frozen=True, slots=True)
class CoursePage:
    """`tests`: those with questions of their own, each with them; `titles`: of the questions decided on.

    `reviews`: by decision, how many completions wait to be looked at.
    """

    outline: Outline
    decisions: tuple[Decided, ...]
    tests: tuple[tuple[QuizOutline, tuple[Question, ...]], ...]
    titles: Mapping[QuestionId, Mapping[str, str]]
    reviews: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """`policies`: those that the question allows; `sent`: what a form held, or what a new one begins with."""

    history: History
    decisions: tuple[Decided, ...]
    policies: tuple[Policy, ...]
    objection: int | None
    sent: MultiDict[str, str]

    def ticked(self, version: Version) -> bool:
        """Whether a version is chosen: at first every one that attempts met and that is not today's."""
        if "policy" in self.sent or "version" in self.sent:
            return version.digest in self.sent.getlist("version")
        return bool(version.attempts) and version is not self.history.newest


@dataclass(frozen=True, slots=True)
class ToLookAt:
    """A completion to look at. `certificate`: its number, "" for none; `own`: it is the actor's."""

    review: Review
    who: Who
    certificate: str
    own: bool


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """`left_out`: attempts of who decided, which the decision is not about.

    `latest`: no later decision on the question has been made.
    """

    decided: Decided
    history: History
    effect: Effect
    reviews: tuple[ToLookAt, ...]
    left_out: int
    latest: bool


def course_page(session: Session, slug: CourseSlug) -> CoursePage:
    """Raises NotFound("course_unknown")."""
    found = pointer(session, slug)
    if found is None:
        raise NotFound("course_unknown", course=slug)
    outline = library.outline(session, found.snapshot_id)
    tests = [(quiz, _questions(session, found.snapshot_id, quiz.id)) for quiz in outline.quizzes()]
    titles = {question.id: question.title for _, asked in tests for question in asked}
    decisions = tuple(queries.of_course(session, slug))
    asked = tuple(one for one in tests if one[1])
    return CoursePage(outline, decisions, asked, titles, queries.open_reviews(session, slug))


def question_page(session: Session, found: History, sent: MultiDict[str, str]) -> QuestionPage:
    """The latest decisions come first."""
    decisions = tuple(queries.of_question(session, found.slug, found.ids))
    policies = tuple(one for one in Policy if one not in service.BY_KEY or has_key(found.newest.question))
    return QuestionPage(found, decisions, policies, forms.objection(sent), sent)


def decision_page(session: Session, actor: Actor, regrade_id: int) -> DecisionPage:
    """Raises NotFound("regrade_unknown")."""
    decided = queries.decision(session, regrade_id)
    found = history_at(session, decided.snapshot_id, decided.quiz_id, decided.question_id)
    return DecisionPage(
        decided=decided,
        history=found,
        effect=queries.effect(session, regrade_id),
        reviews=_to_look_at(session, actor, regrade_id),
        left_out=_left_out(session, decided, found),
        latest=service.latest(session, found) == regrade_id,
    )


def _to_look_at(session: Session, actor: Actor, regrade_id: int) -> tuple[ToLookAt, ...]:
    raised = reviews.of_attempts(session, queries.lost(regrade_id))
    names = named(session, (one.attempt_id for one in raised))
    certificates = numbers(session, [one.enrolment_id for one in raised])
    return tuple(
        ToLookAt(one, names[one.attempt_id], certificates[one.enrolment_id], own=one.person_id == actor.person_id)
        for one in raised
    )


def _left_out(session: Session, decided: Decided, found: History) -> int:
    """Those chosen by day or number are listed with the decision, without any of who decided."""
    if decided.narrowed or decided.by_id is None:
        return 0
    return len(scope.chosen(session, found, Scope(decided.versions), ended_by=decided.created_at, only=decided.by_id))


def plan_fields(plan: Plan) -> Sequence[tuple[str, str]]:
    """A plan as the hidden fields of a form: what `forms.plan` reads."""
    scope = plan.scope
    fields = [("version", digest) for digest in scope.versions] + [("policy", plan.policy.value)]
    if not plan.never_worse:
        fields.append(("worse", "1"))
    if scope.since is not None:
        fields.append(("since", scope.since.isoformat()))
    if scope.until is not None:
        fields.append(("until", scope.until.isoformat()))
    if scope.attempts:
        fields.append(("attempts", " ".join(map(str, scope.attempts))))
    return fields


def _questions(session: Session, snapshot_id: SnapshotId, quiz_id: QuizId) -> tuple[Question, ...]:
    """Those that can be regraded: a survey question has no points."""
    asked = questions_in(library.quiz(session, snapshot_id, quiz_id).items)
    return tuple(question for question in asked if not isinstance(question, SurveyQuestion))
