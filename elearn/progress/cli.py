"""`elearn progress`: recomputing what is kept of every learner's progress."""

import sys
import time

import click

from elearn.command import command_work
from elearn.progress import jobs, rebuild
from elearn.work import Work


@click.group("progress")
def command() -> None:
    """What is kept of every learner's progress."""


@command.command("rebuild")
@click.option("--check", is_flag=True, help="Change nothing.")
def rebuild_command(*, check: bool) -> None:
    """Recompute progress from the stored visits and attempts, against the editions published now.

    Exits with 1 if a stored row differs from its facts, or could not be recomputed.
    """
    with command_work() as work:
        done, wrong = _check(work) if check else _rebuild(work)
    click.echo(f"{wrong} differ" if check else f"{done} recomputed, {wrong} failed")
    if wrong:
        sys.exit(1)


def _check(work: Work) -> tuple[int, int]:
    """How many were compared, and how many differ."""
    done, differing = 0, 0
    with work.reading() as session, click.progressbar(length=rebuild.enrolments(session), label="checking") as bar:
        for batch in rebuild.batches(session):
            for enrolment_id in batch:
                wrong = rebuild.difference(session, enrolment_id)
                if wrong is not None:
                    differing += 1
                    click.echo(f"\nenrolment {enrolment_id}: expected {wrong.expected}, found {wrong.found}")
            session.expunge_all()
            done += len(batch)
            bar.update(len(batch))
    return done, differing


def _rebuild(work: Work) -> tuple[int, int]:
    """How many were recomputed, and how many could not be."""
    done, failed = 0, 0
    with work.reading() as session:
        every = list(rebuild.batches(session))
    with click.progressbar(every, label="rebuilding") as bar:
        for batch in bar:
            wrong = len(jobs.judge(work, batch))
            done, failed = done + len(batch) - wrong, failed + wrong
            time.sleep(jobs.PAUSE_SECONDS)
    return done, failed
