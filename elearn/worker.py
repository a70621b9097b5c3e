"""The composition root of the worker: which handler runs which kind of job, and what recurs."""

import logging
import signal
import threading
import time
from collections.abc import Mapping
from datetime import timedelta

import click

from elearn import wiring
from elearn.certificates import jobs as certificates
from elearn.command import command_work
from elearn.evidence import jobs as evidence
from elearn.evidence.service import RENDER as RENDER_EVIDENCE
from elearn.invitations import jobs as invitations
from elearn.invitations.service import SEND as SEND_INVITATIONS
from elearn.jobs import runner, service
from elearn.jobs.runner import JobHandler
from elearn.mail import jobs as mail
from elearn.people import jobs as people
from elearn.permissions import Via
from elearn.plans import jobs as plans
from elearn.progress import jobs as progress
from elearn.quizzes import jobs as quizzes
from elearn.regrading import jobs as regrading
from elearn.regrading.applying import MARKED as REGRADE_MARKED
from elearn.regrading.carried import JOB as REGRADE
from elearn.reports import jobs as reports
from elearn.reports.service import MAKE as MAKE_REPORT
from elearn.staff import jobs as staff
from elearn.staff.service import APPLY as APPLY_PEOPLE
from elearn.staff.service import CHECK as CHECK_PEOPLE
from elearn.staff.service import FORGET as FORGET_PEOPLE
from elearn.staff.service import UNDO as UNDO_PEOPLE
from elearn.work import Work

log = logging.getLogger(__name__)

HANDLERS: Mapping[str, JobHandler] = {
    "deliver_letters": mail.deliver_letters,
    "close_expired_attempts": quizzes.close_expired,
    "render_certificate": certificates.render_certificate,
    RENDER_EVIDENCE: evidence.render_evidence,
    progress.FOLLOW: progress.follow_editions,
    plans.MATCH: plans.match_plans,
    REGRADE: regrading.regrade,
    REGRADE_MARKED: regrading.regrade_marked,
    CHECK_PEOPLE: staff.check_batch,
    APPLY_PEOPLE: staff.apply_batch,
    UNDO_PEOPLE: staff.undo_batch,
    FORGET_PEOPLE: staff.forget_unapplied,
    people.SEND_LINK: people.send_account_link,
    SEND_INVITATIONS: invitations.send_invitations,
    people.FORGET: people.forget_sign_ins,
    MAKE_REPORT: reports.make_report,
    reports.FORGET: reports.forget_reports,
    runner.FORGET: runner.forget_done,
}

PERIODS: Mapping[str, timedelta] = {
    "deliver_letters": timedelta(seconds=10),
    "close_expired_attempts": timedelta(seconds=20),
    progress.FOLLOW: timedelta(minutes=1),
    plans.MATCH: timedelta(minutes=5),
    people.FORGET: timedelta(days=1),
    FORGET_PEOPLE: timedelta(days=1),
    reports.FORGET: timedelta(hours=6),
    runner.FORGET: timedelta(hours=1),
}
"""Kinds that recur, and how long after one run the next is due, whichever worker makes it."""

POLL_SECONDS = 0.5
LOOK_SECONDS = 60.0
"""How often each worker sees that what recurs is still there."""


def look_after_recurring(work: Work) -> None:
    with work.writing() as session:
        for kind in PERIODS:
            service.recur(session, kind)


def run(work: Work, stop: threading.Event) -> None:
    """Work until told to stop; the job in hand is finished first. What is due longest goes first, recurring or not."""
    next_look = 0.0
    while not stop.is_set():
        if time.monotonic() >= next_look:
            look_after_recurring(work)
            next_look = time.monotonic() + LOOK_SECONDS
        if not runner.run_one(work, HANDLERS, PERIODS):
            stop.wait(POLL_SECONDS)


@click.command("worker")
def command() -> None:
    """Run background work: letters, papers, deadlines. Ends on Ctrl-C or SIGTERM after the job in hand."""
    stop = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: stop.set())
    with command_work(Via.JOB) as work:
        wiring.connect(work.settings)
        run(work, stop)
