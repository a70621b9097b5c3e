"""Gathering an attempt's document from what is stored. Read-only; the edition it was taken against speaks."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.certificates.issuing import project_on_papers
from elearn.content.phrases import N_, say
from elearn.content.questions import SurveyQuestion
from elearn.errors import Conflict
from elearn.evidence import explaining, showing
from elearn.evidence.explaining import Earned
from elearn.evidence.rules import (
    AskedQuestion,
    Decision,
    Document,
    Logo,
    Looked,
    Objected,
    Project,
    Taken,
    Text,
    Told,
)
from elearn.ids import AttemptId, EnrolmentId, PersonId, QuestionId, SnapshotId
from elearn.people.queries import paper_names, person
from elearn.publishing.queries import edition
from elearn.questions.grading import grade
from elearn.questions.naming import KINDS
from elearn.questions.review import review
from elearn.questions.versions import version_of
from elearn.quizzes import openings, outcome, slots
from elearn.quizzes.models import Attempt, AttemptState, Purpose
from elearn.quizzes.queries import Asked, Sitting
from elearn.quizzes.slots import Marked
from elearn.regrading.history import changes, question_points
from elearn.regrading.models import Objection, Policy, Regrade, Regraded

POLICIES = {
    Policy.NEW_KEY: N_("The question is judged by the corrected key."),
    Policy.BOTH_KEYS: N_("The question is judged by the better of both keys."),
    Policy.DROP: N_("The question does not count."),
    Policy.FULL_MARKS: N_("The question earns its full points for everybody."),
}
PURPOSES = {
    Purpose.MARKING: N_("marking"),
    Purpose.OBJECTION: N_("an objection"),
    Purpose.AUDIT: N_("an audit"),
}


def for_learner(session: Session, sitting: Sitting) -> Told:
    """How much the test's policy lets its learner be told now. Raises Conflict("evidence_too_early")."""
    if sitting.attempt.state is AttemptState.OPEN:
        raise Conflict("evidence_too_early")
    if sitting.attempt.state is not AttemptState.GRADED:
        return Told.ANSWERS
    found = outcome.outcome(session, sitting).review
    return {"open": Told.DID, "key": Told.KEY}.get(found, Told.ANSWERS)


def document(session: Session, sitting: Sitting, told: Told, *, language: str, issuer: str) -> Document:
    """The document in a language. Raises Conflict("evidence_too_early"): until the end answers may change."""
    attempt = sitting.attempt
    if attempt.state is AttemptState.OPEN:
        raise Conflict("evidence_too_early")
    marks = slots.marks.call(session, AttemptId(attempt.id))
    return Document(
        language=language,
        issuer=issuer,
        project=_project(session, sitting, language),
        learner=_name(session, attempt, language),
        told=told,
        taken=_taken(attempt),
        text=_text(session, sitting, language),
        questions=tuple(_question(sitting, one, marks.get(one.position), told, language) for one in sitting.asked),
        decisions=_decisions(session, attempt, told, language),
        objections=_objections(session, attempt),
        looked=_looked(session, attempt, language),
    )


def _project(session: Session, sitting: Sitting, language: str) -> Project | None:
    found = project_on_papers(session, EnrolmentId(sitting.attempt.enrolment_id), sitting.outline)
    if found is None:
        return None
    texts = {text: getattr(found, f"{text}_{language}") for text in ("name", "funder", "statement", "basis")}
    logos = tuple(Logo(logo.sha256, logo.mime) for logo in found.logos)
    return Project(code=found.code, emblem=found.eu_emblem, logos=logos, **texts)


def _name(session: Session, attempt: Attempt, language: str) -> str:
    names = paper_names(session, PersonId(attempt.person_id))
    return names.latin if language == "en" else names.cyrillic


def _taken(attempt: Attempt) -> Taken:
    return Taken(
        id=attempt.id,
        number=attempt.number,
        state=attempt.state.value,
        started_at=_instant(attempt.started_at),
        due_at=_moment(attempt.due_at),
        submitted_at=_moment(attempt.submitted_at),
        ended_by=attempt.ended_by.value if attempt.ended_by is not None else "",
        graded_at=_moment(attempt.graded_at),
        points=attempt.points,
        max_points=attempt.max_points,
        pass_percent=attempt.pass_percent,
        passed=attempt.passed,
    )


def _text(session: Session, sitting: Sitting, language: str) -> Text:
    outline, found = sitting.outline, edition(session, SnapshotId(sitting.attempt.snapshot_id))
    return Text(
        slug=outline.slug,
        course=showing.in_words(outline.title, language),
        edition=outline.edition,
        number=found.number,
        published_at=_instant(found.created_at),
        digest=found.digest,
        quiz=sitting.quiz.id,
        quiz_title=showing.in_words(sitting.quiz.title, language),
    )


def _question(sitting: Sitting, one: Asked, mark: Marked | None, told: Told, language: str) -> AskedQuestion:
    question, answer = one.question, one.given.answer
    negative = sitting.quiz.rules.negative
    looked = review(
        question,
        answer,
        show_key=told is Told.KEY,
        language=language,
        negative=negative,
        marks=mark.points if mark is not None else None,
        comment=mark.comment if mark is not None else "",
    )
    telling, opinion = told is not Told.ANSWERS, isinstance(question, SurveyQuestion)
    answered = one.given.revision > 0 and (not one.given.empty or opinion)
    return AskedQuestion(
        number=one.position,
        id=question.id,
        quiz=one.sheet.quiz,
        version=version_of(question) if told is Told.KEY else "",
        kind=say(language, KINDS[question.kind]),
        title=showing.in_words(question.title, language),
        case=showing.in_words(one.case.title, language) if one.case is not None else "",
        html=showing.stem(question, language),
        lines=showing.lines(question, one.sheet.order, answer, looked, told, language),
        text=showing.typed(answer),
        answered=answered,
        opinion=opinion,
        saved_at=_moment(one.given.saved_at),
        revision=one.given.revision,
        points=one.given.points if telling else None,
        max_points=question.points,
        why=_why(sitting, one, mark, told, language),
        right_words=showing.accepted(question, language) if told is Told.KEY else (),
        rubric=showing.rubric(looked, told, language),
        marked_by=showing.in_words(sitting.quiz.rules.marker, language) if mark is not None else "",
        marked_at=_moment(mark.marked_at) if mark is not None else None,
        comment=looked.comment,
    )


def _why(sitting: Sitting, one: Asked, mark: Marked | None, told: Told, language: str) -> str:
    """What became of an opinion is said to everybody; why an answer earned what it did, as far as told."""
    if isinstance(one.question, SurveyQuestion):
        return explaining.opinion(language, answered=one.given.revision > 0)
    if told is Told.ANSWERS:
        return ""
    negative = sitting.quiz.rules.negative
    computed = grade(one.question, one.given.answer, negative=negative).points
    earned = Earned(one.given.points, computed, marked=mark is not None, negative=negative, key=told is Told.KEY)
    return explaining.why(one.question, one.given.answer, earned, language)


def _decisions(session: Session, attempt: Attempt, told: Told, language: str) -> tuple[Decision, ...]:
    """Those that changed something: one that left all as it was would tell whether the answer had been right."""
    return tuple(_decision(session, *row, told, language) for row in changes(session, AttemptId(attempt.id)))


def _decision(session: Session, row: Regraded, regrade: Regrade, told: Told, language: str) -> Decision:
    before, after = question_points(row, regrade) if told is not Told.ANSWERS else (None, None)
    return Decision(
        at=_instant(row.at),
        question=QuestionId(regrade.question_id),
        policy=say(language, POLICIES[regrade.policy]),
        reason=regrade.reason,
        by=person(session, PersonId(regrade.created_by)).name if regrade.created_by is not None else "",
        question_before=before,
        question_after=after,
        points_before=row.points_before,
        points_after=row.points_after,
        max_before=row.max_before,
        max_after=row.max_after,
        passed_before=row.passed_before,
        passed_after=row.passed_after,
    )


def _objections(session: Session, attempt: Attempt) -> tuple[Objected, ...]:
    query = select(Objection).where(Objection.attempt_id == attempt.id).order_by(Objection.created_at, Objection.id)
    return tuple(
        Objected(
            at=_instant(row.created_at),
            number=row.position,
            text=row.text,
            upheld=row.upheld,
            answer=row.answer or "",
            answered_at=_moment(row.answered_at),
        )
        for row in session.scalars(query)
    )


def _looked(session: Session, attempt: Attempt, language: str) -> tuple[Looked, ...]:
    return tuple(
        Looked(_instant(one.opened_at), one.name, say(language, PURPOSES[one.purpose]), one.reason)
        for one in reversed(openings.openings(session, AttemptId(attempt.id)))
    )


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _moment(at: datetime | None) -> str | None:
    return None if at is None else _instant(at)
