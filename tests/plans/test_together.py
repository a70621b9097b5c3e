"""One act for several people: shown first, done once, and never beyond one's reach."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from elearn import clock
from elearn.enrolment.models import Enrolment
from elearn.errors import Invalid
from elearn.people.models import Person
from elearn.plans import together
from elearn.plans.models import Credit, Extension
from elearn.plans.naming import Named
from elearn.plans.together import Outcome, Wish
from tests.factories.content import a_course
from tests.factories.enrolment import an_enrolment
from tests.factories.people import a_person, an_actor
from tests.factories.plans import Municipality, a_coordinator
from tests.factories.progress import SAMPLE, complete, confirm_names
from tests.factories.publishing import a_snapshot
from tests.quizzes.visiting import again, soup

pytestmark = pytest.mark.usefixtures("without_tokens")
PAGE, DO = "/coordinate/together", "/coordinate/together/do"
EN = {"Accept-Language": "en"}
WHY = "Заповед № 3"
EXEMPT, LATER = Wish(SAMPLE, None), Wish(SAMPLE, clock.today() + timedelta(days=20))


@pytest.fixture
def people(session, here) -> list[int]:
    """Not enrolled; due in ten days; completed."""
    a_snapshot(again(session), a_course())
    rest = {"a": "авлова", "b": "енева", "c": "етрова"}
    found = [
        a_person(session, organisation_id=here.below, email=f"p{n}@example.org", family=f"П{rest[n]}") for n in "abc"
    ]
    an_enrolment(session, found[1], due=clock.today() + timedelta(days=10))
    an_enrolment(session, found[2])
    actor = an_actor(session, found[2])
    confirm_names(session, actor)
    complete(session, actor)
    session.commit()
    return found


def outcomes(session, place: Municipality, wish: Wish, people) -> list[Outcome]:
    return [case.outcome for case in together.preview(again(session), place.actor, wish, people)]


def test_the_preview_says_what_is_done_and_the_act_does_it_once(session, here, people) -> None:
    assert outcomes(session, here, EXEMPT, people) == [Outcome.WILL, Outcome.WILL, Outcome.COMPLETED]
    assert [together.apply(session, here.actor, EXEMPT, people, WHY) for _ in range(2)] == [2, 0]
    session.commit()
    assert outcomes(session, here, EXEMPT, people) == [Outcome.CREDITED, Outcome.CREDITED, Outcome.COMPLETED]
    assert [row.reason for row in session.scalars(select(Credit))] == [WHY, WHY]


def test_deadlines_are_made_later_only(session, here, people) -> None:
    soon = Wish(SAMPLE, clock.today() + timedelta(days=5))
    assert outcomes(session, here, soon, people) == [Outcome.WILL, Outcome.ENOUGH, Outcome.COMPLETED]
    assert together.apply(session, here.actor, LATER, people, WHY) == 2
    dues = select(Enrolment.due).where(Enrolment.person_id.in_(people[:2]))
    assert set(session.scalars(dues)) == {LATER.due}
    with pytest.raises(Invalid, match="extension_day"):
        together.apply(session, here.actor, Wish(SAMPLE, clock.today() - timedelta(days=1)), people, WHY)


def test_who_is_out_of_reach_is_nobody(session, here, people) -> None:
    neighbour = a_coordinator(again(session))
    assert together.preview(session, neighbour.actor, EXEMPT, people) == []
    assert together.apply(session, neighbour.actor, EXEMPT, people, WHY) == 0
    email = session.get_one(Person, people[0]).email
    assert together.listed(session, neighbour.actor, f"{email}, nobody") == Named((), (email, "nobody"))
    assert together.listed(session, here.actor, email.upper()).people == (people[0],)


def test_a_coordinator_on_the_list_is_left_out(session, here, people) -> None:
    assert people
    assert outcomes(session, here, EXEMPT, [here.coordinator]) == [Outcome.ONESELF]


def test_a_list_has_an_end(session, here) -> None:
    with pytest.raises(Invalid, match="together_many"):
        together.listed(again(session), here.actor, "\n".join(f"x{n}@example.org" for n in range(201)))


def sent(session, whom, **changes: str) -> dict[str, str]:
    emails = [session.get_one(Person, one).email for one in whom]
    session.commit()
    filled = {"course": "sample", "act": "extend", "due": LATER.due.isoformat(), "reason": WHY}
    return filled | {"people": "\n".join([*emails, "nobody@example.org"])} | changes


def test_the_page_shows_first_and_does_after(client, session, here, people) -> None:
    assert here
    assert client.get(PAGE).status_code == 200
    page = soup(client.post(PAGE, data=sent(session, people), headers=EN))
    assert "nobody@example.org" in page.text
    session.rollback()
    assert session.scalars(select(Extension)).all() == []
    session.rollback()
    names = ("course", "act", "due", "reason", "person")
    fields = {name: [one["value"] for one in page.find_all("input", {"name": name})] for name in names}
    assert [int(one) for one in fields["person"]] == people[:2]
    assert client.post(DO, data=fields).location == PAGE
    session.rollback()
    assert len(session.scalars(select(Extension)).all()) == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"course": ""}, "course"),
        ({"due": ""}, "due"),
        ({"due": "x"}, "due"),
        ({"people": " "}, "people"),
        ({"reason": ""}, "reason"),
    ],
)
def test_what_is_missing_stands_beside_its_field(client, session, here, people, changes, field) -> None:
    assert here
    answer = client.post(PAGE, data=sent(session, people, **changes), headers=EN)
    assert (answer.status_code, soup(answer).find(id=f"{field}-error") is not None) == (400, True)


def test_the_neighbour_does_nothing_with_ids_of_others(client, session, here, people, neighbour) -> None:
    assert here
    neighbour(client)
    assert "Мария Петрова П" not in client.post(PAGE, data=sent(session, people)).text
    client.post(DO, data={"course": "sample", "act": "exempt", "reason": WHY, "person": [str(one) for one in people]})
    session.rollback()
    assert session.scalars(select(Credit)).all() == []
