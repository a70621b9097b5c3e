"""Forms of the pages of invitations, sent as a browser sends them."""

import re

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from elearn.jobs.runner import run_all
from elearn.mail.models import Letter
from elearn.permissions import Via
from elearn.settings import Settings
from elearn.work import open_work
from elearn.worker import HANDLERS

LETTERS, SLIPS = "/coordinate/invitations", "/coordinate/invitations/slips"


def send(client: FlaskClient, page: str, *people: int, **fields: str) -> TestResponse:
    """Mark these people and press the button; without people, the button for all of the filter."""
    shown = client.get(page).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', shown)
    data = {"csrf_token": token.group(1) if token else "", "whom": "marked" if people else "all", **fields}
    return client.post(page.partition("?")[0], data=data | {"person": [str(one) for one in people]})


def work_off(settings: Settings) -> None:
    with open_work(settings, Via.JOB) as work:
        run_all(work, HANDLERS)


def receivers(session: Session) -> list[str]:
    session.rollback()
    return list(session.scalars(select(Letter.to).order_by(Letter.id)))
