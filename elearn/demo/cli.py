"""`elearn demo`: make the demo if it is not there, say how to sign in, and serve it."""

import sys
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import product

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.command import command_settings, command_work
from elearn.content.compiler import compile_tree
from elearn.demo.cases import make_cases
from elearn.demo.cast import CAST, CHAMBER, MUNICIPALITY, PASSWORD, UNITS, Player
from elearn.demo.crowd import CROWD, Colleague, ago, tell
from elearn.demo.plans import make_plans
from elearn.demo.stories import STORIES, Story
from elearn.ids import CourseSlug, OrganisationId, PersonId
from elearn.operations.cli import upgrade_database
from elearn.people import tree
from elearn.people.employing import amend
from elearn.people.models import OrganisationKind, Person
from elearn.people.passwords import hash_password
from elearn.people.positions import find_or_add
from elearn.people.service import create_person
from elearn.permissions import Actor, Grant, Role, Via
from elearn.publishing.models import Change
from elearn.publishing.releasing import release
from elearn.serve import serve
from elearn.settings import Settings
from elearn.storage.files import Files
from elearn.web import assets
from elearn.work import Work

FOUNDED_DAYS = 90
"""Since when the demo's administration is there."""
COORDINATOR = next(player.email for player in CAST if player.role is Role.COORDINATOR)


def make(work: Work) -> None:
    """Publish the courses; make the people and their progress, all in one transaction, unless they are there already:
    a demo that was interrupted begins anew."""
    with work.reading() as session:
        there = session.scalar(select(Person.id).where(Person.demo).limit(1)) is not None
    slugs = _publish(work, days_ago=0 if there else FOUNDED_DAYS)
    if there:
        return
    hashed = hash_password(PASSWORD)
    with work.writing() as session:
        with ago(FOUNDED_DAYS):
            units = _organise(session, work.actor)
            people = {one.email: _add(session, work.actor, one, units, hashed) for one in CAST}
            people |= {one.email: _add_colleague(session, work.actor, one, units, hashed) for one in CROWD}
        boss = Actor(person_id=people[COORDINATOR], via=Via.CLI)
        make_plans(session, boss, units, slugs)
        everybody: tuple[Player | Colleague, ...] = (*CAST, *CROWD)
        for person, slug in product(everybody, slugs):
            _tell(person, Story(session, people[person.email], slug, work.settings.secret))
        make_cases(session, boss, people, slugs, Files.of(work.settings.data))


def _publish(work: Work, days_ago: int) -> Sequence[CourseSlug]:
    """The courses, as if so many days ago: what people did is later than what they did it with."""
    compiled = compile_tree(work.settings.courses, clock.today())
    with ago(days_ago):
        done = release(work, compiled.courses, compiled.files, change=Change.EDITORIAL, note="")
    for one in done:
        if one.refusal is not None:
            raise one.refusal
    return [one.slug for one in done]


def _organise(session: Session, actor: Actor) -> Mapping[str, OrganisationId]:
    """The municipality, its units and the chamber, by name."""
    town = tree.add(session, actor, name=MUNICIPALITY, parent_id=None)
    units = {name: tree.add(session, actor, name=name, parent_id=town) for name in UNITS}
    chamber = tree.add(session, actor, name=CHAMBER, parent_id=None, kind=OrganisationKind.CHAMBER)
    return units | {MUNICIPALITY: town, CHAMBER: chamber}


def _add(session: Session, actor: Actor, player: Player, units: Mapping[str, OrganisationId], hashed: str) -> PersonId:
    """Trainer and coordinator work for the whole municipality, whatever their unit; the administrator for all."""
    reach = {Role.LEARNER: units[player.unit], Role.ADMINISTRATOR: None}.get(player.role, units[MUNICIPALITY])
    person_id = create_person(
        session,
        actor,
        email=player.email,
        given=player.given,
        middle=player.middle,
        family=player.family,
        organisation_id=units[player.unit],
        roles=(Grant(player.role, reach),),
        password_hash=hashed,
        demo=True,
    )
    _employ(session, actor, person_id, player.post, 1)
    return person_id


def _add_colleague(
    session: Session, actor: Actor, colleague: Colleague, units: Mapping[str, OrganisationId], hashed: str
) -> PersonId:
    """Who has done nothing yet has never signed in either."""
    person_id = create_person(
        session,
        actor,
        email=colleague.email,
        given=colleague.given,
        middle=colleague.middle,
        family=colleague.family,
        organisation_id=units[colleague.unit],
        staff_number=colleague.staff_number,
        password_hash=hashed if colleague.has_come else None,
        demo=True,
    )
    _employ(session, actor, person_id, colleague.post, colleague.years)
    return person_id


def _employ(session: Session, actor: Actor, person_id: PersonId, post: str, years: int) -> None:
    joined_on = clock.today() - timedelta(days=365 * years)
    amend(session, actor, person_id, {"position_id": find_or_add(session, actor, post), "joined_on": joined_on})


def _tell(person: Player | Colleague, story: Story) -> None:
    if isinstance(person, Colleague):
        tell(story, person.told.get(story.slug, "-"), clock.today())
    elif how := person.story_in(story.slug):
        STORIES[how](story)


def welcome(settings: Settings) -> str:
    """What the terminal says: where it is, and who may sign in."""
    lines = [f"  {player.email:<26} {player.about}" for player in CAST]
    return "\n".join(
        (
            "",
            f"elearn  {settings.address}",
            "",
            f"Вход с парола / sign in with the password  {PASSWORD}",
            *lines,
            "",
            "Ctrl-C спира / stops. make run RESET=1 започва отначало / starts anew.",
            "",
        )
    )


@click.command("demo")
@click.option("--no-serve", is_flag=True, help="Only make the demo.")
def command(*, no_serve: bool) -> None:
    """Make the demo, with people whose password everyone knows, and serve it."""
    settings = command_settings()
    if not settings.is_demo:
        raise click.ClickException("the demo needs ELEARN_MODE=demo and a database of its own; use make run")
    upgrade_database(settings)
    assets.build(settings.data / "static")
    with command_work() as work:
        make(work)
    click.echo(welcome(settings))
    if not no_serve:
        sys.exit(serve(settings))
