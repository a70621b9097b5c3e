"""The forms of exemptions, completions elsewhere and extensions, read as typed; errors beside their fields."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from werkzeug.datastructures import FileStorage

from elearn import clock
from elearn.content.model import HoursKind
from elearn.errors import Invalid, Refusal
from elearn.people.forms import Errors
from elearn.people.staff_forms import read_day
from elearn.plans import attachments
from elearn.plans.attachments import Paper
from elearn.plans.crediting import Attached, Given, plain_reason
from elearn.plans.models import Substitute

FIELDS: Final = ("kind", "on", "hours", "hours_kind", "due", "reason")
ELSEWHERE: Final = (Substitute.CLASSROOM, Substitute.FOREIGN)
BESIDE: Final[Mapping[str, str]] = {
    "credit_day": "on",
    "extension_day": "due",
    "reason_missing": "reason",
    "reason_too_long": "reason",
}
"""Which field a refusal of the verb stands beside."""
_HOURS = re.compile(r"(\d{1,4})(?:[.,](\d{1,2}))?")


@dataclass(slots=True)
class CreditForm:
    """What was typed, and what it means; without errors every part that its act needs is there."""

    values: Mapping[str, str]
    kind: Substitute = Substitute.EXEMPTION
    on: date = date.min
    due: date = date.min
    hours: int | None = None
    hours_kind: HoursKind | None = None
    paper: Paper | None = None
    errors: Errors = field(default_factory=Errors)

    def given(self, sha256: str) -> Given:
        """`sha256`: of the stored attachment."""
        attached = Attached(sha256, self.paper.name) if self.paper else None
        return Given(self.kind, self.on, self.values["reason"], self.hours, self.hours_kind, attached)


def exemption(sent: Mapping[str, str], file: FileStorage | None) -> CreditForm:
    form = _read(sent)
    _check_reason(form)
    form.on, form.paper = clock.today(), _paper(file, form.errors)
    return form


def completion(sent: Mapping[str, str], file: FileStorage | None) -> CreditForm:
    form = _read(sent)
    if form.values["kind"] in ELSEWHERE:
        form.kind = Substitute(form.values["kind"])
    else:
        form.errors.add("kind", Invalid("credit_kind"))
    form.on = _day(form, "on")
    form.hours = _hours(form)
    if form.hours is not None:
        form.hours_kind = HoursKind.ACADEMIC if form.values["hours_kind"] == "academic" else HoursKind.ASTRONOMICAL
    _check_reason(form)
    form.paper = _paper(file, form.errors)
    return form


def extension(sent: Mapping[str, str]) -> CreditForm:
    form = _read(sent)
    form.due = _day(form, "due")
    _check_reason(form)
    return form


def _read(sent: Mapping[str, str]) -> CreditForm:
    return CreditForm({name: sent.get(name, "").strip() for name in FIELDS})


def _check_reason(form: CreditForm) -> None:
    """In its place among the fields: the page lists what is wrong in their order."""
    form.errors.check("reason", lambda: plain_reason(form.values["reason"]))


def _day(form: CreditForm, name: str) -> date:
    try:
        if (found := read_day(form.values[name])) is not None:
            return found
        raise Invalid("day_malformed")
    except Refusal as refusal:
        form.errors.add(name, refusal)
        return date.min


def _hours(form: CreditForm) -> int | None:
    """Hundredths; None for none."""
    text = form.values["hours"]
    if not text:
        return None
    found = _HOURS.fullmatch(text)
    hours = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0")) if found and text.isascii() else 0
    if not hours:
        form.errors.add("hours", Invalid("credit_hours"))
        return None
    return hours


def _paper(file: FileStorage | None, errors: Errors) -> Paper | None:
    if file is None or not file.filename:
        return None
    try:
        return attachments.read(file.filename, file.stream.read(attachments.MOST_BYTES + 1))
    except Refusal as refusal:
        errors.add("attachment", refusal)
        return None
