"""The demo's single cases: somebody exempt, two who studied elsewhere, one with more time, one who left, two who came
into a plan with its key, and one who asks to be let in."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.content.model import HoursKind
from elearn.demo.crowd import COURSES, CROWD, ago
from elearn.demo.plans import WAYS
from elearn.demo.stories import WEEK_DAYS
from elearn.ids import CourseSlug, PersonId
from elearn.people import staffing
from elearn.permissions import Actor, Via
from elearn.plans import attachments, crediting, entering, extending
from elearn.plans.crediting import Attached, Given
from elearn.plans.models import Entry, Plan, Substitute
from elearn.storage.files import Files

INVESTORS, _, DIGITAL = COURSES
PAPER = Path(__file__).with_name("attendance-list.pdf")
_EMAILS = {f"{one.given} {one.middle} {one.family}": one.email for one in CROWD}
_CAME_IN = ("Живко Маринов Шаблонов", "Стефка Минчева Моделова")
_WORDS = "Работя по заявленията на гишето и искам да предлагам подобрения на услугите."


def make_cases(
    session: Session, actor: Actor, people: Mapping[str, PersonId], given: Collection[CourseSlug], files: Files
) -> None:
    """`people` by e-mail. Nothing where a course is not given."""
    if not set(COURSES) <= set(given):
        return
    everybody = {name: people[email] for name, email in _EMAILS.items()}
    _stand_in(session, actor, everybody, files)
    _come_in(session, everybody)
    with ago(4):
        staffing.leave(session, actor, everybody["Огнян Добрев Шаблонов"], clock.today())


def _stand_in(session: Session, actor: Actor, everybody: Mapping[str, PersonId], files: Files) -> None:
    """What stands in the place of courses, and a deadline that was put off."""
    paper = attachments.read("Присъствен списък.pdf", PAPER.read_bytes())
    attached = Attached(files.put(paper.data), paper.name)
    with ago(WEEK_DAYS):
        today = clock.today()
        other_work = "Работата му не е свързана с инвеститори: доклад на прекия ръководител (пример)."
        crediting.give(
            session,
            actor,
            everybody["Румен Панайотов Мостров"],
            INVESTORS,
            Given(Substitute.EXEMPTION, today, other_work),
        )
        hall = "Присъствено обучение в общината, присъствен списък № 3 (пример)."
        in_hall = Given(
            Substitute.CLASSROOM, today - timedelta(days=40), hall, 1600, HoursKind.ACADEMIC, attached=attached
        )
        crediting.give(session, actor, everybody["Валентин Бойков Макетов"], DIGITAL, in_hall)
        other = "Удостоверение № 118 на друга обучителна организация (пример)."
        elsewhere = Given(Substitute.FOREIGN, today - timedelta(days=200), other, 2400, HoursKind.ACADEMIC)
        crediting.give(session, actor, everybody["Явор Генов Примеров"], DIGITAL, elsewhere)
        away = "Отсъствала е по уважителна причина: молба с вх. № 94-12 (пример)."
        later = today + timedelta(days=5 * WEEK_DAYS)
        extending.extend(session, actor, everybody["Гергана Павлова Мострова"], DIGITAL, later, away)


def _come_in(session: Session, everybody: Mapping[str, PersonId]) -> None:
    found = session.scalars(select(Plan).where(Plan.name.in_(WAYS))).all()
    plans = {plan.entry: plan for plan in found}
    with ago(WEEK_DAYS):
        for name in _CAME_IN:
            by_key = plans[Entry.KEY]
            entering.come_in(session, _oneself(everybody[name]), by_key.id, key=by_key.entry_key or "")
    with ago(1):
        asking = _oneself(everybody["Костадинка Ненова Примерова"])
        entering.come_in(session, asking, plans[Entry.APPROVAL].id, words=_WORDS)


def _oneself(person_id: PersonId) -> Actor:
    return Actor(person_id=person_id, via=Via.CLI)
