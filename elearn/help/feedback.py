"""Feedback on accessibility: a letter to whoever answers for the platform."""

from sqlalchemy.orm import Session

from elearn.audit.service import record
from elearn.errors import Invalid
from elearn.mail.service import send
from elearn.permissions import Actor

LONGEST = 4000


def send_feedback(session: Session, actor: Actor, *, to: str, subject: str, text: str, reply_to: str) -> None:
    """Queue the letter. Raises Invalid("feedback_empty") and Invalid("feedback_long")."""
    text = text.strip()
    if not text:
        raise Invalid("feedback_empty")
    if len(text) > LONGEST:
        raise Invalid("feedback_long", most=LONGEST)
    body = f"{text}\n\n{reply_to.strip()}" if reply_to.strip() else text
    send(session, to=to, subject=subject, text=body)
    record(session, actor, "feedback_sent", ("page", "accessibility"))
