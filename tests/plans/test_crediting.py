"""What stands in a course's place: asked of nobody, given and taken back with reasons, by coordinators in reach."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.certificates.models import Certificate
from elearn.content.model import HoursKind
from elearn.enrolment import service as enrolment
from elearn.enrolment.models import Enrolment, Origin
from elearn.errors import Conflict, Invalid, NotAllowed, NotFound
from elearn.plans import crediting
from elearn.plans.crediting import Given
from elearn.plans.models import Credit, Substitute
from elearn.progress import picks, rebuild
from elearn.progress.mine import my_course
from elearn.progress.models import Completion
from elearn.progress.picks import MyCourse
from tests.factories.content import a_course
from tests.factories.enrolment import an_enrolment
from tests.factories.people import OPERATOR, a_person, an_actor
from tests.factories.plans import Municipality, a_coordinator
from tests.factories.progress import SAMPLE, complete, confirm_names, do_lessons
from tests.factories.publishing import a_snapshot

WHY = "По решение на кмета № 7"


def exemption(reason: str = WHY) -> Given:
    return Given(Substitute.EXEMPTION, clock.today(), reason)


def classroom(days_ago: int = 30) -> Given:
    on = clock.today() - timedelta(days=days_ago)
    return Given(Substitute.CLASSROOM, on, WHY, 1650, HoursKind.ACADEMIC)


@pytest.fixture
def place(session) -> Municipality:
    """A municipality where the sample course is given."""
    a_snapshot(session, a_course())
    return a_coordinator(session)


@pytest.fixture
def learner(session, place) -> int:
    """Somebody of the unit below, enrolled and due last month."""
    person_id = a_person(session, organisation_id=place.below)
    an_enrolment(session, person_id, due=clock.today() - timedelta(days=30))
    return person_id


def row_of(session, person_id: int) -> Enrolment:
    return session.scalars(select(Enrolment).where(Enrolment.person_id == person_id)).one()


def mine(session, person_id: int) -> MyCourse | None:
    return my_course(session, person_id, SAMPLE, clock.today())


@pytest.mark.parametrize("given", [exemption(), classroom()], ids=["exemption", "classroom"])
def test_nothing_is_asked_any_more_and_no_certificate_is_issued(session, place, learner, given) -> None:
    before = mine(session, learner)
    assert (before.open, before.late, before.standing.complete) == (True, True, False)
    crediting.give(session, place.actor, learner, SAMPLE, given)
    after = mine(session, learner)
    assert (after.open, after.late, after.standing.left, after.completed_at) == (False, False, (), None)
    assert (picks.go_on([after]), picks.short([after], None), picks.with_deadlines([after])) == (None, [], [])
    assert after.credit.given == given
    assert session.scalars(select(Certificate)).all() == session.scalars(select(Completion)).all() == []
    row = row_of(session, learner)
    assert (row.exempted_on or row.credited_on) == given.on
    assert rebuild.difference(session, row.id) is None


def test_whoever_completes_the_course_all_the_same_gets_what_is_hers(session, place, learner) -> None:
    crediting.give(session, place.actor, learner, SAMPLE, exemption())
    actor = an_actor(session, learner)
    confirm_names(session, actor)
    complete(session, actor)
    assert len(session.scalars(select(Certificate)).all()) == 1
    found = mine(session, learner)
    assert (found.completed_at is not None, found.credit) == (True, None)
    assert rebuild.difference(session, row_of(session, learner).id) is None


def test_what_is_completed_needs_nothing_in_its_place(session, place, learner) -> None:
    actor = an_actor(session, learner)
    confirm_names(session, actor)
    complete(session, actor)
    with pytest.raises(Conflict, match="completed_already"):
        crediting.give(session, place.actor, learner, SAMPLE, exemption())


def test_an_exempt_learner_may_study_on(session, place, learner) -> None:
    crediting.give(session, place.actor, learner, SAMPLE, exemption())
    do_lessons(session, an_actor(session, learner))
    assert mine(session, learner).standing.done == 4
    assert rebuild.difference(session, row_of(session, learner).id) is None


def test_whoever_was_not_enrolled_is_by_the_coordinator(session, place) -> None:
    person_id = a_person(session, organisation_id=place.unit)
    crediting.give(session, place.actor, person_id, SAMPLE, classroom())
    row = row_of(session, person_id)
    assert (row.source, row.due, row.credited_on) == (Origin.COORDINATOR, None, clock.today() - timedelta(days=30))


def test_who_had_left_the_course_is_enrolled_again(session, place, learner) -> None:
    enrolment.withdraw(session, an_actor(session, learner), row_of(session, learner).id, "")
    crediting.give(session, place.actor, learner, SAMPLE, exemption())
    assert row_of(session, learner).withdrawn_at is None


def test_taken_back_it_is_asked_for_again_and_both_acts_stay(session, place, learner) -> None:
    credit_id = crediting.give(session, place.actor, learner, SAMPLE, exemption())
    for _ in range(2):
        crediting.take_back(session, place.actor, learner, credit_id, "Грешно лице")
    row = row_of(session, learner)
    assert (row.exempted_on, mine(session, learner).late) == (None, True)
    [view] = crediting.history(session, learner, SAMPLE)
    assert (view.taken_back_why, view.given.reason) == ("Грешно лице", WHY)
    acts = session.scalars(select(AuditEntry).where(AuditEntry.subject_kind == "credit").order_by(AuditEntry.id)).all()
    assert [(act.action, act.about_id, act.details["reason"]) for act in acts] == [
        ("credit.given", learner, WHY),
        ("credit.taken_back", learner, "Грешно лице"),
    ]
    assert crediting.give(session, place.actor, learner, SAMPLE, classroom()) != credit_id


def test_given_twice_it_is_given_once_and_another_waits_until_it_is_taken_back(session, place, learner) -> None:
    ids = {crediting.give(session, place.actor, learner, SAMPLE, exemption()) for _ in range(2)}
    assert len(ids) == 1
    for other in (exemption("Друга причина"), classroom()):
        with pytest.raises(Conflict, match="credit_stands"):
            crediting.give(session, place.actor, learner, SAMPLE, other)
    assert len(session.scalars(select(Credit)).all()) == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (exemption(" "), "reason_missing"),
        (exemption("x" * 2001), "reason_too_long"),
        (classroom(days_ago=-1), "credit_day"),
        (Given(Substitute.FOREIGN, date(1999, 1, 1), WHY), "credit_day"),
    ],
)
def test_what_cannot_be_is_refused_and_enrols_nobody(session, place, given, code) -> None:
    person_id = a_person(session, organisation_id=place.unit)
    with pytest.raises(Invalid, match=code):
        crediting.give(session, place.actor, person_id, SAMPLE, given)
    assert session.scalars(select(Enrolment)).all() == []


def test_the_neighbour_and_the_person_herself_can_do_none_of_it(session, place, learner) -> None:
    credit_id = crediting.give(session, place.actor, learner, SAMPLE, exemption())
    neighbour = a_coordinator(session)
    for act in (
        lambda: crediting.give(session, neighbour.actor, learner, SAMPLE, classroom()),
        lambda: crediting.take_back(session, neighbour.actor, learner, credit_id, WHY),
        lambda: crediting.one(session, neighbour.actor, learner, credit_id),
    ):
        with pytest.raises(NotFound, match="person_unknown"):
            act()
    with pytest.raises(NotAllowed, match="person_is_oneself"):
        crediting.give(session, place.actor, place.coordinator, SAMPLE, exemption())
    with pytest.raises(NotAllowed, match="not_permitted"):
        crediting.give(session, an_actor(session, learner), learner, SAMPLE, exemption())
    own = a_person(session, organisation_id=neighbour.unit)
    with pytest.raises(NotFound, match="credit_unknown"):
        crediting.take_back(session, neighbour.actor, own, credit_id, WHY)
    assert session.get_one(Credit, credit_id).taken_back_at is None


def test_the_operator_may_do_it_from_the_command_line(session, learner) -> None:
    credit_id = crediting.give(session, OPERATOR, learner, SAMPLE, exemption())
    assert crediting.one(session, OPERATOR, learner, credit_id).by == ""
