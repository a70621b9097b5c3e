"""Delivering what stands in the outbox."""

import smtplib
from typing import Any

from elearn.mail import service, smtp
from elearn.work import Work


def deliver_letters(work: Work, _payload: dict[str, Any]) -> None:
    """Send every due letter, each in its own steps: claim, send outside any transaction, write down.

    Without a mail server in the settings letters stay queued, in sight.
    """
    while work.settings.smtp:
        with work.writing() as session:
            letter = service.claim(session)
        if letter is None:
            return
        error = ""
        try:
            smtp.deliver(work.settings.smtp, smtp.compose(letter, work.settings.mail_from))
        except (OSError, smtplib.SMTPException) as failure:
            error = f"{type(failure).__name__}: {failure}"
        with work.writing() as session:
            if error:
                service.not_delivered(session, letter.id, error)
            else:
                service.delivered(session, letter.id)
