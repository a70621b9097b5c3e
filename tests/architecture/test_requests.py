"""Every address that changes something is sent a request, and its entry stands in the record: who, what, about whom."""

from collections.abc import Iterator, Mapping
from typing import Any

from bs4 import BeautifulSoup
from sqlalchemy import func, select

from elearn.audit.models import AuditEntry
from elearn.work import Work
from tests.architecture.entries import ENTRIES, ByJob
from tests.architecture.requests import ELSEWHERE, STEPS, Step, send
from tests.architecture.scene import Scene


def test_every_changing_address_that_leaves_an_entry_is_sent_here_or_elsewhere() -> None:
    due = {endpoint for endpoint, said in ENTRIES.items() if not isinstance(said, str)}
    sent = {step.endpoint for step in STEPS}
    assert due - sent == set(ELSEWHERE)
    assert sent & set(ELSEWHERE) == set()


def test_each_request_leaves_its_entry_by_whom_and_about_whom(session, app, client, sign_in, settings, engine) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    scene, work, problems, before = Scene(session), Work(settings, engine), [], ""
    for step in STEPS:
        ids = scene.ids()
        if step.who and step.who != before:
            sign_in(client, ids[step.who])
        before = step.who
        problems += [f"{step.endpoint}: {problem}" for problem in wrong(scene, work, client, step, ids)]
    assert not problems, "\n".join(problems)


def wrong(scene: Scene, work: Work, client: Any, step: Step, ids: Mapping[str, object]) -> Iterator[str]:
    """What is wrong with the answer, or with the entries that it leaves."""
    last = scene.session.scalar(select(func.max(AuditEntry.id)))
    scene.session.rollback()
    answer = send(client, step, ids)
    if step.work:
        scene.work_off(work, step.work)
    if answer.status_code not in {200, 202, 303}:
        yield f"answered {answer.status_code}: {told(answer.text)}"
    said = ENTRIES[step.endpoint]
    acts = (said.action,) if isinstance(said, ByJob) else said
    new = select(AuditEntry).where(AuditEntry.id > last, AuditEntry.action.in_(acts))
    entries = scene.session.scalars(new).all()
    meant = {ids.get(step.about), scene.ids().get(step.about)}  # made by the request, or gone by it
    if not entries:
        yield "left no entry"
    elif not {entry.person_id for entry in entries} <= ({ids[step.who]} if step.who else {None} | meant):
        yield "names another actor"
    elif step.about and not any({entry.about_id, entry.unit_id} & meant - {None} for entry in entries):
        yield f"is not about {step.about}"
    scene.session.rollback()


def told(page: str) -> str:
    """The refusal."""
    return " ".join(BeautifulSoup(page, "html.parser").get_text(" ").split())[150:500]
