"""Tables that are too large to be judged while somebody waits: a job checks them, and nobody applies them before."""

import pytest

from elearn.errors import Conflict, NotFound
from elearn.jobs.models import Job
from elearn.staff import checking, jobs, service, verdicts
from elearn.staff.batches import Options
from elearn.staff.checking import Doors
from elearn.staff.fields import Field
from elearn.staff.models import BatchState
from tests.people.browser import Browser
from tests.staff.desk import HEAD, ROWS, upload

FEWER = {Field.STAFF_NUMBER: 0, Field.FULL_NAME: 1}


@pytest.fixture(autouse=True)
def large(monkeypatch) -> None:
    """Three rows are many here, and each is judged in a transaction of its own."""
    monkeypatch.setattr(checking, "AT_ONCE", 2)
    monkeypatch.setattr(checking, "SLICE", 1)
    monkeypatch.setattr(checking, "PAUSE_SECONDS", 0)


def test_a_large_table_is_checked_by_a_job_and_says_the_same(desk, monkeypatch) -> None:
    desk.add_person(email="maria@example.org", staff_number="00101", family="Стара")
    desk.add_person(email="gone@example.org")
    view = desk.check(HEAD + ROWS + "00101;И;;;;\n", leavers=True)
    assert (view.state, view.counts, view.to_do) == (BatchState.CHECKING, {}, 4)
    checked = desk.run(view.id)
    rows = [(row.number, row.verdict, row.details) for row in desk.rows(view.id)]
    monkeypatch.setattr(checking, "AT_ONCE", 10)
    at_once = desk.check(HEAD + ROWS + "00101;И;;;;\n", leavers=True)
    assert checked.counts == at_once.counts == {"changed": 1, "new": 2, "refused": 1, "left": 1}
    assert [(row.number, row.verdict, row.details) for row in desk.rows(at_once.id)] == rows
    assert desk.apply(view.id).counts == checked.counts


def test_while_a_table_is_checked_it_is_neither_applied_nor_checked_by_other_columns(desk) -> None:
    view = desk.check(HEAD + ROWS)
    with pytest.raises(Conflict, match="batch_checking"):
        desk.apply(view.id)
    with desk.work.writing() as session, pytest.raises(Conflict, match="batch_checking"):
        service.choose(session, desk.actor, view.id, FEWER, Options())
    assert desk.run(view.id).counts == {"new": 3}


def test_a_check_that_was_killed_begins_again_and_ends_whole(desk, monkeypatch) -> None:
    view = desk.check(HEAD + ROWS)
    note, noted = verdicts.note, []

    def dies(*given: object) -> bool:
        noted.append(note(*given))
        if len(noted) == 2:
            raise KeyboardInterrupt
        return noted[-1]

    monkeypatch.setattr(verdicts, "note", dies)
    with pytest.raises(KeyboardInterrupt):
        jobs.check_batch(desk.work, {"batch_id": view.id})
    halfway = desk.view(view.id)
    assert (halfway.state, halfway.counts, halfway.done) == (BatchState.CHECKING, {}, 1)
    for _ in range(2):
        jobs.check_batch(desk.work, {"batch_id": view.id})
    assert desk.view(view.id).counts == {"new": 3}
    assert desk.apply(view.id).counts == {"new": 3}


def test_a_table_that_was_broken_off_while_it_was_stored_is_never_checked_nor_applied(desk, monkeypatch) -> None:
    receive, stored = verdicts.receive, []

    def dies(*given: object) -> None:
        if stored:
            raise KeyboardInterrupt
        stored.append(receive(*given))

    monkeypatch.setattr(checking, "STORED", 2)
    monkeypatch.setattr(verdicts, "receive", dies)
    with pytest.raises(KeyboardInterrupt):
        desk.check(HEAD + ROWS, leavers=True)
    with pytest.raises(Conflict, match="batch_incomplete"):
        jobs.check_batch(desk.work, {"batch_id": 1})
    assert desk.view(1).counts == {}
    with pytest.raises(Conflict, match="batch_checking"):
        desk.apply(1)
    with desk.work.writing() as session:
        service.discard(session, desk.actor, 1)


def test_what_is_thrown_away_while_it_is_checked_stays_away(desk, monkeypatch) -> None:
    view = desk.check(HEAD + ROWS)
    note = verdicts.note

    def discarded(session, batch_id: int, found: object) -> bool:
        service.discard(session, desk.actor, batch_id)
        return note(session, batch_id, found)

    monkeypatch.setattr(verdicts, "note", discarded)
    jobs.check_batch(desk.work, {"batch_id": view.id})
    with pytest.raises(NotFound):
        desk.view(view.id)


def test_other_columns_of_a_large_table_are_checked_by_a_job_too(desk) -> None:
    view = desk.check(HEAD + ROWS)
    desk.run(view.id)
    checking.check_again(Doors(desk.work.reading, desk.work.writing), desk.actor, view.id, FEWER, Options())
    assert desk.view(view.id).state is BatchState.CHECKING
    desk.run(view.id)
    assert {len(row.details["shown"]) for row in desk.rows(view.id)} == {2}


def test_the_page_tells_how_far_the_check_is_and_who_has_it_stopped_can_go_on(desk, client, sign_in) -> None:
    sign_in(client, desk.actor.person_id)
    browser = Browser(client)
    here = upload(browser, desk.unit, HEAD + ROWS).location
    running = browser.open(here)
    assert running.headers["Refresh"] == "3"
    assert "0 от 3" in " ".join(running.text.split())
    assert browser.open(f"{here}/columns").location == here
    running.close()
    with desk.work.writing() as session:
        session.query(Job).delete()
    assert browser.send(here, to=f"{here}/apply").location == here
    assert desk.run(int(here.rpartition("/")[2])).state is BatchState.CHECKED
    assert "Приложете 3 промени" in " ".join(browser.open(here).text.split())
