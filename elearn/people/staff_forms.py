"""What the pages of people and units send, read into values; a refusal finds the field it speaks of."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from elearn.errors import Invalid, Refusal
from elearn.ids import OrganisationId
from elearn.people import choosing, rules
from elearn.people.forms import Errors, Form, read_names
from elearn.people.models import OrganisationKind, Person
from elearn.people.staffing import Entry
from elearn.permissions import Actor, Grant, Role

FIELDS: Mapping[str, str] = {
    "email_invalid": "email",
    "email_taken": "email",
    "person_unreachable": "email",
    "staff_number_egn": "staff_number",
    "staff_number_invalid": "staff_number",
    "staff_number_taken": "staff_number",
    "staff_number_nowhere": "unit",
    "position_name_long": "position",
    "organisation_unnamed": "name",
    "organisation_name_long": "name",
    "organisation_exists": "name",
    "organisation_code": "code",
    "organisation_code_taken": "code",
    "organisation_kind": "kind",
    "organisation_into_itself": "parent",
    "staff_numbers_meet": "parent",
    "tree_too_deep": "parent",
    "organisation_in_use": "remove",
    "left_before_joined": "left_on",
    "day_malformed": "left_on",
    "position_unnamed": "name",
    "position_exists": "name",
    "unit_unknown": "unit",
    "unit_unclear": "unit",
    "role_without_organisation": "unit",
    "role_not_yours": "unit",
    "role_beyond_units": "role",
}
"""Refusals that stand beside a field; every other one has a page of its own."""

YEARS = 1950, 2100


def beside(refusal: Refusal, errors: Errors, *, unit: str = "unit") -> None:
    """Put it beside its field; one that speaks of none goes on. `unit`: the field in which the page asks for a unit."""
    field = FIELDS.get(refusal.code)
    if field is None:
        raise refusal
    errors.add(unit if field == "unit" else field, refusal)


def read_entry(session: Session, actor: Actor, form: Form, errors: Errors) -> Entry:
    """What the form of a person says; what is wrong in it stands in `errors`."""
    if not _said(form, "email") and not _said(form, "staff_number"):
        errors.add("email", Invalid("person_unreachable"))
    return Entry(
        names=read_names(form, errors),
        email=errors.check("email", lambda: rules.normal_email(form["email"])) if _said(form, "email") else "",
        staff_number=errors.check("staff_number", lambda: rules.checked_staff_number(form.get("staff_number", ""))),
        organisation_id=_checked_unit(session, actor, form, errors),
        position=form.get("position", ""),
        joined_on=_checked_day(form, "joined_on", errors),
    )


def entry_values(row: Person, position: str) -> dict[str, object]:
    """What the form shows of a person at first."""
    return {
        "given": row.given,
        "middle": row.middle,
        "family": row.family,
        "email": row.email or "",
        "staff_number": row.staff_number or "",
        "unit": row.organisation_id or "",
        "position": position,
        "joined_on": row.joined_on.isoformat() if row.joined_on else "",
    }


def read_kind(form: Mapping[str, str]) -> OrganisationKind:
    """Raises Invalid("organisation_kind")."""
    chosen = form.get("kind", "")
    if chosen not in set(OrganisationKind):
        raise Invalid("organisation_kind")
    return OrganisationKind(chosen)


def read_grant(session: Session, actor: Actor, form: Mapping[str, str]) -> Grant:
    """A role and where it holds. Raises Invalid("role_unknown", role) and what `choosing.read` raises."""
    chosen = form.get("role", "")
    if chosen not in set(Role):
        raise Invalid("role_unknown", role=chosen)
    return Grant(Role(chosen), choosing.read(session, actor, form.get("unit", "")))


def read_day(text: str) -> date | None:
    """None for an empty text. Raises Invalid("day_malformed"), also for a year of no working life."""
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid("day_malformed") from None
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise Invalid("day_malformed")
    return day


def _checked_unit(session: Session, actor: Actor, form: Form, errors: Errors) -> OrganisationId | None:
    try:
        return choosing.read(session, actor, form.get("unit", ""))
    except Refusal as refusal:
        errors.add("unit", refusal)
        return None


def _checked_day(form: Form, name: str, errors: Errors) -> date | None:
    try:
        return read_day(form.get(name, ""))
    except Refusal as refusal:
        errors.add(name, refusal)
        return None


def _said(form: Form, name: str) -> bool:
    return bool(form.get(name, "").strip())
