"""How the pages of imports name fields, verdicts, states and what could not be undone."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from elearn.errors import Invalid
from elearn.people.forms import sentence
from elearn.staff.fields import Field
from elearn.staff.models import BatchState, Verdict
from elearn.web.locale import day

FIELDS = {
    Field.STAFF_NUMBER: _l("Staff number"),
    Field.FULL_NAME: _l("Whole name"),
    Field.FAMILY_FIRST: _l("Whole name, family name first"),
    Field.GIVEN: _l("Given name"),
    Field.MIDDLE: _l("Father's name"),
    Field.FAMILY: _l("Family name"),
    Field.EMAIL: _l("E-mail"),
    Field.POSITION: _l("Position"),
    Field.UNIT: _l("Unit"),
    Field.DIRECTORATE: _l("Directorate"),
    Field.DEPARTMENT: _l("Department"),
    Field.SECTOR: _l("Sector"),
    Field.JOINED_ON: _l("Joined on"),
    Field.LEFT_ON: _l("Left on"),
}

VERDICTS = {
    Verdict.NEW: (_l("new"), "done"),
    Verdict.CHANGED: (_l("changed"), "doing"),
    Verdict.RETURNED: (_l("back again"), "doing"),
    Verdict.LEFT: (_l("left"), "soon"),
    Verdict.SAME: (_l("no change"), "open"),
    Verdict.REFUSED: (_l("refused"), "late"),
}
"""The word for one row, and the shape of its state, in the order in which pages show them."""

COUNTED = {
    Verdict.NEW: _l("new people"),
    Verdict.CHANGED: _l("changed people"),
    Verdict.RETURNED: _l("people back again"),
    Verdict.LEFT: _l("people who left"),
    Verdict.SAME: _l("rows without a change"),
    Verdict.REFUSED: _l("refused rows"),
}
"""The same for many."""

STATES = {
    BatchState.CHECKING: (_l("being checked"), "doing"),
    BatchState.CHECKED: (_l("checked, not applied"), "open"),
    BatchState.APPLYING: (_l("being applied"), "doing"),
    BatchState.APPLIED: (_l("applied"), "done"),
    BatchState.UNDOING: (_l("being undone"), "doing"),
    BatchState.UNDONE: (_l("undone"), "exempt"),
}

KEPT = {
    "learnt": _l("stays: has learnt something since"),
    "signed_in": _l("stays: has signed in since"),
    "built_on": _l("stays: is named elsewhere since, for example in a group or a plan"),
    "changed_since": _l("stays as it is: was changed again since"),
    "taken": _l("stays as it is: the former e-mail or staff number is somebody else's now"),
}


def field_name(name: str) -> str:
    return str(FIELDS[Field(name)])


def problem(found: Mapping[str, Any]) -> str:
    """A mistake in the person's language, with the field it is in."""
    said = sentence(Invalid(found["code"], **found["details"]))
    return f"{field_name(found['field'])}: {said}" if found["field"] in set(FIELDS) else said


def change(line: tuple[str, str, str]) -> tuple[str, str, str]:
    """Field, before, after, in words; dates as people write them."""
    name, before, after = line
    if name in {Field.JOINED_ON, Field.LEFT_ON}:
        before, after = (day(date.fromisoformat(text)) if text else "" for text in (before, after))
    return field_name(name), before, after or str(_("nothing"))
