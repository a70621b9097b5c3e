"""An objection that waits, and two decisions on questions: one carried out, one under way for ever."""

from collections.abc import Mapping

from sqlalchemy import delete, select

from elearn.ids import AttemptId, QuizId
from elearn.jobs.models import Job
from elearn.permissions import Actor, Via
from elearn.quizzes import queries
from elearn.quizzes.models import Attempt
from elearn.regrading import jobs, objecting, service
from elearn.regrading.carried import JOB
from elearn.regrading.models import Policy
from elearn.regrading.scope import Scope
from elearn.regrading.service import Decision, Plan
from elearn.regrading.versions import history
from elearn.work import Work
from tests.journeys.served import SLUG, Demo

TEST = "foundations/quiz"


def objected(demo: Demo) -> Mapping[str, str]:
    """She objects to the second question of her attempt; its first question is regraded, and the third is being."""
    demo.newcomer("objector")
    with demo.story("objector") as story:
        story.enrol(days=30)
        story.take(QuizId(TEST), right=False)
        attempt_id = story.session.scalars(select(Attempt.id).where(Attempt.person_id == story.person_id)).one()
        words = "Мисля, че е грешно, защото чл. 22в от закона казва друго."
        objection = objecting.object_to(story.session, story.actor, AttemptId(attempt_id), 2, words)
        asked = queries.sitting(story.session, story.actor, AttemptId(attempt_id)).asked
        first, _, third = (one.question.id.partition("#")[2] for one in asked[:3])
    with demo.work() as work:
        done, running = _decided(work, first, attempt_id), _decided(work, third, attempt_id)
        jobs.regrade(work, {"regrade_id": done})
    return {
        "objected": str(attempt_id),
        "objection": str(objection),
        "decided": str(done),
        "deciding": str(running),
        "question": first,
    }


def _decided(work: Work, own: str, attempt_id: int) -> int:
    """Full marks for one attempt; the worker is kept from it."""
    with work.writing() as session:
        found = history(session, SLUG, TEST, own)
        scope = Scope(tuple(version.digest for version in found.versions), attempts=(attempt_id,))
        plan = Plan(scope, Policy.FULL_MARKS)
        decision = Decision(plan, "Въпросът е неясен.", service.latest(session, found), found.newest.digest)
        regrade_id = service.decide(session, Actor(via=Via.CLI), found, decision)
        session.execute(delete(Job).where(Job.key == f"{JOB}:{regrade_id}"))
    return regrade_id
