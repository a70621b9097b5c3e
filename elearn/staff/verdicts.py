"""The rows of a batch and the verdicts on them: rows are stored once, and a check only says anew what each would do."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from elearn.db import Base
from elearn.errors import Conflict, NotFound
from elearn.staff import queries
from elearn.staff.batches import Options
from elearn.staff.judging import Judged
from elearn.staff.models import Batch, BatchRow, BatchState, Verdict
from elearn.staff.table import Row

_rows = Base.metadata.tables[BatchRow.__tablename__]
"""Rows come by the thousand: the mapper would take twice as long."""


def receive(session: Session, batch_id: int, rows: Sequence[Row]) -> None:
    """Store rows as they were read, to be checked. Raises NotFound("batch_unknown") once the batch was thrown away."""
    if _in_check(session, batch_id) is None:
        raise NotFound("batch_unknown")
    _add(session, [_row(batch_id, row.number) | {"cells": row.cells} for row in rows])


def begin(session: Session, batch_id: int) -> bool:
    """Forget what a check has found so far; False unless the batch is to be checked."""
    batch = _in_check(session, batch_id)
    if batch is not None:
        session.execute(delete(BatchRow).where(BatchRow.batch_id == batch_id, BatchRow.number.is_(None)))
        batch.done = 0
        session.flush()
    return batch is not None


def note(session: Session, batch_id: int, found: Sequence[Judged]) -> bool:
    """Keep verdicts with the rows they are on; False unless the batch is being checked."""
    batch = _in_check(session, batch_id)
    if batch is None or not found:
        return batch is not None
    row = (_rows.c.batch_id == batch_id, _rows.c.number == bindparam("of_number"))
    verdict: dict[str, BindParameter[Any]] = {name: bindparam(f"new_{name}") for name in _verdict(found[0])}
    said = [
        {"of_number": one.number} | {f"new_{name}": value for name, value in _verdict(one).items()} for one in found
    ]
    session.connection().execute(update(_rows).where(*row).values(verdict), said)
    batch.done += len(found)
    session.flush()
    return True


def settle(session: Session, batch_id: int, missing: Sequence[Judged], nameless: int) -> None:
    """The check is over: those who are missing from the table stand behind its rows, and all of it can be applied.

    Raises Conflict("batch_incomplete") unless each row has its verdict.
    """
    batch = _in_check(session, batch_id)
    if batch is None:
        return
    _add(session, [_row(batch_id, None) | _verdict(one) for one in missing])
    options, counts = Options.of(batch), queries.counted(session, batch_id)
    if Verdict.UNCHECKED in counts or sum(counts.values()) != options.rows + len(missing):
        raise Conflict("batch_incomplete")
    batch.options, batch.counts = replace(options, nameless=nameless).as_json(), counts
    batch.state, batch.done = BatchState.CHECKED, 0
    session.flush()


def _in_check(session: Session, batch_id: int) -> Batch | None:
    """The batch, this transaction's alone until its end; None unless it is being checked."""
    checking = select(Batch).where(Batch.id == batch_id, Batch.state == BatchState.CHECKING)
    return session.scalars(checking.with_for_update().execution_options(populate_existing=True)).one_or_none()


def _add(session: Session, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.connection().execute(insert(_rows), rows)


def _row(batch_id: int, number: int | None) -> dict[str, Any]:
    empty: dict[str, Any] = {"cells": [], "changes": {}, "details": {}, "refusal": None, "person_id": None}
    return empty | {"batch_id": batch_id, "number": number, "verdict": Verdict.UNCHECKED}


def _verdict(judged: Judged) -> dict[str, Any]:
    return {
        "verdict": judged.verdict,
        "refusal": judged.problems[0].code if judged.problems else None,
        "details": judged.details,
        "person_id": judged.person_id if not judged.problems else None,
    }
