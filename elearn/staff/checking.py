"""Taking a table in and judging its rows, in transactions short enough for others to write between them."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from elearn.ids import OrganisationId, PersonId
from elearn.permissions import Actor
from elearn.staff import knowing, queries, service
from elearn.staff.batches import Options, columns_of, judge_for
from elearn.staff.fields import Field
from elearn.staff.judging import Judge, Judged, leaver
from elearn.staff.knowing import Known
from elearn.staff.models import Batch
from elearn.staff.rows import wanted
from elearn.staff.table import Row, Table

SLICE = 2_000
"""Rows stored in one transaction."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was read: its name, the SHA-256 of its bytes, and the table."""

    name: str
    sha256: str
    table: Table


@dataclass(frozen=True, slots=True)
class Doors:
    """How transactions are opened: `web.transaction`'s, or those of a `Work`."""

    reading: Callable[[], AbstractContextManager[Session]]
    writing: Callable[[], AbstractContextManager[Session]]


def bring_in(
    doors: Doors,
    actor: Actor,
    organisation_id: OrganisationId,
    sent: Sent,
    columns: Mapping[Field, int],
    options: Options,
) -> int:
    """A new batch with a verdict on each row; its id. Raises what `service.open_batch` raises."""
    with doors.writing() as session:
        batch_id = service.open_batch(
            session, actor, organisation_id, service.File(sent.name, sent.sha256), sent.table, columns, options
        )
    _judge_all(doors, batch_id, sent.table.rows)
    return batch_id


def check_again(doors: Doors, actor: Actor, batch_id: int, columns: Mapping[Field, int], options: Options) -> None:
    """Judge the rows of a batch by other columns or options. Raises what `service.choose` raises."""
    with doors.writing() as session:
        service.choose(session, actor, batch_id, columns, options)
    with doors.reading() as session:
        rows = queries.sent_rows(session, batch_id)
    _judge_all(doors, batch_id, rows)


def _judge_all(doors: Doors, batch_id: int, rows: Sequence[Row]) -> None:
    """Judging reads only; what it found is stored slice by slice, and counts once all of it is there."""
    with doors.reading() as session:
        found = judged(session, batch_id, rows)
    with doors.writing() as session:
        service.clear(session, batch_id)
    cells = {row.number: row.cells for row in rows}
    for at in range(0, len(found), SLICE):
        with doors.writing() as session:
            service.store(session, batch_id, [(one, cells.get(one.number or 0, ())) for one in found[at : at + SLICE]])
    with doors.writing() as session:
        service.settle(session, batch_id, Counter(one.verdict.value for one in found))


def judged(session: Session, batch_id: int, rows: Sequence[Row]) -> list[Judged]:
    """The verdicts on all rows, and after them on those who are missing from the table."""
    batch = session.get_one(Batch, batch_id)
    options, columns = Options.of(batch), columns_of(batch)
    judge = judge_for(session, batch.organisation_id, options)
    said = [wanted(row.number, row.cells, columns, judge.today) for row in rows]
    found = judge.judge(said)
    if options.leavers:
        found += [leaver(one, judge.today) for one in _missing(session, judge, batch.made_by)]
    return found


def _missing(session: Session, judge: Judge, maker: int | None) -> Iterator[Known]:
    """Who works in the chosen tree and is in no row; never who brings the table in, nor who has further roles."""
    after = PersonId(0)
    while some := knowing.here(session, judge.tree.path, after, SLICE):
        yield from (one for one in some if one.id not in judge.met and one.id != maker and not one.guarded)
        after = some[-1].id
