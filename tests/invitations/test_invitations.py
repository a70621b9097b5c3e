"""Inviting by letter: whom a coordinator sees, who gets a letter, how often, and what a crash leaves."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.invitations import queries, rules, service
from elearn.invitations.rules import Asked, Wish
from elearn.jobs.models import Job, JobState
from elearn.mail.models import Letter, LetterState
from elearn.people.models import Credential, Person, RoleGrant
from elearn.permissions import Role, Via
from elearn.work import open_work
from tests.factories.people import OPERATOR, a_person, an_actor
from tests.invitations.sending import LETTERS, receivers, send, work_off

A_DAY = timedelta(days=1)


def test_the_list_shows_ones_own_people_who_never_signed_in(coordinator, town, writing) -> None:
    with writing() as session:
        a_person(session, given="Готов", email="ready@sz.example", organisation_id=town.office)
        for given, state in (("Напуснал", {"left_on": clock.today()}), ("Слят", {"email": None, "merged_into_id": 1})):
            gone = a_person(session, given=given, organisation_id=town.office, password=None)
            session.execute(update(Person).where(Person.id == gone).values(state))
    page = coordinator.get(LETTERS)
    assert page.status_code == 200
    assert "anna@sz.example" in page.text
    assert "boris@sz.example" in page.text
    for absent in ("kz.example", "ready@sz.example", "Напуснал", "Слят", "Вера"):
        assert absent not in page.text


def test_who_was_never_invited_stands_first_and_the_letters_state_is_told(coordinator, town, settings, writing) -> None:
    send(coordinator, LETTERS, town.anna)
    work_off(settings)
    page = coordinator.get(LETTERS).text
    assert page.index("boris@sz.example") < page.index("anna@sz.example")
    for state, words in (
        (LetterState.QUEUED, "чака"),
        (LetterState.FAILED, "не е доставено"),
        (LetterState.SENT, "изпратено"),
    ):
        with writing() as session:
            session.execute(update(Letter).values(state=state))
        row = coordinator.get(f"{LETTERS}?state=invited").text.split("anna@sz.example")[1].split("</tr>")[0]
        assert words in row
    assert "anna@sz.example" not in coordinator.get(f"{LETTERS}?state=never").text


def test_a_filter_narrows_what_is_seen_and_what_is_invited(coordinator, settings, reader) -> None:
    assert "boris@sz.example" not in coordinator.get(f"{LETTERS}?q=анн").text
    answer = send(coordinator, LETTERS, q="анн")
    work_off(settings)
    assert answer.status_code == 303
    assert receivers(reader) == ["anna@sz.example"]


def test_of_those_marked_only_ones_own_people_are_invited(coordinator, town, neighbour, settings, reader) -> None:
    send(coordinator, LETTERS, town.anna, neighbour.anna, town.vera, town.coordinator)
    work_off(settings)
    assert receivers(reader) == ["anna@sz.example"]


def test_inviting_nobody_of_ones_own_is_refused_without_a_name(coordinator, neighbour, reader) -> None:
    answer = send(coordinator, LETTERS, neighbour.anna)
    assert answer.status_code == 400
    assert "KZ" not in answer.text
    assert reader.scalars(select(Job.id).where(Job.kind == service.SEND)).all() == []


def test_with_nobody_marked_the_list_says_so_and_keeps_its_filter(coordinator) -> None:
    answer = send(coordinator, LETTERS, whom="marked", q="анн")
    assert answer.status_code == 400
    assert "Никой не е избран." in answer.text
    assert "anna@sz.example" in answer.text
    assert "boris@sz.example" not in answer.text


def test_all_of_a_filter_never_reaches_the_neighbours(coordinator, neighbour, settings, reader) -> None:
    send(coordinator, LETTERS)
    work_off(settings)
    assert receivers(reader) == ["anna@sz.example", "boris@sz.example"]
    assert send(coordinator, LETTERS, unit=str(neighbour.unit)).status_code == 400


def test_the_unit_filter_tells_nothing_of_a_neighbours_unit(coordinator, neighbour) -> None:
    page = coordinator.get(f"{LETTERS}?unit={neighbour.unit}")
    assert page.status_code == 200
    assert "KZ" not in page.text
    assert "kz.example" not in page.text


def test_one_address_is_not_invited_twice_within_a_day(coordinator, town, settings, reader, monkeypatch) -> None:
    for _ in range(2):
        send(coordinator, LETTERS, town.anna)
        work_off(settings)
    assert receivers(reader) == ["anna@sz.example"]
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + A_DAY + timedelta(minutes=1))
    with open_work(settings, Via.JOB) as work, work.writing() as later:
        service.send(later, settings, town.coordinator, [town.anna])
    assert receivers(reader) == ["anna@sz.example"] * 2


def test_a_worker_killed_in_the_middle_repeats_no_letter(
    coordinator, town, settings, reader, writing, monkeypatch
) -> None:
    with writing() as setup:
        for number in range(70):
            a_person(setup, email=f"p{number}@sz.example", organisation_id=town.office, password=None)
    send(coordinator, LETTERS)
    real, calls = service.send, []

    def dies(*given) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(*given)

    monkeypatch.setattr(service, "send", dies)
    with pytest.raises(KeyboardInterrupt):
        work_off(settings)
    assert len(receivers(reader)) == rules.PEOPLE_OF_A_TRANSACTION
    with writing() as later:
        later.execute(update(Job).values(lease_until=clock.now() - A_DAY))
    work_off(settings)
    found = receivers(reader)
    assert len(found) == len(set(found)) == 72


@pytest.mark.parametrize("change", ["left", "merged", "has a password", "moved to the neighbours"])
def test_who_is_no_longer_to_be_invited_when_the_turn_comes_gets_no_letter(
    coordinator, town, neighbour, settings, reader, writing, change
) -> None:
    send(coordinator, LETTERS, town.anna)
    with writing() as later:
        hers = update(Person).where(Person.id == town.anna)
        if change == "has a password":
            later.execute(insert(Credential).values(person_id=town.anna, password_hash="x", changed_at=clock.now()))
        elif change == "left":
            later.execute(hers.values(left_on=clock.today()))
        elif change == "merged":
            later.execute(hers.values(email=None, merged_into_id=town.boris))
        else:
            later.execute(hers.values(organisation_id=neighbour.office))
    work_off(settings)
    assert receivers(reader) == []


def test_a_coordinator_whose_role_was_taken_away_sends_nothing_more(
    coordinator, town, settings, reader, writing
) -> None:
    send(coordinator, LETTERS)
    with writing() as later:
        later.execute(
            delete(RoleGrant).where(RoleGrant.person_id == town.coordinator, RoleGrant.role == Role.COORDINATOR)
        )
    work_off(settings)
    assert receivers(reader) == []


def test_the_page_of_a_sending_tells_how_far_it_is_and_only_to_who_asked(
    app, coordinator, neighbour, sign_in, settings
) -> None:
    at = send(coordinator, LETTERS).location
    waiting = coordinator.get(at)
    assert (waiting.status_code, waiting.headers["Refresh"]) == (200, "3")
    assert "0 от 2 души" in waiting.text
    work_off(settings)
    done = coordinator.get(at)
    assert "Refresh" not in done.headers
    assert "2 от 2 души" in done.text
    other = app.test_client()
    sign_in(other, neighbour.coordinator)
    assert other.get(at).status_code == 404


def test_a_sending_given_up_says_so(coordinator, writing) -> None:
    at = send(coordinator, LETTERS).location
    with writing() as later:
        later.execute(update(Job).values(state=JobState.DEAD))
    assert "администратор" in coordinator.get(at).text


def test_no_page_shows_a_link_that_still_works(coordinator, settings, reader) -> None:
    at = send(coordinator, LETTERS).location
    work_off(settings)
    (text,) = {letter.split("/link/")[1].split()[0] for letter in reader.scalars(select(Letter.text).limit(1))}
    assert not [address for address in (LETTERS, at) if text in coordinator.get(address).text]


def test_the_record_says_who_invited_whom(coordinator, town, settings, reader) -> None:
    send(coordinator, LETTERS, town.anna)
    work_off(settings)
    entries = reader.scalars(select(AuditEntry).where(AuditEntry.person_id == town.coordinator)).all()
    assert {"invitations_asked", "link_sent"} <= {entry.action for entry in entries}


def test_learners_and_strangers_see_no_list(client, town, sign_in, writing) -> None:
    assert client.get(LETTERS).status_code == 303
    with writing() as session:
        learner = a_person(session, organisation_id=town.unit)
    sign_in(client, learner)
    for address in (LETTERS, f"{LETTERS}/slips", f"{LETTERS}/sending/x"):
        assert client.get(address).status_code == 403


def test_counts_agree_with_the_list(writing, reader, town) -> None:
    with writing() as session:
        actor = an_actor(session, town.coordinator)
    found = queries.counts(reader, actor, Wish())
    listed = queries.awaited(reader, actor, Wish(), Asked.ALL, 0, 50)
    assert (found.all, found.never, found.invited, len(listed)) == (2, 2, 0, 2)
    assert queries.by_unit(reader, actor, Wish()) == ((town.office, "Отдел SZ", 2, 2),)
    assert not queries.awaited(reader, OPERATOR, Wish(unit=town.office, text="%"), Asked.ALL, 0, 50)
