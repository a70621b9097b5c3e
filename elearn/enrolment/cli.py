"""`elearn enrolment withdraw`: end a person's enrolment, with its reason."""

import click

from elearn.command import command_work
from elearn.enrolment import queries, service
from elearn.errors import Conflict, NotFound
from elearn.ids import CourseSlug
from elearn.people.queries import person_by_email
from elearn.people.rules import normal_email


@click.group("enrolment")
def command() -> None:
    """Who studies what."""


@command.command("withdraw")
@click.argument("person")
@click.argument("course")
@click.option("--reason", required=True, help="Why; it stands in the audit log. Name no diagnosis.")
def withdraw(person: str, course: str, reason: str) -> None:
    """End the enrolment of PERSON (an e-mail address) in COURSE. What they have done stays stored."""
    with command_work() as work, work.writing() as session:
        person_id = person_by_email(session, normal_email(person))
        if person_id is None:
            raise NotFound("person_unknown", person=person)
        found = queries.active(session, person_id, CourseSlug(course))
        if found is None:
            raise Conflict("person_not_enrolled", course=course)
        service.withdraw(session, work.actor, found.id, reason)
    click.echo(f"{person} no longer studies {course}.")
