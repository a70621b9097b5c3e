"""More time, given while the test stands open in a browser."""

from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, expect
from sqlalchemy.orm import Session

from elearn import clock
from elearn.db import begin_writing
from elearn.quizzes.allowances import give_time
from elearn.quizzes.models import Attempt
from elearn.quizzes.timing import Extra
from tests.factories.people import OPERATOR
from tests.factories.quizzes import BASICS, SLUG, a_test_with
from tests.quizzes.conftest import Site

pytestmark = pytest.mark.browser


def give(session: Session, site: Site, minutes: int) -> None:
    begin_writing(session)
    give_time(session, OPERATOR, site.taker.person_id, SLUG, BASICS, Extra(minutes=minutes), reason="Токът спря.")
    session.commit()


def test_time_given_meanwhile_is_shown_and_nothing_ends_early(
    site: Site, context: BrowserContext, session: Session
) -> None:
    begin_writing(session)
    a_test_with(session, time_minutes=30)
    session.commit()
    page = site.begin(context)
    begin_writing(session)
    attempt = session.query(Attempt).one()
    attempt.due_at = clock.now() + timedelta(seconds=3)
    session.commit()
    page.reload()
    give(session, site, 15)
    time = page.locator("[data-time-words]")
    expect(time).to_have_text("45 minutes left", timeout=15_000)
    assert "/attempts/" in page.url
    give(session, site, 30)
    page.locator("fieldset input").first.check()
    expect(time).to_have_text("60 minutes left")
