"""Making files that take long, and forgetting what is over."""

import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from elearn import clock, papers
from elearn.errors import Conflict, NotAllowed, NotFound, Refusal
from elearn.mail import service as mail
from elearn.papers import Picture
from elearn.people.queries import person
from elearn.permissions import require
from elearn.reports import building, commas, letters, plan_paper, printing, queries, service, workbooks, yearly
from elearn.reports.orders import NEEDED, Order
from elearn.reports.rules import KEPT_FOR, MOST_ROWS, SMALL, Form, Kind, Tick
from elearn.reports.shelf import shelf
from elearn.storage.files import Files
from elearn.web.numbers import whole_number
from elearn.work import Work

FORGET = "forget_reports"
DRAFTS = "making-"
TELL_SECONDS = 1.0
ABANDONED = timedelta(days=1)


def make_report(work: Work, payload: dict[str, Any]) -> None:
    """Make the file that was asked for, as its maker may see things now. Run twice, the first file stands; a refusal
    is kept with the file, for whoever asked."""
    file_id = int(payload["report_file_id"])
    with work.reading() as session:
        found = queries.order_of(session, file_id)
    if found is None or found[0].sha256 is not None or found[0].refused is not None:
        return
    row, order = found
    try:
        if order is None:
            raise NotAllowed("not_permitted")
        _make(work, file_id, order, row.form)
    except Refusal as refusal:
        with work.writing() as session:
            service.refuse(session, file_id, refusal.code)


def _make(work: Work, file_id: int, order: Order, form: Form) -> None:
    files = shelf(work.settings.data)
    files.root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=files.root, prefix=DRAFTS) as folder:
        path = Path(folder) / "made"
        with work.reading() as session:
            rows = _write(session, work, file_id, order, form, path)
        size = path.stat().st_size
        sha256 = files.keep(path)
    with work.writing() as session:
        if service.store(session, file_id, sha256, size, rows, queries.reach_of(order)) and rows > SMALL:
            _announce(session, work, file_id, order)


def _write(session: Session, work: Work, file_id: int, order: Order, form: Form, path: Path) -> int:
    """Write the file; how many rows it has."""
    if order.kind is not Kind.YEAR:
        require(order.actor, NEEDED)
    if form is Form.PDF:
        path.write_bytes(_paper(session, work, order))
        return 0
    report = building.table(session, order)
    if report.total > MOST_ROWS[form]:
        raise Conflict("report_file_long", most=MOST_ROWS[form])
    tick = _telling(work, file_id, report.total)
    tick(0)
    if form is Form.XLSX:
        return workbooks.write(report, path, order.name, tick)
    with path.open("wb") as out:
        return commas.write(report, out, tick)


def _paper(session: Session, work: Work, order: Order) -> bytes:
    """A paper as PDF. Raises NotFound("report_file_unknown") for what has none."""
    font = papers.font_address()
    if order.kind is Kind.PLAN:
        plan = plan_paper.report(session, order)
        stored = Files.of(work.settings.data)
        pictures = {f"logo:{sha256}": Picture(stored.read(sha256), mime) for sha256, mime in plan.pictures}
        return papers.write(printing.plan(order, plan, work.settings, font), pictures)
    if order.kind is not Kind.YEAR:
        raise NotFound("report_file_unknown")
    whose = yearly.person_of(session, order.actor, whole_number(order.asked.get("person")))
    year = whole_number(order.asked.get("year")) or order.today.year
    told = yearly.statement(session, whose, year, order.language)
    return papers.write(printing.yearly(order, told, work.settings, font))


def _telling(work: Work, file_id: int, total: int) -> Tick:
    """Writes down how far it is, at most once a second."""
    last = 0.0

    def tell(done: int) -> None:
        nonlocal last
        if time.monotonic() - last < TELL_SECONDS:
            return
        last = time.monotonic()
        with work.writing() as session:
            service.tell(session, file_id, done, total)

    return tell


def _announce(session: Session, work: Work, file_id: int, order: Order) -> None:
    """By letter, once."""
    if order.actor.person_id is None:
        return
    who, file = person(session, order.actor.person_id), queries.one(session, order.actor, file_id)
    subject, text = letters.ready(file, order.language, work.settings)
    mail.send(session, to=who.email, subject=subject, text=text, key=f"report:{file_id}", person_id=who.id)


def forget_reports(work: Work, _payload: dict[str, Any]) -> None:
    """Remove files whose days are over, and what workers left that ended before they had told of it."""
    files = shelf(work.settings.data)
    with work.writing() as session:
        gone = service.forget(session)
    for digest in gone:
        files.discard(digest)
    for draft in _older(files.root.glob(f"{DRAFTS}*"), ABANDONED):
        shutil.rmtree(draft, ignore_errors=True)
    for orphan in _older(files.root.glob("??/??/*"), KEPT_FOR + ABANDONED):
        orphan.unlink(missing_ok=True)


def _older(paths: Iterable[Path], age: timedelta) -> Iterator[Path]:
    oldest = (clock.now() - age).timestamp()
    return (path for path in paths if path.stat().st_mtime < oldest)
