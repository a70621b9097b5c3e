"""The blueprint of courses: the catalogue, course pages, media, and what trainers do with editions."""

from flask import Blueprint

from elearn.permissions import Permission, may
from elearn.publishing import slots
from elearn.web.guard import actor
from elearn.web.transaction import reading

bp = Blueprint("publishing", __name__, template_folder="templates")


@bp.app_template_global("essays_waiting")
def essays_waiting() -> int | None:
    """For the menu of trainers: how many attempts wait for marking; None for who may not mark."""
    return slots.essays_waiting.call(reading()) if may(actor(), Permission.ATTEMPT_MARK) else None


@bp.app_template_global("open_objections")
def open_objections() -> int | None:
    """For the menu of trainers: how many objections wait for an answer; None for who may not answer them."""
    return slots.open_objections.call(reading()) if may(actor(), Permission.ATTEMPT_MARK) else None
