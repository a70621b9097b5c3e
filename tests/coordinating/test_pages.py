"""The pages of coordinators keep to the units they were given, by every address and every parameter."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.ids import PersonId
from elearn.mail.models import Letter, LetterState
from elearn.people.models import Person
from elearn.permissions import Grant, Role
from elearn.plans.models import Entry, Plan, PlanRequest, PlanState
from elearn.progress.models import Completion, CompletionReview
from elearn.publishing import library
from elearn.publishing.models import Published
from elearn.quizzes.models import Attempt
from tests.coordinating.towns import Town, a_colleague, a_town
from tests.factories.lessons import WHY
from tests.factories.people import a_person, an_actor
from tests.factories.progress import BASICS, complete, confirm_names, do_lessons, sit
from tests.quizzes.visiting import soup

EN = {"Accept-Language": "en"}
SignIn = Callable[[FlaskClient, PersonId], str]


@pytest.fixture
def towns(session: Session) -> tuple[Town, Town]:
    return a_town(session, "Липово"), a_town(session, "Брестово")


def visit(client: FlaskClient, sign_in: SignIn, who: PersonId) -> Callable[..., tuple[int, str]]:
    sign_in(client, who)

    def get(path: str) -> tuple[int, str]:
        answer = client.get(path, headers=EN)
        return answer.status_code, answer.text

    return get


def a_waiting_crowd(session: Session, town: Town) -> PersonId:
    """Somebody of whom everything waits at once: never signed in, a request, a letter, a review, a failed exam."""
    person_id = a_colleague(session, town.department, "Тайнева", due=clock.today() - timedelta(days=3))
    actor = an_actor(session, person_id)
    confirm_names(session, actor)
    complete(session, actor)
    completion = session.query(Completion).order_by(Completion.id.desc()).first()
    attempt = session.query(Attempt).order_by(Attempt.id.desc()).first()
    assert completion is not None
    assert attempt is not None
    now = clock.now()
    session.add(CompletionReview(completion_id=completion.id, attempt_id=attempt.id, raised_at=now))
    letter = {"to": "tayneva@example.org", "subject": "Тайно писмо", "text": "", "attempts": 1, "possibly_twice": False}
    session.add(
        Letter(person_id=person_id, message_id="m", state=LetterState.FAILED, not_before=now, created_at=now, **letter)
    )
    plan = Plan(
        organisation_id=town.top,
        name="Таен план",
        entry=Entry.APPROVAL,
        state=PlanState.ACTIVE,
        created_at=now,
        activated_at=now,
    )
    session.add(plan)
    session.flush()
    session.add(PlanRequest(plan_id=plan.id, person_id=person_id, words="Тайна молба", asked_at=now))
    silent = a_person(session, family="Тайнева", organisation_id=town.department, password=None)
    a_second = a_colleague(session, town.department, "Тайнева")
    assert {silent, a_second}
    return person_id


ADDRESSES = (
    "/coordinate",
    "/coordinate?left=1",
    "/coordinate/matrix",
    "/coordinate/matrix?name=тай&left=1",
    "/coordinate/matrix?course=sample&state=done",
    "/coordinate/matrix?after={person}",
    "/coordinate/matrix?before={person}",
    "/coordinate/matrix?sort=unit&after={person}",
    "/coordinate/matrix?since=2020-01-01&until=2099-12-31",
    "/coordinate/courses/sample",
    "/coordinate/waiting/exhausted",
    "/coordinate/waiting/requests",
    "/coordinate/waiting/reviews",
    "/coordinate/waiting/letters",
    "/coordinate/waiting/never",
)
CLOSED = (
    "/coordinate/people/{person}",
    "/coordinate?unit={unit}",
    "/coordinate/matrix?unit={unit}",
    "/coordinate/courses/sample?unit={unit}",
    "/coordinate/waiting/never?unit={unit}",
)
UNKNOWN = ("/coordinate?plan={plan}", "/coordinate/matrix?plan={plan}", "/coordinate/courses/sample?plan={plan}")


def test_a_neighbour_finds_nobody_by_any_address(session, towns, client, sign_in) -> None:
    here, there = towns
    person = a_waiting_crowd(session, there)
    known = {"person": person, "unit": there.department, "plan": session.query(Plan).one().id}
    session.commit()
    get = visit(client, sign_in, here.coordinator)
    for address in ADDRESSES:
        status, page = get(address.format(**known))
        assert status == 200, address
        assert not any(word in page for word in ("Тайн", "Тайно", "Таен", "tayneva", "Брестово")), address
    for refused, addresses in ((403, CLOSED), (404, UNKNOWN)):
        for address in addresses:
            status, page = get(address.format(**known))
            assert status == refused, address
            assert "Тай" not in page, address
            unknown = address.format(person=10**9, unit=10**9, plan=10**9)
            assert get(unknown)[0] == refused, unknown


def test_their_own_coordinator_finds_everything_there(session, towns, client, sign_in) -> None:
    _, there = towns
    person = a_waiting_crowd(session, there)
    session.commit()
    get = visit(client, sign_in, there.coordinator)
    page = get("/coordinate")[1]
    for kind in ("requests", "reviews", "letters"):
        assert f"/coordinate/waiting/{kind}" in page
        status, listed = get(f"/coordinate/waiting/{kind}")
        assert status == 200
        assert f"/coordinate/people/{person}" in listed
    record = get(f"/coordinate/people/{person}")[1]
    assert "/verify/" in record
    assert "All lessons done: 4" in record
    assert "After the day it was due" in record


@pytest.mark.parametrize("role", [Role.LEARNER, Role.TRAINER])
def test_who_does_not_coordinate_is_let_into_none_of_it(session, towns, client, sign_in, role) -> None:
    here, _ = towns
    known = {"person": here.coordinator, "unit": here.top, "plan": 1}
    someone = a_person(session, organisation_id=here.top, roles=(Grant(role, here.top),))
    session.commit()
    get = visit(client, sign_in, someone)
    assert {get(address.format(**known))[0] for address in (*ADDRESSES, *CLOSED)} == {403}


def test_the_administrator_sees_every_town_and_those_without_a_unit(session, towns, client, sign_in) -> None:
    for town in towns:
        a_colleague(session, town.department, "Общинска")
    stray = a_person(session, family="Безродна", organisation_id=None)
    chief = a_person(session, organisation_id=None, roles=(Grant(Role.ADMINISTRATOR, None),))
    session.commit()
    get = visit(client, sign_in, chief)
    page = soup(client.get("/coordinate", headers=EN))
    assert page.select_one(".menu-wide a[href='/coordinate'][aria-current]") is not None
    assert "2 people" in page.select_one(".sentence").text
    for sort in ("", "?sort=unit", "?sort=-name"):
        assert f"/coordinate/people/{stray}" in get(f"/coordinate/matrix{sort}")[1]


def test_a_coordinator_of_a_department_sees_it_alone(session, towns, client, sign_in) -> None:
    here, _ = towns
    inside, above = a_colleague(session, here.department, "Отделна"), a_colleague(session, here.top, "Горна")
    head = a_person(session, organisation_id=here.top, roles=(Grant(Role.COORDINATOR, here.department),))
    session.commit()
    get = visit(client, sign_in, head)
    page = get("/coordinate/matrix")[1]
    assert f"/coordinate/people/{inside}" in page
    assert f"/coordinate/people/{above}" not in page
    assert get(f"/coordinate/people/{above}")[0] == 403
    assert get(f"/coordinate/matrix?unit={here.top}")[0] == 403


def test_no_page_shows_an_answer(session, towns, client, sign_in) -> None:
    """Not what was chosen, nor the words of a question."""
    here, _ = towns
    person = a_colleague(session, here.department, "Отговорна")
    actor = an_actor(session, person)
    do_lessons(session, actor, WHY)
    sit(session, actor, BASICS, right=False)
    sit(session, actor, BASICS)
    session.commit()
    get = visit(client, sign_in, here.coordinator)
    page = get(f"/coordinate/people/{person}")[1]
    test = next(
        row for row in soup(client.get(f"/coordinate/people/{person}")).select("tbody tr") if "100 %" in row.text
    )
    assert [cell.text.strip() for cell in test.select("td.num")] == ["2", "100 %"]
    snapshot_id = session.scalar(select(Published.snapshot_id))
    for question in library.quiz(session, snapshot_id, BASICS).items:
        words = [
            *question.title.values(),
            *(text for one in getattr(question, "choices", ()) for text in one.html.values()),
        ]
        assert not [one for one in words if one in page]


def test_who_left_is_shown_when_asked_for_and_a_duplicate_leads_to_the_person(session, towns, client, sign_in) -> None:
    here, _ = towns
    gone, stays = (a_colleague(session, here.department, name) for name in ("Напуснала", "Останала"))
    twin = a_colleague(session, here.department, "Двойна")
    session.execute(update(Person).where(Person.id == gone).values(left_on=clock.today()))
    session.execute(update(Person).where(Person.id == twin).values(merged_into_id=stays, email=None))
    session.commit()
    get = visit(client, sign_in, here.coordinator)
    for page in (get("/coordinate/matrix")[1], get("/coordinate/waiting/never")[1]):
        assert f"/people/{gone}" not in page
        assert f"/people/{twin}" not in page
    assert f"/people/{gone}" in get("/coordinate/matrix?left=1")[1]
    assert f"/people/{twin}" not in get("/coordinate/matrix?left=1")[1]
    assert "1 person" in soup(client.get("/coordinate", headers=EN)).select_one(".sentence").text
    assert client.get(f"/coordinate/people/{twin}").location == f"/coordinate/people/{stays}"


def test_nonsense_in_an_address_is_left_out_and_answers(session, towns, client, sign_in) -> None:
    here, _ = towns
    session.commit()
    get = visit(client, sign_in, here.coordinator)
    for query in (
        "state=x&sort=y&since=1&until=0001-01-01",
        "after=-1",
        "before=zz",
        "name=%25_%5C",
        "plan=x",
        "course=no",
    ):
        assert get(f"/coordinate/matrix?{query}")[0] == 200, query
    assert get("/coordinate/courses/none")[0] == 404
    assert get("/coordinate/waiting/none")[0] == 404
    assert get("/coordinate/people/99999999999999999999")[0] == 404


def test_a_period_that_ends_before_it_begins_is_said_beside_its_end(session, towns, client, sign_in) -> None:
    here, _ = towns
    session.commit()
    get = visit(client, sign_in, here.coordinator)
    assert 'id="until-error"' in get("/coordinate/matrix?since=2026-11-15&until=2026-11-01")[1]
    assert 'id="until-error"' not in get("/coordinate/matrix?since=2026-11-01&until=2026-11-01")[1]
