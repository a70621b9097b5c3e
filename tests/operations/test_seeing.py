"""Opening somebody's data is noted once a day for the same viewer; one's own is not, and what is refused is not."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit import seeing
from elearn.audit.models import AuditEntry
from elearn.db import begin_writing
from elearn.operations.acts import Kind, of_kind
from elearn.people.models import Person
from elearn.people.queries import person
from tests.factories.people import an_actor
from tests.operations.conftest import Cast


def seen(session: Session) -> list[tuple[str, int | None, int | None]]:
    """Act, viewer and person concerned, of everything that was looked at."""
    begin_writing(session)
    rows = session.scalars(
        select(AuditEntry).where(AuditEntry.action.in_(of_kind(Kind.SEEING))).order_by(AuditEntry.id)
    )
    found = [(row.action, row.person_id, row.about_id) for row in rows]
    session.rollback()
    return found


def pages(session: Session, cast: Cast) -> dict[str, str]:
    """Pages of Anna's data, by the act that each is noted as."""
    email = person(session, cast.anna).email
    base = f"/coordinate/people/{cast.anna}"
    return {
        "person_seen": base,
        "account_seen": f"{base}/edit",
        "attempts_seen": f"/coordinate/attempts?person={email}",
    }


def test_each_page_of_a_person_is_noted_once_a_day(session: Session, cast: Cast, client, sign_in) -> None:
    sign_in(client, cast.coordinator)
    addresses = pages(session, cast)
    session.rollback()
    for address in [*addresses.values(), *addresses.values()]:
        assert client.get(address, buffered=True).status_code == 200
    assert seen(session) == [(act, cast.coordinator, cast.anna) for act in addresses]
    sign_in(client, cast.head)
    assert client.get(addresses["person_seen"], buffered=True).status_code == 200
    assert seen(session)[-1] == ("person_seen", cast.head, cast.anna)


def test_the_neighbour_sees_nothing_and_nothing_is_noted(session: Session, cast: Cast, client, sign_in) -> None:
    sign_in(client, cast.neighbour)
    addresses = pages(session, cast)
    session.rollback()
    for address in addresses.values():
        assert "Аннова" not in client.get(address, buffered=True).text
    assert seen(session) == []


def test_one_s_own_page_is_not_noted(session: Session, cast: Cast, client, sign_in) -> None:
    sign_in(client, cast.coordinator)
    assert client.get(f"/coordinate/people/{cast.coordinator}", buffered=True).status_code == 200
    assert seen(session) == []


def test_the_next_day_it_is_noted_again(session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    begin_writing(session)
    viewer = an_actor(session, cast.coordinator)
    for _ in range(2):
        seeing.note(session, viewer, "person_seen", ("person", cast.anna))
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=1))
    seeing.note(session, viewer, "person_seen", ("person", cast.anna))
    session.commit()
    assert len(seen(session)) == 2


def test_a_page_that_fails_notes_nothing(session: Session, cast: Cast, client, sign_in) -> None:
    begin_writing(session)
    gone = session.scalar(select(Person.id).order_by(Person.id.desc()).limit(1)) or 0
    session.rollback()
    sign_in(client, cast.coordinator)
    assert client.get(f"/coordinate/people/{gone + 1}", buffered=True).status_code in {403, 404}
    assert seen(session) == []
