"""`elearn demo`: make the demo if it is not there, say how to sign in, and serve it."""

import sys
from collections.abc import Mapping, Sequence

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.command import command_settings, command_work
from elearn.content.compiler import compile_tree
from elearn.demo.cast import CAST, CHAMBER, MUNICIPALITY, PASSWORD, UNITS, Player
from elearn.demo.crowd import CROWD, Colleague, ago, tell
from elearn.demo.plans import make_plans
from elearn.demo.stories import STORIES, Story
from elearn.ids import CourseSlug, OrganisationId, PersonId
from elearn.operations.cli import upgrade_database
from elearn.people import tree
from elearn.people.models import OrganisationKind, Person
from elearn.people.passwords import hash_password
from elearn.people.service import create_person
from elearn.permissions import Actor, Grant, Role
from elearn.publishing.models import Change
from elearn.publishing.releasing import release
from elearn.serve import serve
from elearn.settings import Settings
from elearn.web import assets
from elearn.work import Work

FOUNDED_DAYS = 90
"""Since when the demo's administration is there."""


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
            units, town = _organise(session, work.actor)
        for player in CAST:
            person_id = _add(session, work.actor, player, units[player.unit], town, hashed)
            for slug in filter(player.story_in, slugs):
                STORIES[player.story_in(slug)](Story(session, person_id, slug, work.settings.secret))
        for colleague in CROWD:
            _add_colleague(session, work, colleague, units[colleague.unit], slugs, hashed)
        make_plans(session, work.actor, town, units, slugs)


def _publish(work: Work, days_ago: int) -> Sequence[CourseSlug]:
    """The courses, as if so many days ago: what people did is later than what they did it with."""
    compiled = compile_tree(work.settings.courses, clock.today())
    with ago(days_ago):
        done = release(work, compiled.courses, compiled.files, change=Change.EDITORIAL, note="")
    for one in done:
        if one.refusal is not None:
            raise one.refusal
    return [one.slug for one in done]


def _organise(session: Session, actor: Actor) -> tuple[Mapping[str, OrganisationId], OrganisationId]:
    """The units by name, and the municipality."""
    town = tree.add(session, actor, name=MUNICIPALITY, parent_id=None)
    units = {name: tree.add(session, actor, name=name, parent_id=town) for name in UNITS}
    units[CHAMBER] = tree.add(session, actor, name=CHAMBER, parent_id=None, kind=OrganisationKind.CHAMBER)
    return units, town


def _add_colleague(
    session: Session, work: Work, colleague: Colleague, unit: OrganisationId, slugs: Sequence[CourseSlug], hashed: str
) -> None:
    """Who has done nothing yet has never signed in either."""
    with ago(FOUNDED_DAYS):
        person_id = create_person(
            session,
            work.actor,
            email=colleague.email,
            given=colleague.given,
            middle=colleague.middle,
            family=colleague.family,
            organisation_id=unit,
            password_hash=hashed if colleague.has_come else None,
            demo=True,
        )
    for slug in slugs:
        tell(Story(session, person_id, slug, work.settings.secret), colleague.told.get(slug, "-"), clock.today())


def _add(
    session: Session, actor: Actor, player: Player, unit: OrganisationId, town: OrganisationId, hashed: str
) -> PersonId:
    """Trainer and coordinator work for the whole municipality, whatever their unit; the administrator for all."""
    reach = {Role.LEARNER: unit, Role.ADMINISTRATOR: None}.get(player.role, town)
    return create_person(
        session,
        actor,
        email=player.email,
        given=player.given,
        middle=player.middle,
        family=player.family,
        organisation_id=unit,
        roles=(Grant(player.role, reach),),
        password_hash=hashed,
        demo=True,
    )


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
