"""The composition root of the worker: which handler runs which kind of job, and what recurs."""

import logging
import signal
import threading
import time
from collections.abc import Mapping

import click

from elearn import clock, wiring
from elearn.certificates import jobs as certificates
from elearn.command import command_work
from elearn.jobs import service
from elearn.jobs.runner import JobHandler, run_one
from elearn.mail import jobs as mail
from elearn.people import jobs as people
from elearn.progress import jobs as progress
from elearn.quizzes import jobs as quizzes
from elearn.work import Work

log = logging.getLogger(__name__)

HANDLERS: Mapping[str, JobHandler] = {
    "deliver_letters": mail.deliver_letters,
    "close_expired_attempts": quizzes.close_expired,
    "render_certificate": certificates.render_certificate,
    progress.FOLLOW: progress.follow_editions,
    people.SEND_LINK: people.send_account_link,
    people.FORGET: people.forget_sign_ins,
}

EVERY_SECONDS: Mapping[str, int] = {
    "deliver_letters": 10,
    "close_expired_attempts": 20,
    people.FORGET: 24 * 3600,
    progress.FOLLOW: 60,
}
"""Kinds that recur: one job for each slot of so many seconds, whoever enqueues it first."""

POLL_SECONDS = 0.5


def enqueue_recurring(work: Work) -> None:
    """Add this moment's recurring jobs. Several workers add each of them once, by key."""
    seconds = int(clock.now().timestamp())
    with work.writing() as session:
        for kind, period in EVERY_SECONDS.items():
            service.enqueue(session, kind, {}, key=f"{kind}:{seconds // period}")
        if seconds % 3600 < min(EVERY_SECONDS.values()):
            service.forget_done(session)


def run(work: Work, stop: threading.Event) -> None:
    """Work until told to stop; the job in hand is finished first. What recurs is due even while jobs wait."""
    next_round = 0.0
    while not stop.is_set():
        if time.monotonic() >= next_round:
            enqueue_recurring(work)
            next_round = time.monotonic() + min(EVERY_SECONDS.values())
        if not run_one(work, HANDLERS):
            stop.wait(POLL_SECONDS)


@click.command("worker")
def command() -> None:
    """Run background work: letters, papers, deadlines. Ends on Ctrl-C or SIGTERM after the job in hand."""
    stop = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: stop.set())
    with command_work() as work:
        wiring.connect(work.settings)
        run(work, stop)
