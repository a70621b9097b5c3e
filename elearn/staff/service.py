"""Verbs on batches: opened, judged, applied, undone, thrown away. Applying and undoing are left to jobs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.errors import Conflict, Invalid, NotFound
from elearn.ids import OrganisationId
from elearn.jobs.service import enqueue
from elearn.people.models import Organisation
from elearn.people.reach import everywhere, require_unit, within
from elearn.permissions import Actor, Permission
from elearn.staff import egn, queries
from elearn.staff.batches import Options
from elearn.staff.fields import Field, lacking
from elearn.staff.judging import Judged
from elearn.staff.models import Batch, BatchRow, BatchState
from elearn.staff.table import Table

APPLY = "apply_people_batch"
UNDO = "undo_people_batch"
FORGET = "forget_people_batches"
LONGEST_NAME = 200
KEEP_UNAPPLIED = timedelta(days=30)

JOBS = {BatchState.APPLYING: APPLY, BatchState.UNDOING: UNDO}


@dataclass(frozen=True, slots=True)
class File:
    """What a table was sent as."""

    name: str
    sha256: str


def open_batch(
    session: Session,
    actor: Actor,
    organisation_id: OrganisationId,
    file: File,
    table: Table,
    columns: Mapping[Field, int],
    options: Options,
) -> int:
    """A batch without rows yet. Raises NotAllowed("not_permitted") for a unit out of reach."""
    require_unit(session, actor, Permission.PEOPLE_MANAGE, organisation_id)
    refused = set(table.refused)
    row = Batch(
        organisation_id=organisation_id,
        made_by=actor.person_id,
        file_name=egn.masked(file.name)[:LONGEST_NAME],
        file_sha256=file.sha256,
        heads=[{"name": head, "refused": at in refused} for at, head in enumerate(table.heads)],
        columns={name.value: column for name, column in columns.items()},
        options=options.as_json(),
        state=BatchState.CHECKED,
        counts={},
        done=0,
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    _note(session, actor, "people_batch_opened", row, rows=len(table.rows))
    return row.id


def choose(session: Session, actor: Actor, batch_id: int, columns: Mapping[Field, int], options: Options) -> None:
    """Which columns hold what, and what else is to happen. Its rows must be judged again.

    Raises NotFound("batch_unknown"), Conflict("batch_begun"), Invalid("columns_unknown").
    """
    batch = _checked(session, actor, batch_id)
    free = {at for at, head in enumerate(batch.heads) if not head["refused"]}
    if not set(columns.values()) <= free:
        raise Invalid("columns_unknown")
    batch.columns = {name.value: column for name, column in columns.items()}
    batch.options, batch.counts = options.as_json(), {}
    _note(session, actor, "people_batch_chosen", batch, columns=batch.columns, options=batch.options)
    session.flush()


def clear(session: Session, batch_id: int) -> None:
    session.execute(delete(BatchRow).where(BatchRow.batch_id == batch_id))


def store(session: Session, batch_id: int, found: Sequence[tuple[Judged, Sequence[str]]]) -> None:
    """Verdicts with the cells they are on."""
    if found:
        session.execute(insert(BatchRow), [_row(batch_id, judged, cells) for judged, cells in found])


def _row(batch_id: int, judged: Judged, cells: Sequence[str]) -> dict[str, Any]:
    return {
        "batch_id": batch_id,
        "number": judged.number,
        "cells": list(cells),
        "verdict": judged.verdict,
        "refusal": judged.problems[0].code if judged.problems else None,
        "details": judged.details,
        "changes": {},
        "person_id": judged.person_id if not judged.problems else None,
    }


def settle(session: Session, batch_id: int, counts: Mapping[str, int]) -> None:
    """All rows stand with their verdicts: the batch can be applied from here on."""
    session.execute(update(Batch).where(Batch.id == batch_id).values(counts=dict(counts)))


def apply(session: Session, actor: Actor, batch_id: int) -> None:
    """Have the batch applied, as far as this actor's own roles reach; asked twice it is applied once.

    Raises NotFound("batch_unknown"), Conflict("batch_begun"), Invalid: `batch_unjudged`, `columns_name`, `columns_key`,
    `batch_nothing`.
    """
    batch = _checked(session, actor, batch_id)
    if not batch.counts:
        raise Invalid("batch_unjudged")
    for code in lacking({Field(name): column for name, column in batch.columns.items()}):
        raise Invalid("columns_name") if code == "columns_name" else Invalid("columns_key")
    if not queries.acting(batch.counts):
        raise Invalid("batch_nothing")
    _narrow(session, actor, batch)
    _move(session, batch_id, BatchState.CHECKED, BatchState.APPLYING)
    _note(session, actor, "people_batch_applied", batch, counts=batch.counts)
    enqueue(session, APPLY, {"batch_id": batch_id}, key=queries.first_key(batch_id, APPLY))


def undo(session: Session, actor: Actor, batch_id: int) -> None:
    """Have an applied batch undone. Raises NotFound("batch_unknown"), Conflict("batch_not_applied")."""
    batch = found(session, actor, batch_id)
    _narrow(session, actor, batch)
    _move(session, batch_id, BatchState.APPLIED, BatchState.UNDOING, "batch_not_applied")
    _note(session, actor, "people_batch_undone", batch)
    enqueue(session, UNDO, {"batch_id": batch_id}, key=queries.first_key(batch_id, UNDO))


def _narrow(session: Session, actor: Actor, batch: Batch) -> None:
    """What is done with a table reaches no further than whoever has it done."""
    if not everywhere(actor, Permission.PEOPLE_MANAGE):
        batch.options = replace(Options.of(batch), everywhere=False).as_json()
        session.flush()


def go_on(session: Session, actor: Actor, batch_id: int) -> None:
    """Another job for a batch whose own has died. Raises NotFound("batch_unknown")."""
    batch = found(session, actor, batch_id)
    kind = JOBS.get(batch.state)
    if kind is not None and not queries.going(session, batch_id, kind):
        again(session, batch_id, kind)
        _note(session, actor, "people_batch_resumed", batch)


def again(session: Session, batch_id: int, kind: str) -> None:
    """A further job, with a key of its own."""
    enqueue(session, kind, {"batch_id": batch_id}, key=queries.next_key(session, batch_id, kind))


def discard(session: Session, actor: Actor, batch_id: int) -> None:
    """Throw a batch away that was never applied, with all its rows.

    Raises NotFound("batch_unknown"), Conflict("batch_begun").
    """
    batch = _checked(session, actor, batch_id)
    _note(session, actor, "people_batch_discarded", batch)
    clear(session, batch_id)
    session.execute(delete(Batch).where(Batch.id == batch_id, Batch.state == BatchState.CHECKED))


def forget_unapplied(session: Session) -> int:
    """Throw away what was checked long ago and never applied; how many batches there were."""
    old = (Batch.state == BatchState.CHECKED, Batch.created_at < clock.now() - KEEP_UNAPPLIED)
    batches = list(session.scalars(select(Batch.id).where(*old)))
    session.execute(delete(BatchRow).where(BatchRow.batch_id.in_(batches)))
    session.execute(delete(Batch).where(Batch.id.in_(batches)))
    return len(batches)


def found(session: Session, actor: Actor, batch_id: int) -> Batch:
    """The batch, if its unit is in reach. Raises NotFound("batch_unknown")."""
    reach = select(Organisation.id).where(within(actor, Permission.PEOPLE_MANAGE))
    batch = session.scalars(select(Batch).where(Batch.id == batch_id, Batch.organisation_id.in_(reach))).one_or_none()
    if batch is None:
        raise NotFound("batch_unknown")
    return batch


def _note(session: Session, actor: Actor, action: str, batch: Batch, **details: Any) -> None:
    record(session, actor, action, ("batch", batch.id), unit=batch.organisation_id, about=None, **details)


def _checked(session: Session, actor: Actor, batch_id: int) -> Batch:
    batch = found(session, actor, batch_id)
    if batch.state is not BatchState.CHECKED:
        raise Conflict("batch_begun")
    return batch


def _move(session: Session, batch_id: int, was: BatchState, now: BatchState, refusal: str = "batch_begun") -> None:
    """One step of a batch's life, taken once."""
    step = update(Batch).where(Batch.id == batch_id, Batch.state == was).values(state=now, done=0)
    if session.execute(step.returning(Batch.id)).one_or_none() is None:
        raise Conflict("batch_not_applied") if refusal == "batch_not_applied" else Conflict("batch_begun")
