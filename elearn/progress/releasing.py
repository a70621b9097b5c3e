"""Taking back enrolments that nobody has done anything with, of somebody who is taken out again."""

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.audit.service import Noted, record, record_all
from elearn.enrolment.models import Enrolment
from elearn.ids import PersonId
from elearn.permissions import Actor
from elearn.plans.models import PlanMember
from elearn.progress.models import Progress


def release(session: Session, actor: Actor, person_id: PersonId) -> bool:
    """Remove the person's enrolments and places in plans. False, and nothing is changed, where anything has been
    learnt: a lesson opened, a test begun, a completion, an exemption, more time."""
    hers = select(Enrolment.id).where(Enrolment.person_id == person_id)
    enrolments = list(session.scalars(hers))
    try:
        with session.begin_nested():
            session.execute(delete(Progress).where(Progress.enrolment_id.in_(enrolments)))
            session.execute(delete(Enrolment).where(Enrolment.id.in_(enrolments)))
            gone = delete(PlanMember).where(PlanMember.person_id == person_id)
            places = session.execute(gone.returning(PlanMember.plan_id, PlanMember.let_go_at)).all()
    except IntegrityError:
        return False
    left = [Noted(row.plan_id, person_id) for row in places if row.let_go_at is None]
    record_all(session, actor, "plan.member_out", "plan", left)
    if enrolments:
        record(session, actor, "enrolments_released", ("person", person_id), enrolments=enrolments)
    return True
