"""Taking a table in and judging its rows: read first, then stored whole in one transaction, or not at all."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from elearn.ids import OrganisationId, PersonId
from elearn.permissions import Actor
from elearn.staff import knowing, queries, service
from elearn.staff.batches import Check, Options, judge_for
from elearn.staff.fields import Field
from elearn.staff.judging import Judge, leaver
from elearn.staff.knowing import Known
from elearn.staff.rows import wanted
from elearn.staff.table import Row, Sent

SLICE = 2_000
"""People looked at together for who is missing."""


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
    with doors.reading() as session:
        check = look(session, organisation_id, actor.person_id, sent.table.rows, columns, options)
    with doors.writing() as session:
        return service.open_batch(session, actor, organisation_id, sent, check)


def check_again(doors: Doors, actor: Actor, batch_id: int, columns: Mapping[Field, int], options: Options) -> None:
    """Judge the rows of a batch by other columns or options. Raises what `service.check_again` raises."""
    with doors.reading() as session:
        batch = service.found(session, actor, batch_id)
        rows = queries.sent_rows(session, batch_id)
        unit_id, maker = OrganisationId(batch.organisation_id), batch.made_by
        check = look(session, unit_id, None if maker is None else PersonId(maker), rows, columns, options)
    with doors.writing() as session:
        service.check_again(session, actor, batch_id, check)


def look(
    session: Session,
    organisation_id: OrganisationId,
    maker: PersonId | None,
    rows: Sequence[Row],
    columns: Mapping[Field, int],
    options: Options,
) -> Check:
    """The verdicts on all rows, and after them on those who are missing from the table."""
    judge = judge_for(session, organisation_id, options)
    found = judge.judge([wanted(row.number, row.cells, columns, judge.today) for row in rows])
    if options.leavers and not judge.nameless:
        found += [leaver(one, judge.today) for one in _missing(session, judge, maker)]
    cells = {row.number: row.cells for row in rows}
    return Check(
        columns,
        replace(options, rows=len(rows), nameless=judge.nameless),
        [(one, cells.get(one.number or 0, ())) for one in found],
        Counter(one.verdict.value for one in found),
    )


def _missing(session: Session, judge: Judge, maker: PersonId | None) -> Iterator[Known]:
    """Who works in the chosen tree and is in no row; never who brings the table in, nor who has further roles."""
    after = PersonId(0)
    while some := knowing.here(session, judge.tree.path, after, SLICE):
        yield from (one for one in some if one.id not in judge.met and one.id != maker and not one.guarded)
        after = some[-1].id
