"""More days for one person: later ones only, with a reason, taken back from the last one on."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.enrolment import service as enrolling
from elearn.enrolment.models import Enrolment
from elearn.errors import Conflict, Invalid, NotAllowed, NotFound
from elearn.people import merging
from elearn.plans import crediting, extending, settling
from elearn.plans.crediting import Given
from elearn.plans.models import Extension, Substitute
from tests.factories.content import a_course
from tests.factories.enrolment import an_enrolment
from tests.factories.lessons import WHY as LESSON
from tests.factories.lessons import do_lesson
from tests.factories.people import OPERATOR, a_person, an_actor
from tests.factories.plans import Municipality, a_coordinator
from tests.factories.progress import SAMPLE, complete, confirm_names
from tests.factories.publishing import a_snapshot

WHY = "Отпуск до края на месеца"


def days(count: int) -> date:
    return clock.today() + timedelta(days=count)


@pytest.fixture
def place(session) -> Municipality:
    a_snapshot(session, a_course())
    return a_coordinator(session)


@pytest.fixture
def learner(session, place) -> int:
    """Due in ten days."""
    person_id = a_person(session, organisation_id=place.below)
    an_enrolment(session, person_id, due=days(10))
    return person_id


def due(session) -> date | None:
    return session.scalars(select(Enrolment.due)).one()


def test_the_deadline_is_the_new_day_and_the_record_says_why(session, place, learner) -> None:
    for _ in range(2):
        extending.extend(session, place.actor, learner, SAMPLE, days(20), WHY)
    row = session.scalars(select(Extension)).one()
    assert (due(session), row.due_before, row.given_by) == (days(20), days(10), place.coordinator)
    act = session.scalars(select(AuditEntry).where(AuditEntry.action == "extension.given")).one()
    assert (act.about_id, act.details["reason"], act.details["due"]) == (learner, WHY, days(20).isoformat())
    assert act.details["due_before"] == days(10).isoformat()


def test_extensions_are_taken_back_from_the_last_one_on(session, place, learner) -> None:
    first, second = (extending.extend(session, place.actor, learner, SAMPLE, days(n), WHY) for n in (20, 30))
    with pytest.raises(Conflict, match="extension_not_last"):
        extending.take_back(session, place.actor, learner, first, WHY)
    for extension in (second, second, first):
        extending.take_back(session, place.actor, learner, extension, "Грешка")
    assert due(session) == days(10)
    found = extending.history(session, learner, SAMPLE)
    assert [(one.id, one.last, one.taken_back_why) for one in found] == [
        (second, False, "Грешка"),
        (first, False, "Грешка"),
    ]


def test_a_deadline_that_was_set_since_is_left_alone_by_taking_back(session, place, learner) -> None:
    extension = extending.extend(session, place.actor, learner, SAMPLE, days(20), WHY)
    enrolling.enrol(session, OPERATOR, learner, SAMPLE, due=days(40))
    extending.take_back(session, place.actor, learner, extension, WHY)
    assert due(session) == days(40)


@pytest.mark.parametrize("count", [-1, 9, 10, 3700])
def test_a_day_that_gives_no_more_time_is_refused(session, place, learner, count) -> None:
    with pytest.raises(Invalid, match="extension_day"):
        extending.extend(session, place.actor, learner, SAMPLE, days(count), WHY)
    assert due(session) == days(10)


def test_whoever_has_not_taken_up_the_course_is_enrolled_with_that_day(session, place) -> None:
    person_id = a_person(session, organisation_id=place.unit)
    extension = extending.extend(session, place.actor, person_id, SAMPLE, days(0), WHY)
    assert due(session) == days(0)
    extending.take_back(session, place.actor, person_id, extension, WHY)
    assert due(session) is None


@pytest.mark.parametrize("mine", [None, 5])
def test_more_time_outlives_the_merging_of_two_who_were_one(session, place, learner, mine) -> None:
    """The one who remains has got further; the other had been given more time."""
    extending.extend(session, place.actor, learner, SAMPLE, days(20), WHY)
    who = a_person(session, organisation_id=place.below)
    an_enrolment(session, who, due=mine and days(mine))
    do_lesson(session, an_actor(session, who), LESSON)
    merging.merge(session, place.actor, who, learner)
    row = session.scalars(select(Enrolment).where(Enrolment.withdrawn_at.is_(None))).one()
    [extension] = session.scalars(select(Extension))
    assert (row.person_id, row.due, extension.enrolment_id) == (who, days(20), row.id)
    extending.take_back(session, place.actor, who, extension.id, WHY)
    assert row.due == days(mine or 10)


def test_of_two_extensions_that_come_together_the_later_day_holds(session, place, learner) -> None:
    """Also at every later match, whichever was given last."""
    who = a_person(session, organisation_id=place.below)
    an_enrolment(session, who, due=days(5))
    do_lesson(session, an_actor(session, who), LESSON)
    extending.extend(session, place.actor, who, SAMPLE, days(30), WHY)
    extending.extend(session, place.actor, learner, SAMPLE, days(20), WHY)
    merging.merge(session, place.actor, who, learner)
    row = session.scalars(select(Enrolment).where(Enrolment.withdrawn_at.is_(None))).one()
    assert row.due == days(30)
    settling.settle(session, place.actor, [who])
    session.refresh(row)
    assert row.due == days(30)


def test_where_nothing_is_due_nothing_is_extended(session, place, learner) -> None:
    crediting.give(session, place.actor, learner, SAMPLE, Given(Substitute.EXEMPTION, days(0), WHY))
    with pytest.raises(Conflict, match="credit_stands"):
        extending.extend(session, place.actor, learner, SAMPLE, days(20), WHY)
    other = a_person(session, organisation_id=place.unit)
    an_enrolment(session, other)
    actor = an_actor(session, other)
    confirm_names(session, actor)
    complete(session, actor)
    with pytest.raises(Conflict, match="completed_already"):
        extending.extend(session, place.actor, other, SAMPLE, days(20), WHY)


def test_the_neighbour_the_learner_and_the_person_herself_extend_nothing(session, place, learner) -> None:
    extension = extending.extend(session, place.actor, learner, SAMPLE, days(20), WHY)
    neighbour = a_coordinator(session)
    for act in (
        lambda: extending.extend(session, neighbour.actor, learner, SAMPLE, days(30), WHY),
        lambda: extending.take_back(session, neighbour.actor, learner, extension, WHY),
        lambda: extending.one(session, neighbour.actor, learner, extension),
    ):
        with pytest.raises(NotFound, match="person_unknown"):
            act()
    own = a_person(session, organisation_id=neighbour.unit)
    with pytest.raises(NotFound, match="extension_unknown"):
        extending.take_back(session, neighbour.actor, own, extension, WHY)
    for actor, whom in ((an_actor(session, learner), learner), (place.actor, place.coordinator)):
        with pytest.raises(NotAllowed):
            extending.extend(session, actor, whom, SAMPLE, days(30), WHY)
    assert due(session) == days(20)
