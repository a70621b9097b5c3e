"""Verbs on batches: opened, checked, applied, undone, thrown away. Applying and undoing are left to jobs, and large
checks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.errors import Conflict, Invalid, NotFound
from elearn.ids import OrganisationId
from elearn.jobs.service import enqueue
from elearn.people import egn
from elearn.people.granting import administers_all
from elearn.people.models import Organisation
from elearn.people.reach import require_unit, within
from elearn.permissions import Actor, Permission, Via
from elearn.staff import queries, verdicts
from elearn.staff.batches import Options, fields_of
from elearn.staff.fields import Field, lacking
from elearn.staff.models import Batch, BatchRow, BatchState
from elearn.staff.table import Sent

CHECK = "check_people_batch"
APPLY = "apply_people_batch"
UNDO = "undo_people_batch"
FORGET = "forget_people_batches"
LONGEST_NAME = 200
KEEP_UNAPPLIED = timedelta(days=30)

UNAPPLIED = (BatchState.CHECKING, BatchState.CHECKED)
JOBS = {BatchState.CHECKING: CHECK, BatchState.APPLYING: APPLY, BatchState.UNDOING: UNDO}


def open_batch(
    session: Session,
    actor: Actor,
    organisation_id: OrganisationId,
    sent: Sent,
    columns: Mapping[Field, int],
    options: Options,
) -> int:
    """A batch for the rows of a table, see `verdicts.receive`. Raises NotAllowed("not_permitted") for a unit out of
    reach."""
    require_unit(session, actor, Permission.PEOPLE_MANAGE, organisation_id)
    table, refused = sent.table, set(sent.table.refused)
    batch = Batch(
        organisation_id=organisation_id,
        made_by=actor.person_id,
        file_name=egn.masked(sent.name)[:LONGEST_NAME],
        file_sha256=sent.sha256,
        heads=[{"name": head, "refused": at in refused} for at, head in enumerate(table.heads)],
        columns=_plain(columns),
        options=replace(options, rows=len(table.rows)).as_json(),
        state=BatchState.CHECKING,
        counts={},
        done=0,
        created_at=clock.now(),
    )
    session.add(batch)
    session.flush()
    _note(session, actor, "people_batch_opened", batch, rows=len(table.rows))
    return batch.id


def choose(session: Session, actor: Actor, batch_id: int, columns: Mapping[Field, int], options: Options) -> None:
    """Take other columns and options: every row is to be checked anew.

    Raises NotFound("batch_unknown"), Conflict("batch_checking", "batch_begun"), Invalid("columns_unknown").
    """
    batch = _checked(session, actor, batch_id)
    free = {at for at, head in enumerate(batch.heads) if not head["refused"]}
    if not set(columns.values()) <= free:
        raise Invalid("columns_unknown")
    batch.columns = _plain(columns)
    batch.options = replace(options, rows=Options.of(batch).rows).as_json()
    batch.state, batch.counts = BatchState.CHECKING, {}
    _note(session, actor, "people_batch_chosen", batch, columns=batch.columns, options=batch.options)
    verdicts.begin(session, batch_id)


def _plain(columns: Mapping[Field, int]) -> dict[str, int]:
    return {name.value: column for name, column in columns.items()}


def apply(session: Session, actor: Actor, batch_id: int) -> None:
    """Have a checked batch applied, all of it as the check left it.

    Raises NotFound("batch_unknown"), Conflict("batch_checking", "batch_begun", "batch_incomplete"),
    Invalid("columns_name", "columns_key", "batch_nothing").
    """
    batch = _checked(session, actor, batch_id)
    for code in lacking(fields_of(batch.columns)):
        raise Invalid("columns_name") if code == "columns_name" else Invalid("columns_key")
    if queries.counted(session, batch_id) != batch.counts:
        raise Conflict("batch_incomplete")
    if not queries.acting(batch.counts):
        raise Invalid("batch_nothing")
    _narrow(session, actor, batch)
    batch.state, batch.done = BatchState.APPLYING, 0
    _note(session, actor, "people_batch_applied", batch, counts=batch.counts)
    enqueue(session, APPLY, {"batch_id": batch_id}, key=queries.first_key(batch_id, APPLY))


def undo(session: Session, actor: Actor, batch_id: int) -> None:
    """Have an applied batch undone. Raises NotFound("batch_unknown"), Conflict("batch_not_applied")."""
    batch = _held(session, actor, batch_id)
    if batch.state is not BatchState.APPLIED:
        raise Conflict("batch_not_applied")
    _narrow(session, actor, batch)
    batch.state, batch.done = BatchState.UNDOING, 0
    _note(session, actor, "people_batch_undone", batch)
    enqueue(session, UNDO, {"batch_id": batch_id}, key=queries.first_key(batch_id, UNDO))


def _narrow(session: Session, actor: Actor, batch: Batch) -> None:
    """What is done with a table reaches no further than whoever has it done, and on the web it gives no roles."""
    if not administers_all(actor):
        batch.options = replace(Options.of(batch), everywhere=False).as_json()
    if actor.via is Via.WEB:
        batch.columns = {name: column for name, column in batch.columns.items() if name != Field.ROLES}
    session.flush()


def go_on(session: Session, actor: Actor, batch_id: int) -> None:
    """Another job for a batch whose own has died. Raises NotFound("batch_unknown")."""
    batch = _held(session, actor, batch_id)
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
    batch = _held(session, actor, batch_id)
    if batch.state not in UNAPPLIED:
        raise Conflict("batch_begun")
    _note(session, actor, "people_batch_discarded", batch)
    _remove(session, [batch_id])


def forget_unapplied(session: Session) -> int:
    """Throw away what was checked long ago and never applied; how many batches there were."""
    old = (Batch.state.in_(UNAPPLIED), Batch.created_at < clock.now() - KEEP_UNAPPLIED)
    batches = list(session.scalars(select(Batch.id).where(*old).with_for_update(skip_locked=True)))
    _remove(session, batches)
    return len(batches)


def _remove(session: Session, batches: Sequence[int]) -> None:
    session.execute(delete(BatchRow).where(BatchRow.batch_id.in_(batches)))
    session.execute(delete(Batch).where(Batch.id.in_(batches)))


def found(session: Session, actor: Actor, batch_id: int) -> Batch:
    """The batch, if its unit is in reach. Raises NotFound("batch_unknown")."""
    return _one(session, _reached(actor, batch_id))


def _held(session: Session, actor: Actor, batch_id: int) -> Batch:
    """The same as it stands now, and this transaction's alone until its end."""
    locked = _reached(actor, batch_id).with_for_update().execution_options(populate_existing=True)
    return _one(session, locked)


def _checked(session: Session, actor: Actor, batch_id: int) -> Batch:
    batch = _held(session, actor, batch_id)
    if batch.state is BatchState.CHECKING:
        raise Conflict("batch_checking")
    if batch.state is not BatchState.CHECKED:
        raise Conflict("batch_begun")
    return batch


def _reached(actor: Actor, batch_id: int) -> Select[Batch]:
    reach = select(Organisation.id).where(within(actor, Permission.PEOPLE_MANAGE))
    return select(Batch).where(Batch.id == batch_id, Batch.organisation_id.in_(reach))


def _one(session: Session, query: Select[Batch]) -> Batch:
    batch = session.scalars(query).one_or_none()
    if batch is None:
        raise NotFound("batch_unknown")
    return batch


def _note(session: Session, actor: Actor, action: str, batch: Batch, **details: Any) -> None:
    record(session, actor, action, ("batch", batch.id), unit=batch.organisation_id, about=None, **details)
