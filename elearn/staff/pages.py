"""What the pages of imports show, put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from elearn.permissions import Actor
from elearn.staff import queries
from elearn.staff.batches import fields_of
from elearn.staff.fields import lacking
from elearn.staff.models import BatchState, Verdict
from elearn.staff.queries import BatchView, Head, RowView
from elearn.staff.service import JOBS
from elearn.web.paging import Paged, asked

ROWS = 50
BATCHES = 20


@dataclass(frozen=True, slots=True)
class BatchPage:
    """`lacking`: codes of columns it cannot do without; `unused`: heads of columns that nothing is read from;
    `stalled`: its job has died; `earlier`: when the same file was applied before."""

    batch: BatchView
    rows: Paged[RowView]
    verdict: Verdict | None
    lacking: Sequence[str]
    refused: Sequence[Head]
    unused: Sequence[Head]
    stalled: bool
    earlier: datetime | None

    @property
    def total(self) -> int:
        return sum(self.batch.counts.get(verdict.value, 0) for verdict in Verdict)

    @property
    def percent(self) -> int:
        return min(100, self.batch.done * 100 // (self.batch.to_do or 1))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file with its first values, and what is read from it."""

    head: Head
    samples: Sequence[str]
    field: str


def batch_page(session: Session, actor: Actor, batch_id: int, verdict: Verdict | None) -> BatchPage:
    """Raises NotFound("batch_unknown")."""
    batch = queries.batch(session, actor, batch_id)
    total = sum(batch.counts.get(one.value, 0) for one in Verdict if verdict in (None, one))
    first = asked(ROWS, total)
    rows = queries.rows(session, batch_id, verdict, first, ROWS) if total else []
    kind = JOBS.get(batch.state)
    used = set(batch.columns.values())
    return BatchPage(
        batch,
        Paged(rows, first, total, ROWS),
        verdict,
        lacking(fields_of(batch.columns)),
        [head for head in batch.heads if head.refused],
        [head for head in batch.heads if head.at not in used and not head.refused and head.name],
        kind is not None and not queries.going(session, batch_id, kind),
        queries.earlier(session, batch) if batch.state is BatchState.CHECKED else None,
    )


def columns(session: Session, batch: BatchView) -> list[Column]:
    """Every column, in the order of the file."""
    samples = queries.samples(session, batch.id, len(batch.heads))
    by_column = {column: name for name, column in batch.columns.items()}
    return [Column(head, samples[head.at], by_column.get(head.at, "")) for head in batch.heads]


def listing(session: Session, actor: Actor) -> Paged[BatchView]:
    """The batches in reach, the newest first."""
    total = queries.count(session, actor)
    first = asked(BATCHES, total)
    return Paged(queries.batches(session, actor, first, BATCHES), first, total, BATCHES)
