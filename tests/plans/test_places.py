"""Places in plans, as they are handed over and given up: each has its entry in the record of the person."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, true
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.ids import PersonId
from elearn.people import merging
from elearn.plans import groups, naming, queries, service
from elearn.plans.models import PlanMember
from elearn.progress import releasing
from tests.factories.content import a_course
from tests.factories.people import OPERATOR, a_person
from tests.factories.plans import Municipality, a_coordinator, a_plan
from tests.factories.publishing import a_snapshot

LONG_AGO, LATELY = date(2026, 1, 1), date(2026, 6, 1)


@pytest.fixture
def place(session: Session) -> Municipality:
    a_snapshot(session, a_course())
    return a_coordinator(session)


@pytest.fixture
def old(session: Session, place: Municipality) -> PersonId:
    return a_person(session, organisation_id=place.unit, password=None)


@pytest.fixture
def new(session: Session, place: Municipality) -> PersonId:
    return a_person(session, organisation_id=place.unit, password=None)


def put(
    session: Session, plan_id: int, who: PersonId, since: date, *, by_entry: bool = False, let_go: bool = False
) -> None:
    gone = clock.now() - timedelta(days=30) if let_go else None
    times = {"since": since, "due": since + timedelta(days=30), "look_on": date.max, "let_go_at": gone}
    session.add(PlanMember(plan_id=plan_id, person_id=who, by_entry=by_entry, **times))
    session.flush()


def places(session: Session) -> list[tuple[int, date, bool, bool]]:
    """Whose, since when, by their own wish, and in force."""
    rows = session.scalars(select(PlanMember).execution_options(populate_existing=True))
    return [(row.person_id, row.since, row.by_entry, row.let_go_at is None) for row in rows]


def noted(session: Session, action: str) -> list[tuple[int | None, int | None]]:
    """By whom, and about whom."""
    rows = session.scalars(select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.about_id))
    return [(row.person_id, row.about_id) for row in rows]


@pytest.mark.parametrize(
    ("theirs", "mine", "then"),
    [
        ({"since": LATELY}, {"since": LONG_AGO, "let_go": True}, (LATELY, False, True)),
        ({"since": LATELY, "by_entry": True}, {"since": LONG_AGO, "let_go": True}, (LATELY, True, True)),
        ({"since": LATELY, "by_entry": True}, {"since": LONG_AGO}, (LONG_AGO, True, True)),
        ({"since": LATELY, "by_entry": True, "let_go": True}, {"since": LONG_AGO}, (LONG_AGO, False, True)),
        ({"since": LATELY}, None, (LATELY, False, True)),
    ],
)
def test_of_two_who_were_one_the_place_in_force_stays_as_it_is(
    session: Session,
    place: Municipality,
    old: PersonId,
    new: PersonId,
    theirs: dict[str, object],
    mine: dict[str, object] | None,
    then: tuple[date, bool, bool],
) -> None:
    plan_id = a_plan(session, place.unit, "sample")
    put(session, plan_id, old, **theirs)
    if mine is not None:
        put(session, plan_id, new, **mine)
    merging.merge(session, place.actor, new, old)
    assert places(session) == [(new, *then)]
    moved = [] if "let_go" in theirs else [(place.coordinator, new)]
    assert noted(session, "plan.member_moved") == moved


def test_places_in_groups_are_noted_as_they_move(
    session: Session, place: Municipality, old: PersonId, new: PersonId
) -> None:
    group_id = groups.create(session, place.actor, place.unit, "Група")
    groups.fill(session, place.actor, group_id, naming.names_of(session, [old], true()))
    merging.merge(session, place.actor, new, old)
    assert noted(session, "group.member_moved") == [(place.coordinator, new)]


def test_ending_a_plan_stands_in_the_record_of_everybody_who_was_in_it(
    session: Session, place: Municipality, old: PersonId, new: PersonId
) -> None:
    plan_id, gone = a_plan(session, place.unit, "sample"), a_person(session, organisation_id=place.unit)
    for who in (old, new):
        put(session, plan_id, who, LATELY)
    put(session, plan_id, gone, LONG_AGO, let_go=True)
    service.end(session, place.actor, plan_id, seen=queries.plan(session, place.actor, plan_id).digest)
    assert noted(session, "plan.member_out") == [(place.coordinator, old), (place.coordinator, new)]
    assert not any(in_force for *_, in_force in places(session))


def test_who_is_taken_out_again_leaves_a_trace_in_every_plan(
    session: Session, place: Municipality, old: PersonId
) -> None:
    put(session, a_plan(session, place.unit, "sample"), old, LATELY)
    put(session, a_plan(session, place.unit, "sample"), old, LONG_AGO, let_go=True)
    assert releasing.release(session, OPERATOR, old)
    assert (places(session), noted(session, "plan.member_out")) == ([], [(None, old)])
