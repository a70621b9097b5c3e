"""`elearn demo`: make the demo if it is not there, say how to sign in, and serve it."""

import sys

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.command import command_settings, command_work
from elearn.content.compiler import compile_tree
from elearn.demo.cast import CAST, CHAMBER, MUNICIPALITY, PASSWORD, UNITS, Player
from elearn.demo.stories import STORIES, Story
from elearn.ids import OrganisationId, PersonId
from elearn.operations.cli import upgrade_database
from elearn.people.models import Person
from elearn.people.passwords import hash_password
from elearn.people.service import create_organisation, create_person
from elearn.permissions import Actor, Grant, Role
from elearn.publishing.models import Change
from elearn.publishing.releasing import release
from elearn.serve import serve
from elearn.settings import Settings
from elearn.web import assets
from elearn.work import Work


def make(work: Work) -> None:
    """Publish the courses; make the people and their progress, all in one transaction, unless they are there already:
    a demo that was interrupted begins anew."""
    compiled = compile_tree(work.settings.courses, clock.today())
    done = release(work, compiled.courses, compiled.files, change=Change.EDITORIAL, note="")
    for one in done:
        if one.refusal is not None:
            raise one.refusal
    with work.reading() as session:
        if session.scalar(select(Person.id).where(Person.demo).limit(1)) is not None:
            return
    hashed = hash_password(PASSWORD)
    with work.writing() as session:
        town = create_organisation(session, work.actor, name=MUNICIPALITY)
        units = {name: create_organisation(session, work.actor, name=name, parent_id=town) for name in UNITS}
        units[CHAMBER] = create_organisation(session, work.actor, name=CHAMBER)
        for player in CAST:
            person_id = _add(session, work.actor, player, units[player.unit], town, hashed)
            for slug in (one.slug for one in done if player.story_in(one.slug)):
                STORIES[player.story_in(slug)](Story(session, person_id, slug, work.settings.secret))


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
