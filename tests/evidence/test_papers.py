"""The printed form of an attempt's document: once, of what was asked for, and never waited for without end."""

import io
from collections.abc import Callable
from datetime import timedelta

import pypdf
import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.db import begin_writing
from elearn.evidence import service
from elearn.evidence.models import EvidencePaper
from elearn.evidence.rules import intact
from elearn.ids import PersonId
from elearn.jobs.models import Job, JobState
from elearn.jobs.runner import run_all
from elearn.people.models import Person
from elearn.permissions import Via
from elearn.settings import Settings
from elearn.work import open_work
from elearn.worker import HANDLERS
from tests.evidence.test_documents import graded
from tests.lessons.test_lesson_pages import token

SignIn = Callable[[FlaskClient, PersonId], str]


def test_the_learner_prints_what_the_page_shows(
    session: Session, client: FlaskClient, sign_in: SignIn, settings: Settings
) -> None:
    taker, attempt_id = graded(session)
    sign_in(client, taker.person_id)
    address = f"/attempts/{attempt_id}/evidence"
    page = client.get(f"{address}?lang=en")
    assert page.status_code == 200
    sent = client.get(f"{address}.json").get_json()
    assert intact(sent)
    assert sent["digest"] in page.text
    form = {"csrf_token": token(client, address)}
    assert [client.post(f"{address}.pdf", data=form).status_code for _ in range(2)] == [303, 303]
    assert client.get(f"{address}.pdf").status_code == 202
    with open_work(settings, Via.JOB) as work:
        assert run_all(work, HANDLERS)
    paper = client.get(f"{address}.pdf")
    assert paper.mimetype == "application/pdf"
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.data)).pages)
    assert sent["digest"] in text.replace("\n", "").replace(" ", "")
    session.rollback()
    assert session.scalar(select(func.count()).select_from(EvidencePaper)) == 1


def test_a_paper_of_an_older_state_is_not_printed_as_if_it_were_today_s(
    session: Session, client: FlaskClient, sign_in: SignIn, settings: Settings
) -> None:
    taker, attempt_id = graded(session)
    sign_in(client, taker.person_id)
    address = f"/attempts/{attempt_id}/evidence"
    client.post(f"{address}.pdf", data={"csrf_token": token(client, address)})
    begin_writing(session)
    session.execute(update(Person).where(Person.id == taker.person_id).values(family="Друга"))
    session.commit()
    with open_work(settings, Via.JOB) as work:
        run_all(work, HANDLERS)
    assert client.get(f"{address}.pdf").location == address, "the document of today was never asked for"
    session.rollback()
    assert session.scalar(select(func.count()).select_from(EvidencePaper)) == 0, "nothing stays that nobody can render"


@pytest.mark.parametrize("state", [JobState.DEAD, JobState.DONE])
def test_what_was_never_rendered_can_be_asked_for_anew_once_its_job_is_over(
    session: Session, client: FlaskClient, sign_in: SignIn, settings: Settings, state: JobState
) -> None:
    taker, attempt_id = graded(session)
    sign_in(client, taker.person_id)
    address = f"/attempts/{attempt_id}/evidence"
    form = {"csrf_token": token(client, address)}
    client.post(f"{address}.pdf", data=form)
    assert client.get(f"{address}.pdf").headers["Refresh"]
    begin_writing(session)
    long_ago = clock.now() - timedelta(minutes=5)
    session.execute(update(Job).where(Job.kind == service.RENDER).values(state=state, key="an older minute's"))
    session.execute(update(EvidencePaper).values(requested_at=long_ago))
    session.commit()
    late = client.get(f"{address}.pdf")
    assert "Refresh" not in late.headers
    assert "Поискай отново PDF" in late.text
    assert client.post(f"{address}.pdf", data=form).status_code == 303
    assert client.get(f"{address}.pdf").headers["Refresh"]
    with open_work(settings, Via.JOB) as work:
        run_all(work, HANDLERS)
    assert client.get(f"{address}.pdf").mimetype == "application/pdf"
