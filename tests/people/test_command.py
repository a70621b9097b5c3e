from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from elearn.mail.models import Letter
from elearn.people import queries
from elearn.people.cli import command
from elearn.people.models import Organisation, Person
from elearn.permissions import Role
from tests.factories.people import a_person, an_organisation

HEAD = "email;given;middle;family;organisation;roles\n"


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


def test_a_table_is_read_as_excel_writes_it(run, session, tmp_path) -> None:
    unit = an_organisation(session, "Община Пример")
    session.commit()
    table = tmp_path / "хора.csv"
    rows = (
        "Ел. поща;Име;Презиме;Фамилия;Звено;Роли\r\n"
        "One@Example.org;Ана;;Първанова;Община Пример;\r\n"
        '"two@example.org";Боян;Илиев;"Втори-Захариев";Община  Пример;обучаем, координатор\r\n'
        ";;;;;\r\n"
    )
    table.write_bytes(b"\xef\xbb\xbf" + rows.encode())
    result = run("import", table)
    assert (result.exit_code, result.output) == (0, "added: 2 people\n")
    session.rollback()
    second = queries.person_by_email(session, "two@example.org")
    assert queries.person(session, second).organisation_id == unit
    assert [role for role, _ in queries.roles(session, second)] == [Role.LEARNER, Role.COORDINATOR]


def test_every_mistake_is_named_with_its_row_and_nobody_is_added(run, session, tmp_path) -> None:
    a_person(session, email="taken@example.org")
    session.commit()
    table = tmp_path / "people.csv"
    bad = (
        "good@example.org;Ана;;Първа;;\n"
        "no-email;Ана;;Първа;;\n"
        "taken@example.org;Ана;;Първа;;\n"
        "a@example.org;;;Първа;;\n"
        "b@example.org;Ана;;П3рва;;\n"
        "c@example.org;Ана;;Първа;Няма такова;\n"
        "d@example.org;Ана;;Първа;;king\n"
        "e@example.org;Ана;;Първа;;coordinator\n"
        "good@example.org;Ана;;Първа;;\n"
    )
    table.write_text(HEAD + bad, "utf-8")
    result = run("import", table)
    assert result.exit_code == 1
    rows = [line.split(":")[1] for line in result.output.splitlines() if line.startswith(str(table))]
    assert rows == ["3", "4", "5", "6", "7", "8", "9", "10"]
    assert "nobody was added: 8 rows" in result.output
    assert people(session) == 1


def test_a_dry_run_keeps_nothing(run, session, tmp_path) -> None:
    session.rollback()
    table = tmp_path / "people.csv"
    table.write_text(HEAD + "a@example.org;Ана;;Първа;Ново / Звено;\n", "utf-8")
    result = run("import", table, "--dry-run", "--add-organisations", "--invite")
    assert result.exit_code == 0
    assert result.output.splitlines() == ["new organisation: Ново", "new organisation: Звено", "would add: 1 people"]
    assert people(session) == 0
    assert session.scalars(select(Organisation.id)).all() == []
    assert session.scalars(select(Letter.id)).all() == []


def test_organisations_are_added_once_and_only_when_allowed(run, session, tmp_path) -> None:
    session.rollback()
    table = tmp_path / "people.csv"
    lines = "".join(f"p{n}@example.org;Ана;;Първа;Ново / Звено;\n" for n in range(3))
    table.write_text(HEAD + lines, "utf-8")
    assert run("import", table).exit_code == 1
    assert run("import", table, "--add-organisations", "--invite").exit_code == 0
    session.rollback()
    assert len(session.scalars(select(Organisation.id)).all()) == 2
    assert len(session.scalars(select(Letter.id)).all()) == 3


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "table_head_missing"),
        (b"email,given\n", "table_head_missing"),
        (b"email,given,family,shoe size\n", "table_head_unknown"),
        ("email,given,family\na@example.org,Ана,Първа\n".encode("cp1251"), "table_not_utf8"),
        (b'email,given,family\n"a@example.org,A,B\n', "table_broken"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(run, session, tmp_path, data, code) -> None:
    table = tmp_path / "people.csv"
    table.write_bytes(data)
    result = run("import", table)
    assert result.exit_code == 1
    assert code in result.output
    assert people(session) == 0
