import re

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select

from elearn.people import choosing
from elearn.people.models import Person
from elearn.people.queries import roles
from elearn.permissions import Grant, Role
from elearn.staff.models import Batch
from tests.factories.people import a_person, an_organisation
from tests.people.browser import Browser, fields_of
from tests.staff.desk import HEAD, PAGE, ROWS, upload


@pytest.fixture
def browser(desk, client, sign_in) -> Browser:
    """The coordinator's."""
    sign_in(client, desk.actor.person_id)
    return Browser(client)


def words(page) -> str:
    return " ".join(BeautifulSoup(page.text, "html.parser").find("main").get_text(" ").split())


def test_from_the_file_to_the_people_and_back(desk, browser) -> None:
    answer = upload(browser, desk.unit, HEAD + ROWS)
    assert answer.status_code == 303
    here = answer.location
    page = browser.open(here)
    assert "Приложете 3 промени" in words(page)
    assert browser.send(here, to=f"{here}/apply").location == here
    running = browser.open(here)
    assert running.headers["Refresh"] == "3"
    assert "0 от 3" in words(running)
    desk.run(int(here.rpartition("/")[2]))
    applied = browser.open(here)
    assert "Refresh" not in applied.headers
    assert set(desk.people()) == {"boss@example.org", "00101", "00102", "00103"}
    assert browser.send(f"{here}/undo").location == here
    desk.run(int(here.rpartition("/")[2]))
    assert set(desk.people()) == {"boss@example.org"}
    assert "Импортът е отменен" in words(browser.open(here))


def test_refused_rows_are_named_by_their_number_with_all_mistakes_in_both_languages(desk, browser) -> None:
    here = upload(browser, desk.unit, HEAD + ROWS + "9;Ана;no-email;;;никога\n").location
    page = words(browser.open(f"{here}?verdict=refused"))
    assert all(text in page for text in ("5", "Имейл:", "Постъпил на:", "„никога“", "Всички редове"))
    assert "Петрова" not in page
    assert "“никога” is no date." in words(browser.open(f"{here}?verdict=refused&lang=en"))


def test_a_column_with_another_head_is_matched_by_hand(desk, browser) -> None:
    here = upload(browser, desk.unit, "Кой;Номер в щата;Друго\nАна Първа;7;x\n").location
    assert here.endswith("/columns")
    page = browser.open(here)
    assert "Ана Първа" in words(page)
    assert "Не е ясно в коя колона са имената" in words(page)
    assert browser.send(here).location == here
    twice = browser.post(page, here, **{"column-0": "full_name", "column-1": "full_name"})
    assert twice.status_code == 400
    later = BeautifulSoup(twice.text, "html.parser").find(id="column-1")
    assert "Две колони са избрани" in twice.text.split(f'id="{later["aria-describedby"]}">')[1][:80]
    assert browser.post(page, here, **{"column-0": "roles"}).status_code == 400
    done = browser.post(page, here, **{"column-0": "full_name", "column-1": "staff_number", "column-2": ""})
    assert "Ана Първа" in words(browser.open(done.location))
    assert desk.rows(int(done.location.rpartition("/")[2]))[0].verdict == "new"


def test_a_personal_number_is_refused_with_the_reason_and_shown_nowhere(desk, browser) -> None:
    here = upload(browser, desk.unit, "Сл. №;Име;Фамилия;ЕГН\n1;Ана;Първа;7523169263\n").location
    for address in (here, f"{here}/columns"):
        page = words(browser.open(address))
        assert "ЕГН" in page
        assert "7523169263" not in page
    page = browser.open(f"{here}/columns")
    forced = browser.post(page, f"{here}/columns", **{"column-0": "staff_number", "column-3": "email"})
    assert forced.status_code == 400


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "a.csv"), (b"\xd0\xcf\x11\xe0", "a.xls"), (b"PK\3\4x", "a.xlsx"), (b"\0\1\2", "a.csv"), (b"x", "")],
)
def test_what_cannot_be_read_is_said_beside_the_field_and_nothing_is_kept(desk, browser, data, name) -> None:
    answer = upload(browser, desk.unit, data, name)
    assert answer.status_code == 400
    assert BeautifulSoup(answer.text, "html.parser").find(id="file-error")
    with desk.work.reading() as session:
        assert session.scalar(select(func.count()).select_from(Batch)) == 0


def test_the_unit_may_be_typed_where_there_are_too_many_for_a_list(desk, browser, monkeypatch) -> None:
    monkeypatch.setattr(choosing, "MOST", 1)
    assert 'list="unit-paths"' in browser.open(PAGE).text
    wrong = upload(browser, "Няма такова", HEAD + ROWS)
    assert wrong.status_code == 400
    assert 'href="#unit"' in wrong.text
    here = upload(browser, "община пример", HEAD + ROWS).location
    assert desk.view(int(here.rpartition("/")[2])).unit_id == desk.unit


def test_a_role_in_the_file_is_never_given(desk, browser) -> None:
    here = upload(browser, desk.unit, "Имейл;Име;Фамилия;Роли\na@example.org;Ана;Първа;administrator\n").location
    browser.send(here, to=f"{here}/apply")
    desk.run(int(here.rpartition("/")[2]))
    with desk.work.reading() as session:
        person = session.scalars(select(Person).where(Person.email == "a@example.org")).one()
        assert [role for role, _ in roles(session, person.id)] == [Role.LEARNER]


@pytest.fixture
def neighbour(desk, app, sign_in) -> Browser:
    """The coordinator of the municipality beside, and of a unit of ours: neither reaches the whole of ours."""
    with desk.work.writing() as session:
        beside = an_organisation(session, "Община Съседна")
        below = an_organisation(session, "Отдел „Култура“", parent_id=desk.unit)
        roles = (Grant(Role.COORDINATOR, beside), Grant(Role.COORDINATOR, below))
        person_id = a_person(session, organisation_id=beside, roles=roles)
    client = app.test_client()
    sign_in(client, person_id)
    return Browser(client)


def test_the_neighbour_s_coordinator_meets_nothing_of_it(desk, browser, neighbour) -> None:
    here = upload(browser, desk.unit, HEAD + ROWS).location
    token = fields_of(neighbour.open(PAGE), PAGE)["csrf_token"]
    for address in (here, f"{here}/columns", f"{here}/undo"):
        answer = neighbour.open(address)
        assert answer.status_code == 404
        assert "Петрова" not in answer.text
    for act in ("apply", "columns", "undo", "discard"):
        assert neighbour.client.post(f"{here}/{act}", data={"csrf_token": token}).status_code == 404
    assert "хора.csv" not in neighbour.open(PAGE).text
    assert upload(neighbour, desk.unit, HEAD + ROWS).status_code == 403
    assert re.search(r"<option[^>]*>\s*Община Пример", neighbour.open(PAGE).text) is None
    assert desk.view(int(here.rpartition("/")[2])).state == "checked"


def test_learners_and_trainers_do_not_get_in(desk, app, sign_in) -> None:
    client = app.test_client()
    sign_in(client, desk.add_person(roles=(Role.TRAINER,)))
    assert client.get(PAGE).status_code == 403
    assert app.test_client().get(PAGE).status_code in {302, 303, 401}


def test_long_lists_are_paged_and_narrowed_by_address(desk, browser) -> None:
    table = "Сл. №;Име;Фамилия\n" + "".join(f"{n};Ана;Първа\n" for n in range(1, 121)) + ";Ана;Втора\n"
    here = upload(browser, desk.unit, table).location
    page = browser.open(f"{here}?verdict=new&page=2")
    assert "51–100 от 120" in words(page)
    assert f"{here}?verdict=new&amp;page=3" in page.text
    assert "Ана Втора" in words(browser.open(f"{here}?verdict=refused&page=9"))


def test_thrown_away_nothing_of_it_is_left(desk, browser) -> None:
    here = upload(browser, desk.unit, HEAD + ROWS).location
    assert browser.send(here, to=f"{here}/discard").location == PAGE
    assert browser.open(here).status_code == 404
