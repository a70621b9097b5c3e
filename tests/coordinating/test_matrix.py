"""The matrix: who stands on which page, in which order, and what the filters leave."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.coordinating import matrix, ordering
from elearn.coordinating.choices import choices, circle_of
from elearn.coordinating.filters import Sort, Wish
from elearn.coordinating.matrix import Page
from elearn.coordinating.rules import State
from elearn.enrolment.models import Enrolment
from elearn.ids import PersonId
from elearn.people.models import Organisation, Person
from elearn.permissions import Actor, Via
from tests.coordinating.towns import SAMPLE, Town, a_colleague, a_town, mark, put_in
from tests.factories.people import a_person, an_actor, an_organisation
from tests.factories.plans import a_plan
from tests.factories.progress import complete, confirm_names, do_lessons

TODAY = date(2026, 11, 26)
EVERYWHERE = Actor(via=Via.CLI)


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (ordering, matrix):
        monkeypatch.setattr(module, "SIZE", 3)


@pytest.fixture
def town(session: Session) -> Town:
    """Seven people, two of whom share a name; the coordinator makes eight. A neighbour has one more."""
    made = a_town(session, "Липово")
    second = an_organisation(session, "Втори отдел", made.top)
    for family, unit in (
        ("Ябълкова", made.department),
        ("Еленова", second),
        ("Ананиева", made.department),
        ("Еленова", made.department),
        ("Жекова", second),
        ("Ёлкина", made.top),
        ("Щерева", second),
    ):
        a_colleague(session, unit, family)
    a_colleague(session, a_town(session, "Брестово").department, "Ананиева")
    return made


def look(session: Session, town: Town, actor: Actor | None = None, **wish: object) -> Page:
    asked = Wish(**wish)
    who = actor or town.actor
    return matrix.page(session, circle_of(session, who, asked), asked, TODAY)


def onward(session: Session, town: Town, actor: Actor | None = None, **wish: object) -> Iterator[list[PersonId]]:
    """Page after page, and back again at the end: every page must be found from the one after it as well."""
    page = look(session, town, actor, **wish)
    assert not page.earlier
    while True:
        yield [line.person_id for line in page.lines]
        if not page.later:
            return
        ids = [line.person_id for line in page.lines]
        following = look(session, town, actor, after=page.lines[-1].person_id, **wish)
        assert following.earlier
        back = look(session, town, actor, before=following.lines[0].person_id, **wish)
        assert [line.person_id for line in back.lines] == ids
        assert (back.earlier, back.later) == (page.earlier, True)
        page = following


def in_order(session: Session, *columns: object) -> list[PersonId]:
    """The people of the first town by the database's own whole sort."""
    query = select(Person.id).join(Organisation, Organisation.id == Person.organisation_id)
    return list(session.scalars(query.where(Organisation.path.startswith("/1/")).order_by(*columns)))


@pytest.mark.parametrize("few", [0, 2_000])
@pytest.mark.parametrize(
    ("sort", "columns"),
    [
        (Sort.NAME, (Person.sort_name, Person.id)),
        (Sort.NAME_DOWN, (Person.sort_name.desc(), Person.id.desc())),
        (Sort.UNIT, (Organisation.path, Person.sort_name, Person.id)),
    ],
)
def test_pages_follow_each_other_whole_and_lead_back(session, town, monkeypatch, few, sort, columns) -> None:
    """Whether few people are gathered or many walked through."""
    monkeypatch.setattr(ordering, "FEW", few)
    seen = [one for page in onward(session, town, sort=sort) for one in page]
    assert seen == in_order(session, *columns)


@pytest.mark.parametrize("sort", list(Sort))
def test_who_acts_everywhere_pages_through_everybody_those_without_a_unit_too(session, town, sort) -> None:
    strays = {a_person(session, family="Безродна") for _ in range(4)}
    seen = [one for page in onward(session, town, EVERYWHERE, sort=sort) for one in page]
    assert len(seen) == len(set(seen)) == len(list(session.scalars(select(Person.id))))
    assert strays <= set(seen)


def test_names_stand_in_the_order_of_the_alphabet(session, town) -> None:
    names = [line.name.split()[-1] for line in look(session, town).lines]
    assert names == ["Ананиева", "Еленова", "Еленова"]


def test_a_name_is_found_by_the_beginnings_of_its_words_in_any_case_and_order(session, town) -> None:
    found = [look(session, town, words=words).lines for words in ("мар еленова", "ЯБЪЛ", "Мария П Щ")]
    assert [len(lines) for lines in found] == [2, 1, 1]
    assert not look(session, town, words="%").lines
    assert not look(session, town, words="лкова").lines


def test_a_place_out_of_reach_is_no_place_and_begins_anew(session, town) -> None:
    neighbour = session.scalars(select(Person.id).order_by(Person.id.desc()).limit(1)).one()
    assert look(session, town, after=neighbour) == look(session, town)
    assert look(session, town, before=10**9) == look(session, town)


def test_filters_speak_of_one_and_the_same_enrolment(session, town) -> None:
    """Whoever is late in one course and has done another is not found as late in the other."""
    late = session.scalars(select(Person.id).where(Person.family == "Ябълкова")).one()
    mark(session, late, due=TODAY - timedelta(days=1))
    assert [line.person_id for line in look(session, town, state=State.LATE).lines] == [late]
    assert not look(session, town, state=State.LATE, course="other").lines
    assert look(session, town, state=State.LATE, course=SAMPLE).lines[0].cells[SAMPLE].chosen


def test_a_plan_narrows_people_and_columns(session, town) -> None:
    member = session.scalars(select(Person.id).where(Person.family == "Жекова")).one()
    plan_id = a_plan(session, town.top, SAMPLE)
    put_in(session, plan_id, member)
    page = look(session, town, plan=plan_id)
    assert [line.person_id for line in page.lines] == [member]
    assert matrix.columns(session, page, Wish(plan=plan_id), choices(session, town.actor, None)) == [SAMPLE]


def test_a_period_takes_both_its_days_in_the_time_of_the_country(session, town) -> None:
    done, credited = session.scalars(select(Person.id).where(Person.family == "Еленова")).all()
    actor = an_actor(session, done)
    confirm_names(session, actor)
    complete(session, actor)
    today = clock.today()
    mark(session, credited, credited_on=today)
    day = timedelta(days=1)
    for since, until, count in (
        (today, today, 2),
        (None, today - day, 0),
        (today + day, None, 0),
        (today - day, today + day, 2),
    ):
        assert len(look(session, town, since=since, until=until).lines) == count, (since, until)


def test_a_cell_says_the_state_and_how_far(session, town) -> None:
    going, exempt = session.scalars(select(Person.id).where(Person.family == "Еленова")).all()
    do_lessons(session, an_actor(session, going))
    mark(session, exempt, exempted_on=TODAY)
    cells = {line.person_id: line.cells[SAMPLE] for line in look(session, town, words="еленова").lines}
    assert cells[going].state is State.DOING
    assert 0 < cells[going].steps_done < cells[going].steps_total
    assert (cells[exempt].state, cells[exempt].done_on) == (State.EXEMPT, TODAY)


def test_what_was_withdrawn_leaves_its_cell_empty(session, town) -> None:
    person = session.scalars(select(Person.id).where(Person.family == "Щерева")).one()
    session.query(Enrolment).filter_by(person_id=person).update({"withdrawn_at": clock.now()})
    (line,) = look(session, town, words="щерева").lines
    assert not line.cells
