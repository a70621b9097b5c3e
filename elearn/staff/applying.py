"""Applying a batch, some rows in each transaction: each row is judged once more, since others have acted meanwhile."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.errors import Refusal
from elearn.ids import OrganisationId, PersonId
from elearn.people import employing, positions, service, tree
from elearn.permissions import Actor, Grant
from elearn.staff import knowing, queries
from elearn.staff.batches import ACTING, Options, fields_of, judge_for, plain
from elearn.staff.judging import Judge, Judged, leaver
from elearn.staff.models import Batch, BatchRow, BatchState, Verdict
from elearn.staff.rows import Problem, wanted


def apply_some(session: Session, actor: Actor, batch_id: int, after: int, most: int) -> int | None:
    """Apply up to `most` rows whose id is beyond `after` and that nobody has applied yet; the id of the last one, None
    when there are none left. Applied again they are left alone."""
    batch = session.get_one(Batch, batch_id, with_for_update=True)
    query = select(BatchRow).where(
        BatchRow.batch_id == batch_id,
        BatchRow.verdict.in_(ACTING),
        BatchRow.applied_at.is_(None),
        BatchRow.id > after,
    )
    rows = session.scalars(query.order_by(BatchRow.id).limit(most)).all()
    if batch.state is not BatchState.APPLYING or not rows:
        return None
    judge = judge_for(session, batch.organisation_id, Options.of(batch))
    by_row = _judged(session, judge, batch, rows)
    for row in rows:
        _apply(session, maker(batch, actor), batch, judge, row, by_row[row.id])
    batch.done += len(rows)
    session.flush()
    return rows[-1].id


def finish(session: Session, actor: Actor, batch_id: int) -> None:
    """Nothing is left to apply: the batch counts what came of it, and what the file said beside is not kept."""
    batch = session.get_one(Batch, batch_id)
    if batch.state is not BatchState.APPLYING:
        return
    batch.counts = queries.counted(session, batch_id)
    session.execute(update(BatchRow).where(BatchRow.batch_id == batch_id).values(cells=[]))
    batch.state, batch.applied_at = BatchState.APPLIED, clock.now()
    unit_id = batch.organisation_id
    record(session, maker(batch, actor), "people_imported", ("batch", batch_id), unit=unit_id, counts=batch.counts)
    session.flush()


def maker(batch: Batch, actor: Actor) -> Actor:
    """In the record stands who brought the table in, by way of a job."""
    return Actor(person_id=None if batch.made_by is None else PersonId(batch.made_by), via=actor.via)


def _judged(session: Session, judge: Judge, batch: Batch, rows: Sequence[BatchRow]) -> dict[int, Judged]:
    columns = fields_of(batch.columns)
    listed = [row for row in rows if row.number is not None]
    said = [wanted(row.number or 0, row.cells, columns, judge.today) for row in listed]
    found = dict(zip((row.id for row in listed), judge.judge(said), strict=True))
    missing = {row.person_id: row for row in rows if row.number is None}
    still = knowing.still_here(session, judge.tree.path, [one for one in missing if one is not None])
    named = judge.met | _named(session, batch.id, still)
    for person_id, row in missing.items():
        there = still.get(PersonId(person_id or 0))
        gone = Judged(None, Verdict.SAME, row.details["name"])
        kept = there is None or there.guarded or there.id == batch.made_by or there.id in named
        found[row.id] = gone if there is None or kept else leaver(there, judge.today)
    return found


def _named(session: Session, batch_id: int, people: Collection[PersonId]) -> set[PersonId]:
    """Those of the people whom a row of the file has turned out to mean since the check."""
    listed = (BatchRow.batch_id == batch_id, BatchRow.number.is_not(None))
    found = session.scalars(select(BatchRow.person_id).where(BatchRow.person_id.in_(people), *listed))
    return {PersonId(person_id) for person_id in found if person_id is not None}


def _apply(session: Session, actor: Actor, batch: Batch, judge: Judge, row: BatchRow, judged: Judged) -> None:
    row.applied_at = clock.now()
    if judged.verdict in ACTING:
        try:
            _act(session, actor, batch, judge, row, judged)
        except Refusal as refusal:
            judged = Judged(row.number, Verdict.REFUSED, name=judged.name, problems=(Problem(refusal.code, {}),))
    row.person_id = row.person_id or judged.person_id
    row.verdict, row.details = judged.verdict, judged.details
    row.refusal = judged.problems[0].code if judged.problems else None


def _act(session: Session, actor: Actor, batch: Batch, judge: Judge, row: BatchRow, judged: Judged) -> None:
    facts = dict(judged.sets) | _placed(session, actor, batch, judge, judged)
    if judged.post:
        facts["position_id"] = positions.find_or_add(session, actor, judged.post)
        judge.forget_posts()
    row.changes = plain(facts)
    if judged.person_id is not None:
        row.before = plain(employing.amend(session, actor, judged.person_id, facts))
        row.person_id = judged.person_id
        return
    row.person_id = person_id = employing.employ(session, actor, facts)
    row.before = {}
    for role in judged.roles:
        service.grant_role(session, actor, person_id, Grant(role, OrganisationId(facts["organisation_id"])))


def _placed(session: Session, actor: Actor, batch: Batch, judge: Judge, judged: Judged) -> dict[str, Any]:
    """The unit, those that lack being added on the way."""
    if judged.place is None:
        return {}
    unit_id = judged.place.unit_id
    for name in judged.place.missing:
        found = judge.tree.child(unit_id, name)
        if found is None:
            found = tree.add(session, actor, name=name, parent_id=unit_id)
            judge.tree.add(found, unit_id, name)
            options = Options.of(batch)
            batch.options = options.as_json() | {"made": [*options.made, int(found)]}
        unit_id = found
    return {"organisation_id": unit_id}
