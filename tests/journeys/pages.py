"""Every page of the product: its template, who opens it, and the way to it."""

import io
import zipfile
from pathlib import Path

from playwright.sync_api import Page
from sqlalchemy import update

from elearn import clock
from elearn.ids import AttemptId
from elearn.people.models import SignInSession
from elearn.quizzes import service as quizzes
from tests.journeys.answering import go_on
from tests.journeys.inviting import INVITING
from tests.journeys.served import ROOT, SLUG, Demo
from tests.journeys.standing_in import standing_in
from tests.journeys.states import FOUNDATIONS, start
from tests.journeys.stops import ALONE, STRANGER, Stop

SAMPLE = ROOT / "tests" / "content" / "samples" / "complete"
BROKEN = """---
заглавие: Сертификат за клас В
---
# Още едно заглавие

Вижте [следващия урок](няма-го.md).

## Въпрос: Кой издава сертификата? {#who}
- [ ] Министърът
- [ ] Кметът
"""


def zipped(course: Path) -> bytes:
    """A course's folder, as a trainer would zip it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(course.rglob("*")):
            archive.write(path, path.relative_to(course.parent))
    return packed.getvalue()


def check(page: Page, name: str, data: bytes) -> None:
    """On /author/check: choose the file and press the button."""
    page.set_input_files("[name=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": data})
    press(page, ".drop-form button[type=submit]")


def press(page: Page, button: str) -> None:
    """Press a button whose answer is a page, at the same address or another."""
    with page.expect_navigation():
        page.locator(button).first.click()


def check_broken(_: Demo, page: Page) -> None:
    check(page, "01-klas-v.md", BROKEN.encode())


def check_sound(_: Demo, page: Page) -> None:
    check(page, "permits.zip", zipped(SAMPLE / "permits"))


def check_nonsense(_: Demo, page: Page) -> None:
    check(page, "course.zip", b"this is not an archive")


def send(_: Demo, page: Page) -> None:
    """Send the form as it stands, past the browser's own checks."""
    page.locator("main form").last.evaluate("form => { form.noValidate = true; }")
    press(page, "main form:last-of-type button[type=submit]")


def send_drop(_: Demo, page: Page) -> None:
    """Drop work without saying why."""
    page.locator(".work-dead details > summary").first.click()
    page.locator(".work-dead details form").first.evaluate("form => { form.noValidate = true; }")
    press(page, ".work-dead details form button")


def preview(_: Demo, page: Page) -> None:
    """What a regrade of all versions would change."""
    for box in page.locator("[name=version]").all():
        box.check()
    press(page, "form.regrade button[type=submit]")


def practise(_: Demo, page: Page) -> None:
    page.locator("fieldset input").first.check()
    press(page, "main form .steps-nav button")


def answer_too_late(demo: Demo, page: Page) -> None:
    """Begin the test, end it elsewhere, and answer where it still stands open."""
    with demo.story("tried") as story:
        attempt_id = start(story, FOUNDATIONS)
    without_script(page)
    page.goto(f"{demo.address}/attempts/{attempt_id}")
    page.locator("fieldset input").first.check()
    with demo.story("tried") as story:
        quizzes.submit(story.session, story.actor, AttemptId(attempt_id))
    press(page, "form#attempt .steps-nav button.btn-main")


def answer_signed_out(demo: Demo, page: Page) -> None:
    """Answer after the sign-in has ended, and sign in: the answer waits behind a button."""
    without_script(page)
    demo.sign_in(page.context, "interrupted").close()
    with demo.story("interrupted") as story:
        story.enrol(days=30)
        attempt_id = start(story, FOUNDATIONS)
    page.goto(f"{demo.address}/attempts/{attempt_id}")
    page.locator("fieldset input").first.check()
    with demo.work() as work, work.writing() as session:
        hers = SignInSession.person_id == story.person_id
        session.execute(update(SignInSession).where(hers).values(ended_at=clock.now()))
    press(page, "form#attempt .steps-nav button.btn-main")
    demo.fill_sign_in(page, "interrupted")
    page.wait_for_load_state()


def without_script(page: Page) -> None:
    """The page of a test as it is where its script did not arrive."""
    page.route("**/quiz*.js", lambda route: route.abort())


def open_menu(_: Demo, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.locator(".menu-fold > summary").click()


def go_to_submitting(_: Demo, page: Page) -> None:
    go_on(page, "button[form=attempt][value=submit]")


LESSON = f"/learn/{SLUG}/foundations"
STATISTICS = f"/author/courses/{SLUG}/statistics"
REGRADE = f"/author/courses/{SLUG}/regrade"
PAGES = (
    Stop("publishing/start.html", STRANGER, "/"),
    Stop("publishing/start.html", STRANGER, "/", "menu of a phone", open_menu),
    Stop("publishing/courses.html", STRANGER, "/courses"),
    Stop("publishing/courses.html", STRANGER, "/courses?hours=1&level=advanced", "narrowed"),
    Stop("publishing/course.html", STRANGER, f"/courses/{SLUG}"),
    Stop("publishing/course.html", "tried", f"/courses/{SLUG}", "enrolled"),
    Stop("publishing/changes.html", "graduate", f"/courses/{SLUG}/changes?since={{edition}}"),
    Stop("certificates/verify.html", STRANGER, "/verify"),
    Stop("certificates/verify.html", STRANGER, "/verify?code=ABC", "wrong", status=400),
    Stop("certificates/verified.html", STRANGER, "/verify/{valid}"),
    Stop("certificates/verified.html", STRANGER, "/verify/{superseded}", "superseded"),
    Stop("certificates/unknown.html", STRANGER, "/verify/2222-2222-2222", status=404),
    Stop("help/index.html", STRANGER, "/help"),
    *(
        Stop("help/guide.html", STRANGER, f"/help/{name}", name)
        for name in ("learner", "trainer", "coordinator", "promises")
    ),
    *(Stop("help/guide.html", STRANGER, f"/help/{name}", name) for name in ("scoring", "problems", "settings")),
    Stop("help/guide.html", STRANGER, "/privacy", "privacy"),
    Stop("help/accessibility.html", STRANGER, "/accessibility"),
    Stop("web/error.html", STRANGER, "/no-such-page", status=404),
    Stop("web/error.html", "tried", "/author/courses", "another role", status=403),
    Stop("web/error.html", "newcomer", f"/learn/{SLUG}/foundations/quiz", "test, not enrolled", status=403),
    Stop("people/sign_in.html", STRANGER, "/sign-in"),
    Stop("people/sign_in.html", STRANGER, "/sign-in", "wrong", send),
    *INVITING,
    Stop("people/forgotten.html", STRANGER, "/forgotten"),
    Stop("people/forgotten.html", STRANGER, "/forgotten", "wrong", send),
    Stop("people/register.html", STRANGER, "/register"),
    Stop("people/letter_sent.html", STRANGER, "/letter-sent"),
    Stop("people/link_password.html", STRANGER, "{reset}"),
    Stop("people/link_register.html", STRANGER, "{registration}"),
    Stop("people/link_register.html", STRANGER, "{registration}", "wrong", send),
    Stop("people/link_ended.html", STRANGER, "{ended}", status=410),
    Stop("people/beside.html", "tried", "/sign-in?beside=1"),
    Stop("people/waiting.html", ALONE, "/sign-in", act=answer_signed_out),
    Stop("people/account.html", "tried", "/my/account"),
    Stop("people/account.html", "tried", "/my/account", "wrong", send),
    Stop("people/sessions.html", "tried", "/my/account/sessions"),
    Stop("people/name.html", "tried", "/my/name"),
    Stop("progress/my.html", "newcomer", "/my", "nothing yet"),
    Stop("progress/my.html", "tried", "/my"),
    Stop("progress/my.html", "graduate", "/my", "all done"),
    Stop("progress/my.html", "coordinator", "/my", "coordinator"),
    Stop("progress/contents.html", "tried", f"/learn/{SLUG}"),
    Stop("progress/contents.html", "graduate", f"/learn/{SLUG}", "all done"),
    Stop("enrolment/leave.html", "tried", f"/courses/{SLUG}/leave"),
    Stop("lessons/not_enrolled.html", "newcomer", f"/learn/{SLUG}", status=403),
    *(Stop("lessons/lesson.html", "tried", f"{LESSON}/{name}", name) for name in ("why", "actors", "classes")),
    Stop("lessons/shut.html", "tried", f"/learn/{SLUG}/first-response/enquiry", status=403),
    Stop("lessons/print.html", "tried", f"{LESSON}/print"),
    Stop("lessons/report.html", "tried", f"{LESSON}/why/report"),
    Stop("lessons/report.html", "tried", f"{LESSON}/why/report", "empty", send),
    Stop("lessons/my_reports.html", "tried", "/my/reports"),
    Stop("quizzes/start.html", "tried", f"{LESSON}/quiz"),
    Stop("quizzes/start.html", "tried", f"/learn/{SLUG}/exam", "shut"),
    Stop("quizzes/practice.html", "tried", f"{LESSON}/quiz/practice?seed=ABCD2345"),
    Stop("quizzes/practice.html", "tried", f"{LESSON}/quiz/practice?seed=ABCD2345", "told", practise),
    Stop("quizzes/practised.html", "tried", f"{LESSON}/quiz/practice?seed=ABCD2345&done=rpwsssssss"),
    Stop("quizzes/attempt.html", "busy", "/attempts/{begun}"),
    Stop("quizzes/submit.html", "busy", "/attempts/{begun}", act=go_to_submitting),
    Stop("quizzes/result.html", "tried", "/attempts/{failed}/result", "failed"),
    Stop("quizzes/result.html", "tried", "/attempts/{passed}/result", "passed"),
    Stop("quizzes/start.html", "writer", "/learn/sample/basics/quiz", "waiting"),
    Stop("quizzes/waiting.html", "writer", "/attempts/{unread}/result"),
    Stop("progress/contents.html", "writer", "/learn/sample", "waiting"),
    Stop("quizzes/review.html", "tried", "/attempts/{passed}/review"),
    Stop("quizzes/over.html", "late", "/attempts/{over}"),
    Stop("quizzes/late.html", "tried", "/my", act=answer_too_late),
    Stop("certificates/mine.html", "tried", "/my/certificates", "none yet"),
    Stop("certificates/mine.html", "renamed", "/my/certificates"),
    Stop("certificates/preparing.html", "renamed", "/certificates/{preparing}.pdf", status=202),
    Stop("evidence/document.html", "tried", "/attempts/{failed}/evidence"),
    Stop("evidence/preparing.html", "renamed", "/attempts/{unprinted}/evidence.pdf", status=202),
    Stop("evidence/attempts.html", "coordinator", "/coordinate/attempts?person=learner@demo.example"),
    Stop("evidence/attempts.html", "coordinator", "/coordinate/attempts?person=nobody@demo.example", "nobody"),
    Stop("evidence/open.html", "admin", "/coordinate/attempts/{passed}"),
    Stop("surveys/course.html", "trainer", f"/author/courses/{SLUG}/surveys"),
    Stop("coordinating/overview.html", "coordinator", "/coordinate"),
    Stop("coordinating/matrix.html", "coordinator", "/coordinate/matrix?state=late&sort=unit"),
    Stop("coordinating/matrix.html", "coordinator", "/coordinate/matrix?name=няма", "nobody"),
    Stop("coordinating/person.html", "coordinator", "/coordinate/people/{person}"),
    Stop("coordinating/course.html", "admin", f"/coordinate/courses/{SLUG}"),
    Stop("coordinating/waiting.html", "coordinator", "/coordinate/waiting/never"),
    Stop("people/roster.html", "coordinator", "/coordinate/people"),
    Stop("reports/files.html", "coordinator", "/coordinate/files"),
    Stop("reports/offer.html", "coordinator", "/coordinate/files/new?kind=people"),
    Stop("reports/year.html", "graduate", "/my/year"),
    Stop("reports/file.html", "graduate", "/my/year", act=send),
    Stop("people/new.html", "coordinator", "/coordinate/people/new", "wrong", send),
    Stop("people/edit.html", "coordinator", "/coordinate/people/{person}/edit"),
    Stop("people/merge_choose.html", "coordinator", "/coordinate/people/{person}/merge"),
    Stop("people/merge.html", "coordinator", "/coordinate/people/{person}/merge?with=1"),
    Stop("people/units.html", "admin", "/coordinate/units"),
    Stop("people/unit.html", "admin", "/coordinate/units/2"),
    Stop("people/positions.html", "coordinator", "/coordinate/positions"),
    Stop("staff/imports.html", "coordinator", "/coordinate/import"),
    Stop("staff/imports.html", "coordinator", "/coordinate/import", "no file", send),
    Stop("staff/batch.html", "coordinator", "/coordinate/import/{checked}"),
    Stop("staff/batch.html", "coordinator", "/coordinate/import/{imported}", "applied"),
    Stop("staff/batch.html", "coordinator", "/coordinate/import/{undone}?verdict=new", "undone"),
    Stop("staff/batch.html", "coordinator", "/coordinate/import/{stopped}", "stopped"),
    Stop("staff/columns.html", "coordinator", "/coordinate/import/{checked}/columns"),
    Stop("staff/undo.html", "coordinator", "/coordinate/import/{imported}/undo"),
    Stop("plans/plans.html", "coordinator", "/coordinate/plans"),
    Stop("plans/new.html", "coordinator", "/coordinate/plans/new", "wrong", send),
    Stop("plans/plan.html", "coordinator", "/coordinate/plans/1"),
    Stop("plans/edit.html", "coordinator", "/coordinate/plans/1/edit"),
    Stop("plans/preview.html", "coordinator", "/coordinate/plans/3/preview"),
    Stop("plans/groups.html", "coordinator", "/coordinate/groups", "wrong", send),
    Stop("plans/group.html", "coordinator", "/coordinate/groups/1"),
    Stop("quizzes/allowances.html", "coordinator", "/coordinate/allowances"),
    Stop("quizzes/allowances.html", "trainer", "/coordinate/allowances", "trainer"),
    Stop("quizzes/give.html", "coordinator", "/coordinate/allowances/give"),
    Stop("quizzes/give.html", "coordinator", "/coordinate/allowances/give", "wrong", send),
    Stop("operations/record.html", "coordinator", "/coordinate/record"),
    Stop("operations/jobs.html", "admin", "/admin/jobs"),
    Stop("operations/jobs.html", "admin", "/admin/jobs", "without a reason", send_drop),
    Stop("operations/letters.html", "admin", "/admin/letters"),
    Stop("publishing/author.html", "trainer", "/author/courses"),
    Stop("publishing/drafts.html", "trainer", "/author/courses", act=send),
    Stop("publishing/check.html", "trainer", "/author/check"),
    Stop("publishing/check.html", "trainer", "/author/check", "broken file", check_broken),
    Stop("publishing/check.html", "trainer", "/author/check", "sound course", check_sound),
    Stop("publishing/check.html", "trainer", "/author/check", "nonsense", check_nonsense),
    Stop("publishing/sources.html", "trainer", "/author/sources"),
    Stop("publishing/resting.html", "trainer", "/author/sources/zni"),
    Stop("quizzes/try.html", "trainer", f"/author/courses/{SLUG}/try/foundations/quiz"),
    Stop("quizzes/try.html", "trainer", f"/author/courses/{SLUG}/try/foundations/quiz", "graded", send),
    Stop("lessons/received_reports.html", "trainer", "/author/reports"),
    Stop("lessons/reported_text.html", "trainer", "/author/reports/{report}/text"),
    Stop("marking/queue.html", "trainer", "/author/marking"),
    Stop("marking/essay.html", "trainer", "/author/marking/{read}/2"),
    Stop("marking/essay.html", "trainer", "/author/marking/{read}/2", "wrong", send),
    Stop("marking/essay.html", "trainer", "/author/marking/{marked}/2", "marked"),
    Stop("marking/finish.html", "trainer", "/author/marking/{marked}/finish"),
    Stop("quizzes/result.html", "objector", "/attempts/{objected}/result", "regraded"),
    Stop("regrading/mine.html", "objector", "/attempts/{objected}/objections"),
    Stop("regrading/object.html", "objector", "/attempts/{objected}/objections/3"),
    Stop("regrading/object.html", "objector", "/attempts/{objected}/objections/3", "too short", send),
    Stop("regrading/objections.html", "trainer", "/author/objections"),
    Stop("regrading/objection.html", "trainer", "/author/objections/{objection}"),
    Stop("regrading/course.html", "trainer", f"/author/courses/{SLUG}/regrades"),
    Stop("regrading/question.html", "trainer", f"{REGRADE}/foundations/quiz/{{question}}"),
    Stop("regrading/preview.html", "trainer", f"{REGRADE}/foundations/quiz/{{question}}", act=preview),
    Stop("regrading/decision.html", "trainer", "/author/regrades/{decided}"),
    Stop("regrading/decision.html", "trainer", "/author/regrades/{deciding}", "under way"),
    Stop("statistics/course.html", "trainer", STATISTICS),
    Stop("statistics/quiz.html", "trainer", f"{STATISTICS}/foundations/quiz"),
    Stop("statistics/question.html", "trainer", f"{STATISTICS}/foundations/quiz/foundations.quiz.first-move"),
    *standing_in(send),
)
