"""The blueprint of imports."""

from typing import Any

from flask import Blueprint

from elearn.staff import wording

bp = Blueprint("staff", __name__, template_folder="templates")


@bp.context_processor
def words() -> dict[str, Any]:
    """How the pages of this feature name things."""
    return {"say": wording}
