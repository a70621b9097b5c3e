"""Refusals: what rules and services raise when the answer is no.

A refusal carries a stable code and the values its sentence needs; `web/errors.py` alone turns it
into a status and into words of the person's language.
"""

from typing import ClassVar


class Refusal(Exception):
    """The request was understood and is not granted. `code` is stable; `details` fill the sentence."""

    status: ClassVar[int] = 400

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class Invalid(Refusal):
    """What was sent cannot be understood or breaks a rule of form."""

    status = 400


class NotAllowed(Refusal):
    """The person may not do this, or not to this object."""

    status = 403


class NotFound(Refusal):
    """There is no such thing, or not for this person."""

    status = 404


class Conflict(Refusal):
    """The state of things has moved on: no attempts left, a newer answer, already withdrawn."""

    status = 409
