"""Work that a page leaves to the worker: letters with links, and forgetting what is old."""

from typing import Any

from elearn.people import links, sessions, tries
from elearn.work import Work

SEND_LINK = "send_account_link"
FORGET = "forget_sign_ins"


def send_account_link(work: Work, payload: dict[str, Any]) -> None:
    """Send the letter that fits `payload["email"]`, in `payload["language"]` unless the person chose another.

    Asked for by a page that must take the same time whether or not the e-mail exists. Run twice, it sends once.
    """
    with work.writing() as session:
        links.send_fitting(session, work.actor, work.settings, email=payload["email"], language=payload["language"])


def forget_sign_ins(work: Work, _payload: dict[str, Any]) -> None:
    """Remove sign-ins and counters that say nothing any more."""
    with work.writing() as session:
        sessions.forget_old(session, days=work.settings.session_days)
        tries.forget_old(session)
