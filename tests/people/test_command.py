from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from elearn.mail.models import Letter
from elearn.people import queries
from elearn.people.cli import command
from elearn.people.models import Organisation, Person
from elearn.permissions import Role
from tests.factories.people import a_person


@pytest.fixture
def run(settings, monkeypatch) -> Callable[..., Result]:
    """`run("add", …)`: the command on the test's database."""
    values = {"MODE": "test", "DATABASE": settings.database, "ARGON2_TIME": "1", "ARGON2_MEMORY_KIB": "8"}
    for name, value in values.items():
        monkeypatch.setenv(f"ELEARN_{name}", value)

    def invoke(*arguments: object, typed: str = "") -> Result:
        return CliRunner().invoke(command, [str(argument) for argument in arguments], input=typed)

    return invoke


def people(session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Person))


ADMINISTRATOR = ("--email", "Admin@example.org", "--given", "Ада", "--family", "Минева", "--role", "administrator")


def test_the_first_administrator_comes_from_the_command_line(run, session, browser) -> None:
    session.rollback()
    result = run("add", *ADMINISTRATOR, typed="дълга дума от пет\n")
    assert (result.exit_code, result.output) == (0, "added: Admin@example.org\n")
    session.rollback()
    person = queries.person_by_email(session, "admin@example.org")
    assert queries.roles(session, person) == [(Role.ADMINISTRATOR, "")]
    assert browser.sign_in("admin@example.org", "дълга дума от пет").status_code == 303


@pytest.mark.parametrize("password", ["short\n", "\n", "", "password123\n"])
def test_a_bad_password_adds_nobody(run, session, password) -> None:
    result = run("add", *ADMINISTRATOR, typed=password)
    assert result.exit_code == 1
    assert "refused: password_" in result.output
    assert people(session) == 0


def test_an_invited_person_gets_a_letter_and_the_operator_the_link(run, session, browser) -> None:
    session.rollback()
    result = run("add", *ADMINISTRATOR, "--organisation", "Община Пример / Дирекция", "--invite")
    assert result.exit_code == 0
    link = result.output.splitlines()[-1]
    session.rollback()
    assert link in session.scalars(select(Letter.text)).one()
    assert session.scalars(select(Organisation.path).order_by(Organisation.id)).all() == ["/1/", "/1/2/"]
    assert browser.open(link.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_a_second_person_with_an_email_is_refused_in_words(run, session) -> None:
    a_person(session, email="admin@example.org")
    session.commit()
    result = run("add", *ADMINISTRATOR, typed="дълга дума от пет\n")
    assert result.exit_code == 1
    assert "email_taken" in result.output
    assert people(session) == 1


def test_a_link_for_someone_locked_out_is_printed(run, session) -> None:
    a_person(session, email="maria@example.org")
    session.commit()
    assert "/link/" in run("link", "Maria@example.org").output
    unknown = run("link", "nobody@example.org")
    assert (unknown.exit_code, "person_unknown" in unknown.output) == (1, True)
