"""The demo's training plans: one that runs and is due soon, one whose deadline is over, and a draft for a group."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from elearn import clock
from elearn.demo.cast import UNITS
from elearn.demo.crowd import COURSES, CROWD, DUE_DAYS, ENROLLED_DAYS, ago
from elearn.ids import CourseSlug, OrganisationId, PersonId
from elearn.permissions import Actor
from elearn.plans import groups, matching, queries, service, settling
from elearn.plans.audience import Audience
from elearn.plans.queries import Spec

INVESTORS, INNOVATION, DIGITAL = COURSES
GROUP = "Работна група по иновации"
IN_GROUP = 6


def make_plans(
    session: Session,
    actor: Actor,
    town: OrganisationId,
    units: Mapping[str, OrganisationId],
    given: Collection[CourseSlug],
) -> None:
    """Each of a course that is given, in the colleagues' own units, with the deadline they have anyway."""
    near, far = (UNITS[1], UNITS[3]), UNITS[2:3] + UNITS[4:]
    for name, slug, whose in (
        ("Работа с инвеститори", INVESTORS, near),
        ("Цифрови умения за администрацията", DIGITAL, far),
    ):
        if slug in given:
            due = clock.today() + timedelta(days=DUE_DAYS[slug])
            audience = Audience(units=tuple(sorted(units[unit] for unit in whose)))
            with ago(ENROLLED_DAYS):
                plan_id = service.create(session, actor, town, Spec(name, (slug,), due_on=due, audience=audience))
                seen = queries.plan(session, actor, plan_id).digest
                service.activate(session, actor, plan_id, seen=seen)
                _match(session, actor, plan_id)
    if {INNOVATION, DIGITAL} <= set(given):
        _draft(session, actor, town)


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
