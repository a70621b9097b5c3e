"""Names for the identifiers that travel between features, and the one door to randomness."""

import secrets
import uuid
from typing import NewType

PersonId = NewType("PersonId", int)
OrganisationId = NewType("OrganisationId", int)
SnapshotId = NewType("SnapshotId", int)
EnrolmentId = NewType("EnrolmentId", int)
AttemptId = NewType("AttemptId", int)
CertificateId = NewType("CertificateId", int)

CourseSlug = NewType("CourseSlug", str)
"""`investor-servicing`."""
ModuleId = NewType("ModuleId", str)
"""`foundations`: the folder without its number."""
LessonId = NewType("LessonId", str)
"""`foundations/why`: the path inside the course, without numbers and suffix."""
QuizId = NewType("QuizId", str)
"""`foundations/quiz` for a module's test, `exam` for the exam."""
QuestionId = NewType("QuestionId", str)
"""`foundations/quiz#class-v-issuer`."""

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Letters and digits that cannot be taken for one another when read aloud or from paper."""


def token(bytes_of_entropy: int = 32) -> str:
    """An unguessable URL-safe secret."""
    return secrets.token_urlsafe(bytes_of_entropy)


def secret_bytes(length: int = 32) -> bytes:
    return secrets.token_bytes(length)


def public_code(length: int = 12) -> str:
    """An unguessable code for paper: `length` characters of CODE_ALPHABET, without separators."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(length))


def new_number(bits: int = 52) -> int:
    """A random positive number that every database and every script can hold."""
    return secrets.randbits(bits) or 1


def new_uuid() -> str:
    return str(uuid.uuid4())
