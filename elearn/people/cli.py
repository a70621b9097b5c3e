"""`elearn people`: the first administrator, single people, and links for those locked out.

`elearn people import` joins the group from `elearn.staff.cli`, which lies above.
"""

import sys
from collections.abc import Iterable

import click
from sqlalchemy.orm import Session

from elearn.command import command_work
from elearn.ids import PersonId
from elearn.people import links, passwords, paths, queries, rules, service
from elearn.people.models import LinkPurpose
from elearn.permissions import Grant, Role
from elearn.work import Work

LANGUAGE = click.option("--lang", type=click.Choice(["bg", "en"]), default="bg", help="Language of the letter.")


@click.group("people")
def command() -> None:
    """Accounts: add people one by one or from a table, and send them links."""


@command.command("add")
@click.option("--email", required=True, help="The e-mail address to sign in with.")
@click.option("--given", required=True, help="Given name.")
@click.option("--middle", default="", help="Middle name, if there is one.")
@click.option("--family", required=True, help="Family name.")
@click.option("--organisation", default="", help="Path from the root: 'Municipality / Department'; added if missing.")
@click.option(
    "--role", "roles", multiple=True, type=click.Choice([role.value for role in Role]), help="May be repeated."
)
@click.option("--everywhere", is_flag=True, help="The roles hold for all organisations, not only for the person's own.")
@click.option("--invite", is_flag=True, help="Send a letter in which to choose a password, instead of asking for one.")
@LANGUAGE
def add(
    email: str,
    given: str,
    middle: str,
    family: str,
    organisation: str,
    roles: tuple[str, ...],
    *,
    everywhere: bool,
    invite: bool,
    lang: str,
) -> None:
    """Add one person, also the first administrator: --role administrator.

    Without --invite the password is asked for, or read from standard input when that is not a terminal.
    """
    wanted = [Role(role) for role in roles] or [Role.LEARNER]
    with command_work() as work:
        passwords.configure(work.settings)
        chosen = None if invite else passwords.hash_password(_password(rules.normal_email(email), (given, family)))
        with work.writing() as session:
            unit = paths.find_or_add(session, work.actor, organisation, add=True)
            person_id = service.create_person(
                session,
                work.actor,
                email=email,
                given=given,
                middle=middle,
                family=family,
                organisation_id=unit,
                roles=[Grant(role) for role in wanted] if everywhere else wanted,
                password_hash=chosen,
            )
            address = invite_all(session, work, [person_id], lang) if invite else ()
    click.echo(f"added: {email}")
    for line in address:
        click.echo(line)


def _password(email: str, names: tuple[str, ...]) -> str:
    """Asked for twice at a terminal; one line of standard input otherwise."""
    if sys.stdin.isatty():
        password = str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    else:
        password = sys.stdin.readline().rstrip("\n")
    rules.require_good_password(password, email=email, names=names)
    return password


def invite_all(session: Session, work: Work, people: Iterable[PersonId], lang: str) -> tuple[str, ...]:
    """Queue a letter for each; their links, for an operator whose platform sends no mail yet."""
    purpose = LinkPurpose.INVITATION
    return tuple(
        links.issue(
            session,
            work.actor,
            work.settings,
            email=queries.person(session, person_id).email,
            purpose=purpose,
            language=lang,
        )
        for person_id in people
    )


@command.command("link")
@click.argument("email")
@LANGUAGE
def link(email: str, lang: str) -> None:
    """Send a person a link for choosing a password, and print it for handing over by other means."""
    with command_work() as work:
        address = rules.normal_email(email)
        with work.writing() as session:
            purpose = links.purpose_for(session, work.settings, address) or LinkPurpose.RESET
            printed = links.issue(session, work.actor, work.settings, email=address, purpose=purpose, language=lang)
    click.echo(printed)
