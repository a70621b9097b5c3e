"""Undoing a batch, the last row first: what stood there comes back, unless somebody has built on it."""

from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.errors import Conflict
from elearn.ids import PersonId
from elearn.people import employing
from elearn.people.models import Organisation, Person
from elearn.permissions import Actor
from elearn.staff import knowing, queries, slots
from elearn.staff.applying import maker
from elearn.staff.batches import ACTING, Options, lively, plain
from elearn.staff.models import Batch, BatchRow, BatchState, Verdict

START = 2**62
"""Beyond every id of a row."""


class _Kept(Exception):
    """Why somebody stays; undoes what was begun."""


def undo_some(session: Session, actor: Actor, batch_id: int, before: int, most: int) -> int | None:
    """Undo up to `most` applied rows whose id is below `before`; the id of the last one, None when there are none left.

    A row that cannot be undone keeps the reason: `details["kept"]`.
    """
    batch = session.get_one(Batch, batch_id, with_for_update=True)
    query = select(BatchRow).where(
        BatchRow.batch_id == batch_id,
        BatchRow.verdict.in_(ACTING),
        BatchRow.applied_at.is_not(None),
        BatchRow.undone_at.is_(None),
        BatchRow.id < before,
    )
    rows = session.scalars(query.order_by(BatchRow.id.desc()).limit(most)).all()
    if batch.state is not BatchState.UNDOING or not rows:
        return None
    for row in rows:
        kept = _undo(session, maker(batch, actor), batch, row)
        row.details = row.details | {"kept": kept}
        row.undone_at = clock.now() if not kept else None
        batch.done += 1
        session.flush()
    return rows[-1].id


def finish(session: Session, actor: Actor, batch_id: int) -> None:
    """Take away the units that the batch added and that are empty again, and close it."""
    batch = session.get_one(Batch, batch_id)
    if batch.state is not BatchState.UNDOING:
        return
    for unit_id in sorted(Options.of(batch).made, reverse=True):
        _remove_unit(session, maker(batch, actor), unit_id)
    undone = select(func.count()).where(BatchRow.batch_id == batch_id, BatchRow.undone_at.is_not(None))
    number = session.scalar(undone.select_from(BatchRow)) or 0
    counts = queries.counted(session, batch_id)
    acted = sum(counts.get(verdict.value, 0) for verdict in ACTING)
    batch.counts = counts | {"undone": number, "kept": acted - number}
    batch.state, batch.undone_at = BatchState.UNDONE, clock.now()
    unit_id = batch.organisation_id
    record(session, maker(batch, actor), "people_import_undone", ("batch", batch_id), unit=unit_id, undone=number)
    session.flush()


def _undo(session: Session, actor: Actor, batch: Batch, row: BatchRow) -> str:
    """Why it cannot be undone: `learnt`, `signed_in`, `built_on`, `changed_since`, `taken`; empty when it was."""
    person_id = PersonId(row.person_id or 0)
    if session.get(Person, person_id) is None:
        return ""
    if not Options.of(batch).everywhere and _beyond(session, batch, row, person_id):
        return "changed_since"
    if row.verdict is Verdict.NEW:
        return _take_out(session, actor, row, person_id)
    return _put_back(session, actor, row, person_id)


def _beyond(session: Session, batch: Batch, row: BatchRow, person_id: PersonId) -> bool:
    """Whether the person has got a further role or works elsewhere by now, or would go back to where others decide."""
    top = session.get_one(Organisation, batch.organisation_id).path or ""
    there = knowing.one(session, person_id)
    before = (row.before or {}).get("organisation_id")
    unit = None if before is None else session.get(Organisation, before)
    back = unit is None or (unit.path or "").startswith(top)
    return there.guarded or not there.path.startswith(top) or not back


def _take_out(session: Session, actor: Actor, row: BatchRow, person_id: PersonId) -> str:
    if employing.has_signed_in(session, person_id):
        return "signed_in"
    if row.changes and _differs(session, person_id, row.changes):
        return "changed_since"
    try:
        with session.begin_nested():
            if not slots.release.call(session, actor, person_id):
                raise _Kept("learnt")
            own = BatchRow.person_id == person_id
            session.execute(update(BatchRow).where(own).values(person_id=None))
            if not employing.forget(session, actor, person_id):
                raise _Kept("built_on")
    except _Kept as kept:
        return str(kept)
    return ""


def _put_back(session: Session, actor: Actor, row: BatchRow, person_id: PersonId) -> str:
    """Only what still stands as the batch has set it."""
    if _differs(session, person_id, row.changes):
        return "changed_since"
    try:
        employing.amend(session, actor, person_id, lively(row.before or {}))
    except Conflict:
        return "taken"
    return ""


def _differs(session: Session, person_id: PersonId, changes: dict[str, Any]) -> bool:
    """Whether somebody has changed since what the batch has set; merging changes everything."""
    person = session.get_one(Person, person_id)
    now = plain({column: getattr(person, column) for column in changes})
    return person.merged_into_id is not None or now != changes


def _remove_unit(session: Session, actor: Actor, unit_id: int) -> None:
    """Unless anything stands in it or names it."""
    unit = session.get(Organisation, unit_id)
    if unit is None:
        return
    name, above = unit.name, unit.parent_id
    try:
        with session.begin_nested():
            session.delete(unit)
    except IntegrityError:
        return
    record(session, actor, "organisation_removed", ("organisation", unit_id), unit=above, name=name)
