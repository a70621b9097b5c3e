"""`elearn jobs`: background work that was given up, from a terminal."""

import click

from elearn.command import command_work
from elearn.jobs import queries
from elearn.operations import service
from elearn.operations.rules import without_people


@click.group("jobs")
def command() -> None:
    """Background work: see what was given up, try it again or drop it."""


@command.command("list")
def show() -> None:
    """Count the work of each kind, and list what was given up."""
    with command_work() as work, work.reading() as session:
        for count in queries.counts(session):
            click.echo(f"{count.kind}: {count.queued} waiting, {count.running} running, {count.dead} given up")
        for job in queries.dead(session)[: queries.MOST]:
            ids = " ".join(f"{name}={number}" for name, number in job.about.items())
            click.echo(f"{job.id} {job.kind} {ids}".rstrip() + f": {without_people(job.error)}")


@command.command("retry")
@click.argument("job_id", type=int, required=False)
@click.option("--kind", default="", help="All of this kind instead of one.")
def retry(job_id: int | None, kind: str) -> None:
    """Have the work JOB_ID done again, or all of a kind."""
    with command_work() as work, work.writing() as session:
        if (job_id is None) == (not kind):
            raise click.UsageError("name one JOB_ID or a --kind")
        if job_id is None:
            count = service.retry_jobs(session, work.actor, kind)
        else:
            service.retry_job(session, work.actor, job_id)
            count = 1
    click.echo(f"{count} queued again")


@command.command("drop")
@click.argument("job_id", type=int)
@click.option("--reason", required=True, help="Why; it stands in the record of acts. Name nobody.")
def drop(job_id: int, reason: str) -> None:
    """Give up the work JOB_ID for good."""
    with command_work() as work, work.writing() as session:
        service.drop_job(session, work.actor, job_id, reason)
    click.echo(f"{job_id} is dropped")
