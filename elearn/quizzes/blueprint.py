"""The blueprint of tests and attempts."""

from flask import Blueprint

from elearn.ids import AttemptId
from elearn.quizzes import slots
from elearn.quizzes.slots import History
from elearn.web.transaction import reading

bp = Blueprint("quizzes", __name__, template_folder="templates")


@bp.app_template_global("attempt_history")
def attempt_history(attempt_id: int) -> History:
    """For the pages of a graded attempt: what became of it since."""
    return slots.history.call(reading(), AttemptId(attempt_id))
