"""Taking a table in and judging its rows: at once where they are few, slice by slice in a job where they are many."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from elearn.ids import OrganisationId, PersonId
from elearn.permissions import Actor
from elearn.staff import knowing, queries, service, verdicts
from elearn.staff.batches import Options, fields_of, judge_for
from elearn.staff.fields import Field
from elearn.staff.judging import Judge, Judged, leaver
from elearn.staff.models import Batch
from elearn.staff.rows import wanted
from elearn.staff.service import CHECK
from elearn.staff.table import Row, Sent

AT_ONCE = 3_000
"""Rows that are judged while somebody waits."""
SLICE = 500
"""Rows judged together; of a job, those of one transaction."""
STORED = 2_000
"""Rows stored in one transaction, of those that a job will judge."""
PAUSE_SECONDS = 0.02
"""Between a job's transactions, so that others who wait for the one writer get their turn."""
PEOPLE = 2_000
"""People looked at together for who is missing."""


@dataclass(frozen=True, slots=True)
class Doors:
    """How transactions are opened: `web.transaction`'s, or those of a `Work`."""

    reading: Callable[[], AbstractContextManager[Session]]
    writing: Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True, slots=True)
class Check:
    """What was found of all rows at once: verdicts, who is missing, and how many rows do not say whom they mean."""

    found: Sequence[Judged]
    missing: Sequence[Judged]
    nameless: int


def bring_in(
    doors: Doors,
    actor: Actor,
    organisation_id: OrganisationId,
    sent: Sent,
    columns: Mapping[Field, int],
    options: Options,
) -> int:
    """A new batch, its rows judged or left to a job; its id. Raises what `service.open_batch` raises.

    Of many rows, storing that is broken off leaves a batch that no check completes and that can be thrown away.
    """
    rows = sent.table.rows
    with doors.reading() as session:
        check = _look(session, organisation_id, actor.person_id, rows, columns, options)
    with doors.writing() as session:
        batch_id = service.open_batch(session, actor, organisation_id, sent, columns, options)
        if check is not None:
            verdicts.receive(session, batch_id, rows)
            _settle(session, batch_id, check)
            return batch_id
    for at in range(0, len(rows), STORED):
        with doors.writing() as session:
            verdicts.receive(session, batch_id, rows[at : at + STORED])
    with doors.writing() as session:
        _settle(session, batch_id, None)
    return batch_id


def check_again(doors: Doors, actor: Actor, batch_id: int, columns: Mapping[Field, int], options: Options) -> None:
    """Have the rows of a batch judged by other columns or options. Raises what `service.choose` raises."""
    with doors.reading() as session:
        batch = service.found(session, actor, batch_id)
        rows = queries.sent_rows(session, batch_id)
        check = _look(session, OrganisationId(batch.organisation_id), batch.made_by, rows, columns, options)
    with doors.writing() as session:
        service.choose(session, actor, batch_id, columns, options)
        _settle(session, batch_id, check)


def carry_out(doors: Doors, batch_id: int) -> None:
    """Judge the rows of a batch that was left to a job. Ended anywhere and begun again, it begins with the first row;
    what is checked already, or thrown away, is left alone."""
    with doors.writing() as session:
        if not verdicts.begin(session, batch_id):
            return
    with doors.reading() as session:
        batch = session.get_one(Batch, batch_id)
        options = Options.of(batch)
        judge = judge_for(session, batch.organisation_id, options)
        for found in _verdicts(judge, queries.sent_rows(session, batch_id), fields_of(batch.columns)):
            with doors.writing() as other:
                if not verdicts.note(other, batch_id, found):
                    return
            time.sleep(PAUSE_SECONDS)
        missing = _missing(session, judge, options, batch.made_by)
    with doors.writing() as session:
        verdicts.settle(session, batch_id, missing, judge.nameless)


def _look(
    session: Session,
    organisation_id: OrganisationId,
    maker: int | None,
    rows: Sequence[Row],
    columns: Mapping[Field, int],
    options: Options,
) -> Check | None:
    """None where the rows are too many for somebody to wait."""
    if len(rows) > AT_ONCE:
        return None
    judge = judge_for(session, organisation_id, options)
    found = [judged for some in _verdicts(judge, rows, columns) for judged in some]
    return Check(found, _missing(session, judge, options, maker), judge.nameless)


def _settle(session: Session, batch_id: int, check: Check | None) -> None:
    if check is None:
        service.again(session, batch_id, CHECK)
        return
    verdicts.note(session, batch_id, check.found)
    verdicts.settle(session, batch_id, check.missing, check.nameless)


def _verdicts(judge: Judge, rows: Sequence[Row], columns: Mapping[Field, int]) -> Iterator[list[Judged]]:
    for at in range(0, len(rows), SLICE):
        yield judge.judge([wanted(row.number, row.cells, columns, judge.today) for row in rows[at : at + SLICE]])


def _missing(session: Session, judge: Judge, options: Options, maker: int | None) -> list[Judged]:
    """Who works in the chosen tree and is in no row; never who brings the table in, nor who has further roles. Nobody
    where a row does not say whom it means."""
    found: list[Judged] = []
    after = PersonId(0)
    while options.leavers and not judge.nameless and (some := knowing.here(session, judge.tree.path, after, PEOPLE)):
        gone = (one for one in some if one.id not in judge.met and one.id != maker and not one.guarded)
        found += [leaver(one, judge.today) for one in gone]
        after = some[-1].id
    return found
