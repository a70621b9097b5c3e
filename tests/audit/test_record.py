"""The record says whom an act concerned, keeps every row as it was written, and outlives whom it names."""

import pytest
from sqlalchemy import Engine, delete, inspect, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from elearn.audit.models import AuditEntry
from elearn.audit.service import Noted, record, record_all
from elearn.db import begin_writing
from elearn.people.models import Person
from elearn.permissions import Actor, Via
from tests.factories.people import a_person, an_organisation

JOB = Actor(via=Via.JOB)


def places(session: Session, action: str) -> list[tuple[int | None, int | None, int | None]]:
    """Person, unit and employer of the entries of an action."""
    columns = (AuditEntry.about_id, AuditEntry.unit_id, AuditEntry.employer_id)
    rows = session.execute(select(*columns).where(AuditEntry.action == action).order_by(AuditEntry.id))
    return [(row[0], row[1], row[2]) for row in rows]


def test_an_act_on_a_person_stands_under_their_unit_and_employer(session: Session) -> None:
    root = an_organisation(session, "Община")
    unit = an_organisation(session, "Дирекция", parent_id=root)
    anna = a_person(session, email="anna@example.bg", organisation_id=unit)
    nobody = a_person(session)
    record(session, JOB, "acted", ("person", anna))
    record(session, JOB, "acted", ("attempt", 7), about=anna)
    record(session, JOB, "acted", ("person", nobody))
    record(session, JOB, "acted", ("person", 0))
    session.flush()
    assert places(session, "acted") == [
        (anna, unit, root),
        (anna, unit, root),
        (nobody, None, None),
        (None, None, None),
    ]


def test_an_act_on_a_unit_stands_under_its_root(session: Session) -> None:
    root = an_organisation(session, "Община")
    unit = an_organisation(session, "Дирекция", parent_id=root)
    an_organisation(session, "Съседна община")
    record(session, JOB, "acted", ("organisation", unit))
    record(session, JOB, "acted", ("plan", 3), unit=root)
    session.flush()
    assert places(session, "acted") == [(None, unit, root), (None, root, root)]


def test_an_act_on_many_is_an_entry_for_each(session: Session) -> None:
    root = an_organisation(session, "Община")
    people = [a_person(session, email=f"p{n}@example.bg", organisation_id=root) for n in range(3)]
    record_all(session, JOB, "acted", "enrolment", [Noted(n, person, {"n": n}) for n, person in enumerate(people)])
    record_all(session, JOB, "acted", "enrolment", [])
    assert places(session, "acted") == [(person, root, root) for person in people]
    rows = session.scalars(select(AuditEntry).where(AuditEntry.action == "acted").order_by(AuditEntry.id)).all()
    assert [(row.subject_id, row.details, row.via) for row in rows] == [(str(n), {"n": n}, "job") for n in range(3)]


@pytest.mark.parametrize(
    "statement",
    [
        update(AuditEntry).values(action="never_happened"),
        delete(AuditEntry),
        text("UPDATE audit_entry SET person_id = NULL"),
        text("DELETE FROM audit_entry WHERE id = 1"),
    ],
)
def test_no_row_is_ever_changed_or_deleted(session: Session, statement: object) -> None:
    record(session, JOB, "acted", ("person", 0))
    session.commit()
    begin_writing(session)
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(statement)  # type: ignore[call-overload]  # one of several kinds
    session.rollback()
    assert len(places(session, "acted")) == 1


def test_the_table_cannot_be_emptied_at_once(session: Session, engine: Engine) -> None:
    emptying = {"sqlite": "DELETE FROM audit_entry WHERE true", "postgresql": "TRUNCATE audit_entry"}
    record(session, JOB, "acted", ("person", 0))
    session.flush()
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(emptying[engine.dialect.name]))


def test_erasing_a_person_keeps_what_is_recorded_of_them(session: Session) -> None:
    root = an_organisation(session, "Община")
    anna = a_person(session, organisation_id=root, roles=(), password=None)
    record(session, JOB, "acted", ("person", anna))
    session.flush()
    session.execute(delete(Person).where(Person.id == anna))
    session.commit()
    assert places(session, "acted") == [(anna, root, root)]


def test_the_record_ties_no_person_to_it_by_a_foreign_key(engine: Engine) -> None:
    assert inspect(engine).get_foreign_keys("audit_entry") == []
