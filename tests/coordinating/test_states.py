"""In which state an enrolment is: one rule, told by Python and by both databases alike."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.coordinating.queries import counted, state_of
from elearn.coordinating.rules import SOON, Heads, State, Tally, standing
from elearn.db import begin_writing
from elearn.enrolment.models import Enrolment, Origin
from elearn.progress import models as progress
from elearn.progress.models import Progress
from elearn.publishing.queries import pointers
from tests.factories.people import a_person
from tests.factories.publishing import a_snapshot

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"exempted": True, "done": True, "due": TODAY - timedelta(days=9)}, State.EXEMPT),
        ({"done": True, "due": TODAY - timedelta(days=9)}, State.DONE),
        ({"begun": True, "due": TODAY - timedelta(days=1)}, State.LATE),
        ({"begun": True, "due": TODAY}, State.SOON),
        ({"due": TODAY + SOON}, State.SOON),
        ({"due": TODAY + SOON + timedelta(days=1)}, State.OPEN),
        ({"begun": True, "due": TODAY + SOON + timedelta(days=1)}, State.DOING),
        ({"begun": True}, State.DOING),
        ({}, State.OPEN),
    ],
)
def test_a_deadline_s_own_day_still_counts_and_what_is_done_is_never_overdue(facts, state) -> None:
    said = {"exempted": False, "done": False, "begun": False, "due": None} | facts
    assert standing(**said, today=TODAY) is state


near = st.integers(min_value=-20, max_value=20).map(lambda days: TODAY + timedelta(days=days))
enrolments = st.fixed_dictionaries(
    {
        "due": st.none() | near,
        "exempted_on": st.none() | near,
        "credited_on": st.none() | near,
        "state": st.none() | st.sampled_from(list(progress.State)),
    }
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(enrolments, min_size=1, max_size=12))
def test_the_databases_tell_every_state_as_the_rule_does(session: Session, made: list[dict]) -> None:
    begin_writing(session)
    snapshot_id = a_snapshot(session)
    person_id, slug = a_person(session), pointers(session)[0].course_slug
    wanted = []
    for cycle, facts in enumerate(made, 1):
        state = facts["state"]
        days = {name: facts[name] for name in ("due", "exempted_on", "credited_on")}
        row = {
            "person_id": person_id,
            "course_slug": slug,
            "cycle": cycle,
            "source": Origin.PLAN,
            "created_at": clock.now(),
        }
        key = session.execute(insert(Enrolment).values(**row, **days)).inserted_primary_key[0]
        if state is not None:
            kept = {"snapshot_id": snapshot_id, "steps_done": 0, "steps_total": 3, "percent": 0, "done": []}
            session.execute(insert(Progress).values(enrolment_id=key, state=state, updated_at=clock.now(), **kept))
        done = state is progress.State.COMPLETED or facts["credited_on"] is not None
        wanted.append(
            standing(
                exempted=facts["exempted_on"] is not None,
                done=done,
                begun=state is progress.State.IN_PROGRESS,
                due=facts["due"],
                today=TODAY,
            )
        )
    query = select(state_of(TODAY)).select_from(Enrolment).outerjoin(Progress, Progress.enrolment_id == Enrolment.id)
    assert list(session.scalars(query.order_by(Enrolment.cycle))) == [state.value for state in wanted]


def test_only_the_latest_cycle_counts_and_a_withdrawn_one_not_at_all(session: Session) -> None:
    a_snapshot(session)
    slug = pointers(session)[0].course_slug
    renewed, left = a_person(session), a_person(session)
    common = {"course_slug": slug, "source": Origin.PLAN, "created_at": clock.now()}
    session.add_all(
        Enrolment(person_id=person, cycle=cycle, withdrawn_at=ended, **common)
        for person, cycle, ended in ((renewed, 1, None), (renewed, 2, None), (left, 1, None), (left, 2, clock.now()))
    )
    session.flush()
    rows = session.execute(select(Enrolment.person_id, Enrolment.cycle).where(counted()))
    assert [tuple(row) for row in rows] == [(renewed, 2)]


def test_a_tally_leaves_the_exempt_out_of_what_is_asked_and_never_rounds_up_to_all() -> None:
    tally = Tally.of([(State.DONE, 199), (State.OPEN, 1), (State.EXEMPT, 50), (State.DONE, 0)])
    assert (tally.total, tally.asked, tally.percent) == (250, 200, 99)
    assert tally.parts == (("done", 199), ("doing", 0), ("soon", 0), ("late", 0), ("open", 1))
    assert Tally.of([(State.EXEMPT, 2)]).percent is None


def test_heads_of_units_add_up() -> None:
    assert Heads(3, 1, 2, 0) + Heads(4, 4, 0, 0) == Heads(7, 5, 2, 0)
