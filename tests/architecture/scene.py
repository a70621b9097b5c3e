"""Who and what the requests of `requests` are about: people by name, and the newest row of each table."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.certificates.models import Certificate
from elearn.jobs.models import Job, JobState
from elearn.lessons.models import TextReport
from elearn.mail.models import Letter, LetterState
from elearn.mail.service import LINK_PATH
from elearn.people.models import Organisation, Person, Position, RoleGrant, SignInSession
from elearn.permissions import Grant, Role
from elearn.plans.models import Credit, Extension, PersonGroup, Plan, PlanRequest, Project
from elearn.quizzes.models import Attempt
from elearn.regrading.models import Objection
from elearn.staff.models import Batch
from elearn.work import Work
from elearn.worker import HANDLERS
from tests.factories.content import a_course
from tests.factories.enrolment import an_enrolment
from tests.factories.people import a_person, an_actor, an_organisation
from tests.factories.progress import complete, confirm_names, do_lessons, sit
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, with_rules

NEWEST: Mapping[str, Any] = {
    "newest": Person,
    "position": Position,
    "grant": RoleGrant,
    "unit": Organisation,
    "group": PersonGroup,
    "project": Project,
    "plan": Plan,
    "request": PlanRequest,
    "extension": Extension,
    "credit": Credit,
    "attempt": Attempt,
    "objection": Objection,
    "report": TextReport,
    "batch": Batch,
}


class Scene:
    """A municipality with its coordinator Kalina, a learner Maria with a double, and others who have come some way."""

    def __init__(self, session: Session) -> None:
        self.session = session
        a_snapshot(session, replace(a_course(edition="0.9"), digest="9" * 64))
        a_snapshot(session, with_rules(a_course(), BASICS, time_minutes=30))
        town = an_organisation(session, "Липово")
        office = an_organisation(session, "Отдел", town)

        def person(name: str, *roles: Role | Grant, **more: Any) -> int:
            email = f"{name}@example.org"
            return a_person(session, email=email, organisation_id=office, roles=(Role.LEARNER, *roles), **more)

        self.known: dict[str, Any] = {
            "town": town,
            "office": office,
            "kalina": person("kalina", Grant(Role.COORDINATOR, town)),
            "boss": person("boss", Grant(Role.ADMINISTRATOR), Grant(Role.TRAINER)),
            "maria": person("maria"),
            "double": person("double"),
            "silent": person("silent", password=None),
            "paper": a_person(session, staff_number="9", organisation_id=office, password=None),
            "leaving": person("leaving"),
            "ready": self._ready(person("ready")),
            "done": self._done(person("done")),
        }
        self.known["code"] = session.scalars(select(Certificate.code)).one()
        self._left_over()
        session.commit()

    def _ready(self, who: Any) -> int:
        """For the exam."""
        an_enrolment(self.session, who)
        actor = an_actor(self.session, who)
        confirm_names(self.session, actor)
        do_lessons(self.session, actor)
        for quiz in ("basics/quiz", "practice/quiz"):
            sit(self.session, actor, quiz)  # type: ignore[arg-type]  # an id is a text
        return int(who)

    def _done(self, who: Any) -> int:
        """With a certificate in a name that was changed since."""
        an_enrolment(self.session, who)
        actor = an_actor(self.session, who)
        confirm_names(self.session, actor)
        complete(self.session, actor)
        self.session.get_one(Person, who).family = "Нова"
        confirm_names(self.session, actor)
        return int(who)

    def _left_over(self) -> None:
        """An enrolment to leave, letters and work that were given up, and a second sign-in."""
        session, now = self.session, clock.now()
        an_enrolment(session, self.known["leaving"])
        for whom in ("maria", "double"):
            words = {"subject": "Писмо", "text": "", "attempts": 10, "possibly_twice": False, "key": f"a:{whom}"}
            row = Letter(to="a@example.org", person_id=self.known[whom], message_id=whom, **words)
            row.state, row.not_before, row.created_at = LetterState.FAILED, now, now
            session.add(row)
            session.flush()
            self.known.setdefault("letter", row.id)
        for name in ("job", "dropped", "more"):
            job = Job(kind="regrade", payload={}, state=JobState.DEAD, created_at=now, run_at=now, attempts=8)
            job.finished_at, job.error = now, "KeyError: 'x'"
            session.add(job)
            session.flush()
            self.known[name] = job.id
        an_actor(session, self.known["maria"])
        mine = select(func.max(SignInSession.id)).where(SignInSession.person_id == self.known["maria"])
        self.known["other_session"] = session.scalar(mine)

    def work_off(self, work: Work, kind: str) -> None:
        """Do the newest of a kind."""
        job = select(Job.payload).where(Job.kind == kind).order_by(Job.id.desc()).limit(1)
        payload = self.session.scalars(job).one()
        self.session.rollback()
        HANDLERS[kind](work, payload)

    def ids(self) -> Mapping[str, Any]:
        """Everybody, the newest of everything, and the secret of the newest link."""
        self.session.rollback()
        link = select(Letter.text).where(Letter.key.like("link:%")).order_by(Letter.id.desc()).limit(1)
        token = re.findall(LINK_PATH + r"([\w-]+)", self.session.scalar(link) or "") or [""]
        newest = {name: self.session.scalar(select(func.max(model.id))) for name, model in NEWEST.items()}
        self.session.rollback()
        return {**newest, **self.known, "token": token[0]}
