"""`elearn progress`: recomputing what is kept of every learner's progress."""

import sys

import click

from elearn.command import command_work
from elearn.progress import rebuild
from elearn.progress.service import bring_up_to_date
from elearn.work import Work


@click.group("progress")
def command() -> None:
    """What is kept of every learner's progress."""


@command.command("rebuild")
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a stored row differs from its facts.")
def rebuild_command(*, check: bool) -> None:
    """Recompute progress from the stored visits and attempts, against the editions published now."""
    with command_work() as work:
        found = _check(work) if check else _rebuild(work)
    click.echo(f"{found} differ" if check else f"{found} recomputed")
    if check and found:
        sys.exit(1)


def _check(work: Work) -> int:
    differing = 0
    with work.reading() as session, click.progressbar(length=rebuild.enrolments(session), label="checking") as bar:
        for batch in rebuild.batches(session):
            for enrolment_id in batch:
                wrong = rebuild.difference(session, enrolment_id)
                if wrong is not None:
                    differing += 1
                    click.echo(f"\nenrolment {enrolment_id}: expected {wrong.expected}, found {wrong.found}")
            session.expunge_all()
            bar.update(len(batch))
    return differing


def _rebuild(work: Work) -> int:
    done = 0
    with work.reading() as session:
        every = list(rebuild.batches(session))
    with click.progressbar(every, label="rebuilding") as bar:
        for batch in bar:
            with work.writing() as session:
                for enrolment_id in batch:
                    bring_up_to_date(session, work.actor, enrolment_id)
            done += len(batch)
    return done
