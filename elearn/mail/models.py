"""The outbox."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.db import Base, pk, short_text, words


class LetterState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class Letter(Base):
    """One letter to one address. `key` makes sending idempotent; `message_id` never changes.

    A letter found in `sending` after a crash is sent again with the same Message-ID and marked `possibly_twice`.
    """

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_state", "state", "not_before"),)

    id: Mapped[pk]
    key: Mapped[short_text | None] = mapped_column(unique=True)
    person_id: Mapped[int | None]
    to: Mapped[short_text]
    subject: Mapped[short_text]
    text: Mapped[str] = mapped_column(Text)
    message_id: Mapped[short_text] = mapped_column(unique=True)
    state: Mapped[LetterState] = mapped_column(words(LetterState))
    attempts: Mapped[int]
    possibly_twice: Mapped[bool]
    error: Mapped[str | None] = mapped_column(Text)
    not_before: Mapped[datetime]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
