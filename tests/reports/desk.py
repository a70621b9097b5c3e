"""Two municipalities beside one another, and how their coordinators take files out."""

import csv
import io
import re
from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from elearn.ids import OrganisationId, PersonId
from elearn.jobs import runner
from elearn.people.models import Person
from elearn.permissions import Grant, Role
from elearn.settings import Settings
from elearn.work import Work
from elearn.worker import HANDLERS
from tests.factories.people import a_person, an_organisation

SignIn = Callable[[FlaskClient, PersonId], str]


class Two:
    """Two municipalities, each with a department, a coordinator and somebody who has a hostile name."""

    def __init__(self, session: Session) -> None:
        self.here = an_organisation(session, "Община Липа")
        self.department = an_organisation(session, "Отдел Услуги", self.here)
        self.there = an_organisation(session, "Община Бряст")
        self.mine = self.coordinator(session, self.here, "Елена")
        self.neighbour = self.coordinator(session, self.there, "Невена")
        self.hers = a_person(session, given="Ива", family="Липова", organisation_id=self.department)
        session.execute(update(Person).where(Person.id == self.hers).values(given="=1+1"))
        self.theirs = a_person(session, given="Чужда", family="Брястова", organisation_id=self.there)
        session.commit()

    @staticmethod
    def coordinator(session: Session, unit: OrganisationId, given: str) -> PersonId:
        return a_person(session, given=given, organisation_id=unit, roles=(Grant(Role.COORDINATOR, unit),))


def send(client: FlaskClient, asked: dict[str, str], address: str = "/coordinate/files") -> TestResponse:
    """The form of a page of ours."""
    (token, *_) = re.findall(r'name="csrf_token" value="([^"]+)"', client.get("/my/account").text)
    return client.post(address, data=asked | {"csrf_token": token})


def rows_of(answer: TestResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";"))


def names_of(answer: TestResponse) -> set[str]:
    return {row[0] for row in rows_of(answer)[3:]}


def run_jobs(settings: Settings, engine: Engine) -> int:
    return runner.run_all(Work(settings, engine), HANDLERS)
