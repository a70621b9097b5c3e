"""A plan's report for the mayor, and the tables of plans and courses."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from elearn import clock, papers
from elearn.content.phrases import say
from elearn.coordinating.rules import Heads, State, Tally
from elearn.ids import PersonId
from elearn.jobs import runner
from elearn.permissions import Actor
from elearn.plans.models import Plan
from elearn.reports import plan_paper, printing
from elearn.reports.orders import Order
from elearn.reports.plan_paper import Late, Line, PlanReport, shortened
from elearn.reports.rules import Kind
from elearn.settings import Settings
from elearn.work import Work
from elearn.worker import HANDLERS
from tests.coordinating.towns import Town, a_colleague, a_town, put_in
from tests.factories.plans import TEXTS, a_plan, a_project

SignIn = Callable[[FlaskClient, PersonId], str]
LONG = "Дирекция „Местно икономическо развитие, инвестиции, международно сътрудничество и проекти“"


@pytest.fixture
def towns(session: Session) -> tuple[Town, Town, int]:
    """Two, and a plan with a project of the first: one of its people is late; two of the second study the same."""
    here, there = a_town(session, "Липа"), a_town(session, "Бряст")
    late = a_colleague(session, here.department, "Закъсняла", due=clock.today() - timedelta(days=3))
    soon = a_colleague(session, here.department, "Навреме", due=clock.today() + timedelta(days=3))
    a_colleague(session, there.department, "Чуждова", due=clock.today() - timedelta(days=3))
    plan_id = a_plan(session, here.top, "sample", project_id=a_project(session, here.top))
    session.execute(update(Plan).where(Plan.id == plan_id).values(name="Дигитални умения 2026"))
    put_in(session, plan_id, late, soon)
    session.commit()
    return here, there, plan_id


def send(client: FlaskClient, **asked: object) -> TestResponse:
    (token, *_) = re.findall(r'name="csrf_token" value="([^"]+)"', client.get("/my/account?lang=bg").text)
    given = {name: str(value) for name, value in asked.items()}
    return client.post("/coordinate/files", data=given | {"csrf_token": token})


def rows_of(answer: TestResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";"))[3:]


def text_of(paper: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in paper.pages).split())


def test_the_mayors_report_is_two_tagged_pages_with_the_project(
    client: FlaskClient, sign_in: SignIn, towns: tuple[Town, Town, int], settings: Settings, engine: Engine
) -> None:
    here, _, plan_id = towns
    sign_in(client, here.coordinator)
    address = send(client, kind="plan", plan=plan_id, form="pdf").location
    runner.run_all(Work(settings, engine), HANDLERS)
    paper = PdfReader(io.BytesIO(client.get(f"{address}/download", buffered=True).data))
    text = text_of(paper)
    assert len(paper.pages) == 2
    assert {round(float(side)) for page in paper.pages for side in page.mediabox[2:]} == {595, 842}
    for words in ("Липа", "Дигитални умения 2026", "Закъсняла", TEXTS.statement["bg"], TEXTS.basis["bg"], TEXTS.code):
        assert words in text
    assert "Чуждова" not in text
    assert "Навреме" not in text
    assert bool(paper.trailer["/Root"]["/MarkInfo"]["/Marked"])  # type: ignore[index]  # pypdf's own shape


def a_line(number: int) -> Line:
    return Line(f"{number}. {LONG}", Tally({State.DONE: number, State.LATE: number % 5, State.OPEN: 3}), number)


def a_report(units: int, courses: int, late: int) -> PlanReport:
    """As full as one can be: `late` people, of whom only some are named."""
    return PlanReport(
        name=LONG * 2,
        owner=LONG,
        employer=LONG,
        due_on=date(2026, 12, 31),
        due_days=None,
        project=replace(TEXTS, name={"bg": "ж" * 240}, statement={"bg": "Финансирано " * 16}, basis={"bg": "З" * 160}),
        pictures=(),
        narrowed=(("Звено с всичко под него", LONG), ("Напуснали", "с напусналите")),
        tally=Tally({State.DONE: 143, State.DOING: 20, State.SOON: 18, State.LATE: 31, State.OPEN: 4, State.EXEMPT: 9}),
        heads=Heads(1_212, 943, 231, 118),
        units=shortened([a_line(n) for n in range(units)], plan_paper.MOST_UNITS, "всички други звена"),
        courses=shortened([a_line(n) for n in range(courses)], plan_paper.MOST_COURSES, "всички други курсове"),
        late=tuple(Late(LONG, LONG, LONG, date(2026, 11, 1)) for _ in range(min(late, plan_paper.MOST_LATE))),
        late_total=late,
    )


@pytest.mark.parametrize("language", ["bg", "en"])
@pytest.mark.parametrize("size", [(0, 0, 0), (1, 1, 1), (12, 12, 14), (200, 60, 3000)])
def test_however_much_there_is_it_is_two_pages(settings: Settings, language: str, size: tuple[int, int, int]) -> None:
    order = Order(Actor(), "Елена", Kind.PLAN, {}, language, clock.now())
    html = printing.plan(order, a_report(*size), settings, papers.font_address())
    paper = PdfReader(io.BytesIO(papers.write(html)))
    assert len(paper.pages) == 2
    assert "З" * 40 in text_of(paper).replace(" ", "")


def test_what_does_not_fit_is_summed_and_nothing_is_lost() -> None:
    lines = [a_line(n) for n in range(40)]
    told = shortened(lines, 12, "други")
    assert len(told) == 12
    assert Tally.of(part for line in told for part in line.tally) == Tally.of(p for line in lines for p in line.tally)
    assert sum(line.people or 0 for line in told) == sum(line.people or 0 for line in lines)


def test_the_table_of_a_plan_has_its_own_enrolments_alone(
    client: FlaskClient, sign_in: SignIn, towns: tuple[Town, Town, int]
) -> None:
    here, _, plan_id = towns
    sign_in(client, here.coordinator)
    table = send(client, kind="plan", plan=plan_id, form="csv")
    head, rows = table.data.decode("utf-8-sig").splitlines()[0], rows_of(table)
    said = (TEXTS.code, *(getattr(TEXTS, name)["bg"] for name in ("name", "funder", "statement", "basis")))
    assert [text for text in said if text not in head] == []
    states = [say("bg", "overdue"), say("bg", "due soon")]
    assert [(row[0].split()[-1], row[5]) for row in rows] == list(zip(("Закъсняла", "Навреме"), states, strict=True))


@pytest.mark.parametrize("form", ["csv", "xlsx", "pdf"])
def test_a_neighbours_plan_is_not_there(
    client: FlaskClient, sign_in: SignIn, towns: tuple[Town, Town, int], form: str
) -> None:
    _, there, plan_id = towns
    sign_in(client, there.coordinator)
    assert send(client, kind="plan", plan=plan_id, form=form).status_code == 404
    assert client.get(f"/coordinate/files/new?kind=plan&plan={plan_id}").status_code == 404


def test_the_table_of_a_course_counts_ones_own_people(
    client: FlaskClient, sign_in: SignIn, towns: tuple[Town, Town, int]
) -> None:
    here, there, _ = towns
    for town, count in ((here, "2"), (there, "1")):
        sign_in(client, town.coordinator)
        assert rows_of(send(client, kind="course", course="sample", form="csv"))[0][2:] == [count, "100%"]
        assert send(client, kind="course", course="none", form="csv").status_code == 404


def test_a_course_in_a_neighbours_unit_is_refused(
    client: FlaskClient, sign_in: SignIn, towns: tuple[Town, Town, int]
) -> None:
    here, there, _ = towns
    sign_in(client, there.coordinator)
    assert send(client, kind="course", course="sample", unit=here.top, form="csv").status_code == 403


def test_only_plans_have_a_report_on_paper(client: FlaskClient, sign_in: SignIn, towns: tuple[Town, Town, int]) -> None:
    sign_in(client, towns[0].coordinator)
    assert send(client, kind="people", form="pdf").status_code == 404
    assert send(client, kind="year", form="pdf").status_code == 404


def test_more_rows_than_a_sheet_has_are_refused_in_words(
    client: FlaskClient, sign_in: SignIn, towns: tuple[Town, Town, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, _, plan_id = towns
    monkeypatch.setattr("elearn.reports.views.SMALL", 1)
    monkeypatch.setattr("elearn.reports.service.MOST_ROWS", {"xlsx": 1, "csv": 99})
    sign_in(client, here.coordinator)
    refused = send(client, kind="plan", plan=plan_id, form="xlsx")
    assert refused.status_code == 409
    assert "CSV" in refused.text
    assert send(client, kind="plan", plan=plan_id, form="csv").status_code == 303
