"""`/coordinate/record`: who saw or changed what about whom, for the people in reach."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from elearn.operations import wording
from elearn.operations.blueprint import bp
from elearn.operations.record import Wish, page
from elearn.permissions import Permission
from elearn.web.guard import actor, needs
from elearn.web.transaction import reading


@bp.get("/coordinate/record")
@needs(Permission.PEOPLE_MANAGE)
def record_of_acts() -> ResponseReturnValue:
    """The filters and the place stand in the address, see `record.Wish`."""
    session, wish = reading(), Wish.read(request.args)
    found, titles = page(session, actor(), wish), wording.course_titles(session)
    return render_template("operations/record.html", page=found, wish=wish, titles=titles, say=wording)
