from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from elearn.db import begin_writing
from elearn.mail.models import Letter
from elearn.people import queries
from elearn.people.models import Organisation, Person
from elearn.permissions import Role
from elearn.staff import checking
from elearn.staff.cli import command
from elearn.staff.models import Batch
from tests.factories.people import a_person, an_organisation

TOWN = ("--organisation", "Община Пример")
HEAD = "email;given;middle;family;organisation;roles\n"


@pytest.fixture
def run(settings, session, monkeypatch, tmp_path) -> Callable[..., Result]:
    """`run(text, "--dry-run")`: the table imported for Община Пример, on the test's database."""
    for name, value in {"MODE": "test", "DATABASE": settings.database}.items():
        monkeypatch.setenv(f"ELEARN_{name}", value)
    an_organisation(session, "Община Пример")
    session.commit()
    table = tmp_path / "people.csv"

    def invoke(text: str | bytes, *arguments: str) -> Result:
        table.write_bytes(text if isinstance(text, bytes) else text.encode())
        whose = () if "--organisation" in arguments else TOWN
        return CliRunner().invoke(command, ["import", str(table), *whose, *arguments])

    return invoke


def count(session, model=Person) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(model))


def test_a_table_is_read_as_excel_writes_it(run, session) -> None:
    rows = (
        "Ел. поща;Име;Презиме;Фамилия;Звено;Роли\r\n"
        "One@Example.org;Ана;;Първанова;Община Пример;\r\n"
        '"two@example.org";Боян;Илиев;"Втори-Захариев";Община  Пример;обучаем, координатор\r\n'
        ";;;;;\r\n"
    )
    result = run(b"\xef\xbb\xbf" + rows.encode())
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "done: new 2")
    session.rollback()
    second = queries.person_by_email(session, "two@example.org")
    assert [role for role, _ in queries.roles(session, second)] == [Role.LEARNER, Role.COORDINATOR]
    assert run(rows).output.splitlines()[-1] == "done: same 2"


def test_every_mistake_is_named_with_its_row_and_nothing_is_kept(run, session) -> None:
    bad = (
        "good@example.org;Ана;;Първа;;\n"
        "no-email;Ана;;Първа;;\n"
        "a@example.org;;;Първа;;\n"
        "b@example.org;Ана;;П3рва;;\n"
        "c@example.org;Ана;;Първа;Няма такова;\n"
        "d@example.org;Ана;;Първа;;king\n"
        "good@example.org;Ана;;Първа;;\n"
    )
    result = run(HEAD + bad)
    assert result.exit_code == 1
    named = [line.split("people.csv:")[1].split(":")[0] for line in result.output.splitlines() if "people.csv:" in line]
    assert named == ["3", "4", "5", "6", "7", "8"]
    assert "nothing was kept: 6 rows" in result.output
    assert (count(session), count(session, Batch)) == (0, 0)


def test_a_dry_run_keeps_nothing(run, session) -> None:
    text = HEAD + "a@example.org;Ана;;Първа;Ново / Звено;\n"
    result = run(text, "--dry-run", "--add-organisations", "--invite")
    assert (result.exit_code, result.output) == (0, "would do: new 1\n")
    assert [count(session, model) for model in (Person, Organisation, Letter, Batch)] == [0, 1, 0, 0]


def test_units_are_added_once_and_only_when_allowed_and_the_new_are_invited(run, session) -> None:
    text = HEAD + "".join(f"p{n}@example.org;Ана;;Първа;Ново / Звено;\n" for n in range(3))
    assert run(text).exit_code == 1
    assert run(text, "--add-organisations", "--invite").exit_code == 0
    assert [count(session, model) for model in (Person, Organisation, Letter)] == [3, 3, 3]


def test_a_new_municipality_comes_with_its_table_only_when_allowed(run, session) -> None:
    other = ("--organisation", "Община Нова")
    assert "organisation_not_there" in run(HEAD + "a@example.org;Ана;;Първа;;\n", *other).output
    assert run(HEAD + "a@example.org;Ана;;Първа;;\n", *other, "--add-organisations").exit_code == 0
    assert count(session, Organisation) == 2


def test_a_large_table_is_checked_here_and_now_too(run, session, monkeypatch) -> None:
    monkeypatch.setattr(checking, "AT_ONCE", 1)
    text = HEAD + "a@example.org;Ана;;Първа;;\nb@example.org;Боян;;Втори;;\n"
    assert run(text).output.splitlines()[-1] == "done: new 2"
    assert run(f"{text}x;;;;;\n").exit_code == 1
    assert count(session) == 2


def test_leavers_are_marked_on_the_command_line_too(run, session) -> None:
    town = session.scalar(select(Organisation.id))
    begin_writing(session)
    a_person(session, email="gone@example.org", organisation_id=town)
    session.commit()
    assert run(HEAD + "a@example.org;Ана;;Първа;;\n", "--leavers").output.splitlines()[-1] == "done: new 1, left 1"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "table_empty"),
        (b"email,given\na@example.org,Ana\n", "columns_name"),
        ("Име,Фамилия\nАна,Първа\n".encode("cp1251"), "columns_key"),
        (b'email,given,family\n"a@example.org,A,B\n', "table_broken"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(run, session, data, code) -> None:
    result = run(data)
    assert result.exit_code == 1
    assert code in result.output
    assert count(session) == 0
