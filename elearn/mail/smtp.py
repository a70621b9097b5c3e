"""The one door to a mail server."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from elearn import clock
from elearn.mail.models import Letter
from elearn.settings import THIS_MACHINE

TIMEOUT_SECONDS = 30


def compose(letter: Letter, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message


def deliver(address: str, message: EmailMessage) -> None:
    """Hand the message to the server at `smtp://user:password@host:port` or `smtps://…`.

    A password is told only under TLS, or to this very machine. Raises OSError or smtplib.SMTPException when the
    server does not take the message.
    """
    server = urlsplit(address)
    host = server.hostname or "localhost"
    context = ssl.create_default_context()
    if server.scheme == "smtps":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(host, server.port or 465, timeout=TIMEOUT_SECONDS, context=context)
    else:
        connection = smtplib.SMTP(host, server.port or 25, timeout=TIMEOUT_SECONDS)
    with connection:
        connection.ehlo()
        private = server.scheme == "smtps" or host in THIS_MACHINE
        if server.scheme == "smtp" and connection.has_extn("starttls"):
            connection.starttls(context=context)
            private = True
        if server.username:
            if not private:
                raise smtplib.SMTPNotSupportedError(f"{host} offers no TLS: the password is not told to it")
            connection.login(unquote(server.username), unquote(server.password or ""))
        connection.send_message(message)
