"""`elearn attempt grant`: one more attempt for a person, with its reason."""

import click

from elearn.command import command_work
from elearn.errors import NotFound
from elearn.ids import CourseSlug, QuizId
from elearn.people.queries import person_by_email
from elearn.people.rules import normal_email
from elearn.quizzes import service


@click.group("attempt")
def command() -> None:
    """Attempts at tests."""


@command.command("grant")
@click.argument("person")
@click.argument("course")
@click.argument("quiz")
@click.option("--reason", required=True, help="Why; it stands in the audit log. Name no diagnosis.")
def grant(person: str, course: str, quiz: str, reason: str) -> None:
    """Give PERSON (an e-mail address) one more attempt at QUIZ of COURSE.

    QUIZ is the id of a test: `exam`, or `foundations/quiz` for the test of the module foundations.
    """
    with command_work() as work, work.writing() as session:
        person_id = person_by_email(session, normal_email(person))
        if person_id is None:
            raise NotFound("person_unknown", person=person)
        service.grant(session, work.actor, person_id, CourseSlug(course), QuizId(quiz), reason=reason)
    click.echo(f"{person} has one more attempt at {course} {quiz}.")
