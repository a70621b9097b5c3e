"""Whoever runs the platform sees what was given up, by ids alone, and has it done again or drops it with a reason."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from elearn import clock, worker
from elearn.db import begin_writing
from elearn.jobs.models import Job, JobState
from elearn.mail.models import LetterState
from elearn.main import cli
from elearn.operations import work_wording
from elearn.operations.rules import LONGEST, without_people
from elearn.people.models import RoleGrant
from elearn.permissions import Role
from elearn.settings import Settings
from tests.operations.conftest import Cast
from tests.operations.desk import ERROR, a_letter, noted, post

ADDRESSES = ("/admin/jobs", "/admin/letters")


def a_job(
    session: Session, kind: str = "render_certificate", state: JobState = JobState.DEAD, **columns: object
) -> Job:
    now = clock.now()
    given = {"payload": {"certificate_id": 7, "email": "anna@example.bg"}, "run_at": now, "attempts": 8}
    row = Job(kind=kind, state=state, created_at=now, error=ERROR, **{**given, "finished_at": now, **columns})
    session.add(row)
    session.flush()
    return row


def test_what_was_given_up_runs_and_waits_is_shown_by_ids_alone(desk: Session, cast: Cast, operator) -> None:
    job = a_job(desk)
    now = clock.now()
    running = {"began_at": now, "lease_until": now + timedelta(minutes=5), "finished_at": None}
    a_job(desk, "regrade", JobState.RUNNING, **running)
    a_job(desk, "deliver_letters", JobState.QUEUED, key="deliver_letters", finished_at=None)
    a_letter(desk, cast.anna)
    desk.commit()
    browser = operator()
    pages = [browser.get(f"{address}?lang=en").text for address in ADDRESSES]
    assert f"№ {job.id}, certificate № 7" in pages[0]
    for words in ("Making a certificate", "Regrading", "Delivering letters", "Done again and again", "IntegrityError"):
        assert words in pages[0]
    assert f"person № {cast.anna}" in pages[1]
    for shown in pages:
        for hidden in ("anna@example.bg", "Анна", "Покана", "parameters"):
            assert hidden not in shown


def test_work_that_nobody_takes_is_told(desk: Session, operator) -> None:
    a_job(desk, state=JobState.QUEUED, run_at=clock.now() - timedelta(minutes=5), finished_at=None)
    desk.commit()
    assert "Work has been due since" in operator().get("/admin/jobs?lang=en").text


def test_one_or_all_of_a_kind_is_tried_again_and_recorded(desk: Session, operator) -> None:
    first, second, other = a_job(desk), a_job(desk), a_job(desk, "regrade")
    desk.commit()
    browser = operator()
    assert post(browser, f"/admin/jobs/{first.id}/retry") == 303
    assert post(browser, "/admin/jobs/retry", kind="render_certificate") == 303
    begin_writing(desk)
    desk.expire_all()
    assert [row.state for row in (first, second, other)] == [JobState.QUEUED, JobState.QUEUED, JobState.DEAD]
    acts = noted(desk, "job_retried", "jobs_retried")
    assert acts == [
        ("job_retried", None, {"kind": "render_certificate"}),
        ("jobs_retried", None, {"kind": "render_certificate", "how_many": 1}),
    ]


def test_dropping_needs_a_reason_which_the_record_keeps(desk: Session, operator) -> None:
    job = a_job(desk)
    desk.commit()
    browser = operator()
    refused = browser.post(f"/admin/jobs/{job.id}/drop", data={"reason": " "}, headers={"Accept-Language": "en"})
    assert (refused.status_code, "A reason is missing." in refused.text) == (400, True)
    assert post(browser, f"/admin/jobs/{job.id}/drop", reason="курсът е спрян") == 303
    assert post(browser, f"/admin/jobs/{job.id}/retry") == 409
    facts = {"kind": "render_certificate", "certificate_id": 7, "reason": "курсът е спрян"}
    assert noted(desk, "job_dropped") == [("job_dropped", None, facts)]


def test_only_who_runs_the_whole_platform_is_let_in(desk: Session, cast: Cast, client, sign_in) -> None:
    """Neither coordinators nor an administrator of one municipality alone."""
    job, letter = a_job(desk), a_letter(desk, cast.anna)
    grant = RoleGrant(person_id=cast.head, role=Role.ADMINISTRATOR, organisation_id=cast.ours, created_at=clock.now())
    desk.add(grant)
    desk.commit()
    client.application.config["WTF_CSRF_ENABLED"] = False
    acts = (f"/admin/jobs/{job.id}/retry", "/admin/jobs/retry", f"/admin/jobs/{job.id}/drop")
    for who in (cast.coordinator, cast.neighbour, cast.anna, cast.head):
        sign_in(client, who)
        assert [client.get(address).status_code for address in ADDRESSES] == [403, 403]
        for address in (*acts, f"/admin/letters/{letter.id}/retry", "/admin/letters/retry"):
            assert post(client, address, reason="x", kind=job.kind) == 403
    begin_writing(desk)
    desk.expire_all()
    assert (job.state, letter.state) == (JobState.DEAD, LetterState.FAILED)


def test_the_terminal_lists_tries_again_and_drops(desk: Session, settings: Settings) -> None:
    job, other = a_job(desk), a_job(desk, "regrade")
    desk.commit()
    environment = {"ELEARN_MODE": "test", "ELEARN_DATABASE": settings.database, "ELEARN_SECRET": settings.secret}

    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(cli, ["jobs", *words], env=environment)
        return done.exit_code, done.output

    code, listed = run("list")
    assert (code, "anna@" in listed, "Анна" in listed) == (0, False, False)
    assert f"{job.id} render_certificate certificate_id=7: IntegrityError" in listed
    assert run("retry", str(job.id))[0] == run("retry", "--kind", "regrade")[0] == 0
    assert run("retry", str(job.id)) == (1, "refused: job_alive\n")
    assert run("drop", str(other.id), "--reason", "none") == (1, "refused: job_alive\n")
    assert run("retry")[0] == 2


def test_every_kind_of_work_has_words() -> None:
    assert set(work_wording.KINDS) == set(worker.HANDLERS)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("link:7", "link to an account"),
        ("text-report-12", "answer to a reported error"),
        ("objection-4", "answer to an objection"),
        ("regrade-7-12", "a result that was decided anew"),
        ("plan_request:3", "answer to a request to join a plan"),
        ("of-tomorrow:9", "of-tomorrow:9"),
    ],
)
def test_a_letter_says_in_words_what_it_is_about(app, key: str, words: str) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert work_wording.subject(key) == words


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        ("KeyError: 'course'", "KeyError: 'course'"),
        ("SMTPRecipientsRefused: {'a.b@c.bg': (550, b'no')}", "SMTPRecipientsRefused: {'…@…': (550, b'no')}"),
        ("ValueError: Иван Петров Иванов is late", "ValueError: … is late"),
        ("Error: dup\nDETAIL: Key (given)=(Ivan)", "Error: dup"),
        ("Error: dup [SQL: INSERT] [parameters: ('Ivan',)]", "Error: dup"),
    ],
)
def test_an_error_is_shown_without_people(error: str, shown: str) -> None:
    assert without_people(error) == shown


def test_a_long_error_is_cut() -> None:
    assert len(without_people("x" * 1000)) == LONGEST
