"""Ways into a plan: for those of its tree alone, with keys that can't be guessed, and requests decided once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.enrolment.models import Enrolment, Origin
from elearn.errors import Conflict, Invalid, NotAllowed, NotFound
from elearn.ids import CourseSlug
from elearn.mail.models import Letter
from elearn.people.models import Person
from elearn.permissions import Actor, Grant, Role
from elearn.plans import deciding, entering, matching
from elearn.plans.entering import Came
from elearn.plans.models import Entry, Plan, PlanMember, PlanRequest, PlanState
from tests.factories.content import a_course
from tests.factories.people import OPERATOR, a_person, an_actor, an_organisation
from tests.factories.plans import TEXTS, Municipality, a_coordinator, a_plan, a_project
from tests.factories.publishing import a_snapshot

SAMPLE = CourseSlug("sample")
KEY = "7K4MN2QR"
MODES = [(Entry.OPEN, None), (Entry.KEY, KEY), (Entry.APPROVAL, None)]


@pytest.fixture
def place(session) -> Municipality:
    a_snapshot(session, a_course())
    return a_coordinator(session)


@pytest.fixture
def learner(session, place) -> Actor:
    return an_actor(session, a_person(session, organisation_id=place.below))


def a_way(session, place, entry: Entry, key: str | None = None, **given) -> int:
    return a_plan(session, place.unit, "sample", entry=entry, key=key, **given)


def learning(person_id: int) -> Actor:
    return Actor(person_id=person_id, grants=frozenset({Grant(Role.LEARNER)}))


def members(session) -> list[int]:
    return list(session.scalars(select(PlanMember.person_id).where(PlanMember.let_go_at.is_(None))))


def test_an_open_plan_enrols_whoever_comes_in_at_once_and_once(session, place, learner) -> None:
    plan_id = a_way(session, place, Entry.OPEN)
    session.get_one(Plan, plan_id).due_days = 30
    for _ in range(2):
        assert entering.come_in(session, learner, plan_id) is Came.IN
    row = session.scalars(select(Enrolment)).one()
    member = session.scalars(select(PlanMember)).one()
    assert (row.person_id, row.plan_id, row.source) == (learner.person_id, plan_id, Origin.PLAN)
    assert ((row.due - clock.today()).days, member.by_entry, member.due) == (30, True, row.due)
    acts = session.scalars(select(AuditEntry).where(AuditEntry.action == "plan.member_in")).all()
    assert [(act.about_id, act.person_id) for act in acts] == [(learner.person_id, learner.person_id)]


def test_no_match_lets_go_whoever_came_in_by_themselves(session, place, learner) -> None:
    plan_id = a_way(session, place, Entry.OPEN)
    entering.come_in(session, learner, plan_id)
    assert matching.let_go(session, OPERATOR, plan_id) == 0
    assert matching.bring_in(session, OPERATOR, plan_id) == 0
    assert members(session) == [learner.person_id]


@pytest.mark.parametrize("typed", [KEY, "7k4m-n2qr", " 7K4M N2QR ", "7К4М-N2QR"])
def test_the_right_key_opens_however_it_is_typed(session, place, learner, typed) -> None:
    assert entering.come_in(session, learner, a_way(session, place, Entry.KEY, KEY), key=typed) is Came.IN


@pytest.mark.parametrize("typed", ["", "7K4MN2Q", "7K4MN2QRR", "none", "Ж" * 90, "\udc80"])
def test_no_other_key_opens(session, place, learner, typed) -> None:
    plan_id = a_way(session, place, Entry.KEY, KEY)
    with pytest.raises(Invalid, match="plan_key_wrong"):
        entering.come_in(session, learner, plan_id, key=typed)
    assert members(session) == []


def test_tries_of_a_key_are_counted_and_locked(session, place, learner) -> None:
    plan_id, other = (a_way(session, place, Entry.KEY, key) for key in (KEY, "22222222"))
    for _ in range(5):
        entering.count_try(session, learner, plan_id)
    with pytest.raises(Conflict, match="plan_key_locked"):
        entering.count_try(session, learner, plan_id)
    entering.count_try(session, learner, other)


def test_a_request_waits_is_granted_and_answered_by_letter(session, settings, place, learner) -> None:
    plan_id = a_way(session, place, Entry.APPROVAL)
    for _ in range(2):
        assert entering.come_in(session, learner, plan_id, words="Поемам темата") is Came.ASKED
    assert members(session) == []
    [asked] = deciding.listing(session, place.actor, 0, 9)
    assert (asked.words, asked.person_id) == ("Поемам темата", learner.person_id)
    for _ in range(2):
        deciding.decide(session, place.actor, settings, asked.id, "Добре дошли", granted=True)
    assert members(session) == [learner.person_id]
    assert session.scalars(select(Enrolment.plan_id)).one() == plan_id
    letter = session.scalars(select(Letter)).one()
    assert (letter.person_id, "Добре дошли" in letter.text) == (learner.person_id, True)
    assert deciding.count(session, place.actor) == 0
    with pytest.raises(Conflict, match="request_decided"):
        deciding.decide(session, place.actor, settings, asked.id, "Не", granted=False)


def test_the_letter_names_the_project_that_pays(session, settings, place, learner) -> None:
    plan_id = a_way(session, place, Entry.APPROVAL, project_id=a_project(session, place.unit))
    entering.come_in(session, learner, plan_id)
    [asked] = deciding.listing(session, place.actor, 0, 9)
    deciding.decide(session, place.actor, settings, asked.id, "", granted=True)
    text = session.scalars(select(Letter.text)).one()
    said = (TEXTS.code, *(getattr(TEXTS, name)["bg"] for name in ("name", "funder", "statement", "basis")))
    assert [words for words in said if words not in text] == []


def test_a_refusal_needs_words_and_leaves_the_way_open(session, settings, place, learner) -> None:
    plan_id = a_way(session, place, Entry.APPROVAL)
    entering.come_in(session, learner, plan_id)
    request_id = session.scalars(select(PlanRequest.id)).one()
    with pytest.raises(Invalid, match="answer_missing"):
        deciding.decide(session, place.actor, settings, request_id, " ", granted=False)
    deciding.decide(session, place.actor, settings, request_id, "Друг път", granted=False)
    assert (members(session), entering.door(session, learner.person_id, plan_id).refusal) == ([], "Друг път")
    assert "Друг път" in session.scalars(select(Letter.text)).one()
    assert entering.come_in(session, learner, plan_id) is Came.ASKED
    assert entering.door(session, learner.person_id, plan_id).waits


def test_who_was_brought_in_while_asking_keeps_the_deadline(session, settings, place, learner) -> None:
    plan_id = a_way(session, place, Entry.APPROVAL)
    session.get_one(Plan, plan_id).due_days = 30
    entering.come_in(session, learner, plan_id)
    since = clock.today() - timedelta(days=20)
    due, today = since + timedelta(days=30), clock.today()
    times = {"since": since, "due": due, "look_on": today}
    session.add(PlanMember(plan_id=plan_id, person_id=learner.person_id, by_entry=False, **times))
    session.flush()
    request_id = session.scalars(select(PlanRequest.id)).one()
    deciding.decide(session, place.actor, settings, request_id, "", granted=True)
    member = session.scalars(select(PlanMember).execution_options(populate_existing=True)).one()
    assert (member.since, member.due, member.by_entry) == (since, due, True)
    assert session.scalars(select(AuditEntry).where(AuditEntry.action == "plan.member_in")).all() == []


def test_who_was_let_go_comes_in_anew_and_who_is_in_stays_as_they_are(session, place, learner) -> None:
    plan_id = a_way(session, place, Entry.OPEN)
    entering.come_in(session, learner, plan_id)
    member, long_ago = session.scalars(select(PlanMember)).one(), date(2026, 1, 1)
    member.since = long_ago
    session.flush()
    again = matching.reach(session, plan_id), Person.id == learner.person_id
    assert matching.enter(session, *again, by_entry=False) == []
    session.refresh(member)
    assert (member.since, member.by_entry) == (long_ago, True)
    member.let_go_at = clock.now()
    session.flush()
    assert matching.enter(session, *again, by_entry=False) == [learner.person_id]
    session.refresh(member)
    assert (member.since, member.by_entry, member.let_go_at) == (clock.today(), False, None)


@pytest.mark.parametrize(("entry", "key"), MODES)
def test_who_works_elsewhere_meets_no_way_in(session, place, entry, key) -> None:
    plan_id = a_way(session, place, entry, key)
    neighbour = a_coordinator(session)
    a_plan(session, neighbour.unit, "sample", entry=Entry.OPEN)
    strangers = [a_person(session), a_person(session, organisation_id=neighbour.below), neighbour.coordinator]
    left = a_person(session, organisation_id=place.unit)
    session.get_one(Person, left).left_on = clock.today()
    for person_id in (*strangers, left):
        assert plan_id not in dict(entering.doors(session, person_id, SAMPLE))
        for act in (
            lambda who=person_id: entering.door(session, who, plan_id),
            lambda who=person_id: entering.come_in(session, learning(who), plan_id, key=KEY),
        ):
            with pytest.raises(NotFound, match="plan_unknown"):
                act()


def test_a_plan_of_a_unit_below_is_none_of_those_above(session, place) -> None:
    plan_id = a_plan(session, place.below, "sample", entry=Entry.OPEN)
    above, there = (a_person(session, organisation_id=unit) for unit in (place.unit, place.below))
    assert entering.doors(session, above, SAMPLE) == []
    assert dict(entering.doors(session, there, SAMPLE)).keys() == {plan_id}


@pytest.mark.parametrize(
    ("entry", "state"),
    [(Entry.CLOSED, PlanState.ACTIVE), (Entry.OPEN, PlanState.DRAFT), (Entry.OPEN, PlanState.ENDED)],
)
def test_a_plan_that_is_closed_or_does_not_run_has_no_way_in(session, place, learner, entry, state) -> None:
    plan_id = a_way(session, place, entry, state=state)
    assert entering.doors(session, learner.person_id, SAMPLE) == []
    with pytest.raises(NotFound, match="plan_unknown"):
        entering.come_in(session, learner, plan_id)


def test_the_neighbour_decides_on_no_request(session, settings, place, learner) -> None:
    entering.come_in(session, learner, a_way(session, place, Entry.APPROVAL))
    request_id, neighbour = session.scalars(select(PlanRequest.id)).one(), a_coordinator(session)
    assert (deciding.count(session, neighbour.actor), deciding.listing(session, neighbour.actor, 0, 9)) == (0, [])
    for act in (
        lambda: deciding.one(session, neighbour.actor, request_id),
        lambda: deciding.decide(session, neighbour.actor, settings, request_id, "Да", granted=True),
    ):
        with pytest.raises(NotFound, match="request_unknown"):
            act()
    with pytest.raises(NotAllowed):
        deciding.decide(session, learner, settings, request_id, "Да", granted=True)
    assert members(session) == []


def test_nobody_lets_themselves_in(session, settings, place) -> None:
    entering.come_in(session, place.actor, a_way(session, place, Entry.APPROVAL))
    request_id = session.scalars(select(PlanRequest.id)).one()
    with pytest.raises(NotAllowed, match="person_is_oneself"):
        deciding.decide(session, place.actor, settings, request_id, "Да", granted=True)


def test_who_has_moved_away_since_is_not_let_in(session, settings, place, learner) -> None:
    middle = an_organisation(session, parent_id=place.below)
    plan_id = a_plan(session, middle, "sample", entry=Entry.APPROVAL)
    session.get_one(Person, learner.person_id).organisation_id = middle
    session.flush()
    entering.come_in(session, learner, plan_id)
    session.get_one(Person, learner.person_id).organisation_id = place.unit
    session.flush()
    request_id = session.scalars(select(PlanRequest.id)).one()
    with pytest.raises(Conflict, match="request_outside"):
        deciding.decide(session, place.actor, settings, request_id, "", granted=True)


def test_the_coordinator_decides_who_comes_in_and_for_which_project(session, place) -> None:
    plan_id, project_id = a_plan(session, place.unit, "sample"), a_project(session, place.unit)
    entering.decide(session, place.actor, plan_id, Entry.KEY, project_id, anew=False)
    first = entering.key_of(session, place.actor, plan_id)
    entering.decide(session, place.actor, plan_id, Entry.KEY, project_id, anew=False)
    assert (entering.key_of(session, place.actor, plan_id), len(first)) == (first, entering.KEY_LENGTH)
    entering.decide(session, place.actor, plan_id, Entry.KEY, project_id, anew=True)
    assert entering.key_of(session, place.actor, plan_id) != first
    entering.decide(session, place.actor, plan_id, Entry.OPEN, None, anew=False)
    assert entering.key_of(session, place.actor, plan_id) == ""
    acts = session.scalars(select(AuditEntry).where(AuditEntry.action == "plan.entry_decided")).all()
    assert (len(acts), any(first in str(act.details) for act in acts)) == (3, False)


def test_neither_the_plan_nor_the_project_of_the_neighbour_is_reached(session, place) -> None:
    neighbour = a_coordinator(session)
    mine, theirs = a_plan(session, place.unit, "sample"), a_project(session, neighbour.unit)
    with pytest.raises(NotFound, match="project_unknown"):
        entering.decide(session, place.actor, mine, Entry.OPEN, theirs, anew=False)
    for act in (
        lambda: entering.decide(session, neighbour.actor, mine, Entry.OPEN, None, anew=False),
        lambda: entering.key_of(session, neighbour.actor, mine),
    ):
        with pytest.raises(NotFound, match="plan_unknown"):
            act()
    assert session.get_one(Plan, mine).entry is Entry.CLOSED
