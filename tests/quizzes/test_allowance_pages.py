"""The list of what was given, and the form: for whom, with what words, and what the learner sees of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from elearn.people.models import Person
from elearn.permissions import Grant, Role
from elearn.quizzes import allowance_pages, allowances, service
from elearn.quizzes.allowance_pages import Mark
from elearn.quizzes.models import Attempt, AttemptGrant, AttemptState, TimeAllowance
from elearn.quizzes.timing import Extra
from tests.factories.people import OPERATOR, a_person, an_actor, an_organisation
from tests.factories.quizzes import BASICS, SLUG, a_taker, a_test_with
from tests.quizzes.visiting import START, again, an_open, put, settle, soup

pytestmark = pytest.mark.usefixtures("without_tokens")

LIST, FORM = "/coordinate/allowances", "/coordinate/allowances/give"
EN = {"Accept-Language": "en"}
WHY = "Решение на ръководителя"
MANY = "9" * 5_000


@pytest.fixture
def unit(session) -> int:
    """With a timed test and Mira, who is enrolled and belongs to it."""
    a_test_with(session, time_minutes=30)
    unit = an_organisation(session)
    mira = a_taker(session, email="mira@example.org")
    session.get_one(Person, mira.person_id).organisation_id = unit
    settle(session)
    return unit


@pytest.fixture(params=[Role.TRAINER, Role.COORDINATOR])
def giver(request, session, client, sign_in, unit) -> int:
    """The client's owner: a trainer, then a coordinator, of Mira's unit."""
    person_id = a_person(again(session), roles=(Grant(request.param, unit),))
    settle(session)
    sign_in(client, person_id)
    return person_id


def filled(**changes: str) -> dict[str, str]:
    wish = {"person": "mira@example.org", "test": f"{SLUG}|{BASICS}", "what": "half", "count": "", "reason": WHY}
    return wish | changes


@pytest.mark.parametrize(
    ("changes", "stored"),
    [
        ({}, (BASICS, 150, None)),
        ({"what": "double", "test": f"{SLUG}|"}, (None, 200, None)),
        ({"what": "minutes", "count": " 15 "}, (BASICS, None, 15)),
        ({"what": "ordinary", "person": "MIRA@example.org"}, (BASICS, 100, None)),
    ],
)
def test_time_is_given_by_the_form_and_stands_in_the_list(client, session, giver, changes, stored) -> None:
    assert client.post(FORM, data=filled(**changes)).location == LIST
    row = again(session).scalars(select(TimeAllowance)).one()
    assert ((row.quiz_id, row.percent, row.minutes), row.granted_by, row.reason) == (stored, giver, WHY)
    assert WHY in client.get(LIST).text


def test_further_attempts_are_given_by_the_form(client, session, giver) -> None:
    assert client.post(FORM, data=filled(what="attempts", count="2")).location == LIST
    rows = again(session).scalars(select(AttemptGrant)).all()
    assert [(row.quiz_id, row.granted_by) for row in rows] == [(BASICS, giver)] * 2
    settle(session)
    assert client.get(LIST, headers=EN).text.count("one more attempt") == 2


@pytest.mark.parametrize(
    ("changes", "table", "given"),
    [({"what": "attempts", "count": "2"}, AttemptGrant, 2), ({"what": "minutes", "count": "5"}, TimeAllowance, 1)],
)
@pytest.mark.parametrize("giver", [Role.COORDINATOR], indirect=True)
@pytest.mark.usefixtures("giver")
def test_a_form_sent_twice_gives_once(client, session, changes, table, given) -> None:
    wish = filled(**changes, key=soup(client.get(FORM)).find("input", {"name": "key"})["value"])
    assert [client.post(FORM, data=wish).location for _ in range(2)] == [LIST, LIST]
    assert len(again(session).scalars(select(table)).all()) == given
    settle(session)
    client.post(FORM, data=wish | {"reason": "Втори път, с друго решение"})
    client.post(FORM, data=wish | {"key": soup(client.get(FORM)).find("input", {"name": "key"})["value"]})
    assert len(again(session).scalars(select(table)).all()) == 3 * given


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"reason": " "}, "reason", "A reason is missing."),
        ({"reason": "x" * 2_001}, "reason", "The reason is too long."),
        ({"test": ""}, "test", "No test is chosen."),
        ({"test": "nothing|exam"}, "test", "course"),
        ({"test": f"{SLUG}|nothing"}, "test", "There is no such test"),
        ({"test": f"{SLUG}|practice/quiz"}, "test", "No time limit holds here"),
        ({"test": f"{SLUG}|", "what": "attempts"}, "test", "Further attempts are given for one test."),
        ({"what": ""}, "what", "Nothing is chosen."),
        ({"what": "everything"}, "what", "Nothing is chosen."),
        *(({"what": "minutes", "count": n}, "count", "no number of minutes") for n in ("", "0", "1441", "x", MANY)),
        *(({"what": "attempts", "count": n}, "count", "no number of attempts") for n in ("0", "11", "-1", MANY)),
        ({"person": "nobody@example.org"}, "person", "Nobody with this address"),
        ({"person": " "}, "person", "No person is named."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("giver", [Role.COORDINATOR], indirect=True)
@pytest.mark.usefixtures("giver")
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(client, session, changes, field, words) -> None:
    sent = filled(**changes)
    answer = client.post(FORM, data=sent, headers=EN)
    page = soup(answer)
    assert answer.status_code == 400
    assert words in page.find(id=f"{field}-error").text
    assert page.find(id=field)["aria-describedby"].split()[-1] == f"{field}-error"
    assert page.find("textarea").text.strip() == sent["reason"].strip()
    assert again(session).scalars(select(TimeAllowance)).all() == session.scalars(select(AttemptGrant)).all() == []


@pytest.mark.parametrize("giver", [Role.TRAINER], indirect=True)
@pytest.mark.usefixtures("giver")
def test_an_empty_form_names_all_that_is_missing_at_once(client) -> None:
    page = soup(client.post(FORM, data={}, headers=EN))
    fields = ["person", "test", "what", "reason"]
    assert [page.find(id=f"{field}-error") is not None for field in fields] == [True] * 4
    assert [link["href"] for link in page.select(".message a")] == [f"#{field}" for field in fields]


def test_who_is_out_of_reach_is_not_told_apart_from_nobody(client, session, giver) -> None:
    a_taker(again(session), email="elsewhere@example.org")
    settle(session)
    answers = [
        client.post(FORM, data=filled(person=f"{who}@example.org"), headers=EN) for who in ("elsewhere", "nobody")
    ]
    beside = [soup(answer).find(id="person-error").text for answer in answers]
    assert (beside[0], answers[0].status_code) == (beside[1], 400)
    assert giver


def test_the_list_shows_one_s_own_scope_alone(client, session, giver) -> None:
    outsider = a_taker(again(session))
    allowances.give_time(session, OPERATOR, outsider.person_id, SLUG, BASICS, Extra(minutes=5), reason="Чужда причина")
    service.grant(session, OPERATOR, outsider.person_id, SLUG, BASICS, reason="Чужда причина")
    settle(session)
    client.post(FORM, data=filled())
    page = client.get(LIST).text
    assert (WHY in page, "Чужда причина" in page) == (True, False)
    assert giver


def test_nobody_gives_to_herself(client, session, giver, unit) -> None:
    herself = again(session).get_one(Person, giver)
    herself.email, herself.organisation_id = "self@example.org", unit
    settle(session)
    page = client.post(FORM, data=filled(person="self@example.org"), headers=EN)
    assert "Nobody gives more time" in soup(page).find(id="person-error").text


@pytest.mark.parametrize("giver", [Role.COORDINATOR], indirect=True)
@pytest.mark.usefixtures("giver")
def test_the_form_says_that_a_diagnosis_does_not_belong_there(client) -> None:
    page = soup(client.get(FORM + "?person=mira@example.org", headers=EN))
    reason = page.find(id="reason")
    hint = page.find(id=reason["aria-describedby"].split()[0]).text
    assert "Name no illness and no diagnosis" in hint
    assert page.find(id="person")["value"] == "mira@example.org"
    assert "диагноза" in soup(client.get(FORM, headers={"Accept-Language": "bg"})).find(id="reason-hint").text


def test_learners_come_to_neither_page(client, session, taker) -> None:
    assert taker
    assert [client.get(LIST).status_code, client.get(FORM).status_code] == [403, 403]
    assert client.post(FORM, data=filled()).status_code == 403
    assert LIST not in client.get("/my").text
    assert again(session).scalars(select(TimeAllowance)).all() == []


def test_whoever_may_give_finds_the_page(client, session, giver) -> None:
    assert giver
    start = "/author/courses" if client.get("/author/courses").status_code == 200 else "/coordinate"
    assert soup(client.get(start)).find("a", href=LIST) is not None
    assert soup(client.get(LIST)).find("a", href=FORM) is not None
    settle(session)


def test_a_long_list_comes_in_pages_without_gap_or_repetition(session, unit) -> None:
    mira = session.scalars(select(Person).where(Person.email == "mira@example.org")).one()
    again(session)
    for n in range(120):
        if n % 3:
            service.grant(session, OPERATOR, mira.id, SLUG, BASICS, reason=f"Причина {n}")
        else:
            allowances.give_time(session, OPERATOR, mira.id, SLUG, None, Extra(minutes=5), reason=f"Причина {n}")
    session.execute(AttemptGrant.__table__.update().values(granted_at=session.scalar(select(AttemptGrant.granted_at))))
    actor = an_actor(session, a_person(session, roles=(Grant(Role.COORDINATOR, unit),)))
    reasons, after = [], None
    for _ in range(3):
        page = allowance_pages.listing(session, actor, after)
        reasons += [(row.at, row.reason) for row in page.rows]
        after = Mark.of(page.older)
    assert (len(reasons), after) == (120, None)
    assert len({reason for _, reason in reasons}) == 120
    assert [at for at, _ in reasons] == sorted((at for at, _ in reasons), reverse=True)


@pytest.mark.parametrize(
    "mark", ["", "x", "2026-11-26T10:00:00|time|1", "2026-11-26T10:00:00+00:00|time|x", "||", "|" * 9]
)
def test_a_mark_that_no_page_sent_is_the_first_page(mark) -> None:
    assert Mark.of(mark) is None


def test_the_learner_reads_her_own_time_before_and_gets_it(client, session, taker) -> None:
    a_test_with(again(session), time_minutes=30)
    allowances.give_time(session, OPERATOR, taker.person_id, SLUG, None, Extra(percent=150), reason=WHY)
    settle(session)
    page = client.get(START, headers=EN).text
    assert "30 minutes, for you 45 minutes" in page
    assert WHY not in page
    attempt_id = an_open(session, taker)
    assert "45 minutes left" in client.get(f"/attempts/{attempt_id}?q=1", headers=EN).text


def test_a_page_whose_clock_ran_out_does_not_end_an_attempt_that_got_more_time(client, session, taker) -> None:
    a_test_with(again(session), time_minutes=30, shuffle=False)
    settle(session)
    attempt_id = an_open(session, taker)
    put(client, attempt_id, 1, {"choice": 1})
    assert soup(client.get(f"/attempts/{attempt_id}?q=1")).select_one("#time-is-over [name=because]")["value"] == "time"
    client.post(f"/attempts/{attempt_id}/submit", data={"because": "time"})
    attempt = again(session).get_one(Attempt, attempt_id, populate_existing=True)
    assert attempt.state is AttemptState.OPEN
    attempt.due_at -= timedelta(minutes=30)
    settle(session)
    client.post(f"/attempts/{attempt_id}/submit", data={"because": "time"})
    assert again(session).get_one(Attempt, attempt_id, populate_existing=True).points == 100
