"""`/help` and its guides: public, so that one can read them before signing in; compressed, since some are long."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.errors import NotFound
from elearn.extensions import limiter
from elearn.help.feedback import send_feedback
from elearn.help.shelf import guides
from elearn.permissions import Permission
from elearn.web.guard import actor, needs
from elearn.web.locale import language
from elearn.web.packing import packed
from elearn.web.settings import settings
from elearn.web.transaction import writing

bp = Blueprint("help", __name__, template_folder="templates")

ORDER = ("learner", "scoring", "trainer", "coordinator", "administrator", "promises", "problems", "settings")


@bp.get("/help")
@needs(Permission.PUBLIC)
def index() -> ResponseReturnValue:
    shelf = guides(language())
    return render_template("help/index.html", guides=[shelf[name] for name in ORDER if name in shelf])


@bp.get("/help/<name>")
@needs(Permission.PUBLIC)
def guide(name: str) -> ResponseReturnValue:
    found = guides(language()).get(name)
    if found is None:
        raise NotFound("page_unknown")
    return packed(make_response(render_template("help/guide.html", guide=found)))


@bp.get("/privacy")
@needs(Permission.PUBLIC)
def privacy() -> ResponseReturnValue:
    return guide("privacy")


@bp.get("/accessibility")
@needs(Permission.PUBLIC)
def accessibility() -> ResponseReturnValue:
    statement = guides(language()).get("accessibility")
    return render_template("help/accessibility.html", guide=statement, sent="sent" in request.args)


@bp.post("/accessibility")
@needs(Permission.PUBLIC)
@limiter.limit("10 per hour")
def feedback() -> ResponseReturnValue:
    text, reply_to = request.form.get("text", ""), request.form.get("reply_to", "")
    with writing() as session:
        subject = str(_("Feedback on accessibility"))
        send_feedback(session, actor(), to=settings().support_email, subject=subject, text=text, reply_to=reply_to)
    return redirect(url_for("help.accessibility", sent=1), 303)
