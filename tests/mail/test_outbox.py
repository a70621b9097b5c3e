"""A letter leaves the outbox once, or stays in it with what happened, whatever the worker meets."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, update

from elearn import clock
from elearn.mail import service
from elearn.mail.models import Letter, LetterState
from elearn.settings import Settings
from elearn.work import Work


@pytest.fixture
def work(settings: Settings, engine: Engine) -> Work:
    return Work(settings, engine)


def write(work: Work, to: str = "maria@example.bg") -> None:
    with work.writing() as session:
        service.send(session, to=to, subject="Покана", text="Здравейте")


def letters(work: Work) -> list[Letter]:
    with work.reading() as session:
        return list(session.scalars(select(Letter).order_by(Letter.id)))


def test_a_letter_that_ends_its_worker_each_time_is_given_up_and_the_next_one_goes(work: Work) -> None:
    write(work)
    for _ in range(service.MOST_ATTEMPTS):
        with work.writing() as session:
            assert service.claim(session) is not None
            session.execute(update(Letter).values(not_before=clock.now() - service.STUCK - timedelta(seconds=1)))
    write(work, "georgi@example.bg")
    with work.writing() as session:
        claimed = service.claim(session)
    assert claimed is not None
    assert claimed.to == "georgi@example.bg"
    assert [letter.state for letter in letters(work)] == [LetterState.FAILED, LetterState.SENDING]
