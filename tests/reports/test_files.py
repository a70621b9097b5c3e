"""Asking for files: at once or by the worker, each its maker's alone, for a week."""

import io
import os
from datetime import timedelta

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.db import begin_writing
from elearn.mail.models import Letter
from elearn.people.models import Person, RoleGrant
from elearn.permissions import Role
from elearn.reports import jobs, rules, service
from elearn.reports.models import ReportFile
from elearn.settings import Settings
from elearn.work import Work
from tests.reports.desk import SignIn, Two, names_of, rows_of, run_jobs, send


@pytest.mark.parametrize("kind", ["people", "matrix"])
def test_a_table_holds_the_people_of_ones_own_units_and_nobody_else(
    client: FlaskClient, sign_in: SignIn, two: Two, kind: str
) -> None:
    sign_in(client, two.mine)
    taken = send(client, {"kind": kind, "form": "csv"})
    assert taken.status_code == 200
    assert names_of(taken) == {"Елена Петрова Иванова", "'=1+1 Петрова Липова"}


@pytest.mark.parametrize("kind", ["people", "matrix"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_neighbours_unit_cannot_be_asked_for(
    client: FlaskClient, sign_in: SignIn, two: Two, kind: str, form: str
) -> None:
    sign_in(client, two.neighbour)
    asked = {"kind": kind, "form": form, "unit": str(two.department)}
    assert send(client, asked).status_code == 403
    assert client.get("/coordinate/files/new", query_string=asked).status_code == 403


def test_a_workbook_comes_at_once_and_says_how_it_was_narrowed(client: FlaskClient, sign_in: SignIn, two: Two) -> None:
    sign_in(client, two.mine)
    asked = {"kind": "people", "form": "xlsx", "unit": str(two.department), "q": "лип", "state": "all"}
    taken = send(client, asked)
    assert taken.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    book = openpyxl.load_workbook(io.BytesIO(taken.data))
    told = dict(book.worksheets[0].iter_rows(min_row=3, values_only=True))
    assert {"Елена Петрова Иванова", "Отдел Услуги", "лип", 1} <= set(told.values())
    assert book.worksheets[1]["A2"].value == "=1+1 Петрова Липова"
    assert book.worksheets[1]["A2"].data_type == "s"


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_large_file_is_made_by_the_worker_and_told_by_letter(
    client: FlaskClient, sign_in: SignIn, two: Two, settings: Settings, engine: Engine, session: Session, form: str
) -> None:
    sign_in(client, two.mine)
    address = send(client, {"kind": "people", "form": form}).location
    waiting = client.get(address)
    assert (waiting.status_code, waiting.headers["Refresh"]) == (202, "2")
    assert b"<progress" in waiting.data
    assert client.get(f"{address}/download", buffered=True).status_code == 404
    run_jobs(settings, engine)
    assert client.get(address).status_code == 200
    assert client.get(f"{address}/download", buffered=True).status_code == 200
    letter = session.scalars(select(Letter)).one()
    assert letter.person_id == two.mine
    assert address in letter.text


@pytest.mark.usefixtures("large")
def test_a_file_is_its_makers_alone(
    client: FlaskClient, sign_in: SignIn, two: Two, settings: Settings, engine: Engine, session: Session
) -> None:
    begin_writing(session)
    colleague = Two.coordinator(session, two.here, "Колежка")
    session.commit()
    sign_in(client, two.mine)
    address = send(client, {"kind": "people", "form": "csv"}).location
    run_jobs(settings, engine)
    for other in (two.neighbour, colleague):
        sign_in(client, other)
        assert client.get(address).status_code == 404
        assert client.get(f"{address}/download", buffered=True).status_code == 404
        assert address not in client.get("/coordinate/files").text


@pytest.mark.usefixtures("large")
def test_who_reaches_less_by_now_gets_neither_more_nor_what_was_made_before(
    client: FlaskClient, sign_in: SignIn, two: Two, settings: Settings, engine: Engine, session: Session
) -> None:
    sign_in(client, two.mine)
    made, asked = (send(client, {"kind": "people", "form": "csv"}).location for _ in "ab")
    run_jobs(settings, engine)
    again = send(client, {"kind": "people", "form": "csv"}).location
    begin_writing(session)
    narrower = update(RoleGrant).where(RoleGrant.person_id == two.mine, RoleGrant.role == Role.COORDINATOR)
    session.execute(narrower.values(organisation_id=two.department))
    session.commit()
    run_jobs(settings, engine)
    assert [client.get(f"{address}/download", buffered=True).status_code for address in (made, asked)] == [404, 404]
    assert names_of(client.get(f"{again}/download", buffered=True)) == {"'=1+1 Петрова Липова"}


@pytest.mark.usefixtures("large")
def test_nothing_is_made_for_who_has_left(
    client: FlaskClient, sign_in: SignIn, two: Two, settings: Settings, engine: Engine, session: Session
) -> None:
    sign_in(client, two.mine)
    send(client, {"kind": "people", "form": "csv"})
    begin_writing(session)
    session.execute(update(Person).where(Person.id == two.mine).values(left_on=clock.today() - timedelta(days=1)))
    session.commit()
    run_jobs(settings, engine)
    assert session.scalars(select(ReportFile.refused)).one() == "not_permitted"


@pytest.mark.usefixtures("large")
def test_a_file_made_twice_is_one_file_and_one_letter(
    client: FlaskClient, sign_in: SignIn, two: Two, settings: Settings, engine: Engine, session: Session
) -> None:
    sign_in(client, two.mine)
    send(client, {"kind": "people", "form": "csv"})
    file_id = session.scalars(select(ReportFile.id)).one()
    session.rollback()
    for _ in "ab":
        jobs.make_report(Work(settings, engine), {"report_file_id": file_id})
    assert len(session.scalars(select(Letter)).all()) == 1


@pytest.mark.usefixtures("large")
def test_files_end_after_seven_days(
    client: FlaskClient, sign_in: SignIn, two: Two, settings: Settings, engine: Engine, session: Session
) -> None:
    sign_in(client, two.mine)
    old, new = (send(client, {"kind": "people", "form": form}).location for form in ("csv", "xlsx"))
    run_jobs(settings, engine)
    begin_writing(session)
    ends = update(ReportFile).where(ReportFile.form == "csv").values(asked_at=clock.now() - rules.KEPT_FOR)
    session.execute(ends)
    session.commit()
    assert client.get(f"{old}/download", buffered=True).status_code == 404
    jobs.forget_reports(Work(settings, engine), {})
    left = [path for path in (settings.data / "reports").rglob("*") if path.is_file()]
    assert len(left) == len(session.scalars(select(ReportFile)).all()) == 1
    assert client.get(f"{new}/download", buffered=True).status_code == 200


@pytest.mark.usefixtures("large")
def test_nobody_waits_for_more_than_a_few_files(client: FlaskClient, sign_in: SignIn, two: Two) -> None:
    sign_in(client, two.mine)
    asked = [send(client, {"kind": "people", "form": "csv"}) for _ in range(6)]
    assert [answer.status_code for answer in asked] == [303] * service.MOST_AT_ONCE + [409]


@pytest.mark.parametrize("asked", [{"kind": "salaries"}, {"kind": "people", "form": "exe"}, {"kind": "people"}])
def test_what_no_page_of_ours_asks_for_is_not_found(
    client: FlaskClient, sign_in: SignIn, two: Two, asked: dict[str, str]
) -> None:
    sign_in(client, two.mine)
    assert send(client, asked).status_code == 404


def test_a_learner_has_no_files(client: FlaskClient, sign_in: SignIn, two: Two) -> None:
    sign_in(client, two.hers)
    for address in ("/coordinate/files", "/coordinate/files/new?kind=people", "/coordinate/files/1"):
        assert client.get(address).status_code == 403
    assert send(client, {"kind": "people", "form": "csv"}).status_code == 403


def test_the_record_is_taken_out_as_far_as_its_reader_reaches(client: FlaskClient, sign_in: SignIn, two: Two) -> None:
    for who, name, stranger in ((two.mine, "Елена", "Невена"), (two.neighbour, "Невена", "Елена")):
        sign_in(client, who)
        rows = rows_of(send(client, {"kind": "audit", "form": "csv"}))[3:]
        assert name in str(rows)
        assert stranger not in str(rows)
        narrowed = rows_of(send(client, {"kind": "audit", "form": "csv", "about": "никоя"}))[3:]
        assert narrowed == []


@pytest.mark.usefixtures("large")
def test_a_long_record_is_made_by_the_worker_in_the_language_it_was_asked_in(
    client: FlaskClient, sign_in: SignIn, two: Two, settings: Settings, engine: Engine
) -> None:
    sign_in(client, two.mine)
    client.get("/my/account?lang=bg")
    address = send(client, {"kind": "audit", "form": "csv"}).location
    run_jobs(settings, engine)
    rows = rows_of(client.get(f"{address}/download", buffered=True))
    assert rows[0][0].startswith("Дневник на действията")
    assert "Добавен човек" in {row[1] for row in rows[3:]}


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("kind", ["people", "matrix"])
def test_a_large_file_holds_everybody_though_its_page_counted_only_so_far(
    client: FlaskClient, sign_in: SignIn, two: Two, settings: Settings, engine: Engine, kind: str
) -> None:
    sign_in(client, two.mine)
    address = send(client, {"kind": kind, "form": "csv"}).location
    run_jobs(settings, engine)
    made = client.get(f"{address}/download", buffered=True)
    assert names_of(made) == {"Елена Петрова Иванова", "'=1+1 Петрова Липова"}
    assert rows_of(made)[0][0].endswith(": 2")


def test_what_a_killed_worker_left_is_swept_up_and_nothing_younger(settings: Settings, engine: Engine) -> None:
    root = settings.data / "reports"
    for age, name in ((2, "old"), (0, "young")):
        draft = root / f"making-{name}"
        draft.mkdir(parents=True)
        then = (clock.now() - timedelta(days=age)).timestamp()
        os.utime(draft, (then, then))
    jobs.forget_reports(Work(settings, engine), {})
    assert [path.name for path in root.iterdir()] == ["making-young"]


@pytest.mark.usefixtures("large")
def test_more_rows_than_a_sheet_has_are_refused_though_the_page_had_not_counted_them(
    client: FlaskClient, sign_in: SignIn, two: Two, settings: Settings, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(rules.MOST_ROWS, "xlsx", 1)
    sign_in(client, two.mine)
    long, short = (send(client, {"kind": "matrix", "form": form}).location for form in ("xlsx", "csv"))
    run_jobs(settings, engine)
    assert "CSV" in client.get(long).text
    assert client.get(f"{long}/download").status_code == 404
    assert client.get(f"{short}/download", buffered=True).status_code == 200
