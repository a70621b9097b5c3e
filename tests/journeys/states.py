"""Learners brought to where a page about them can be seen, each in one transaction of her own."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import delete, select, update

from elearn import clock
from elearn.certificates.issuing import Issuer
from elearn.certificates.models import Certificate
from elearn.certificates.service import correct_name
from elearn.demo.stories import Story, finished
from elearn.evidence import gathering, printing
from elearn.evidence import queries as evidence
from elearn.evidence.service import RENDER, ask_for_paper
from elearn.ids import AttemptId, QuizId
from elearn.jobs.models import Job
from elearn.lessons.models import TextReport
from elearn.lessons.reports import Sent, report_error
from elearn.people.links import issue
from elearn.people.models import AccountLink, LinkPurpose
from elearn.people.queries import NameParts, person_by_email
from elearn.people.service import confirm_names
from elearn.publishing.queries import current
from elearn.quizzes import service as quizzes
from elearn.quizzes.allowances import give_time
from elearn.quizzes.models import Attempt
from elearn.quizzes.timing import Extra
from tests.journeys.importing import imported
from tests.journeys.inviting import without_email
from tests.journeys.objecting import objected
from tests.journeys.operating import given_up
from tests.journeys.served import SLUG, Demo
from tests.journeys.standing_in import stood_in
from tests.journeys.writing import waiting

FOUNDATIONS, CLASS_V, EXAM = QuizId("foundations/quiz"), QuizId("class-v/quiz"), QuizId("exam")
States = Mapping[str, str]
"""What stands in the braces of an address: numbers of attempts, codes of certificates, paths of links."""


def states(demo: Demo) -> States:
    """Make everyone whom the list of pages needs."""
    for name in ("newcomer", "interrupted"):
        demo.newcomer(name)
    _allow(demo)
    return {
        **_tried(demo),
        **_busy(demo),
        **objected(demo),
        **_late(demo),
        **_renamed(demo),
        **_links(demo),
        **_graduate(demo),
        **waiting(demo),
        **imported(demo),
        **stood_in(demo),
        **without_email(demo),
        **given_up(demo),
    }


def start(story: Story, quiz_id: QuizId) -> int:
    return quizzes.start(story.session, story.actor, story.slug, quiz_id, secret=story.secret)


def pass_modules(story: Story) -> None:
    """Every module's test, so that the exam opens; names confirmed."""
    story.enrol(days=30)
    for module in story.outline.modules:
        if module.quiz is not None:
            story.take(module.quiz.id)
    story.confirm_names()


def _tried(demo: Demo) -> States:
    """One lesson read and an error in it reported, a test failed and then passed."""
    demo.newcomer("tried")
    with demo.story("tried") as story:
        story.enrol(days=30)
        story.read(lesson.id for lesson in story.outline.modules[0].lessons[:1])
        story.take(FOUNDATIONS, right=False)
        story.take(FOUNDATIONS)
        first = story.outline.modules[0].lessons[0].id
        sent = Sent("journeys", current(story.session, story.slug), "bg", 2, "Срокът е друг.")
        report_error(story.session, story.actor, story.slug, first, sent)
        report = story.session.scalars(select(TextReport.id).where(TextReport.person_id == story.person_id)).one()
        ended = select(Attempt.id).where(Attempt.person_id == story.person_id)
        failed, passed = story.session.scalars(ended.order_by(Attempt.number))
    return {"failed": str(failed), "passed": str(passed), "report": str(report)}


def _busy(demo: Demo) -> States:
    """In the middle of a test; it may ask of earlier modules too, whose answers are shut until its end."""
    demo.newcomer("busy")
    with demo.story("busy") as story:
        story.enrol(days=30)
        story.take(FOUNDATIONS)
        return {"begun": str(start(story, CLASS_V))}


def _ask_for_paper(demo: Demo, attempt_id: AttemptId) -> None:
    """The printed evidence of an attempt, in both languages, that is never rendered."""
    with demo.work() as work, work.writing() as session:
        for language in ("bg", "en"):
            sitting, issuer = evidence.sitting_of(session, attempt_id), printing.issuer(demo.settings, language)
            told = gathering.for_learner(session, sitting)
            document = gathering.document(session, sitting, told, language=language, issuer=issuer)
            ask_for_paper(session, work.actor, document)
        session.execute(delete(Job).where(Job.kind == RENDER))


def _allow(demo: Demo) -> None:
    """More time and one more attempt for the demo's own learner."""
    with demo.work() as work, work.writing() as session:
        learner = person_by_email(session, "learner@demo.example")
        assert learner is not None
        why = "По решение на началника на отдела."
        give_time(session, work.actor, learner, SLUG, EXAM, Extra(percent=150), reason=why)
        quizzes.grant(session, work.actor, learner, SLUG, FOUNDATIONS, reason="Токът спря.")


def _late(demo: Demo) -> States:
    """In an exam whose time has just ended, the grace not yet."""
    demo.newcomer("late")
    with demo.story("late") as story:
        pass_modules(story)
        over, now = start(story, EXAM), clock.now()
        ends = {"due_at": now - timedelta(minutes=1), "closes_at": now + timedelta(days=1)}
        story.session.execute(update(Attempt).where(Attempt.id == over).values(ends))
    return {"over": str(over)}


def _renamed(demo: Demo) -> States:
    """Two certificates, one superseded by the other; the papers are never rendered."""
    demo.newcomer("renamed")
    with demo.story("renamed") as story:
        finished(story)
        own = Certificate.person_id == story.person_id
        old = story.session.scalars(select(Certificate.code).where(own)).one()
        cyrillic, latin = NameParts("Мария", "Петрова", "Новакова"), NameParts("Mariya", "Petrova", "Novakova")
        confirm_names(story.session, story.actor, cyrillic=cyrillic, latin=latin)
        new = correct_name(story.session, story.actor, Issuer.of(demo.settings), old)
        papers = [f"render_certificate:{number}" for number in story.session.scalars(select(Certificate.id).where(own))]
        story.session.execute(delete(Job).where(Job.key.in_(papers)))
        first = story.session.scalars(select(Attempt.id).where(Attempt.person_id == story.person_id)).first()
    assert first is not None
    _ask_for_paper(demo, AttemptId(first))
    return {"superseded": old, "preparing": new, "unprinted": str(first)}


def _links(demo: Demo) -> States:
    """Links from letters: for a password, for registering, and one that has ended."""
    made = {}
    with demo.work() as work, work.writing() as session:
        for name, email, purpose in (
            ("reset", "tried@demo.example", LinkPurpose.RESET),
            ("registration", "stranger@demo.example", LinkPurpose.REGISTRATION),
            ("ended", "late@demo.example", LinkPurpose.RESET),
        ):
            link = issue(session, work.actor, demo.settings, email=email, purpose=purpose, language="bg")
            made[name] = link.removeprefix(demo.address)
        past = {"created_at": clock.now() - timedelta(days=2), "expires_at": clock.now() - timedelta(days=1)}
        session.execute(update(AccountLink).where(AccountLink.email == "late@demo.example").values(past))
    return made


def _graduate(demo: Demo) -> States:
    with demo.story("graduate") as story:
        code = story.session.scalars(select(Certificate.code).where(Certificate.person_id == story.person_id)).one()
    return {"valid": code, "edition": str(story.snapshot_id), "person": str(story.person_id)}
