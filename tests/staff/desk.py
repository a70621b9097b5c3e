"""A coordinator's desk for the tests: tables come in, are applied and undone, and what came of it is looked at."""

import io
from dataclasses import dataclass, replace
from hashlib import sha256

from sqlalchemy import select
from werkzeug.test import TestResponse

from elearn.ids import OrganisationId, PersonId
from elearn.jobs import runner
from elearn.people.models import Organisation, Person
from elearn.permissions import Actor, Via
from elearn.staff import checking, queries, service, tables
from elearn.staff.batches import Options
from elearn.staff.checking import Doors
from elearn.staff.fields import Field, matched
from elearn.staff.models import Verdict
from elearn.staff.queries import BatchView, RowView
from elearn.staff.table import Sent
from elearn.work import Work
from elearn.worker import HANDLERS
from tests.factories.people import a_person, an_organisation
from tests.people.browser import Browser, fields_of

PAGE = "/coordinate/import"
HEAD = "Сл. №;Трите имена;Имейл;Длъжност;Отдел;Дата на постъпване\n"
ROWS = (
    "00101;Мария Петрова Иванова;maria@example.org;главен експерт;Бюджет;01.03.2019\n"
    "00102;Иван Георгиев Колев;;младши експерт;Бюджет;15.09.2024\n"
    "00103;АННА СТОЯНОВА;anna@example.org;Юрисконсулт;;2020-01-31\n"
)


def upload(browser: Browser, unit: int | str, data: str | bytes, name: str = "хора.csv", **fields: str) -> TestResponse:
    """Sent by the form, as whoever the browser is signed in as."""
    token = fields_of(browser.open(PAGE), PAGE)["csrf_token"]
    body = data if isinstance(data, bytes) else data.encode()
    sent = {"csrf_token": token, "unit": str(unit), "file": (io.BytesIO(body), name), **fields}
    return browser.client.post(PAGE, data=sent, content_type="multipart/form-data")


@dataclass
class Desk:
    """A coordinator's desk: tables come in here, for `unit`."""

    work: Work
    unit: OrganisationId
    actor: Actor

    def check(self, text: str | bytes, *, columns: dict[Field, int] | None = None, **options: bool) -> BatchView:
        data = text if isinstance(text, bytes) else text.encode()
        sent = Sent("people.csv", sha256(data).hexdigest(), tables.read(data))
        found = columns or matched(sent.table.heads, list(Field), but=sent.table.refused)
        doors = Doors(self.work.reading, self.work.writing)
        batch_id = checking.bring_in(doors, self.actor, self.unit, sent, found, Options(**options))
        return self.view(batch_id)

    def apply(self, batch_id: int) -> BatchView:
        with self.work.writing() as session:
            service.apply(session, self.actor, batch_id)
        return self.run(batch_id)

    def undo(self, batch_id: int) -> BatchView:
        with self.work.writing() as session:
            service.undo(session, self.actor, batch_id)
        return self.run(batch_id)

    def run(self, batch_id: int) -> BatchView:
        runner.run_all(replace(self.work, actor=Actor(via=Via.JOB)), HANDLERS)
        return self.view(batch_id)

    def view(self, batch_id: int) -> BatchView:
        with self.work.reading() as session:
            return queries.batch(session, self.actor, batch_id)

    def rows(self, batch_id: int, verdict: Verdict | None = None) -> list[RowView]:
        with self.work.reading() as session:
            return queries.rows(session, batch_id, verdict, 0, 1000)

    def codes(self, text: str, **options: bool) -> list[list[str]]:
        """The mistakes of each row."""
        found = self.rows(self.check(text, **options).id)
        return [[problem["code"] for problem in row.details["problems"]] for row in found]

    def people(self) -> dict[str, Person]:
        """Everybody by staff number, or by e-mail."""
        with self.work.reading() as session:
            rows = session.scalars(select(Person)).all()
            return {row.staff_number or row.email or "": row for row in rows}

    def add_unit(self, name: str, parent_id: OrganisationId | None = None) -> OrganisationId:
        with self.work.writing() as session:
            return an_organisation(session, name, parent_id=parent_id)

    def add_person(self, *, unit: OrganisationId | None = None, staff_number: str = "", **values: object) -> PersonId:
        """Somebody who is there already, in the desk's unit unless said otherwise."""
        with self.work.writing() as session:
            person_id = a_person(session, organisation_id=unit or self.unit, **values)
            if staff_number:
                session.get_one(Person, person_id).staff_number = staff_number
            return person_id

    def unit_names(self) -> set[str]:
        with self.work.reading() as session:
            return set(session.scalars(select(Organisation.name)))
