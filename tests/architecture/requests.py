"""One request for each address that changes something, in an order in which each finds what the ones before it left."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from elearn import clock
from tests.factories.people import PASSWORD
from tests.factories.plans import TEXTS
from tests.people.browser import fields_of

TODAY = clock.today()
WHY = "Заповед № 5"
NEW_PASSWORD = "съвсем друга парола"


@dataclass(frozen=True)
class Step:
    """`address` and the values of `form` name people and rows of the scene, see `scene`. `page` is opened first, and
    the hidden fields of its form are sent too; the kind of work that `work` names is done afterwards. The entry is by
    `who`, about the person or unit that `about` names."""

    endpoint: str
    who: str
    address: str
    about: str = ""
    form: Mapping[str, object] = field(default_factory=dict)
    page: str = ""
    work: str = ""


def _plan(name: str) -> dict[str, object]:
    return {
        "of": "{town}",
        "name": name,
        "course": ["sample"],
        "needed": "",
        "due": "days",
        "due_on": "",
        "due_days": "30",
        "valid_months": "",
        "person": "{maria}",
        "people": "",
    }


def _names(**more: object) -> dict[str, object]:
    return {"given": "Мария", "middle": "Петрова", "family": "Нова", **more}


PROJECT = {
    f"{name}_{lang}": getattr(TEXTS, name)[lang]
    for name in ("name", "funder", "statement", "basis")
    for lang in ("bg", "en")
}
PROJECT |= {"code": TEXTS.code, "unit": "{town}", "logos": "eu"}
PEOPLE, UNITS, PLANS, GROUPS = "/coordinate/people", "/coordinate/units", "/coordinate/plans", "/coordinate/groups"
OF_SAMPLE = f"{PEOPLE}/{{maria}}/courses/sample"
CHANGED_PLAN = f"{PLANS}/{{plan}}/preview?of={{town}}&name=Б&course=sample&due=days&due_days=20&person={{maria}}"
LATER = (TODAY + timedelta(days=40)).isoformat()
LATIN = {"latin_given": "Maria", "latin_middle": "Petrova", "latin_family": "Nova"}
TOGETHER = {"course": "sample", "act": "extend", "due": (TODAY + timedelta(days=50)).isoformat(), "reason": WHY}
IMPORT, TABLE = "/coordinate/import", "Сл. №;Трите имена\n7;Нина Янева Вълева\n"

STEPS = (
    # People and units
    Step("people.add_person", "kalina", f"{PEOPLE}/new", "newest", _names(email="nova@example.org", unit="{office}")),
    Step(
        "people.change_person",
        "kalina",
        f"{PEOPLE}/{{newest}}/edit",
        "newest",
        _names(given="Анна", email="nova@example.org", unit="{office}", position="Юрист"),
    ),
    Step("people.rename_position", "boss", "/coordinate/positions/{position}", "", {"name": "Юрисконсулт"}),
    Step("people.mark_left", "kalina", f"{PEOPLE}/{{newest}}/leave", "newest", {"left_on": TODAY.isoformat()}),
    Step("people.mark_returned", "kalina", f"{PEOPLE}/{{newest}}/return", "newest"),
    Step(
        "people.give_role",
        "kalina",
        f"{PEOPLE}/{{newest}}/roles",
        "newest",
        {"role": "coordinator", "unit": "{office}"},
    ),
    Step("people.take_role_back", "kalina", f"{PEOPLE}/{{newest}}/roles/{{grant}}/take-back", "newest"),
    Step("people.merge_people", "kalina", f"{PEOPLE}/{{maria}}/merge", "maria", {"with": "{newest}", "sure": "1"}),
    Step("people.add_unit", "kalina", UNITS, "unit", {"name": "Ново", "parent": "{town}"}),
    Step("people.rename_unit", "kalina", f"{UNITS}/{{unit}}/rename", "unit", {"name": "Регистър"}),
    Step("people.move_unit", "kalina", f"{UNITS}/{{unit}}/move", "unit", {"parent": "{office}"}),
    Step(
        "people.describe_unit", "kalina", f"{UNITS}/{{town}}/describe", "town", {"kind": "municipality", "code": "SZ"}
    ),
    Step("people.remove_unit", "kalina", f"{UNITS}/{{unit}}/remove", "unit"),
    # What plans, groups and projects ask
    Step("plans.make_group", "kalina", GROUPS, "town", {"name": "Работна група", "of": "{town}"}),
    Step("plans.rename_group", "kalina", f"{GROUPS}/{{group}}/rename", "town", {"name": "Група"}),
    Step("plans.fill_group", "kalina", f"{GROUPS}/{{group}}/fill", "maria", {"people": "maria@example.org"}),
    Step("plans.take_out_of_group", "kalina", f"{GROUPS}/{{group}}/take-out", "maria", {"person": "{maria}"}),
    Step("plans.fill_group", "kalina", f"{GROUPS}/{{group}}/fill", "maria", {"people": "maria@example.org"}),
    Step("plans.empty_group", "kalina", f"{GROUPS}/{{group}}/empty", "maria"),
    Step("plans.remove_group", "kalina", f"{GROUPS}/{{group}}/remove", "town"),
    Step("plans.make_project", "kalina", "/coordinate/projects/new", "town", PROJECT),
    Step("plans.change_project", "kalina", "/coordinate/projects/{project}", "town", PROJECT | {"code": "Б-2"}),
    Step("plans.remove_project", "kalina", "/coordinate/projects/{project}/remove", "town"),
    Step("plans.make_plan", "kalina", f"{PLANS}/new", "town", _plan("Напразен")),
    Step("plans.remove_plan", "kalina", f"{PLANS}/{{plan}}/remove", "town"),
    Step("plans.make_plan", "kalina", f"{PLANS}/new", "town", _plan("План")),
    Step("plans.decide_entry", "kalina", f"{PLANS}/{{plan}}/entry", "town", {"entry": "approval", "project": ""}),
    Step("plans.activate_plan", "kalina", f"{PLANS}/{{plan}}/activate", "town", page=f"{PLANS}/{{plan}}/preview"),
    Step("plans.change_plan", "kalina", f"{PLANS}/{{plan}}/edit", "town", page=CHANGED_PLAN),
    Step("plans.join", "maria", "/plans/{plan}/join", "maria", {"words": "Моля."}),
    Step(
        "plans.decide_request",
        "kalina",
        "/coordinate/requests/{request}",
        "maria",
        {"decision": "grant", "answer": "Да."},
    ),
    Step("plans.end_plan", "kalina", f"{PLANS}/{{plan}}/end", "town", page=f"{PLANS}/{{plan}}/end"),
    Step("enrolment.enrol", "double", "/courses/sample/enrol", "double"),
    Step("plans.extend", "kalina", f"{OF_SAMPLE}/extend", "maria", {"due": LATER, "reason": WHY}),
    Step(
        "plans.take_back", "kalina", f"{PEOPLE}/{{maria}}/extensions/{{extension}}/take-back", "maria", {"reason": WHY}
    ),
    Step("plans.exempt", "kalina", f"{OF_SAMPLE}/exempt", "maria", {"reason": WHY}),
    Step("plans.take_back", "kalina", f"{PEOPLE}/{{maria}}/credits/{{credit}}/take-back", "maria", {"reason": WHY}),
    Step(
        "plans.credit",
        "kalina",
        f"{OF_SAMPLE}/credit",
        "maria",
        {"kind": "classroom", "on": TODAY.isoformat(), "hours": "8", "hours_kind": "academic", "reason": WHY},
    ),
    Step("plans.take_back", "kalina", f"{PEOPLE}/{{maria}}/credits/{{credit}}/take-back", "maria", {"reason": WHY}),
    Step("plans.together_do", "kalina", "/coordinate/together/do", "maria", TOGETHER | {"person": ["{maria}"]}),
    # Learning
    Step("lessons.done", "maria", "/learn/sample/basics/why/done", "maria"),
    Step(
        "text_reports.report",
        "maria",
        "/learn/sample/basics/why/report",
        "maria",
        {"text": "Грешка."},
        "/learn/sample/basics/why/report",
    ),
    Step("text_reports.answer", "boss", "/author/reports/{report}/answer", "maria", {"answer": "Поправено."}),
    Step(
        "quizzes.give_allowance",
        "kalina",
        "/coordinate/allowances/give",
        "maria",
        {"person": "maria@example.org", "test": "sample|basics/quiz", "what": "double", "count": "", "reason": WHY},
    ),
    Step("quizzes.start_quiz", "maria", "/learn/sample/basics/quiz", "maria"),
    Step("quizzes.submit", "maria", "/attempts/{attempt}/submit", "maria"),
    Step("evidence.print_own", "maria", "/attempts/{attempt}/evidence.pdf", "maria"),
    Step(
        "regrading.object_to",
        "maria",
        "/attempts/{attempt}/objections/1",
        "maria",
        {"text": "И вторият отговор е верен."},
    ),
    Step("regrading.open_answer", "boss", "/author/objections/{objection}/open", "maria", {"reason": WHY}),
    Step(
        "regrading.answer",
        "boss",
        "/author/objections/{objection}/answer",
        "maria",
        {"answer": "Отговорът е само един.", "upheld": "no"},
    ),
    Step("evidence.open_answers", "boss", "/coordinate/attempts/{attempt}", "maria", {"reason": WHY}),
    Step("evidence.print_opened", "boss", "/coordinate/attempts/{attempt}/evidence.pdf", "maria"),
    Step("quizzes.start_exam", "ready", "/learn/sample/exam", "ready"),
    Step("certificates.correct_name", "done", "/certificates/{code}/correct-name", "done"),
    Step("enrolment.leave", "leaving", "/courses/sample/leave", "leaving"),
    # Files, letters, work
    Step("reports.make", "kalina", "/coordinate/files", "town", {"kind": "people", "form": "csv"}),
    Step("reports.print_year_of_person", "kalina", f"{PEOPLE}/{{maria}}/year", "maria", {"year": str(TODAY.year)}),
    Step("reports.print_my_year", "maria", "/my/year", "maria", {"year": str(TODAY.year)}),
    Step("staff.upload", "kalina", IMPORT, "town", {"unit": "{town}", "file": TABLE}),
    Step(
        "staff.choose",
        "kalina",
        f"{IMPORT}/{{batch}}/columns",
        "town",
        {"column-0": "staff_number", "column-1": "full_name"},
    ),
    Step("staff.apply", "kalina", f"{IMPORT}/{{batch}}/apply", "town", work="apply_people_batch"),
    Step("staff.undo", "kalina", f"{IMPORT}/{{batch}}/undo", "town"),
    Step("staff.upload", "kalina", IMPORT, "town", {"unit": "{town}", "file": TABLE}),
    Step("staff.discard", "kalina", f"{IMPORT}/{{batch}}/discard", "town"),
    Step("invitations.invite", "kalina", "/coordinate/invitations", "", {"whom": "marked", "person": ["{silent}"]}),
    Step(
        "invitations.print_slips",
        "kalina",
        "/coordinate/invitations/slips",
        "paper",
        {"whom": "marked", "person": ["{paper}"]},
    ),
    Step("operations.retry_letter", "boss", "/admin/letters/{letter}/retry", "maria"),
    Step("operations.retry_letters", "boss", "/admin/letters/retry", "double"),
    Step("operations.retry_job", "boss", "/admin/jobs/{job}/retry"),
    Step("operations.drop_job", "boss", "/admin/jobs/{dropped}/drop", "", {"reason": WHY}),
    Step("operations.retry_jobs", "boss", "/admin/jobs/retry", "", {"kind": "regrade"}),
    Step("help.feedback", "maria", "/accessibility", "", {"text": "Не се чете.", "reply_to": ""}),
    Step("publishing.withdraw", "boss", "/author/courses/sample/withdraw", "", {"why": WHY}),
    Step("publishing.give_again", "boss", "/author/courses/sample/give-again"),
    Step("publishing.roll_back", "boss", "/author/courses/sample/roll-back", "", {"number": "1", "why": WHY}),
    # One's own account, the way out last
    Step("people.language", "maria", "/my/account/language", "maria", {"language": "en"}),
    Step("people.confirm_name", "maria", "/my/name", "maria", _names(do="confirm", **LATIN)),
    Step("people.end_session", "maria", "/my/account/sessions/{other_session}/end", "maria"),
    Step("people.end_other_sessions", "maria", "/my/account/sessions/end-others", "maria"),
    Step(
        "people.change_password",
        "maria",
        "/my/account/password",
        "maria",
        {"present": PASSWORD, "password": NEW_PASSWORD, "again": NEW_PASSWORD},
    ),
    Step("people.sign_out", "maria", "/sign-out", "maria"),
    Step("people.sign_in_post", "", "/sign-in", "double", {"email": "double@example.org", "password": PASSWORD}),
    Step("people.forgotten", "", "/forgotten", "double", {"email": "double@example.org"}, work="send_account_link"),
    Step("people.use_link", "", "/link/{token}", "double", {"password": NEW_PASSWORD, "again": NEW_PASSWORD}),
    Step("people.link_again", "", "/link/{token}/again", "double", work="send_account_link"),
)

ELSEWHERE: Mapping[str, str] = {
    "lessons.check": "tests/lessons: done by the last of several answers",
    "marking.finish": "tests/marking",
    "marking.open_essays": "tests/marking",
    "marking.save": "tests/marking",
    "people.register": "tests/people/test_links.py: by a job",
    "people.use_slip": "tests/people/test_slips.py: needs the secret of a slip",
    "publishing.publish": "tests/publishing: needs a folder of drafts",
    "regrading.decide": "tests/regrading: in two steps",
    "regrading.go_on": "tests/regrading: needs a regrade that was stopped",
    "regrading.settle": "tests/regrading: needs a completion that a regrade called in question",
}
"""What is not sent here, and where it is."""


def send(client: FlaskClient, step: Step, ids: Mapping[str, object]) -> TestResponse:
    """The step's request, by whoever is signed in."""
    address = step.address.format(**ids)
    form = {name: _filled(name, value, ids) for name, value in step.form.items()}
    if step.page:
        form |= fields_of(client.get(step.page.format(**ids)), address)
    return client.post(address, data=form, buffered=True)


def _filled(name: str, value: object, ids: Mapping[str, object]) -> object:
    if name == "file":
        return io.BytesIO(str(value).encode()), "хора.csv"
    if isinstance(value, list):
        return [str(one).format(**ids) for one in value]
    return str(value).format(**ids)
