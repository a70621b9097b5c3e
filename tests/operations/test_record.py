"""A coordinator reads who saw or changed what about whom in their subtree, and nothing of the neighbour's."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.audit.service import record
from elearn.db import begin_writing
from elearn.ids import PersonId
from elearn.operations.acts import Kind
from elearn.operations.record import SIZE, Wish, page
from elearn.people.models import Person
from elearn.people.tree import move
from elearn.permissions import Actor, Via
from tests.factories.people import OPERATOR, an_actor
from tests.operations.conftest import Cast

ADDRESS = "/coordinate/record"


def acts(session: Session, who: PersonId, **wished: Any) -> list[str]:
    """The subjects of the acts `noted` that the page shows."""
    wish = Wish(**wished)
    return [line.entry.subject_id for line in page(session, an_actor(session, who), wish).lines if noted(line.entry)]


def noted(entry: AuditEntry) -> bool:
    return entry.subject_kind == "noted"


def note(session: Session, name: str, actor: Actor = OPERATOR, action: str = "acted", **concerned: int) -> None:
    record(session, actor, action, ("noted", name), **concerned)
    session.flush()


@pytest.fixture
def noted_session(session: Session, cast: Cast) -> Session:
    """One act about each, about each unit, and about nobody."""
    begin_writing(session)
    note(session, "anna", about=cast.anna)
    note(session, "boris", about=cast.boris)
    note(session, "ours", unit=cast.ours)
    note(session, "unit", unit=cast.unit)
    note(session, "theirs", unit=cast.theirs)
    note(session, "platform")
    return session


def test_each_reads_what_concerns_their_subtree_the_newest_first(noted_session: Session, cast: Cast) -> None:
    assert acts(noted_session, cast.coordinator) == ["unit", "ours", "anna"]
    assert acts(noted_session, cast.head) == ["unit", "anna"]
    assert acts(noted_session, cast.neighbour) == ["theirs", "boris"]
    assert acts(noted_session, cast.operator) == ["platform", "theirs", "unit", "ours", "boris", "anna"]
    assert acts(noted_session, cast.anna) == []


def test_no_filter_widens_the_reach(noted_session: Session, cast: Cast) -> None:
    assert acts(noted_session, cast.neighbour, person=cast.anna) == []
    assert acts(noted_session, cast.neighbour, about="Аннова") == []
    assert acts(noted_session, cast.coordinator, person=cast.boris) == []


def test_who_moved_to_another_employer_is_read_of_by_neither_for_the_time_before(
    noted_session: Session, cast: Cast
) -> None:
    anna = noted_session.get_one(Person, cast.anna)
    anna.organisation_id = anna.employer_id = cast.theirs
    noted_session.flush()
    note(noted_session, "later", about=cast.anna)
    assert "anna" not in acts(noted_session, cast.coordinator)
    assert acts(noted_session, cast.neighbour) == ["later", "theirs", "boris"]


def test_a_unit_that_moves_takes_its_people_s_acts_to_its_new_head(noted_session: Session, cast: Cast) -> None:
    note(noted_session, "before", unit=cast.ours)
    move(noted_session, OPERATOR, cast.unit, None)
    assert "anna" not in acts(noted_session, cast.coordinator)
    note(noted_session, "after", about=cast.anna)
    assert acts(noted_session, cast.head) == ["after"]


def test_acts_on_somebody_no_longer_kept_stay_with_their_unit_without_a_name(
    noted_session: Session, cast: Cast
) -> None:
    gone = 10**6
    values = {"at": clock.now(), "via": Via.CLI, "address": "", "action": "acted", "details": {}}
    place = {"about_id": gone, "unit_id": cast.unit, "employer_id": cast.ours}
    noted_session.execute(insert(AuditEntry), [values | place | {"subject_kind": "noted", "subject_id": "gone"}])
    line = page(noted_session, an_actor(noted_session, cast.head), Wish(person=gone)).lines[0]
    assert (line.entry.subject_id, line.about, line.about_id) == ("gone", "", gone)
    assert acts(noted_session, cast.neighbour, person=gone) == []


def test_it_is_narrowed_by_person_by_who_acted_by_kind_and_by_period(session: Session, cast: Cast) -> None:
    begin_writing(session)
    coordinator = an_actor(session, cast.coordinator)
    note(session, "looked", coordinator, "person_seen", about=cast.anna)
    note(session, "enrolled", OPERATOR, "enrolment.made", about=cast.anna)
    note(session, "of the head", coordinator, "person_changed", about=cast.head)
    assert acts(session, cast.coordinator, about="анн ан") == ["enrolled", "looked"]
    assert acts(session, cast.coordinator, person=cast.anna) == ["enrolled", "looked"]
    assert acts(session, cast.coordinator, by="координат") == ["of the head", "looked"]
    assert acts(session, cast.coordinator, by="операторова") == []
    assert acts(session, cast.coordinator, kind=Kind.SEEING) == ["looked"]
    today, tomorrow = clock.today(), clock.today() + timedelta(days=1)
    assert acts(session, cast.coordinator, since=today, until=today) == ["of the head", "enrolled", "looked"]
    assert acts(session, cast.coordinator, since=tomorrow) == []
    assert acts(session, cast.coordinator, until=today - timedelta(days=1)) == []


def test_a_day_of_long_ago_is_found_among_many(session: Session, cast: Cast) -> None:
    begin_writing(session)
    today = clock.now()
    place = {"about_id": cast.anna, "unit_id": cast.unit, "employer_id": cast.ours}
    same = {"via": "web", "address": "", "action": "acted", "subject_kind": "noted", "details": {}, **place}
    rows = [same | {"at": today + timedelta(days=n), "subject_id": str(n)} for n in range(1, 300)]
    session.execute(insert(AuditEntry), rows)
    day = clock.day_of(today + timedelta(days=150))
    assert acts(session, cast.coordinator, since=day, until=day) == ["150"]


def test_pages_follow_each_other_both_ways_and_keep_their_address(
    session: Session, cast: Cast, client, sign_in
) -> None:
    begin_writing(session)
    for number in range(SIZE + 5):
        note(session, str(number), about=cast.anna)
    actor = an_actor(session, cast.coordinator)
    first = page(session, actor, Wish(person=cast.anna))
    assert (len(first.lines), first.newer, first.older) == (SIZE, False, True)
    second = page(session, actor, Wish(person=cast.anna, before=first.lines[-1].entry.id))
    assert (second.newer, second.older) == (True, False)
    back = page(session, actor, Wish(person=cast.anna, after=second.lines[0].entry.id))
    assert [line.entry.id for line in back.lines] == [line.entry.id for line in first.lines]
    session.commit()
    sign_in(client, cast.coordinator)
    shown = client.get(f"{ADDRESS}?person={cast.anna}&kind=").text
    assert f"person={cast.anna}&amp;before={first.lines[-1].entry.id}" in shown


def test_the_page_tells_act_person_actor_and_door_in_words(session: Session, cast: Cast, client, sign_in) -> None:
    begin_writing(session)
    coordinator = an_actor(session, cast.coordinator)
    record(session, coordinator, "attempt.grant", ("enrolment", 1), about=cast.anna, reason="заповед № 5")
    session.commit()
    sign_in(client, cast.coordinator)
    shown = client.get(f"{ADDRESS}?lang=en&kind=learning").text
    for words in ("One more attempt given", "заповед № 5", "Анна Петрова Аннова", "Координаторова", "web page"):
        assert words in shown
    assert "attempt.grant" not in shown


def test_the_neighbour_finds_no_name_of_ours_on_the_page(session: Session, cast: Cast, client, sign_in) -> None:
    begin_writing(session)
    record(session, OPERATOR, "attempt.grant", ("enrolment", 1), about=cast.anna, reason="заповед № 5")
    session.commit()
    sign_in(client, cast.neighbour)
    for address in (ADDRESS, f"{ADDRESS}?person={cast.anna}", f"{ADDRESS}?by=Координаторова"):
        shown = client.get(address)
        assert shown.status_code == 200
        assert "Аннова" not in shown.text
        assert "заповед" not in shown.text


def test_a_learner_is_not_let_in(cast: Cast, client, sign_in) -> None:
    sign_in(client, cast.anna)
    assert client.get(ADDRESS).status_code == 403


def test_what_no_page_of_ours_wrote_narrows_nothing(cast: Cast, client, sign_in) -> None:
    sign_in(client, cast.coordinator)
    nonsense = "person=x&kind=none&since=9999-99-99&until=1&before=-1&after=zz&about=%25_%5C"
    assert client.get(f"{ADDRESS}?{nonsense}").status_code == 200


@pytest.mark.parametrize("few", [1, 2, 200])
def test_a_page_is_filled_from_far_where_most_of_the_employer_is_out_of_reach(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr("elearn.operations.record.FEW", few)
    monkeypatch.setattr("elearn.operations.record.MANY", few + 1)
    begin_writing(session)
    for number in range(6):
        note(session, str(number), about=cast.anna)
        for _ in range(5):
            note(session, "of others", about=cast.coordinator)
    assert acts(session, cast.head) == ["5", "4", "3", "2", "1", "0"]
    seen = page(session, an_actor(session, cast.head), Wish()).lines
    second = next(line.entry.id for line in seen if line.entry.subject_id == "4")
    assert acts(session, cast.head, before=second) == ["3", "2", "1", "0"]
    assert acts(session, cast.head, after=second) == ["5"]
