"""The password of the mail server is told to nobody who listens on the way."""

import smtplib
from collections.abc import Callable
from email.message import EmailMessage

import pytest

from elearn.mail import smtp


class Server:
    """Notes what it is told; `extensions` are what it offers."""

    def __init__(self, told: list[str], extensions: frozenset[str]) -> None:
        self.told, self.extensions = told, extensions

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def ehlo(self) -> None:
        pass

    def has_extn(self, name: str) -> bool:
        return name in self.extensions

    def starttls(self, **_: object) -> None:
        self.told.append("starttls")

    def login(self, user: str, password: str) -> None:
        self.told.append(f"{user} {password}")

    def send_message(self, _message: EmailMessage) -> None:
        self.told.append("message")


@pytest.fixture
def deliver(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """`deliver(address, *extensions)`: what the server that offers them is told, in order."""

    def run(address: str, *extensions: str) -> list[str]:
        told: list[str] = []
        for name in ("SMTP", "SMTP_SSL"):
            monkeypatch.setattr(smtplib, name, lambda *_args, **_more: Server(told, frozenset(extensions)))
        try:
            smtp.deliver(address, EmailMessage())
        except smtplib.SMTPNotSupportedError:
            told.append("refused")
        return told

    return run


def test_a_password_is_told_under_tls(deliver) -> None:
    assert deliver("smtp://me:p%40ss@mail.example.bg", "starttls") == ["starttls", "me p@ss", "message"]
    assert deliver("smtps://me:pass@mail.example.bg") == ["me pass", "message"]


def test_a_password_is_not_told_in_the_open(deliver) -> None:
    assert deliver("smtp://me:pass@mail.example.bg") == ["refused"]


def test_this_machine_needs_no_tls_and_neither_does_a_server_without_password(deliver) -> None:
    assert deliver("smtp://me:pass@localhost:2525") == ["me pass", "message"]
    assert deliver("smtp://mail.example.bg") == ["message"]
