"""The demo's training plans: one that a project pays for and that is due soon, one whose deadline is over, a draft
for a group, and two that people come into by themselves."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from elearn import clock
from elearn.demo.cast import MUNICIPALITY, UNITS
from elearn.demo.crowd import COURSES, CROWD, DUE_DAYS, ENROLLED_DAYS, ago
from elearn.ids import CourseSlug, OrganisationId, PersonId
from elearn.permissions import Actor
from elearn.plans import entering, groups, matching, projects, queries, service, settling
from elearn.plans.audience import Audience
from elearn.plans.logos import EU
from elearn.plans.models import Entry
from elearn.plans.projects import ProjectTexts
from elearn.plans.queries import Spec

INVESTORS, INNOVATION, DIGITAL = COURSES
GROUP = "Работна група по иновации"
IN_GROUP = 6
WAYS = {
    "Иновации: по желание, с ключ": Entry.KEY,
    "Иновации в обслужването: с одобрение": Entry.APPROVAL,
}
"""Names of plans that people come into by themselves, and how."""


def make_plans(
    session: Session, actor: Actor, units: Mapping[str, OrganisationId], given: Collection[CourseSlug]
) -> None:
    """Each of a course that is given, before anybody begins: those that enrol, in the colleagues' own units with the
    deadline they have anyway, one of them on behalf of a project; then a draft, and two that people come into."""
    near, far = (UNITS[1], UNITS[3]), UNITS[2:3] + UNITS[4:]
    town = units[MUNICIPALITY]
    for name, slug, whose in (
        ("Работа с инвеститори", INVESTORS, near),
        ("Цифрови умения за администрацията", DIGITAL, far),
    ):
        if slug in given:
            due = clock.today() + timedelta(days=DUE_DAYS[slug])
            audience = Audience(units=tuple(sorted(units[unit] for unit in whose)))
            with ago(ENROLLED_DAYS):
                plan_id = _active(session, actor, town, Spec(name, (slug,), due_on=due, audience=audience))
                if slug == INVESTORS:
                    project_id = projects.make(session, actor, town, a_sample())
                    entering.decide(session, actor, plan_id, Entry.CLOSED, project_id, anew=False)
                _match(session, actor, plan_id)
    if {INNOVATION, DIGITAL} <= set(given):
        _draft(session, actor, town)
        with ago(ENROLLED_DAYS):
            for name, entry in WAYS.items():
                plan_id = _active(session, actor, town, Spec(name, (INNOVATION,), due_days=120))
                entering.decide(session, actor, plan_id, entry, None, anew=False)


def a_sample() -> ProjectTexts:
    """A project that nobody can take for a real one, with everything that papers say of one."""
    today = clock.today()
    return ProjectTexts(
        code="BG-DEMO-2026-001",
        name={
            "bg": "Примерен проект „Подготвени служители за инвеститорите“",
            "en": "Sample project “Staff ready for investors”",
        },
        funder={"bg": "Примерна програма", "en": "Sample programme"},
        statement={"bg": "Съфинансирано от Европейския съюз", "en": "Co-funded by the European Union"},
        basis={
            "bg": f"Примерна заповед № РД-01-15 от {today:%d.%m.%Y} г.",
            "en": f"Sample order No RD-01-15 of {today.day} {today:%B %Y}",
        },
        logos=(EU,),
    )


def _active(session: Session, actor: Actor, unit_id: OrganisationId, spec: Spec) -> int:
    plan_id = service.create(session, actor, unit_id, spec)
    service.activate(session, actor, plan_id, seen=queries.plan(session, actor, plan_id).digest)
    return plan_id


def _draft(session: Session, actor: Actor, town: OrganisationId) -> None:
    group_id = groups.create(session, actor, town, GROUP)
    groups.fill(session, actor, group_id, [one.email for one in CROWD[:: len(CROWD) // IN_GROUP]][:IN_GROUP])
    spec = Spec(
        "Въведение в политиката за иновации",
        (INNOVATION, DIGITAL),
        needed=1,
        due_days=60,
        valid_months=24,
        audience=Audience(groups=(group_id,)),
    )
    service.create(session, actor, town, spec)


def _match(session: Session, actor: Actor, plan_id: int) -> None:
    """What the worker would do within minutes."""
    while matching.bring_in(session, actor, plan_id) == matching.BATCH:
        pass
    last = PersonId(0)
    while people := settling.waiting(session, after=last):
        settling.settle(session, actor, people)
        last = people[-1]
