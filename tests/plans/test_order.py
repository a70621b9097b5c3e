"""A plan's courses stand in the order that its coordinator gives them: in its form, in the record, and to learners."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.audit.models import AuditEntry
from elearn.plans import entering, queries
from elearn.plans.forms import placed
from elearn.plans.models import Entry, PlanCourse
from tests.factories.people import a_person, an_actor
from tests.factories.plans import Municipality, a_plan
from tests.plans.test_plan_pages import pressed
from tests.plans.town import SLUGS
from tests.quizzes.visiting import again, soup


@pytest.mark.parametrize(
    ("typed", "then"),
    [
        ("123", "abc"),
        ("321", "cba"),
        ("113", "bac"),
        ("311", "cba"),
        ("923", "bca"),
        (("", "x", "1"), "cab"),
        (("0", "-1", ""), "abc"),
    ],
)
def test_a_course_stands_where_its_number_says(typed: Any, then: str) -> None:
    assert "".join(placed("abc", dict(zip("abc", typed, strict=True)))) == then


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.dictionaries(st.sampled_from("abcdef"), st.text()))
def test_no_order_loses_or_doubles_a_course(listed: list[str], typed: dict[str, str | None]) -> None:
    assert sorted(placed(listed, typed)) == sorted(listed)


@pytest.mark.usefixtures("without_tokens", "work")
def test_the_order_that_was_typed_is_kept_shown_and_noted(
    client: FlaskClient, session: Session, here: Municipality
) -> None:
    sent = {"of": here.unit, "name": "План", "due": "none", "course": list(SLUGS)}
    address = client.post("/coordinate/plans/new", data=sent | {f"place-{SLUGS[2]}": "1"}).location
    assert order(session) == [SLUGS[2], SLUGS[0], SLUGS[1]]
    form = soup(client.get(f"{address}/edit"))
    boxes = [str(box["value"]) for box in form.select("input[name=course]")]
    assert (boxes, [form.select_one(f"#place-{slug}")["value"] for slug in boxes]) == (order(session), ["1", "2", "3"])
    sent |= {"course": boxes, f"place-{boxes[0]}": "3", f"place-{boxes[1]}": "2", f"place-{boxes[2]}": "1"}
    assert pressed(client, client.get(f"{address}/preview", query_string=sent)).status_code == 303
    assert order(session) == [SLUGS[1], SLUGS[0], SLUGS[2]]
    told = session.scalars(select(AuditEntry).where(AuditEntry.action == "plan.changed")).one().details
    assert (told["before"]["courses"], told["now"]["courses"]) == (boxes, order(session))


@pytest.mark.usefixtures("without_tokens", "work")
def test_learners_see_the_order_of_the_plan(
    client: FlaskClient, session: Session, here: Municipality, sign_in: Any
) -> None:
    learner = an_actor(again(session), a_person(session, organisation_id=here.unit))
    plan_id = a_plan(session, here.unit, SLUGS[1], SLUGS[2], SLUGS[0], entry=Entry.OPEN)
    entering.come_in(session, learner, plan_id)
    mine = queries.asked_of(session, learner.person_id)
    assert sorted(one.position for one in mine.values()) == [0, 1, 2]
    session.commit()
    sign_in(client, learner.person_id)
    links = [str(link["href"]) for link in soup(client.get("/my")).select(".course-row h3 a")]
    assert links == [f"/learn/{slug}" for slug in (SLUGS[1], SLUGS[2], SLUGS[0])]


def order(session: Session) -> list[str]:
    session.rollback()
    return list(session.scalars(select(PlanCourse.course_slug).order_by(PlanCourse.position)))
