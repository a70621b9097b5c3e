"""Printing slips: for whom, what stands on them, and that nothing of them stays behind."""

import io
import re

import pypdf
import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select, update

from elearn import ids
from elearn.audit.models import AuditEntry
from elearn.errors import NotAllowed
from elearn.invitations import holders, printing, rules, service
from elearn.invitations.rules import Held, Wish
from elearn.people import rules as people_rules
from elearn.people.models import Credential, Organisation, Person, SignInSlip
from elearn.people.sessions import digest
from elearn.permissions import Grant, Role
from tests.factories.people import a_person, an_actor, an_organisation
from tests.invitations.sending import SLIPS, send


@pytest.fixture
def printed(monkeypatch) -> list[dict[str, object]]:
    """What was given to the printer, which is a child process of its own and slow."""
    given: list[dict[str, object]] = []

    def render(found, codes, **words) -> bytes:
        given.append({"slips": [(one.name, one.sign_in_name, codes[one.id]) for one in found], **words})
        return b"%PDF-1.7"

    monkeypatch.setattr(printing, "render", render)
    return given


def stored(reader) -> list[SignInSlip]:
    reader.rollback()
    return list(reader.scalars(select(SignInSlip).order_by(SignInSlip.id)))


def test_a_slip_is_printed_and_lets_its_holder_in(coordinator, town, app) -> None:
    answer = send(coordinator, SLIPS, town.vera)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    paper = pypdf.PdfReader(io.BytesIO(answer.data))
    text = " ".join(paper.pages[0].extract_text().split())
    for words in ("Вера SZ", "Отдел SZ", "SZ-7", "127.0.0.1:8000/sign-in/slip"):
        assert words in text
    assert paper.trailer["/Root"]["/Lang"] == "bg"
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert paper.metadata.title == "Талони за влизане"
    code = people_rules.normal_code(re.search(r"Код ((?:\w{4} ?){3})", text)[1])
    visitor = app.test_client()
    form = visitor.get("/sign-in/slip").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)[1]
    known = {
        "csrf_token": token,
        "number": "sz-7",
        "code": code,
        "password": (new := "друга дума след дъжд"),
        "again": new,
    }
    assert visitor.post("/sign-in/slip", data=known).location == "/my"


def test_the_printers_process_is_given_no_code_as_an_argument(monkeypatch, town, writing) -> None:
    commands = []
    real = printing.subprocess.Popen
    monkeypatch.setattr(
        printing.subprocess, "Popen", lambda command, **how: (commands.append(command), real(command, **how))[1]
    )
    with writing() as session:
        found = service.to_print(
            session, an_actor(session, town.coordinator), rules.Wish(), rules.Held.ALL, rules.Chosen(None)
        )
    code = ids.public_code()
    pdf = printing.render(
        found, {town.vera: code}, issuer="О", address="http://x.example/sign-in/slip", last_day="утре"
    )
    assert pdf.startswith(b"%PDF")
    assert code not in str(commands)


def test_the_list_shows_who_has_no_email_and_nobody_of_the_neighbours(coordinator) -> None:
    page = coordinator.get(SLIPS).text
    assert "Вера SZ" in page
    for absent in ("Вера KZ", "Анна SZ"):
        assert absent not in page


def test_who_has_signed_in_is_offered_one_too_when_asked_for(coordinator, town, writing) -> None:
    with writing() as session:
        a_person(session, given="Глеб", staff_number="8", organisation_id=town.office)
    assert "Глеб" not in coordinator.get(SLIPS).text
    assert "Глеб" in coordinator.get(f"{SLIPS}?state=all").text


def test_only_ones_own_people_without_an_email_get_a_slip(coordinator, town, neighbour, printed, reader) -> None:
    send(coordinator, SLIPS, town.vera, town.anna, neighbour.vera)
    assert [name for name, *_ in printed[0]["slips"]] == ["Вера SZ"]
    assert [slip.person_id for slip in stored(reader)] == [town.vera]


def test_none_of_ones_own_is_refused_without_a_name(coordinator, neighbour, printed, reader) -> None:
    answer = send(coordinator, SLIPS, neighbour.vera)
    assert answer.status_code == 400
    assert "KZ" not in answer.text
    assert (printed, stored(reader)) == ([], [])


def test_all_of_a_unit_are_printed(coordinator, town, printed, writing) -> None:
    with writing() as session:
        a_person(session, given="Глеб", staff_number="8", organisation_id=town.unit, password=None)
    send(coordinator, SLIPS, unit=str(town.office))
    assert [name for name, *_ in printed[0]["slips"]] == ["Вера SZ"]


def test_printing_again_ends_the_slip_before(coordinator, town, printed, reader) -> None:
    for _ in range(2):
        send(coordinator, SLIPS, town.vera)
    first, second = stored(reader)
    assert first.used_at is not None
    assert second.used_at is None
    codes = [slips["slips"][0][2] for slips in printed]
    assert [digest(code) for code in codes] == [first.code_sha256, second.code_sha256]
    assert all(len(code) == 12 and set(code) <= set(ids.CODE_ALPHABET) for code in codes)


def test_a_printer_that_fails_changes_no_slip(coordinator, town, printed, reader, monkeypatch) -> None:
    send(coordinator, SLIPS, town.vera)
    monkeypatch.undo()
    monkeypatch.setattr(printing, "_START", "raise SystemExit(1)")
    answer = send(coordinator, SLIPS, town.vera)
    assert answer.status_code == 500
    assert [slip.used_at for slip in stored(reader)] == [None]
    assert printed


def test_too_many_at_once_are_refused(coordinator, town, printed, monkeypatch, writing) -> None:
    monkeypatch.setattr(service, "MOST_SLIPS", 2)
    with writing() as session:
        for number in range(3):
            a_person(session, staff_number=f"9{number}", organisation_id=town.office, password=None)
    assert send(coordinator, SLIPS).status_code == 400
    assert printed == []


def test_a_number_that_would_lead_to_nobody_is_not_printed(coordinator, town, printed, writing) -> None:
    with writing() as session:
        session.execute(update(Organisation).values(code=None))
    refused = send(coordinator, SLIPS, town.vera)
    assert refused.status_code == 409
    box = BeautifulSoup(refused.text, "html.parser").find(id=f"person-{town.vera}")
    assert box.has_attr("checked")
    assert printed == []


def test_who_left_ones_reach_while_it_was_printed_keeps_the_code_shut(town, neighbour, writing) -> None:
    with writing() as session:
        actor = an_actor(session, town.coordinator)
        session.execute(update(Person).where(Person.id == town.vera).values(organisation_id=neighbour.office))
        with pytest.raises(NotAllowed):
            service.give_slips(session, actor, {town.vera: ids.public_code()})


def test_the_record_says_who_printed_for_whom_and_no_code_stays(coordinator, town, printed, reader) -> None:
    send(coordinator, SLIPS, town.vera)
    code = printed[0]["slips"][0][2]
    entry = reader.scalars(select(AuditEntry).where(AuditEntry.action == "slip_given")).one()
    assert (entry.person_id, entry.subject_kind, entry.subject_id) == (town.coordinator, "person", str(town.vera))
    assert code not in str([vars(row) for table in (AuditEntry, SignInSlip) for row in reader.scalars(select(table))])
    assert reader.scalars(select(Credential).where(Credential.person_id == town.vera)).all() == []
    assert code not in coordinator.get(SLIPS).text


def test_nobody_prints_a_way_in_to_a_role_they_could_not_give(session) -> None:
    """A coordinator of a department works beside the municipality's own, who has no e-mail."""
    town = an_organisation(session)
    unit = an_organisation(session, parent_id=town)
    small = a_person(session, organisation_id=unit, roles=(Grant(Role.COORDINATOR, unit),))
    actor = an_actor(session, small)
    for number, wider in enumerate((Grant(Role.COORDINATOR, town), Grant(Role.TRAINER, unit)), start=77):
        wide = a_person(session, staff_number=str(number), organisation_id=unit, roles=(wider,), password=None)
        assert holders.to_print(session, actor, Wish(), Held.ALL, [wide], 10) == ()
        with pytest.raises(NotAllowed):
            service.give_slips(session, actor, {wide: "ABCDEFGHJKMN"})
