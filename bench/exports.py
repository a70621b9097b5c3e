"""The matrix of 10,000 people × 30 courses as CSV and as a workbook, beside bare SQL and csv; and the memory it takes.

`python -m bench.exports` measures this alone. Each measurement runs in a process of its own, as the worker's would.
"""

import csv
import io
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bench import seeding, servers, table
from bench.table import Row
from elearn import clock, wiring
from elearn.coordinating.queries import state_of
from elearn.enrolment.models import Enrolment
from elearn.operations.cli import upgrade_database
from elearn.people.models import Organisation, Person
from elearn.permissions import Actor, Via
from elearn.progress.models import Completion, Progress
from elearn.publishing.models import Published
from elearn.reports import building, commas, workbooks
from elearn.reports.orders import Order
from elearn.reports.rules import Kind
from elearn.work import Work, open_work

PEOPLE, COURSES = 10_000, 30
MOST_TIMES, MOST_MB = 3.0, 20.0
CHUNK = 20_000


def measure(folder: Path) -> list[Row]:
    """Rows over a database of its own; medians of three runs that take turns."""
    settings = servers.settings_for(folder, folder / "exports.db")
    upgrade_database(settings)
    wiring.connect(settings)
    with open_work(settings, Via.CLI) as work:
        seeding._template(work)
        with work.writing() as session:
            _fill(session)
    floors: list[float] = []
    made: dict[str, list[tuple[float, float]]] = {"csv": [], "xlsx": []}
    for _ in range(3):
        floors.append(_run(folder, "floor")[0])
        for form, found in made.items():
            found.append(_run(folder, form))
    floor = sorted(floors)[1]
    what = f"matrix of {PEOPLE:,} people × {COURSES} courses as "
    seconds = {form: sorted(one for one, _ in found)[1] for form, found in made.items()}
    most = {form: max(mb for _, mb in found) for form, found in made.items()}
    bare = f"{floor:.2f} s bare SQL and csv"
    return [
        Row(f"{what}CSV", f"{seconds['csv']:.2f} s", bare, seconds["csv"] / floor, MOST_TIMES, most=True),
        Row(f"{what}CSV, memory above idle (MB)", f"{most['csv']:.1f} MB", "", most["csv"], MOST_MB, most=True),
        Row(f"{what}a workbook", f"{seconds['xlsx']:.2f} s", bare, seconds["xlsx"] / floor),
        Row(
            f"{what}a workbook, memory above idle (MB)", f"{most['xlsx']:.1f} MB", "", most["xlsx"], MOST_MB, most=True
        ),
    ]


def _fill(session: Session) -> None:
    """Courses under other names, people in a town, and enrolments in every state."""
    now, today = clock.now(), clock.today()
    town = session.scalars(select(Organisation)).first()
    first = session.scalars(select(Published)).first()
    if town is None or first is None:
        raise RuntimeError("the template is missing")
    last = max(session.scalars(select(Person.id)))
    slugs = [f"course-{number:02d}" for number in range(COURSES)]
    given = {"snapshot_id": first.snapshot_id, "changed_at": now, "withdrawn_why": ""}
    session.execute(insert(Published), [given | {"course_slug": slug} for slug in slugs])
    _write(session, Person, (_person(last + n, int(town.id), now) for n in range(1, PEOPLE + 1)))
    studies = [(last + n, slug) for n in range(1, PEOPLE + 1) for slug in slugs]
    start = max(session.scalars(select(Enrolment.id)), default=0)
    dues = (None, today + timedelta(days=60), today + timedelta(days=7), today - timedelta(days=9))
    each = list(enumerate(studies, start + 1))
    common = {"cycle": 1, "source": "plan", "created_at": now}
    _write(
        session,
        Enrolment,
        (common | {"id": at, "person_id": who, "course_slug": slug, "due": dues[at % 4]} for at, (who, slug) in each),
    )
    done = [at for at, _ in each if at % 2]
    stored = {"snapshot_id": first.snapshot_id, "steps_done": 5, "steps_total": 5, "percent": 100, "done": []}
    progress = stored | {"state": "completed", "updated_at": now}
    _write(session, Progress, (progress | {"enrolment_id": at} for at in done))
    proof = {"snapshot_id": first.snapshot_id, "rule_version": 1, "evidence": {}, "completed_at": now}
    _write(session, Completion, (proof | {"enrolment_id": at} for at in done))
    session.connection().exec_driver_sql("ANALYZE")


def _person(number: int, town: int, now: Any) -> dict[str, Any]:
    names = {"given": "Мария", "middle": "Петрова", "family": f"Иванова{number}"}
    blank = {"latin_given": "", "latin_middle": "", "latin_family": "", "demo": False, "created_at": now}
    place = {"organisation_id": town, "employer_id": town, "staff_number": str(number)}
    return names | blank | place | {"id": number, "sort_name": f"иванова{number} мария петрова"}


def _write(session: Session, model: Any, rows: Iterator[dict[str, Any]]) -> None:
    found = list(rows)
    for start in range(0, len(found), CHUNK):
        session.execute(insert(model), found[start : start + CHUNK])


def _run(folder: Path, what: str) -> tuple[float, float]:
    """Seconds, and megabytes above idle, in a process of its own."""
    command = [sys.executable, "-m", "bench.exports", what, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own interpreter
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


def _child(what: str, folder: Path) -> None:
    settings = servers.settings_for(folder, folder / "exports.db")
    wiring.connect(settings)
    with open_work(settings, Via.CLI) as work:
        if what == "floor":
            start = time.perf_counter()
            _floor(work, folder / "floor.csv")
            print(time.perf_counter() - start, 0.0)
            return
        _product(work, what, folder, {"name": "template"})
        with _peak() as above:
            start = time.perf_counter()
            rows = _product(work, what, folder, {"unit": ""})
            seconds = time.perf_counter() - start
        assert rows >= PEOPLE
        print(seconds, above())


def _product(work: Work, form: str, folder: Path, asked: dict[str, str]) -> int:
    order = Order(Actor(via=Via.CLI), "Елена", Kind.MATRIX, asked, "bg", clock.now())
    with work.reading() as session:
        report = building.table(session, order)
        path = folder / f"product.{form}"
        if form == "xlsx":
            return workbooks.write(report, path, order.name)
        with path.open("wb") as out:
            return commas.write(report, out)


def _floor(work: Work, path: Path) -> None:
    """The same rows with nothing of the product around: one SELECT and the csv module."""
    columns = (Person.family, Person.given, Organisation.name, Enrolment.course_slug, state_of(clock.today()))
    query = (
        select(Person.id, *columns, Enrolment.due, Completion.completed_at)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .outerjoin(Progress, Progress.enrolment_id == Enrolment.id)
        .outerjoin(Completion, Completion.enrolment_id == Enrolment.id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .order_by(Person.sort_name, Person.id)
        .execution_options(yield_per=1000)
    )
    with work.reading() as session, path.open("wb") as raw, io.TextIOWrapper(raw, "utf-8", newline="") as out:
        csv.writer(out, delimiter=";").writerows(session.execute(query))


@contextmanager
def _peak() -> Iterator[Callable[[], float]]:
    """The most memory above that of the beginning, looked at a hundred times a second, in megabytes."""
    process, stop = psutil.Process(os.getpid()), threading.Event()
    before = most = process.memory_info().rss

    def look() -> None:
        nonlocal most
        while not stop.wait(0.01):
            most = max(most, process.memory_info().rss)

    watcher = threading.Thread(target=look)
    watcher.start()
    yield lambda: (most - before) / 1_000_000
    stop.set()
    watcher.join()


if __name__ == "__main__":
    if len(sys.argv) == 3:
        _child(sys.argv[1], Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory(prefix="elearn-bench-") as name:
            print(table.text(measure(Path(name))))
