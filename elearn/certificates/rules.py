"""What a certificate states, and how its number and code are written. Pure values."""

import re
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from elearn.ids import CODE_ALPHABET

CODE_LENGTH = 12
LOOK_ALIKES = str.maketrans("АВЕКМНРСТХУ", "ABEKMHPCTXY")
"""Cyrillic letters that look like Latin ones: whoever copies from paper types what the keyboard gives."""


class Status(StrEnum):
    VALID = "valid"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Logo:
    """A stored picture of the type `mime`."""

    sha256: str
    mime: str


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What is printed of the project that paid; texts that a certificate of before did not print are empty."""

    code: str
    name_bg: str
    name_en: str
    statement_bg: str
    statement_en: str
    basis_bg: str
    basis_en: str
    eu_emblem: bool
    funder_bg: str = ""
    funder_en: str = ""
    logos: tuple[Logo, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything printed, fixed at issue. Days are of Europe/Sofia; `score` is earned and possible, in hundredths."""

    number: str
    code: str
    name_bg: str
    name_en: str
    course_slug: str
    course_bg: str
    course_en: str
    edition: str
    digest: str
    hours: Decimal
    hours_kind: str
    completed_on: date
    issued_on: date
    law_as_of: date | None
    valid_until: date | None
    issuer_bg: str
    issuer_en: str
    score: tuple[int, int] | None
    project: ProjectFacts | None

    @property
    def short_digest(self) -> str:
        """`7c1e 90ab 44d2`: the first twelve hexadecimal digits."""
        return " ".join(self.digest[start : start + 4] for start in (0, 4, 8))

    @property
    def spaced_code(self) -> str:
        """`SZ7K-M2QF-94TD`."""
        return spaced(self.code)


def spaced(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def plain_code(typed: str) -> str:
    """A code as typed, with or without dashes and spaces, in either case and either alphabet, as it is stored."""
    letters = re.sub(r"[\s\-–—.]", "", typed).upper().translate(LOOK_ALIKES)
    return "".join(letter for letter in letters if letter.isalnum())


def is_code(text: str) -> bool:
    return len(text) == CODE_LENGTH and set(text) <= set(CODE_ALPHABET)


def number(prefix: str, year: int, serial: int) -> str:
    """`СЗ-2026-000412`."""
    return f"{prefix}-{year}-{serial:06d}"


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    longest = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    return date(year, month, min(day.day, longest))


def status(facts: Facts, *, revoked: bool, superseded: bool, today: date) -> Status:
    """Revoked before superseded before expired; a certificate is valid to the end of its last day."""
    if revoked:
        return Status.REVOKED
    if superseded:
        return Status.SUPERSEDED
    if facts.valid_until is not None and facts.valid_until < today:
        return Status.EXPIRED
    return Status.VALID


def to_json(facts: Facts) -> dict[str, Any]:
    """Facts as JSON values; dates in ISO form, decimals as text."""
    plain = asdict(facts)
    for name, value in plain.items():
        if isinstance(value, date):
            plain[name] = value.isoformat()
        elif isinstance(value, Decimal):
            plain[name] = str(value)
    return plain


def from_json(stored: dict[str, Any]) -> Facts:
    """The reverse of `to_json`."""
    values = dict(stored)
    for name in ("completed_on", "issued_on", "law_as_of", "valid_until"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    values["hours"] = Decimal(values["hours"])
    values["score"] = tuple(values["score"]) if values["score"] else None
    values["project"] = _project(values["project"]) if values["project"] else None
    return Facts(**values)


def _project(stored: dict[str, Any]) -> ProjectFacts:
    return ProjectFacts(**stored | {"logos": tuple(Logo(**logo) for logo in stored.get("logos", ()))})
