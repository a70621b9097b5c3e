"""The blueprint of files and papers, and the words that they share with their pages."""

from typing import Any

from flask import Blueprint

from elearn.reports import printing

bp = Blueprint("reports", __name__, template_folder="templates")


@bp.app_context_processor
def vocabulary() -> dict[str, Any]:
    """What the statement's template shares with its printed form."""
    return printing.VOCABULARY | {"N_": str}
