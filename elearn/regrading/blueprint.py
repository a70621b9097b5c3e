"""The blueprint of objections and regrades."""

from typing import Any

from flask import Blueprint

from elearn.regrading import wording

bp = Blueprint("regrading", __name__, template_folder="templates")


@bp.context_processor
def words() -> dict[str, Any]:
    """How the pages of this feature name things."""
    return {"say": wording}
