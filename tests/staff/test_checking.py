"""Checks, applying and throwing away at the same time: whatever comes between, no row is lost and nobody is marked as
gone for it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from elearn.errors import Conflict
from elearn.people.models import Person
from elearn.staff import checking, service
from elearn.staff.batches import Options
from elearn.staff.checking import Doors
from elearn.staff.fields import Field
from elearn.staff.models import Batch, BatchRow, BatchState
from tests.at_once import overlapping
from tests.staff.desk import HEAD, ROWS, Desk

COLUMNS = {Field.STAFF_NUMBER: 0, Field.FULL_NAME: 1, Field.EMAIL: 2, Field.POSITION: 3, Field.DEPARTMENT: 4}
FEWER = {Field.STAFF_NUMBER: 0, Field.FULL_NAME: 1}


def with_in_between(desk: Desk, act: Callable[[], object]) -> Doors:
    """Doors through which, after the rows are judged and before they are stored, somebody else acts."""

    @contextmanager
    def writing() -> Iterator[Session]:
        act()
        with desk.work.writing() as session:
            yield session

    return Doors(desk.work.reading, writing)


def doors(desk: Desk) -> Doors:
    return Doors(desk.work.reading, desk.work.writing)


def rows_of(desk: Desk, batch_id: int) -> int:
    with desk.work.reading() as session:
        return session.scalar(select(func.count()).where(BatchRow.batch_id == batch_id).select_from(BatchRow)) or 0


def test_of_two_checks_at_once_one_stands_whole(desk) -> None:
    desk.apply(desk.check(HEAD + ROWS).id)
    view = desk.check(HEAD + ROWS, leavers=True)
    other = lambda: checking.check_again(doors(desk), desk.actor, view.id, FEWER, Options(leavers=True))  # noqa: E731
    checking.check_again(with_in_between(desk, other), desk.actor, view.id, COLUMNS, Options(leavers=True))
    stands = desk.view(view.id)
    assert stands.columns == {field.value: at for field, at in COLUMNS.items()}
    assert (stands.counts, rows_of(desk, view.id)) == ({"same": 3}, 3)


def test_of_many_checks_in_a_race_one_stands_whole(desk) -> None:
    view = desk.check(HEAD + ROWS)
    start = Barrier(4)

    def check(columns: dict[Field, int]) -> None:
        start.wait()
        checking.check_again(doors(desk), desk.actor, view.id, columns, Options())

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(check, (COLUMNS, FEWER) * 2))
    assert rows_of(desk, view.id) == 3
    assert desk.apply(view.id).counts == {"new": 3}


def test_a_check_that_ends_after_the_import_was_applied_changes_nothing_of_it(desk) -> None:
    view = desk.check(HEAD + ROWS)
    late = with_in_between(desk, lambda: desk.apply(view.id))
    with pytest.raises(Conflict, match="batch_begun"):
        checking.check_again(late, desk.actor, view.id, FEWER, Options())
    stands = desk.view(view.id)
    assert (stands.state, stands.counts, rows_of(desk, view.id)) == (BatchState.APPLIED, {"new": 3}, 3)
    assert desk.undo(view.id).counts["undone"] == 3


def test_what_is_being_applied_is_not_thrown_away(desk) -> None:
    view = desk.check(HEAD + ROWS)
    with desk.work.writing() as session:
        service.apply(session, desk.actor, view.id)
    with desk.work.writing() as session, pytest.raises(Conflict, match="batch_begun"):
        service.discard(session, desk.actor, view.id)
    assert desk.run(view.id).counts == {"new": 3}


def test_an_import_whose_rows_are_not_all_there_is_not_applied(desk) -> None:
    view = desk.check(HEAD + ROWS)
    with desk.work.writing() as session:
        session.execute(delete(BatchRow).where(BatchRow.number == 3))
    with desk.work.writing() as session, pytest.raises(Conflict, match="batch_incomplete"):
        service.apply(session, desk.actor, view.id)
    assert set(desk.people()) == {"boss@example.org"}


@pytest.mark.parametrize(
    "row", [";Мария Петрова Иванова;;;;", "001*01;Мария Петрова Иванова;;;;", "9;Мария Петрова Иванова;maria@;;;"]
)
def test_with_a_row_that_does_not_say_whom_it_means_nobody_is_marked_as_having_left(desk, row) -> None:
    desk.apply(desk.check(HEAD + ROWS).id)
    view = desk.check(HEAD + ROWS.partition("\n")[2] + row + "\n", leavers=True)
    assert view.counts == {"same": 2, "refused": 1}
    with desk.work.reading() as session:
        options = Options.of(session.get_one(Batch, view.id))
    assert (options.rows, options.nameless) == (3, 1)
    assert desk.check(HEAD + ROWS.partition("\n")[2], leavers=True).counts == {"same": 2, "left": 1}


def test_who_got_the_staff_number_of_a_row_since_the_check_is_not_marked_as_having_left(desk) -> None:
    desk.add_person(email="maria@example.org", staff_number="77", given="Мария", middle="Петрова", family="Иванова")
    view = desk.check("Сл. №;Трите имена\n00101;Мария Петрова Иванова\n", leavers=True)
    assert view.counts == {"new": 1, "left": 1}
    with desk.work.writing() as session:
        session.get_one(Person, desk.people()["77"].id).staff_number = "00101"
    assert desk.apply(view.id).counts == {"same": 2}
    assert desk.people()["00101"].left_on is None


def test_a_check_that_waits_for_the_applying_is_refused(desk, engine) -> None:
    view = desk.check(HEAD + ROWS)
    with pytest.raises(Conflict, match="batch_begun"):
        overlapping(
            engine,
            lambda first: service.apply(first, desk.actor, view.id),
            lambda second: service.choose(second, desk.actor, view.id, FEWER, Options()),
        )
    assert desk.run(view.id).counts == {"new": 3}
