"""Reading batches: the list of them, one with its rows, and how far a job is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row as SqlRow
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from elearn.errors import NotFound
from elearn.ids import PersonId
from elearn.jobs.models import Job, JobState
from elearn.people.models import Organisation, Person
from elearn.people.reach import within
from elearn.permissions import Actor, Permission
from elearn.staff.batches import ACTING
from elearn.staff.models import Batch, BatchRow, BatchState, Verdict
from elearn.staff.table import Row

SAMPLES = 3
MOST_RUNS = 100
"""Jobs that one batch may have, one after the other: each takes thousands of rows."""


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the file. `refused`: it looked like ЕГН, and its cells were not kept."""

    at: int
    name: str
    refused: bool


@dataclass(frozen=True, slots=True)
class BatchView:
    """`counts`: rows by verdict, and after applying or undoing what came of them; empty while they are checked."""

    id: int
    unit: str
    unit_id: int
    by: str
    file_name: str
    file_sha256: str
    heads: tuple[Head, ...]
    columns: Mapping[str, int]
    options: Mapping[str, Any]
    state: BatchState
    counts: Mapping[str, int]
    done: int
    created_at: datetime
    applied_at: datetime | None
    undone_at: datetime | None

    @property
    def acting(self) -> int:
        """Rows that change something."""
        return acting(self.counts)

    @property
    def to_do(self) -> int:
        """Rows that the job which runs goes through."""
        return int(self.options["rows"]) if self.state is BatchState.CHECKING else self.acting

    @property
    def running(self) -> bool:
        return self.state in (BatchState.CHECKING, BatchState.APPLYING, BatchState.UNDOING)


@dataclass(frozen=True, slots=True)
class RowView:
    """A row with its verdict; `details` as judging.Judged keeps them, with `kept` for what could not be undone."""

    number: int | None
    verdict: Verdict
    details: Mapping[str, Any]
    person_id: PersonId | None
    undone: bool


def acting(counts: Mapping[str, int]) -> int:
    """How many rows change something."""
    return sum(counts.get(verdict.value, 0) for verdict in ACTING)


def counted(session: Session, batch_id: int) -> dict[str, int]:
    """Rows by verdict, as they stand now."""
    query = select(BatchRow.verdict, func.count()).where(BatchRow.batch_id == batch_id).group_by(BatchRow.verdict)
    return {verdict.value: number for verdict, number in session.execute(query)}


def batch(session: Session, actor: Actor, batch_id: int) -> BatchView:
    """Raises NotFound("batch_unknown"), also for one of a unit out of reach."""
    row = session.execute(_views(actor).where(Batch.id == batch_id)).one_or_none()
    if row is None:
        raise NotFound("batch_unknown")
    return _view(row)


def batches(session: Session, actor: Actor, first: int, most: int) -> list[BatchView]:
    """The batches of the units in reach, the newest first."""
    query = _views(actor).order_by(Batch.created_at.desc(), Batch.id.desc()).offset(first).limit(most)
    return [_view(row) for row in session.execute(query)]


def count(session: Session, actor: Actor) -> int:
    query = select(func.count()).select_from(Batch).join(Organisation, Organisation.id == Batch.organisation_id)
    return session.scalar(query.where(within(actor, Permission.PEOPLE_MANAGE))) or 0


def earlier(session: Session, view: BatchView) -> datetime | None:
    """When the same file was last applied for the same unit, and not undone."""
    query = select(func.max(Batch.applied_at)).where(
        Batch.organisation_id == view.unit_id,
        Batch.file_sha256 == view.file_sha256,
        Batch.state == BatchState.APPLIED,
        Batch.id != view.id,
    )
    return session.scalar(query)


def rows(session: Session, batch_id: int, verdict: Verdict | None, first: int, most: int) -> list[RowView]:
    """Rows in the order of the file, those who are missing from it last."""
    ids = select(BatchRow.id).where(BatchRow.batch_id == batch_id).order_by(BatchRow.id).offset(first).limit(most)
    if verdict is not None:
        ids = ids.where(BatchRow.verdict == verdict)
    found = list(session.scalars(ids))  # alone, so that the rows before them need not be read
    query = select(BatchRow).where(BatchRow.id.in_(found)).order_by(BatchRow.id)
    return [
        RowView(
            row.number,
            row.verdict,
            row.details,
            None if row.person_id is None else PersonId(row.person_id),
            row.undone_at is not None,
        )
        for row in session.scalars(query)
    ]


def sent_rows(session: Session, batch_id: int) -> list[Row]:
    """What the file said, without who was missing from it."""
    query = select(BatchRow.number, BatchRow.cells).where(BatchRow.batch_id == batch_id, BatchRow.number.is_not(None))
    return [Row(number, tuple(cells)) for number, cells in session.execute(query.order_by(BatchRow.number))]


def samples(session: Session, batch_id: int, width: int) -> list[tuple[str, ...]]:
    """For each column, its first values."""
    query = select(BatchRow.cells).where(BatchRow.batch_id == batch_id, BatchRow.number.is_not(None))
    some = [list(cells) for cells in session.scalars(query.order_by(BatchRow.number).limit(SAMPLES))]
    return [tuple(cells[at] for cells in some if at < len(cells) and cells[at]) for at in range(width)]


def going(session: Session, batch_id: int, kind: str) -> bool:
    """Whether a job for the batch waits or runs."""
    waits = Job.state.in_((JobState.QUEUED, JobState.RUNNING))
    query = select(Job.id).where(Job.key.in_(_keys(batch_id, kind)), waits).limit(1)
    return session.scalar(query) is not None


def next_key(session: Session, batch_id: int, kind: str) -> str:
    """The key of a further job for the batch, behind those that stand."""
    taken = set(session.scalars(select(Job.key).where(Job.key.in_(_keys(batch_id, kind)))))
    last = max((at for at, key in enumerate(_keys(batch_id, kind)) if key in taken), default=0)
    return _keys(batch_id, kind)[min(last + 1, MOST_RUNS - 1)]


def first_key(batch_id: int, kind: str) -> str:
    return _keys(batch_id, kind)[0]


def _keys(batch_id: int, kind: str) -> list[str]:
    """Every key that a job of the batch may have: looked up one by one, for no pattern finds its way by the index."""
    return [f"{kind}:{batch_id}:{n}" for n in range(MOST_RUNS)]


def _views(actor: Actor) -> Select[Batch, Organisation, Person]:
    return (
        select(Batch, Organisation, Person)
        .join(Organisation, Organisation.id == Batch.organisation_id)
        .outerjoin(Person, Person.id == Batch.made_by)
        .where(within(actor, Permission.PEOPLE_MANAGE))
    )


def _view(found: SqlRow[Batch, Organisation, Person]) -> BatchView:
    row, unit, maker = found[0], found[1], found[2]
    return BatchView(
        id=row.id,
        unit=unit.name,
        unit_id=unit.id,
        by="" if maker is None else f"{maker.given} {maker.family}",
        file_name=row.file_name,
        file_sha256=row.file_sha256,
        heads=tuple(Head(at, head["name"], head["refused"]) for at, head in enumerate(row.heads)),
        columns=row.columns,
        options=row.options,
        state=row.state,
        counts=row.counts,
        done=row.done,
        created_at=row.created_at,
        applied_at=row.applied_at,
        undone_at=row.undone_at,
    )
