import pytest
from sqlalchemy import event

from elearn import clock
from elearn.ids import OrganisationId, PersonId
from elearn.people import positions, roster, staffing
from elearn.people.models import Person, Position
from elearn.people.roster import Sort, Whom, Wish
from elearn.permissions import Actor, Grant, Role
from tests.factories.people import OPERATOR, a_person, an_organisation


@pytest.fixture
def town(session) -> OrganisationId:
    return an_organisation(session, "Община Първа")


@pytest.fixture
def actor(town) -> Actor:
    return Actor(person_id=PersonId(1), grants=frozenset({Grant(Role.COORDINATOR, town)}))


def names(session, actor, **wish) -> list[str]:
    return [line.name for line in roster.page(session, actor, Wish(**wish)).lines]


def some(session, town, *families) -> list[PersonId]:
    return [a_person(session, given="Анна", middle="", family=one, organisation_id=town) for one in families]


def test_names_stand_in_bulgarian_order_whatever_their_capitals(session, actor, town) -> None:
    some(session, town, "ябълкова", "Йорданова", "Иванова", "Ъгълова", "Кирова", "Щерева")
    wanted = ["Иванова", "Йорданова", "Кирова", "Щерева", "Ъгълова", "ябълкова"]
    assert names(session, actor) == [f"Анна {one}" for one in wanted]
    assert names(session, actor, sort=Sort.NAME_DOWN) == [f"Анна {one}" for one in reversed(wanted)]


def test_a_text_finds_beginnings_of_words_of_the_name_in_any_order(session, actor, town) -> None:
    some(session, town, "Иванова", "Иванчева-Колева", "Диванова")
    for text in ("иван", "ИВАН анна", "анна, иванч"):
        assert "Анна Диванова" not in names(session, actor, text=text)
    assert names(session, actor, text="анна иванч") == ["Анна Иванчева-Колева"]
    for nothing in ("%", "_", "иван%", "\\", "анна петрова"):
        assert names(session, actor, text=nothing) == []


def test_a_number_is_found_with_its_code_and_without_and_an_e_mail_by_its_beginning(session, actor, town) -> None:
    (person, _) = some(session, town, "Иванова", "Петрова")
    row = session.get_one(Person, person)
    row.staff_number, row.email = "1042", "maria.i@example.org"
    session.execute(Person.metadata.tables["organisation"].update().values(code="SZ"))
    session.flush()
    for text in ("1042", "10", "SZ-1042", "sz – 10", "Maria.I@", "maria.i@example.org"):
        assert names(session, actor, text=text) == ["Анна Иванова"], text
    for text in ("2", "KZ-1042", "maria@", "1042%"):
        assert names(session, actor, text=text) == [], text
    assert roster.page(session, actor, Wish(text="1042")).lines[0].number == "SZ-1042"


def test_people_are_narrowed_by_unit_with_all_below_post_and_state(session, actor, town) -> None:
    office = an_organisation(session, "Дирекция", town)
    desk = an_organisation(session, "Отдел", office)
    above, inside, gone, silent, unreachable = (
        a_person(session, family=family, given="А", middle="", organisation_id=unit, password=password)
        for family, unit, password in (
            ("Ангелова", town, "липа"), ("Борисова", desk, "липа"), ("Велева", desk, "липа"), ("Гочева", office, None),
            ("Димова", office, "липа"),
        )
    )  # fmt: skip
    staffing.leave(session, OPERATOR, gone, clock.today())
    row = session.get_one(Person, unreachable)
    row.email, row.staff_number = None, "7"
    post = Position(name="Юрист", created_at=clock.now())
    session.add(post)
    session.flush()
    session.get_one(Person, inside).position_id = post.id
    session.flush()
    everybody = [above, inside, gone, silent, unreachable]

    def found(**wish) -> list[PersonId]:
        return [line.id for line in roster.page(session, actor, Wish(**wish)).lines]

    assert found() == [above, inside, silent, unreachable]
    assert found(unit=office, whom=Whom.ALL) == [inside, gone, silent, unreachable]
    assert found(unit=desk) == [inside]
    assert found(whom=Whom.ALL) == everybody
    assert found(whom=Whom.LEFT) == [gone]
    assert found(whom=Whom.NEVER) == [silent]
    assert found(whom=Whom.NO_EMAIL) == [unreachable]
    assert found(position=post.id) == [inside]
    assert found(sort=Sort.NEWEST) == [unreachable, silent, inside, above]


@pytest.mark.parametrize("sort", Sort)
def test_pages_follow_each_other_without_a_gap_both_ways(session, actor, town, monkeypatch, sort) -> None:
    monkeypatch.setattr(roster, "SIZE", 3)
    some(session, town, *"ЖАГБВДЕ", "А", "А")
    seen, pages, wish = [], [], Wish(sort=sort)
    while True:
        pages.append(roster.page(session, actor, wish))
        seen += [line.id for line in pages[-1].lines]
        if pages[-1].later is None:
            break
        wish = Wish(sort=sort, after=pages[-1].later)
    assert len(seen) == len(set(seen)) == 9
    assert [page.total for page in pages] == [9, 9, 9]
    assert pages[0].earlier is None
    back = roster.page(session, actor, Wish(sort=sort, before=pages[2].earlier))
    assert back.lines == pages[1].lines
    assert roster.page(session, actor, Wish(sort=sort, before=back.earlier)).lines == pages[0].lines


def test_a_neighbour_finds_nobody_by_any_filter(session, town) -> None:
    (person,) = some(session, town, "Иванова")
    other = an_organisation(session, "Община Втора")
    neighbour = Actor(person_id=PersonId(1), grants=frozenset({Grant(Role.COORDINATOR, other)}))
    email = session.get_one(Person, person).email
    for wish in (Wish(), Wish(unit=town), Wish(text="иванова"), Wish(text=email), Wish(whom=Whom.ALL, before=person)):
        assert roster.page(session, neighbour, wish) == roster.Page((), None, None, 0)
    learner = Actor(person_id=PersonId(1), grants=frozenset({Grant(Role.LEARNER, town)}))
    assert not roster.page(session, learner, Wish()).lines


def test_who_was_merged_into_another_is_not_listed(session, actor, town) -> None:
    stays, gone = some(session, town, "Иванова", "Иванова")
    row = session.get_one(Person, gone)
    row.email, row.merged_into_id = None, stays
    session.flush()
    assert [line.id for line in roster.page(session, actor, Wish(whom=Whom.ALL)).lines] == [stays]


def test_an_address_says_everything_that_narrows_the_list() -> None:
    given = {"unit": "5", "position": "3", "state": "left", "q": " Иван  Петров ", "sort": "-name"}
    wish = Wish.read(given)
    assert wish == Wish(OrganisationId(5), 3, Whom.LEFT, "Иван Петров", Sort.NAME_DOWN)
    assert wish.address() == {**given, "q": "Иван Петров"}
    assert Wish.read({"unit": "x", "state": "rich", "sort": "salary", "after": "-1", "position": "0"}) == Wish()


def test_a_coordinators_list_reads_her_people_by_their_key_and_not_everybody(session, actor, town) -> None:
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("the plan is read from SQLite")
    some(session, town, "Иванова")
    sent: list[tuple[str, object]] = []
    event.listen(session.connection(), "before_cursor_execute", lambda *call: sent.append(call[2:4]))
    wishes = (Wish(), Wish(unit=town), Wish(text="иван"), Wish(text="SZ-10"), Wish(whom=Whom.NEVER), Wish(position=1))
    for wish in wishes:
        roster.page(session, actor, wish)
    positions.held(session, actor)
    driver = session.connection().connection.driver_connection
    plans = [row[3] for sql, values in list(sent) for row in driver.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert plans
    reads = [step for step in plans if step.startswith(("SCAN person", "SCAN organisation", "SEARCH person "))]
    assert reads
    for step in reads:
        assert "ix_person_organisation_id (organisation_id=?" in step or "PRIMARY KEY (rowid=?)" in step, step
