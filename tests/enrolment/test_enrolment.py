"""Taking up a course: once, for oneself, while it is given."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn import events
from elearn.enrolment import queries, service
from elearn.enrolment.models import Enrolment
from elearn.errors import NotAllowed, NotFound
from elearn.ids import CourseSlug, EnrolmentId
from elearn.permissions import Actor, Grant, Role
from elearn.publishing import service as publishing
from tests.factories.enrolment import an_enrolment
from tests.factories.people import OPERATOR, a_person, an_actor, an_organisation
from tests.factories.publishing import a_snapshot

SLUG = CourseSlug("sample")


@pytest.fixture
def heard(session: Session) -> list[EnrolmentId]:
    """The enrolments that were announced."""
    found: list[EnrolmentId] = []
    table = dict.fromkeys(events.known(), ())
    events.connect({**table, events.EnrolmentChanged: (lambda _session, event: found.append(event.enrolment_id),)})
    a_snapshot(session)
    return found


def test_enrolling_twice_is_enrolling_once(session: Session, heard: list[EnrolmentId]) -> None:
    learner = a_person(session)
    actor = an_actor(session, learner)
    first = service.enrol(session, actor, learner, SLUG)
    assert service.enrol(session, actor, learner, SLUG) == first
    assert session.scalar(select(func.count()).select_from(Enrolment)) == 1
    assert heard == [first]


def test_a_due_date_is_kept_unless_another_is_given(session: Session, heard: list[EnrolmentId]) -> None:
    learner = a_person(session)
    service.enrol(session, OPERATOR, learner, SLUG, due=date(2027, 3, 31), source="coordinator")
    service.enrol(session, an_actor(session, learner), learner, SLUG)
    found = queries.active(session, learner, SLUG)
    assert found is not None
    assert (found.due, found.source) == (date(2027, 3, 31), "coordinator")
    service.enrol(session, OPERATOR, learner, SLUG, due=date(2027, 4, 30))
    [found] = queries.of_person(session, learner)
    assert found.due == date(2027, 4, 30)
    assert len(heard) == 2


def test_a_withdrawn_enrolment_is_taken_up_again_not_doubled(session: Session, heard: list[EnrolmentId]) -> None:
    learner = a_person(session)
    actor = an_actor(session, learner)
    first = service.enrol(session, actor, learner, SLUG)
    service.withdraw(session, actor, first, "")
    assert queries.active(session, learner, SLUG) is None
    assert queries.of_person(session, learner) == []
    with pytest.raises(NotAllowed):
        service.require_active(session, actor, SLUG)
    assert service.enrol(session, actor, learner, SLUG) == first
    assert service.require_active(session, actor, SLUG).id == first
    assert heard == [first] * 3


def test_nobody_enrols_another_person(session: Session) -> None:
    a_snapshot(session)
    learner, other = a_person(session), a_person(session)
    for who in (an_actor(session, other), an_actor(session, a_person(session, roles=(Role.TRAINER,))), Actor()):
        with pytest.raises(NotAllowed):
            service.enrol(session, who, learner, SLUG)
    service.enrol(session, an_actor(session, a_person(session, roles=(Role.ADMINISTRATOR,))), learner, SLUG)


def test_a_coordinator_enrols_people_of_her_unit_and_of_those_below_it(session: Session) -> None:
    a_snapshot(session)
    unit, elsewhere = an_organisation(session), an_organisation(session)
    below = an_organisation(session, parent_id=unit)
    coordinator = an_actor(session, a_person(session, roles=(Grant(Role.COORDINATOR, unit),)))
    for reached in (unit, below):
        service.enrol(session, coordinator, a_person(session, organisation_id=reached), SLUG)
    for organisation_id in (elsewhere, None):
        with pytest.raises(NotAllowed, match="not_permitted"):
            service.enrol(session, coordinator, a_person(session, organisation_id=organisation_id), SLUG)


def test_no_one_enrols_in_a_course_that_is_not_given(session: Session) -> None:
    learner = a_person(session)
    actor = an_actor(session, learner)
    with pytest.raises(NotFound):
        service.enrol(session, actor, learner, SLUG)
    a_snapshot(session)
    publishing.withdraw(session, OPERATOR, SLUG, why="Отменен.")
    with pytest.raises(NotFound) as refusal:
        service.enrol(session, actor, learner, SLUG)
    assert refusal.value.code == "course_withdrawn"


def test_a_visitor_and_a_stranger_are_not_enrolled(session: Session) -> None:
    an_enrolment(session)
    for who in (Actor(), an_actor(session, a_person(session))):
        with pytest.raises(NotAllowed) as refusal:
            service.require_active(session, who, SLUG)
        assert refusal.value.code == "not_enrolled"
