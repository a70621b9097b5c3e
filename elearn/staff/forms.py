"""Reading what the pages of imports send."""

from collections.abc import Mapping
from hashlib import sha256

from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage, MultiDict

from elearn.errors import Invalid, Refusal
from elearn.ids import OrganisationId
from elearn.people import choosing
from elearn.permissions import Actor
from elearn.staff import uploads
from elearn.staff.batches import Options
from elearn.staff.fields import Field
from elearn.staff.models import Verdict
from elearn.staff.table import Sent

OFFERED = tuple(field for field in Field if field is not Field.ROLES)
"""What a column may hold here: no table that a coordinator sends gives roles."""


def sent_file(upload: FileStorage | None) -> Sent:
    """The file, read. Raises Invalid("table_none") and what `uploads.read` raises."""
    if upload is None or not upload.filename:
        raise Invalid("table_none")
    data = uploads.take(upload.stream)
    name = upload.filename.replace("\\", "/").rpartition("/")[2]
    return Sent(name, sha256(data).hexdigest(), uploads.read(data))


def unit_id(session: Session, actor: Actor, sent: Mapping[str, str]) -> OrganisationId:
    """Raises Invalid("form_malformed") and what `choosing.read` raises."""
    found = choosing.read(session, actor, sent.get("unit", ""))
    if found is None:
        raise Invalid("form_malformed")
    return found


def field_of(refusal: Refusal) -> str:
    """The field that a refusal of the form speaks of: the unit, or else the file."""
    return "unit" if refusal.code in {"form_malformed", "unit_unknown", "unit_unclear"} else "file"


def options(sent: Mapping[str, str], *, everywhere: bool) -> Options:
    return Options(leavers=sent.get("leavers") == "1", units=sent.get("units") == "1", everywhere=everywhere)


def columns(sent: MultiDict[str, str], width: int) -> dict[Field, int]:
    """The fields `column-0`, `column-1`, …: what each column holds, empty for nothing.

    Raises Invalid("columns_unknown") and Invalid("columns_twice", column), that of the later one.
    """
    found: dict[Field, int] = {}
    for at in range(width):
        name = sent.get(f"column-{at}", "")
        if not name:
            continue
        if name not in OFFERED:
            raise Invalid("columns_unknown")
        if Field(name) in found:
            raise Invalid("columns_twice", column=at)
        found[Field(name)] = at
    return found


def verdict(text: str | None) -> Verdict | None:
    """The verdict that a list is narrowed to."""
    return Verdict(text) if text in set(Verdict) - {Verdict.UNCHECKED} else None
