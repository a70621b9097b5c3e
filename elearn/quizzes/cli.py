"""`elearn attempt grant|replay`: more attempts or time for a person, with a reason; and how an attempt was drawn."""

import json
import sys
from dataclasses import asdict

import click

from elearn.command import command_work
from elearn.errors import NotFound
from elearn.ids import AttemptId, CourseSlug, QuizId
from elearn.people.queries import person_by_email
from elearn.people.rules import normal_email
from elearn.quizzes import allowances, replaying, service, timing
from elearn.quizzes.replaying import Line, Replay
from elearn.quizzes.timing import Extra

ALL = "all"
"""Every test of the course."""


@click.group("attempt")
def command() -> None:
    """Attempts at tests."""


@command.command("grant")
@click.argument("person")
@click.argument("course")
@click.argument("quiz")
@click.option("--time", "time", help="More time instead: 1.5 or 2 times as much, +15 minutes, 1 for the ordinary time.")
@click.option("--reason", required=True, help="Why; it stands in the audit log. Name no diagnosis.")
def grant(person: str, course: str, quiz: str, time: str | None, reason: str) -> None:
    """Give PERSON (an e-mail address) one more attempt at QUIZ of COURSE, or more time for it.

    QUIZ is the id of a test: `exam`, or `foundations/quiz` for the test of the module foundations. With --time it
    may be `all`: every test of the course. Of several, the time given last holds, for an attempt open now too.
    """
    with command_work() as work, work.writing() as session:
        person_id = person_by_email(session, normal_email(person))
        if person_id is None:
            raise NotFound("person_unknown", person=person)
        slug, quiz_id = CourseSlug(course), QuizId(quiz)
        if time is None:
            service.grant(session, work.actor, person_id, slug, quiz_id, reason=reason)
            told = f"{person} has one more attempt at {course} {quiz}."
        else:
            given_for = None if quiz == ALL else quiz_id
            extra = timing.parsed(time)
            allowances.give_time(session, work.actor, person_id, slug, given_for, extra, reason=reason)
            told = f"{person} has {_of_time(extra)} at {course} {quiz}."
    click.echo(told)


def _of_time(extra: Extra) -> str:
    if extra.minutes is not None:
        return f"{extra.minutes} minutes more"
    return "the ordinary time" if extra.percent == timing.ORDINARY else f"{extra.percent} % of the time"


@command.command("replay")
@click.argument("attempt", type=click.IntRange(min=1, max=2**63 - 1))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def replay(attempt: int, form: str) -> None:
    """Draw ATTEMPT (the number in its address) again, from its seed, its edition and the attempts before it.

    Prints its questions in order, each with its choices as shown: 3 1 2 means the author's third choice came first.
    Exits with 1 if what was stored at the start is anything else. Says also whether the seed is what the secret in use
    now gives for this attempt; after a change of the secret it is not.
    """
    with command_work() as work, work.reading() as session:
        found = replaying.replay(session, AttemptId(attempt), secret=work.settings.secret)
    if form == "json":
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        _print(found)
    if not found.equal:
        sys.exit(1)


def _print(found: Replay) -> None:
    click.echo(f"attempt {found.attempt}: {found.course} {found.quiz}, number {found.number}")
    click.echo(f"edition {found.edition} (snapshot {found.snapshot}), seed {found.seed}, {found.earlier} seen before")
    click.echo("the seed is " + ("of" if found.seed_ours else "NOT of") + " the secret in use now")
    for line in found.rebuilt:
        click.echo(_words(line))
    if found.equal:
        click.echo("equal to what was stored")
        return
    click.echo("NOT equal to what was stored:")
    for line in found.stored:
        click.echo(_words(line))


def _words(line: Line) -> str:
    order = f"  [{' '.join(str(place) for place in line.order)}]" if line.order else ""
    return f"{line.position:>3}. {line.question}  {line.title}{order}"
