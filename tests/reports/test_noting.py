"""Whoever answers for people reads in the record who took a file about them out of the platform."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.db import begin_writing
from elearn.ids import PersonId
from elearn.operations.record import Wish, page
from elearn.permissions import Grant, Role
from elearn.reports.noting import note_taken
from elearn.reports.orders import Order
from elearn.reports.rules import Form, Kind
from tests.factories.people import a_person, an_actor
from tests.factories.plans import a_plan
from tests.reports.desk import SignIn, Two, send


def takes(session: Session, who: PersonId, kind: Kind = Kind.PEOPLE, **asked: object) -> None:
    order = Order(
        an_actor(session, who), "", kind, {name: str(value) for name, value in asked.items()}, "bg", clock.now()
    )
    note_taken(session, order, Form.CSV, 3)
    session.flush()


def reads(session: Session, who: PersonId) -> list[tuple[str, int | None]]:
    """Of files taken out: what they tell of, and whom they concern."""
    lines = page(session, an_actor(session, who), Wish()).lines
    return [(one.entry.details["report"], one.about_id) for one in lines if one.entry.action == "report_seen"]


@pytest.fixture
def writing(session: Session, two: Two) -> Session:  # noqa: ARG001 - it is there before anything is written
    begin_writing(session)
    return session


def an_administrator(session: Session) -> PersonId:
    return a_person(session, family="Администраторова", roles=(Grant(Role.ADMINISTRATOR),))


def test_every_file_is_noted_in_the_record_with_its_filter(
    client: FlaskClient, sign_in: SignIn, two: Two, session: Session
) -> None:
    sign_in(client, two.mine)
    send(client, {"kind": "people", "form": "csv", "q": "лип"})
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "report_seen")).one()
    assert (entry.person_id, entry.subject_kind, entry.subject_id) == (two.mine, "report", "people")
    assert entry.unit_id == two.here
    assert entry.details == {"report": "people", "form": "csv", "filter": {"q": "лип"}, "rows": 1}


@pytest.mark.parametrize("asked", [{"unit": 0}, {"plan": True}], ids=["no unit", "a plan that this list leaves aside"])
def test_what_an_address_says_beside_the_list_hides_no_file(
    writing: Session, two: Two, asked: dict[str, object]
) -> None:
    planned = {"plan": a_plan(writing, two.here)} if "plan" in asked else asked
    takes(writing, an_administrator(writing), **planned)
    for who in (two.mine, two.neighbour):
        assert reads(writing, who) == [("people", None)]


def test_a_file_about_everybody_is_read_of_by_every_coordinator(writing: Session, two: Two) -> None:
    takes(writing, an_administrator(writing))
    assert reads(writing, two.mine) == reads(writing, two.neighbour) == [("people", None)]


@pytest.mark.parametrize("narrowed", ["unit", "plan"])
def test_a_file_about_one_municipality_is_read_of_there_alone(writing: Session, two: Two, narrowed: str) -> None:
    asked: dict[str, Any] = {"unit": two.here} if narrowed == "unit" else {"plan": a_plan(writing, two.here)}
    takes(writing, an_administrator(writing), Kind.MATRIX, **asked)
    assert (reads(writing, two.mine), reads(writing, two.neighbour)) == ([("matrix", None)], [])


def test_who_answers_for_two_municipalities_is_read_of_in_both(writing: Session, two: Two) -> None:
    grants = (Grant(Role.COORDINATOR, two.here), Grant(Role.COORDINATOR, two.there))
    takes(writing, a_person(writing, roles=grants))
    assert reads(writing, two.mine) == reads(writing, two.neighbour) == [("people", None)]


def test_the_head_of_a_department_reads_of_files_about_all_of_the_municipality(writing: Session, two: Two) -> None:
    head = Two.coordinator(writing, two.department, "Началничка")
    takes(writing, two.mine)
    takes(writing, two.neighbour)
    assert reads(writing, head) == [("people", None)]


def test_the_record_of_one_person_is_noted_about_that_person(writing: Session, two: Two) -> None:
    takes(writing, an_administrator(writing), Kind.AUDIT, person=two.hers)
    assert (reads(writing, two.mine), reads(writing, two.neighbour)) == ([("audit", two.hers)], [])


def test_a_number_out_of_reach_puts_nothing_into_a_neighbours_record(writing: Session, two: Two) -> None:
    takes(writing, two.mine, Kind.AUDIT, person=two.theirs, unit=two.there)
    assert (reads(writing, two.mine), reads(writing, two.neighbour)) == ([("audit", None)], [])
