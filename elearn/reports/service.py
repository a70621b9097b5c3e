"""Asking for a file, and what becomes of it."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.errors import Conflict
from elearn.jobs import service as jobs
from elearn.permissions import Actor
from elearn.reports.models import ReportFile
from elearn.reports.noting import note_taken
from elearn.reports.orders import Order
from elearn.reports.rules import KEPT_FOR, MOST_ROWS, Form

MAKE = "make_report"
MOST_AT_ONCE = 5
"""Files that one person may wait for."""


def ask(session: Session, order: Order, form: Form, title: str, rows: int | None) -> int:
    """Have a file made; its id. Raises Conflict("reports_waiting") for who waits for too many already, and
    Conflict("report_file_long") for more rows than such a file can have."""
    if rows is not None and form is not Form.PDF and rows > MOST_ROWS[form]:
        raise Conflict("report_file_long", most=MOST_ROWS[form])
    _require_patience(session, order.actor)
    row = ReportFile(
        person_id=order.actor.person_id,
        kind=order.kind,
        form=form,
        asked=dict(order.asked),
        language=order.language,
        title=title[:200],
        asked_at=clock.now(),
        rows_total=rows,
        rows_done=0,
    )
    session.add(row)
    session.flush()
    jobs.enqueue(session, MAKE, {"report_file_id": row.id}, key=f"{MAKE}:{row.id}")
    note_taken(session, order, form, rows)
    return row.id


def _require_patience(session: Session, actor: Actor) -> None:
    waiting = select(ReportFile.id).where(
        ReportFile.person_id == actor.person_id,
        ReportFile.sha256.is_(None),
        ReportFile.refused.is_(None),
        ReportFile.asked_at > clock.now() - KEPT_FOR,
    )
    if len(session.scalars(waiting).all()) >= MOST_AT_ONCE:
        raise Conflict("reports_waiting", most=MOST_AT_ONCE)


def tell(session: Session, file_id: int, done: int, total: int | None = None) -> None:
    """How far it is."""
    found: dict[str, int] = {"rows_done": done} | ({} if total is None else {"rows_total": total})
    session.execute(update(ReportFile).where(ReportFile.id == file_id).values(found))


def store(session: Session, file_id: int, sha256: str, size: int, rows: int, reach: list[int] | None) -> bool:
    """Set the hash of the file, once: of two workers the first one's stands. Whether it was this one."""
    unmade = (ReportFile.id == file_id, ReportFile.sha256.is_(None))
    ready = {"sha256": sha256, "size": size, "ready_at": clock.now(), "rows_done": rows, "reach": reach}
    found = session.execute(update(ReportFile).where(*unmade).values(ready).returning(ReportFile.id))
    return found.scalar() is not None


def refuse(session: Session, file_id: int, code: str) -> None:
    """It cannot be made, and trying again would not help."""
    unmade = (ReportFile.id == file_id, ReportFile.sha256.is_(None))
    session.execute(update(ReportFile).where(*unmade).values(refused=code))


def forget(session: Session) -> Sequence[str]:
    """Remove what is over; the digests of files that nothing names any more."""
    old = ReportFile.asked_at <= clock.now() - KEPT_FOR
    gone = set(session.scalars(select(ReportFile.sha256).where(old, ReportFile.sha256.is_not(None))))
    session.execute(delete(ReportFile).where(old))
    kept = set(session.scalars(select(ReportFile.sha256).where(ReportFile.sha256.in_(gone))))
    return sorted(digest for digest in gone - kept if digest is not None)
