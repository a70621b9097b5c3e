"""What stands in the place of courses, and ways into plans: a project, somebody exempt, and one who asks to come in."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from elearn import clock
from elearn.demo.cast import PASSWORD
from elearn.ids import OrganisationId, PersonId
from elearn.people.models import Person
from elearn.people.queries import person_by_email
from elearn.plans import crediting, entering, extending
from elearn.plans.crediting import Given
from elearn.plans.models import Entry, PlanRequest, PlanState, Substitute
from tests.factories.people import a_person, an_actor
from tests.factories.plans import a_plan, a_project
from tests.journeys.served import SLUG, Demo
from tests.journeys.stops import Act, Stop

WHY = "По заповед № РД-25-12."


def stood_in(demo: Demo) -> Mapping[str, str]:
    """Numbers of the project, of plans by their way in, of the request, of the exempt and what was given to them."""
    with demo.work() as work, work.writing() as session:
        coordinator = person_by_email(session, "coordinator@demo.example")
        unit = session.scalars(select(Person.organisation_id).where(Person.id == coordinator)).one()
        assert unit is not None
        asking, exempt = (
            a_person(session, email=f"{name}@demo.example", password=PASSWORD, demo=True, organisation_id=unit)
            for name in ("asking", "exempt")
        )
        ways = {entry.value: a_plan(session, OrganisationId(unit), SLUG, entry=entry, key=key) for entry, key in WAYS}
        entering.come_in(session, an_actor(session, asking), ways["approval"], words="Темата е от моята работа.")
        extension = extending.extend(session, work.actor, exempt, SLUG, clock.today() + timedelta(days=60), WHY)
        given = Given(Substitute.EXEMPTION, clock.today(), WHY)
        credit = crediting.give(session, work.actor, exempt, SLUG, given)
        numbers = {
            "draft": a_plan(session, OrganisationId(unit), SLUG, state=PlanState.DRAFT),
            "project": a_project(session, OrganisationId(unit)),
            "request": session.scalars(select(PlanRequest.id).where(PlanRequest.person_id == asking)).one(),
            "extension": extension,
            "credit": credit,
            "exempt": PersonId(exempt),
            "waiting": PersonId(asking),
        }
    return {name: str(number) for name, number in (numbers | {f"by_{way}": n for way, n in ways.items()}).items()}


WAYS = ((Entry.OPEN, None), (Entry.KEY, "7K4MN2QR"), (Entry.APPROVAL, None))


def standing_in(send: Act) -> tuple[Stop, ...]:
    """`send`: the form as it stands."""
    course, other = (f"/coordinate/people/{{{who}}}/courses/{SLUG}" for who in ("exempt", "waiting"))
    back = "/coordinate/people/{exempt}"
    return (
        Stop("plans/projects.html", "coordinator", "/coordinate/projects"),
        Stop("plans/project.html", "coordinator", "/coordinate/projects/new"),
        Stop("plans/project.html", "coordinator", "/coordinate/projects/new", "wrong", send),
        Stop("plans/remove_project.html", "coordinator", "/coordinate/projects/{project}/remove"),
        Stop("plans/courses_of.html", "coordinator", f"{back}/courses"),
        Stop("plans/standing_in.html", "coordinator", f"{course}/exempt", "exempt already"),
        Stop("plans/standing_in.html", "coordinator", f"{other}/extend", "extend"),
        Stop("plans/standing_in.html", "coordinator", f"{other}/credit", "wrong", send),
        Stop("plans/take_back.html", "coordinator", f"{back}/credits/{{credit}}/take-back"),
        Stop("plans/take_back.html", "coordinator", f"{back}/extensions/{{extension}}/take-back", "extension"),
        Stop("plans/together.html", "coordinator", "/coordinate/together"),
        Stop("plans/remove_plan.html", "coordinator", "/coordinate/plans/{draft}/remove"),
        Stop("plans/entry.html", "coordinator", "/coordinate/plans/{by_key}/entry"),
        Stop("plans/requests.html", "coordinator", "/coordinate/requests"),
        Stop("plans/request.html", "coordinator", "/coordinate/requests/{request}"),
        Stop("plans/join.html", "exempt", "/plans/{by_open}/join"),
        Stop("plans/join.html", "exempt", "/plans/{by_key}/join", "wrong", send),
        Stop("plans/join.html", "asking", "/plans/{by_approval}/join", "waits"),
        Stop("progress/my.html", "exempt", "/my", "exempt"),
        Stop("progress/contents.html", "exempt", f"/learn/{SLUG}", "exempt"),
    )
