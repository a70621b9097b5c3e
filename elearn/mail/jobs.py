"""Delivering what stands in the outbox."""

import smtplib
from typing import Any

from elearn.mail import service, smtp
from elearn.mail.models import Letter
from elearn.work import Work

AT_ONCE = 20
"""Letters of one job: papers and deadlines wait no longer than these take."""

OF_THE_LETTER = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError, ValueError)
"""Failures after which the server may still take the next letter."""


def deliver_letters(work: Work, _payload: dict[str, Any]) -> None:
    """Send due letters, each in its own steps: claim, send outside any transaction, write down.

    At most AT_ONCE, and none after one that the server did not answer: the rest is for the next job. Without a mail
    server in the settings letters stay queued, in sight.
    """
    for _ in range(AT_ONCE if work.settings.smtp else 0):
        with work.writing() as session:
            letter = service.claim(session)
        if letter is None:
            return
        failure = _deliver(work, letter)
        with work.writing() as session:
            if failure is None:
                service.delivered(session, letter.id)
            else:
                service.not_delivered(session, letter.id, f"{type(failure).__name__}: {failure}")
        if failure is not None and not isinstance(failure, OF_THE_LETTER):
            return


def _deliver(work: Work, letter: Letter) -> Exception | None:
    """What went wrong, if anything."""
    try:
        smtp.deliver(work.settings.smtp, smtp.compose(letter, work.settings.mail_from))
    except (OSError, ValueError) as failure:  # every failure of smtplib is an OSError
        return failure
    return None
