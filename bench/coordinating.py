"""The completion report: 25 rows of the matrix person × course, at 100, 2,000, 10,000 and 100,000 people × 3 courses.

The same page at each size by turns, beside its own statements sent by the bare driver; and the overview, first counted
and then remembered. `python -m bench.coordinating [PEOPLE…]` measures this alone.
"""

import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, String, case, cast, delete, func, insert, literal, select, update
from sqlalchemy.orm import Session

from bench import seeding, servers, sizes, table
from bench.browsers import Browsers
from bench.load import Request
from bench.seeding import Member, Rows
from bench.table import Row
from elearn import clock, ids, wiring
from elearn.app import create_app
from elearn.extensions import database
from elearn.operations.cli import upgrade_database
from elearn.people import tree
from elearn.people.models import Organisation, Person
from elearn.people.service import create_person
from elearn.people.sessions import open_session
from elearn.permissions import Actor, Grant, Role, Via
from elearn.progress.models import Completion, Progress
from elearn.publishing.models import Published
from elearn.web import assets
from elearn.work import Work, open_work

SIZES = (100, 2_000, 10_000, 100_000)
UNITS = 20
NEIGHBOURS = 2_000
"""Organisations beside the town, so that its own are few among many."""
ROUNDS, WARM = 60, 10
MOST_BARE, MOST_SLOWER = 4.0, 1.5
MATRIX = "/coordinate/matrix?after={}"


@dataclass(frozen=True, slots=True)
class Town:
    """An application over a town of so many people, and its coordinator's requests."""

    people: int
    app: Flask
    engine: Engine
    matrix: Request
    overview: Request


def measure(folder: Path, counts: Sequence[int] = SIZES) -> list[Row]:
    """Rows of time against the bare statements, against the smallest town, of plans, and of the overview."""
    assets.build(folder / "static")
    towns = [_town(folder, people) for people in counts]
    pages, bare = _by_turns(towns)
    rows = []
    for town in towns:
        page, driver = (statistics.median(times[town.people][WARM:]) * 1000 for times in (pages, bare))
        scans = _scans(town)
        first = statistics.median(pages[towns[0].people][WARM:]) * 1000
        against = f"the same against {counts[0]:,} people"
        what = f"completion report, 25 rows, {town.people:,} people × 3"
        rows += [
            Row(what, f"{page:.2f} ms", f"its SQL alone: {driver:.2f} ms", page / driver, MOST_BARE, most=True),
            Row(against, f"{page:.2f} ms", f"{first:.2f} ms", page / first, MOST_SLOWER, most=True),
            Row("scans in its plans", ", ".join(scans) or "none", "", float(len(scans)), 0, most=True),
            _overview(town),
        ]
    return rows


def _town(folder: Path, people: int) -> Town:
    settings = servers.settings_for(folder, folder / f"town-{people}.db")
    upgrade_database(settings)
    wiring.connect(settings)
    with open_work(settings, Via.CLI) as work:
        template = seeding._template(work)
        template["completion"] = _completion(work, template)
        with work.writing() as session:
            coordinator, token = _coordinator(session, work.actor)
            middle = _fill(session, template, people)
    app = create_app(settings)
    with app.app_context():
        engine = database.engine
    cookie = Browsers(settings)._cookie(Member(coordinator, token, {}))
    return Town(people, app, engine, Request(MATRIX.format(middle), cookie), Request("/coordinate", cookie))


def _completion(work: Work, template: Rows) -> list[dict[str, Any]]:
    with work.reading() as session:
        return seeding._select(session, "completion", "enrolment_id", [row["id"] for row in template["enrolment"]])


def _coordinator(session: Session, actor: Actor) -> tuple[int, str]:
    """Of the town with all its departments."""
    top = session.scalars(select(Organisation.id)).one()
    for number in range(UNITS):
        tree.add(session, actor, name=f"Отдел {number + 1}", parent_id=ids.OrganisationId(top))
    _neighbours(session)
    names = {"given": "Калина", "middle": "", "family": "Примерова"}
    email, scope = "coordinator@bench.example", Grant(Role.COORDINATOR, ids.OrganisationId(top))
    who = create_person(session, actor, email=email, organisation_id=ids.OrganisationId(top), roles=(scope,), **names)
    return who, [open_session(session, Actor(), who) for _ in range(500)][-1]


def _neighbours(session: Session) -> None:
    rows = [
        {
            "id": 10_000 + n,
            "name": f"Съседна {n}",
            "kind": "district",
            "path": f"/{10_000 + n}/",
            "created_at": clock.now(),
        }
        for n in range(NEIGHBOURS)
    ]
    session.execute(insert(Organisation), rows)


def _fill(session: Session, template: Rows, people: int) -> int:
    """So many people of mixed names in the departments, each in three courses; the person in the middle of the list."""
    first = session.scalar(select(func.max(Person.id))) or 0
    lowest = session.scalar(select(func.min(Organisation.id)).where(Organisation.parent_id.is_not(None))) or 0
    numbers = seeding._numbers(people)
    number = first + numbers.c.n
    mixed = cast(100_000_000 + number * 7_919_777 % 99_999_989, String)
    named = literal("learner-") + cast(number, String) + literal("@bench.example")
    changed = {"id": number, "email": named, "organisation_id": lowest + number % UNITS, "sort_name": mixed}
    seeding._copy(session, "person", template["person"], numbers, changed)
    for at, slug in enumerate(session.scalars(select(Published.course_slug).order_by(Published.course_slug)).all()):
        enrolment = first + at * people + numbers.c.n
        late = func.date(clock.today().isoformat(), cast(numbers.c.n % 60 - 20, String) + " days")
        due = case((numbers.c.n % 4 == 0, None), else_=late)
        values = {"id": enrolment, "person_id": number, "course_slug": literal(slug), "due": due}
        seeding._copy(session, "enrolment", template["enrolment"], numbers, values)
        seeding._copy(
            session, "completion", template["completion"], numbers, {"id": enrolment, "enrolment_id": enrolment}
        )
        seeding._copy(session, "progress", template["progress"], numbers, {"enrolment_id": enrolment})
    third = Progress.enrolment_id % 3
    states = case((third == 0, "completed"), (third == 1, "in-progress"), else_="not-started")
    session.execute(delete(Completion).where(Completion.enrolment_id > first, Completion.enrolment_id % 3 != 0))
    session.execute(update(Progress).where(Progress.enrolment_id > first).values(state=states))
    session.connection().exec_driver_sql("ANALYZE")
    return session.scalars(select(Person.id).order_by(Person.sort_name).offset(people // 2).limit(1)).one()


def _by_turns(towns: Sequence[Town]) -> tuple[dict[int, list[float]], dict[int, list[float]]]:
    """Seconds of the page and of its statements alone, by number of people."""
    pages: dict[int, list[float]] = {town.people: [] for town in towns}
    bare: dict[int, list[float]] = {town.people: [] for town in towns}
    heard = {town.people: _heard(town) for town in towns}
    for turn in range(ROUNDS):
        for town in towns if turn % 2 else towns[::-1]:
            pages[town.people].append(_ask(town, town.matrix))
            bare[town.people].append(_bare(town.engine, heard[town.people]))
    return pages, bare


def _ask(town: Town, request: Request) -> float:
    client = town.app.test_client(use_cookies=False)
    start = time.perf_counter()
    answer = client.get(request.path, headers={"Cookie": request.cookie})
    body = answer.get_data(as_text=True)
    taken = time.perf_counter() - start
    assert answer.status_code == 200, (request.path, answer.status, body[:200])
    assert request is town.overview or body.count("<tr>") == 26, body.count("<tr>")
    return taken


def _heard(town: Town) -> list[tuple[str, Any]]:
    """What one warm page asks the database."""
    _ask(town, town.matrix)
    with sizes.listening(town.engine) as heard:
        _ask(town, town.matrix)
    return [(text, parameters) for text, parameters in heard if text.lstrip().upper().startswith("SELECT")]


def _bare(engine: Engine, statements: Sequence[tuple[str, Any]]) -> float:
    """The same statements by the driver, every row read."""
    connection = engine.raw_connection()
    try:
        start = time.perf_counter()
        for text, parameters in statements:
            connection.cursor().execute(text, parameters).fetchall()
        return time.perf_counter() - start
    finally:
        connection.close()


def _scans(town: Town) -> list[str]:
    """Of tables; the list of courses is read whole, and what a statement has gathered itself is no table."""
    found = set(sizes._scans(town.engine, _heard(town)))
    return sorted(one for one in found if not re.match(r"SCAN (anon_\d+|published)\b", one))


def _overview(town: Town) -> Row:
    """Counted at the first look; afterwards what took long is remembered for some minutes."""
    first, again = _ask(town, town.overview), _ask(town, town.overview)
    return Row(f"overview of {town.people:,} people × 3", f"{first:.2f} s, again {again * 1000:.0f} ms")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="elearn-bench-") as name:
        print(table.text(measure(Path(name), [int(one) for one in sys.argv[1:]] or SIZES)))
