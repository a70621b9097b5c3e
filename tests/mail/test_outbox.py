"""A letter leaves the outbox once, or stays in it with what happened, whatever the worker meets."""

import smtplib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.ids import PersonId
from elearn.mail import jobs, service, smtp
from elearn.mail.models import Letter, LetterState
from elearn.people import links
from elearn.people.models import LinkPurpose
from elearn.settings import Settings
from elearn.work import Work
from tests.factories.people import OPERATOR, a_person


@pytest.fixture
def work(settings: Settings, engine: Engine) -> Work:
    return Work(replace(settings, smtp="smtp://localhost"), engine)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[str], None]], list[str]]:
    """`server(takes)`: a mail server that calls `takes(to)`; the addresses it was asked to write to."""
    asked: list[str] = []

    def answer(takes: Callable[[str], None]) -> list[str]:
        def deliver(_address: str, message: EmailMessage) -> None:
            asked.append(message["To"])
            takes(message["To"])

        monkeypatch.setattr(smtp, "deliver", deliver)
        return asked

    return answer


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


def test_one_job_sends_so_many_letters_and_leaves_the_rest_to_the_next(work: Work, server) -> None:
    for number in range(jobs.AT_ONCE + 2):
        write(work, f"person{number}@example.bg")
    asked = server(lambda _to: None)
    jobs.deliver_letters(work, {})
    assert len(asked) == jobs.AT_ONCE
    jobs.deliver_letters(work, {})
    assert len(set(asked)) == len(asked) == jobs.AT_ONCE + 2
    assert {letter.state for letter in letters(work)} == {LetterState.SENT}


def test_a_server_that_does_not_answer_is_asked_once_in_each_job(work: Work, server) -> None:
    def down(_to: str) -> None:
        raise TimeoutError("timed out")

    for number in range(3):
        write(work, f"person{number}@example.bg")
    asked = server(down)
    jobs.deliver_letters(work, {})
    assert len(asked) == 1
    assert {letter.state for letter in letters(work)} == {LetterState.QUEUED}


def test_an_address_that_the_server_refuses_does_not_hold_up_the_others(work: Work, server) -> None:
    def refuses_one(to: str) -> None:
        if to.startswith("nobody"):
            raise smtplib.SMTPRecipientsRefused({to: (550, b"no such user")})

    for name in ("nobody", "maria"):
        write(work, f"{name}@example.bg")
    server(refuses_one)
    jobs.deliver_letters(work, {})
    assert [letter.state for letter in letters(work)] == [LetterState.QUEUED, LetterState.SENT]


def test_a_letter_that_was_sent_keeps_its_words_and_not_its_link(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(smtp, "deliver", lambda _address, message: sent.append(message.get_content()))
    with work.writing() as session:
        a_person(session, email="maria@example.bg")
        to_maria = {"email": "maria@example.bg", "purpose": LinkPurpose.RESET, "language": "bg"}
        address = links.issue(session, OPERATOR, work.settings, **to_maria)
    jobs.deliver_letters(work, {})
    kept = letters(work)[0].text
    token = address.rpartition("/")[2]
    assert address in sent[0]
    assert token not in kept
    assert kept.split() == sent[0].replace(token, "…").split()


def test_of_many_letters_each_is_queued_once(session: Session) -> None:
    letters = [service.Outgoing(f"k-{n}", PersonId(n), f"p{n}@example.org", "S", "T") for n in range(3)]
    service.send_all(session, letters)
    service.send_all(session, [*letters, service.Outgoing("k-9", PersonId(9), "p9@example.org", "S", "T")])
    found = session.scalars(select(Letter).order_by(Letter.id)).all()
    assert [letter.key for letter in found] == ["k-0", "k-1", "k-2", "k-9"]
    assert len({letter.message_id for letter in found}) == 4
    assert service.claim(session) is not None
