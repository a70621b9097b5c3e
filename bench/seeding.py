"""The databases: the real course published, a template learner made by the product's own verbs, and copies of her rows.

Small holds 1,000 enrolments and large 100,000; the same signed-in crew stands in both.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import CTE, String, cast, func, insert, literal, select, true
from sqlalchemy.orm import Session

from bench import servers
from elearn import clock, ids, wiring
from elearn.content.compiler import compile_tree
from elearn.db import Base
from elearn.demo.stories import Story, finished
from elearn.ids import CourseSlug, PersonId
from elearn.operations.cli import upgrade_database
from elearn.people import sessions, tree
from elearn.people.passwords import hash_password
from elearn.people.service import create_person
from elearn.permissions import Role, Via
from elearn.publishing.models import Change
from elearn.publishing.releasing import release
from elearn.serve import ROOT
from elearn.settings import Settings
from elearn.web import assets
from elearn.work import Work, open_work

COURSE = CourseSlug("investor-servicing")
TEN_QUESTIONS = "class-v/quiz"
"""The module test of ten questions."""
SMALL, LARGE = 1_000, 100_000
CHUNK = 20_000
PASSWORD = "bench-only-words-2026"  # noqa: S105 - opens nothing but this database

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody signed in, with her open attempts by test."""

    person_id: int
    token: str
    attempts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Crew:
    """`savers` have three empty attempts each, `finishers` ten right answers to submit, `last` the last test too."""

    savers: list[Member]
    finishers: list[Member]
    last: list[Member]


@dataclass(frozen=True, slots=True)
class Seeded:
    """A database, who can be sent to it, and the right answers of each test in their order."""

    settings: Settings
    crew: Crew
    answers: Mapping[str, list[dict[str, Any]]]


def seed(folder: Path) -> tuple[Seeded, Seeded]:
    """Small and large, under `folder`."""
    small, large = (servers.settings_for(folder, folder / f"{name}.db") for name in ("small", "large"))
    assets.build(folder / "static")
    upgrade_database(small)
    wiring.connect(small)
    with open_work(small, Via.CLI) as work:
        template = _template(work)
        few = _crew(work, template, savers=250, finishers=250, last=250)
        _crowd(work, template, SMALL)
    shutil.copyfile(folder / "small.db", folder / "large.db")
    with open_work(large, Via.CLI) as work:
        many = _crew(work, template, savers=900, finishers=4_500, last=3_000)
        _crowd(work, template, LARGE)
    joined = (few.savers + many.savers, few.finishers + many.finishers, few.last + many.last)
    answers = _answers(template)
    return Seeded(small, few, answers), Seeded(large, Crew(*joined), answers)


def _answers(template: Rows) -> dict[str, list[dict[str, Any]]]:
    """As a page would send them: in the labels of the order in which it shows the choices."""
    quizzes = {row["id"]: row["quiz_id"] for row in template["attempt"]}
    papers = {row["id"]: row["paper"] for row in template["attempt"]}
    found: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(template["response"], key=lambda row: int(row["position"])):
        order = papers[row["attempt_id"]][row["position"] - 1]["order"]
        found.setdefault(quizzes[row["attempt_id"]], []).append(_labelled(row["answer"], order))
    return found


def _labelled(answer: dict[str, Any], order: list[int]) -> dict[str, Any]:
    if "choice" in answer:
        return {"choice": order.index(answer["choice"])}
    return {"choices": sorted(map(order.index, answer["choices"]))} if "choices" in answer else answer


def _template(work: Work) -> Rows:
    """One learner who finished the course through the product's verbs; her rows by table, which the others copy."""
    compiled = compile_tree(ROOT / "courses", clock.today())
    if not compiled.courses:
        raise RuntimeError("; ".join(f"{problem.place}: {problem.code}" for problem in compiled.problems))
    for one in release(work, compiled.courses, compiled.files, change=Change.EDITORIAL, note=""):
        if one.refusal is not None:
            raise one.refusal
    hashed = hash_password(PASSWORD)
    with work.writing() as session:
        town = tree.add(session, work.actor, name="Община за измерване", parent_id=None)
        person_id = create_person(
            session,
            work.actor,
            email="template@bench.example",
            given="Мария",
            middle="Иванова",
            family="Примерова",
            organisation_id=town,
            roles=(Role.LEARNER,),
            password_hash=hashed,
        )
        finished(Story(session, person_id, COURSE, work.settings.secret))
    with work.reading() as session:
        return _rows_of(session, person_id)


def _rows_of(session: Session, person_id: PersonId) -> Rows:
    """All that is stored of the template and copied to others."""
    tables = Base.metadata.tables
    found: Rows = {"person": _select(session, "person", "id", [person_id])}
    for name in ("credential", "role_grant", "enrolment", "attempt"):
        found[name] = _select(session, name, "person_id", [person_id])
    enrolments = [row["id"] for row in found["enrolment"]]
    for name in ("progress", "visit", "self_check"):
        found[name] = _select(session, name, "enrolment_id", enrolments)
    found["response"] = _select(session, "response", "attempt_id", [row["id"] for row in found["attempt"]])
    assert all(found[name] for name in found if name in tables)
    return found


def _select(session: Session, table: str, column: str, values: list[int]) -> list[dict[str, Any]]:
    found = Base.metadata.tables[table]
    return [dict(row) for row in session.execute(select(found).where(found.c[column].in_(values))).mappings()]


def _crew(work: Work, template: Rows, *, savers: int, finishers: int, last: int) -> Crew:
    """Signed-in people with open attempts. Whoever has the last test open completes the course by submitting it."""
    quizzes = [row["quiz_id"] for row in template["attempt"]]
    modules = [name for name in quizzes if name != quizzes[-1]]
    with work.writing() as session:
        maker = _Maker(session, template)
        crew = Crew(
            [maker.member(opened=modules, answered=False, graded=()) for _ in range(savers)],
            [maker.member(opened=[TEN_QUESTIONS], answered=True, graded=()) for _ in range(finishers)],
            [maker.member(opened=[TEN_QUESTIONS], answered=True, graded=quizzes) for _ in range(last)],
        )
        maker.write()
    return crew


def _crowd(work: Work, template: Rows, total: int) -> None:
    """Fill up to so many enrolments with people nobody will sign in as: progress, three visits, a graded attempt."""
    tables = Base.metadata.tables
    with work.writing() as session:
        standing, first = (session.scalar(select(of(tables["enrolment"].c.id))) or 0 for of in (func.count, func.max))
        first = max(first, session.scalar(select(func.max(tables["person"].c.id))) or 0)
        attempts = session.scalar(select(func.max(tables["attempt"].c.id))) or 0
        numbers = _numbers(total - standing)
        number, attempt = first + numbers.c.n, attempts + numbers.c.n
        named = literal("learner-") + cast(number, String) + literal("@bench.example")
        _copy(session, "person", template["person"], numbers, {"id": number, "email": named})
        _copy(session, "role_grant", template["role_grant"], numbers, {"person_id": number})
        _copy(session, "enrolment", template["enrolment"], numbers, {"id": number, "person_id": number})
        for name, rows in (("progress", template["progress"]), ("visit", template["visit"][:3])):
            _copy(session, name, rows, numbers, {"enrolment_id": number})
        whose = {"id": attempt, "person_id": number, "enrolment_id": number}
        _copy(session, "attempt", template["attempt"][:1], numbers, whose)
        session.connection().exec_driver_sql("ANALYZE")


def _numbers(count: int) -> CTE:
    """1 to count."""
    start = select(literal(1).label("n")).cte("numbers", recursive=True)
    return start.union_all(select(start.c.n + 1).where(start.c.n < count))


def _copy(session: Session, table: str, rows: list[dict[str, Any]], numbers: CTE, changed: dict[str, Any]) -> None:
    """Each of the rows once for every number, by the database alone, with these columns changed."""
    found = Base.metadata.tables[table]
    mark = found.c.get("id", found.c.get("enrolment_id"))
    kept = [column for column in found.c if column.name != "id" or "id" in changed]
    values = [changed.get(column.name, column) for column in kept]
    marks = [row[mark.name] for row in rows]
    session.execute(
        insert(found).from_select(kept, select(*values).where(mark.in_(marks)).select_from(found.join(numbers, true())))
    )


class _Maker:
    """Copies of the template's rows under new numbers, collected and written at once.

    Everybody was seen and read "just now" for the whole run, so that no page leaves its five-minute hint.
    """

    def __init__(self, session: Session, template: Rows) -> None:
        self._session, self._template = session, template
        self._next = {name: self._largest(name) for name in ("person", "attempt")}
        self._next["person"] = max(self._next["person"], self._largest("enrolment"))
        self._rows: Rows = {}
        self._now = clock.now()
        self._just_now = self._now + timedelta(hours=2)

    def member(self, *, opened: list[str], answered: bool, graded: Iterable[str]) -> Member:
        """Somebody with a sign-in and these attempts open, those graded; `answered`: open ones hold right answers."""
        person_id, token = self._person(), ids.token()
        self._add("credential", {**self._template["credential"][0], "person_id": person_id})
        self._add("sign_in_session", self._signed_in(person_id, token))
        self._enrolled(person_id)
        attempts = {}
        for row in self._template["attempt"]:
            if row["quiz_id"] in opened:
                attempts[row["quiz_id"]] = self._attempt(row, person_id, opened=True, answered=answered)
            elif row["quiz_id"] in graded:
                self._attempt(row, person_id, opened=False, answered=True)
        return Member(person_id, token, attempts)

    def write(self) -> None:
        for table in Base.metadata.sorted_tables:
            rows = iter(self._rows.get(table.name, ()))
            while part := list(islice(rows, CHUNK)):
                self._session.execute(insert(table), part)

    def _largest(self, table: str) -> int:
        return self._session.scalar(select(func.max(Base.metadata.tables[table].c.id))) or 0

    def _number(self, table: str) -> int:
        self._next[table] += 1
        return self._next[table]

    def _add(self, table: str, row: dict[str, Any]) -> None:
        self._rows.setdefault(table, []).append(row)

    def _person(self) -> int:
        number = self._number("person")
        self._add("person", {**self._template["person"][0], "id": number, "email": email(number)})
        for row in _anew(self._template["role_grant"]):
            self._add("role_grant", {**row, "person_id": number})
        return number

    def _signed_in(self, person_id: int, token: str) -> dict[str, Any]:
        row = {"person_id": person_id, "token_sha256": sessions.digest(token), "address": "127.0.0.1", "agent": "wrk"}
        return row | {"created_at": self._now, "last_seen_at": self._just_now, "ended_at": None}

    def _enrolled(self, person_id: int) -> None:
        """An enrolment of the person's own number, its progress and every lesson done."""
        self._add("enrolment", {**self._template["enrolment"][0], "id": person_id, "person_id": person_id})
        begun = {"state": "in-progress", "enrolment_id": person_id}
        self._add("progress", {**self._template["progress"][0], **begun})
        for row in _anew(self._template["visit"]):
            self._add("visit", {**row, "enrolment_id": person_id, "read_at": self._just_now})
        for row in _anew(self._template["self_check"]):
            self._add("self_check", {**row, "enrolment_id": person_id})

    def _attempt(self, row: dict[str, Any], person_id: int, *, opened: bool, answered: bool) -> int:
        number = self._number("attempt")
        ended = ("submitted_at", "ended_by", "graded_at", "points", "passed")
        anew = {"state": "open", **dict.fromkeys(ended)} if opened else {}
        self._add("attempt", {**row, "id": number, "person_id": person_id, "enrolment_id": person_id, **anew})
        given = [one for one in self._template["response"] if answered and one["attempt_id"] == row["id"]]
        for one in _anew(given):
            self._add("response", {**one, "attempt_id": number, **({"points": None} if opened else {})})
        return number


def _anew(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows without their own numbers."""
    return ({name: value for name, value in row.items() if name != "id"} for row in rows)


def email(person_id: int) -> str:
    return f"learner-{person_id}@bench.example"
