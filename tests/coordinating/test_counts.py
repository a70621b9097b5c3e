"""Counts by unit and course, how long they are remembered and for whom, and how far people come in a course."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.certificates.models import Certificate
from elearn.coordinating import overview, remembering, tallies, waiting
from elearn.coordinating.choices import circle_of, outlines
from elearn.coordinating.filters import Wish
from elearn.coordinating.funnels import Funnel, Stage, funnel
from elearn.coordinating.queries import NEEDED, Circle
from elearn.coordinating.remembering import Remembered
from elearn.coordinating.rules import Heads, State
from elearn.coordinating.tallies import Glance
from elearn.coordinating.waiting import Kind
from elearn.ids import OrganisationId
from elearn.people import reach
from elearn.permissions import Actor, Via
from elearn.quizzes import service as quizzes
from tests.coordinating.towns import SAMPLE, Town, a_colleague, a_town, mark
from tests.factories.enrolment import an_enrolment
from tests.factories.lessons import WHY
from tests.factories.people import OPERATOR, a_person, an_actor, an_organisation
from tests.factories.progress import BASICS, EXAM, PRACTICE, complete, confirm_names, do_lessons, sit


@pytest.fixture
def town(session: Session) -> Town:
    return a_town(session, "Липово")


def glance(session: Session, town: Town, unit: OrganisationId | None = None) -> Glance:
    circle = circle_of(session, town.actor, Wish(unit=unit))
    sums = tallies.sums(session, circle, clock.today())
    return tallies.glance(sums, reach.units(session, town.actor, NEEDED), circle.unit)


def test_counts_gather_what_stands_below_and_tell_the_unit_itself_apart(session, town) -> None:
    sector = an_organisation(session, "Сектор", town.department)
    today = clock.today()
    a_colleague(session, town.top, "Горна", due=today - timedelta(days=1))
    a_colleague(session, town.department, "Средна", due=today)
    done = a_colleague(session, sector, "Долна", due=today - timedelta(days=1))
    mark(session, done, credited_on=today)
    exempt = a_colleague(session, sector, "Свободна")
    mark(session, exempt, exempted_on=today)
    whole = glance(session, town)
    assert whole.heads == Heads(people=3, finished=1, late=1, soon=1)
    assert [(line.unit and line.unit.id, line.own, line.tally.total) for line in whole.units] == [
        (town.department, False, 3),
        (town.top, True, 1),
    ]
    below = glance(session, town, town.department)
    assert [(line.unit and line.unit.id, line.own, line.tally[State.DONE]) for line in below.units] == [
        (sector, False, 1),
        (town.department, True, 0),
    ]
    assert [(line.slug, line.tally.asked, line.tally[State.EXEMPT]) for line in whole.courses] == [(SAMPLE, 3, 1)]


def test_who_has_one_course_done_and_another_open_has_not_finished() -> None:
    heads = tallies._heads
    assert heads({State.DONE, State.EXEMPT}, 2) == Heads(2, 2, 0, 0)
    assert heads({State.DONE, State.OPEN}, 2) == Heads(2, 0, 0, 0)
    assert heads({State.LATE, State.SOON, State.DONE}, 2) == Heads(2, 0, 2, 0)
    assert heads({State.EXEMPT}, 2) == Heads()


def seen(session: Session, town: Town) -> tuple[int, object]:
    found = overview.overview(session, Circle(town.actor), clock.today())
    return found.value.glance.tally.total, found.at


def test_what_took_long_is_remembered_for_its_own_units_alone(session, town, monkeypatch) -> None:
    monkeypatch.setattr(remembering, "QUICK_SECONDS", 0)
    neighbour = a_town(session, "Брестово")
    a_colleague(session, town.department, "Първа")
    first = seen(session, town)
    a_colleague(session, town.department, "Втора")
    a_colleague(session, neighbour.department, "Чужда")
    assert seen(session, town) == first
    assert seen(session, neighbour)[0] == 1
    department = Town(town.top, town.department, town.coordinator, town.actor)
    whole = circle_of(session, department.actor, Wish(unit=town.top))
    fresh = overview.overview(session, whole, clock.today())
    assert fresh.value.glance.tally.total == 2
    later = clock.now() + remembering.KEPT_FOR
    monkeypatch.setattr(clock, "now", lambda: later)
    assert seen(session, town) == (2, later)


def test_what_was_quick_is_counted_anew(session, town, monkeypatch) -> None:
    monkeypatch.setattr(remembering, "QUICK_SECONDS", 60)
    assert seen(session, town)[0] == 0
    a_colleague(session, town.department, "Първа")
    assert seen(session, town)[0] == 1


def test_many_who_ask_at_once_have_it_made_once(monkeypatch) -> None:
    monkeypatch.setattr(remembering, "QUICK_SECONDS", 0)
    remembered, made, begun = Remembered(), [], threading.Event()

    def make() -> int:
        begun.wait(10)
        made.append(1)
        return len(made)

    askers = [threading.Thread(target=remembered.get, args=("key", make)) for _ in range(8)]
    for one in askers:
        one.start()
    begun.set()
    for one in askers:
        one.join()
    assert made == [1]


def test_what_could_not_be_counted_is_not_remembered(monkeypatch) -> None:
    monkeypatch.setattr(remembering, "QUICK_SECONDS", 0)
    remembered = Remembered()
    with pytest.raises(ZeroDivisionError):
        remembered.get("key", lambda: 1 // 0)
    assert remembered.get("key", lambda: 7).value == 7


def far(session: Session, town: Town) -> Funnel:
    return funnel(session, Circle(town.actor), outlines(session)[SAMPLE], clock.today())


def test_a_funnel_counts_who_came_how_far_and_where_the_others_stopped(session, town) -> None:
    names = ("Записана", "Начинаеща", "Модулна", "Завършила", "Зачетена", "Освободена")
    people = {name: a_colleague(session, town.department, name) for name in names}
    do_lessons(session, an_actor(session, people["Начинаеща"]), WHY)
    going = an_actor(session, people["Модулна"])
    do_lessons(session, going)
    for quiz in (BASICS, PRACTICE):
        sit(session, going, quiz)
    whole = an_actor(session, people["Завършила"])
    confirm_names(session, whole)
    complete(session, whole)
    mark(session, people["Зачетена"], credited_on=clock.today())
    mark(session, people["Освободена"], exempted_on=clock.today())
    found = far(session, town)
    counts = {(one.stage, one.module.id if one.module else ""): one.count for one in found.stages}
    assert counts[Stage.ENROLLED, ""] == 5
    assert counts[Stage.BEGUN, ""] == 3
    assert {count for (stage, _), count in counts.items() if stage is Stage.MODULE} == {2}
    assert counts[Stage.EXAM, ""] == 1
    assert (counts[Stage.DONE, ""], counts[Stage.CERTIFIED, ""], found.elsewhere) == (2, 1, 1)
    assert {stop.step.id: stop.count for stop in found.stops}[EXAM] == 1
    assert sum(stop.count for stop in found.stops) == 2


def test_a_revoked_certificate_counts_no_more(session, town) -> None:
    person = a_colleague(session, town.department, "Завършила")
    actor = an_actor(session, person)
    confirm_names(session, actor)
    complete(session, actor)
    certificate = session.scalars(select(Certificate)).one()
    certificate.revoked_at, certificate.revoked_reason = clock.now(), "Грешка."
    session.flush()
    assert next(one.count for one in far(session, town).stages if one.stage is Stage.CERTIFIED) == 0


def test_those_without_a_unit_are_a_line_of_their_own_to_who_acts_everywhere(session, town) -> None:
    an_enrolment(session, a_person(session, family="Безродна"))
    a_colleague(session, town.department, "Първа")
    everyone = Circle(Actor(via=Via.CLI))
    found = tallies.glance(
        tallies.sums(session, everyone, clock.today()), reach.units(session, everyone.actor, NEEDED), None
    )
    assert [(line.unit and line.unit.id, line.tally.total) for line in found.units] == [(town.department, 1), (None, 1)]
    assert all(line.unit is not None for line in glance(session, town).units)


def exhausted(session: Session, town: Town) -> list[str]:
    found = waiting.cases(session, Circle(town.actor), clock.today(), Kind.EXHAUSTED, 0, 50)
    return [one.name.split()[-1] for one in found]


def test_a_test_without_attempts_left_waits_until_another_is_given_or_the_course_is_over(
    session, town, monkeypatch
) -> None:
    person = a_colleague(session, town.department, "Изчерпана")
    actor = an_actor(session, person)
    do_lessons(session, actor)
    for quiz in (BASICS, PRACTICE):
        sit(session, actor, quiz)
    confirm_names(session, actor)
    now = clock.now()
    for number in range(3):
        assert exhausted(session, town) == []
        monkeypatch.setattr(clock, "now", lambda number=number: now + timedelta(days=2 * number))
        sit(session, actor, EXAM, right=False)
    assert exhausted(session, town) == ["Изчерпана"]
    quizzes.grant(session, OPERATOR, person, SAMPLE, EXAM, reason="Токът спря.")
    assert exhausted(session, town) == []
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=9))
    sit(session, actor, EXAM, right=False)
    assert exhausted(session, town) == ["Изчерпана"]
    mark(session, person, exempted_on=clock.today())
    assert exhausted(session, town) == []
