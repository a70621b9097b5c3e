"""What a decision about a plan must be, and a sign by which one is known again. Pure."""

import hashlib
from datetime import date

from elearn.errors import Invalid

LONGEST_NAME = 200
MOST_DAYS = 3650
MOST_MONTHS = 600


def plain_name(text: str) -> str:
    """Spaces folded. Raises Invalid("plan_unnamed") and Invalid("plan_name_long", most)."""
    name = " ".join(text.split())
    if not name:
        raise Invalid("plan_unnamed")
    if len(name) > LONGEST_NAME:
        raise Invalid("plan_name_long", most=LONGEST_NAME)
    return name


def digest(*parts: object) -> str:
    """A short sign of what a page showed, to compare with what holds when it is sent."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def require_ahead(due_on: date | None, today: date) -> None:
    """Raises Invalid("plan_due_past"): whoever comes in would be overdue at once."""
    if due_on is not None and due_on < today:
        raise Invalid("plan_due_past")


def require_terms(
    due_on: date | None, due_days: int | None, valid_months: int | None, needed: int | None, courses: int
) -> None:
    """Raises Invalid: `plan_due_twice`, `plan_due_days` (most), `plan_valid_months` (most), `plan_needed` (most)."""
    if due_on is not None and due_days is not None:
        raise Invalid("plan_due_twice")
    if due_days is not None and not 1 <= due_days <= MOST_DAYS:
        raise Invalid("plan_due_days", most=MOST_DAYS)
    if valid_months is not None and not 1 <= valid_months <= MOST_MONTHS:
        raise Invalid("plan_valid_months", most=MOST_MONTHS)
    if needed is not None and not 1 <= needed <= courses:
        raise Invalid("plan_needed", most=courses)
