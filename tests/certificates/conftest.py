"""A learner who has finished the sample course."""

from dataclasses import dataclass

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from elearn.certificates.models import Certificate
from elearn.db import begin_writing
from elearn.demo.stories import Story, finished
from elearn.ids import CourseSlug, PersonId
from elearn.jobs.runner import run_all
from elearn.settings import Settings
from elearn.work import Work
from elearn.worker import HANDLERS
from tests.factories.content import a_course
from tests.factories.people import a_person
from tests.factories.publishing import a_snapshot


@dataclass(frozen=True)
class Graduate:
    person_id: PersonId
    certificate: Certificate

    @property
    def code(self) -> str:
        return self.certificate.code


@pytest.fixture
def graduate(session: Session) -> Graduate:
    """Committed, so that a client sees it."""
    a_snapshot(session, a_course())
    person_id = a_person(session)
    finished(Story(session, person_id, CourseSlug("sample"), secret="a-secret-of-the-test"))
    session.commit()
    certificate = session.scalars(select(Certificate).where(Certificate.person_id == person_id)).one()
    return Graduate(person_id, certificate)


@pytest.fixture
def desk(session: Session, graduate: Graduate) -> Session:  # noqa: ARG001 - the graduate's commit must be over
    """The session, writing again after the graduate was committed."""
    begin_writing(session)
    return session


@pytest.fixture
def work(settings: Settings, engine: Engine) -> Work:
    return Work(settings, engine)


@pytest.fixture
def rendered(graduate: Graduate, work: Work, session: Session) -> Graduate:
    """The same, with the paper rendered by the worker's own handlers."""
    session.rollback()
    run_all(work, {"render_certificate": HANDLERS["render_certificate"]})
    session.expire_all()
    return graduate
