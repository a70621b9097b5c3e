"""`/admin/jobs` and `/admin/letters`: background work as it goes, and what was given up."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from elearn import clock
from elearn.errors import Invalid
from elearn.jobs import queries as jobs
from elearn.mail import reviving as letters
from elearn.operations import service, work_wording
from elearn.operations.blueprint import bp
from elearn.operations.letters import present
from elearn.operations.rules import without_people
from elearn.permissions import Permission
from elearn.web.guard import actor, needs
from elearn.web.numbers import whole_number
from elearn.web.refusals import REFUSALS
from elearn.web.settings import settings
from elearn.web.transaction import reading, writing

LATE = timedelta(minutes=2)
"""Work that is due for so long tells that no worker runs, or that all of them are busy."""


@bp.get("/admin/jobs")
@needs(Permission.OPERATE)
def background_work() -> ResponseReturnValue:
    """`?kind=` narrows what was given up, `?before=` goes on from an id."""
    service.require_operator(actor())
    return _jobs()


@bp.post("/admin/jobs/<int:job_id>/retry")
@needs(Permission.OPERATE)
def retry_job(job_id: int) -> ResponseReturnValue:
    with writing() as session:
        service.retry_job(session, actor(), job_id)
    flash(_("The work is queued again."), "done")
    return redirect(url_for("operations.background_work"), 303)


@bp.post("/admin/jobs/retry")
@needs(Permission.OPERATE)
def retry_jobs() -> ResponseReturnValue:
    with writing() as session:
        count = service.retry_jobs(session, actor(), request.form.get("kind", ""))
    flash(ngettext("%(num)s piece of work is queued again.", "%(num)s pieces of work are queued again.", count), "done")
    return redirect(url_for("operations.background_work"), 303)


@bp.post("/admin/jobs/<int:job_id>/drop")
@needs(Permission.OPERATE)
def drop_job(job_id: int) -> ResponseReturnValue:
    try:
        with writing() as session:
            service.drop_job(session, actor(), job_id, request.form.get("reason", ""))
    except Invalid as refusal:
        return _jobs(refused=job_id, reason=request.form.get("reason", ""), why=refusal), 400
    flash(_("The work is dropped. The reason stands in the record of acts."), "done")
    return redirect(url_for("operations.background_work"), 303)


@bp.get("/admin/letters")
@needs(Permission.OPERATE)
def undelivered_letters() -> ResponseReturnValue:
    service.require_operator(actor())
    session = reading()
    found = letters.failed(session, whole_number(request.args.get("before")))
    return render_template(
        "operations/letters.html",
        counts=letters.counts(session),
        failed=found[: letters.MOST],
        reached=present(session, found),
        more=len(found) > letters.MOST,
        delayed=letters.delayed(session),
        server=bool(settings().smtp),
        say=work_wording,
        plain=without_people,
    )


@bp.post("/admin/letters/<int:letter_id>/retry")
@needs(Permission.OPERATE)
def retry_letter(letter_id: int) -> ResponseReturnValue:
    with writing() as session:
        readdressed = service.retry_letter(session, actor(), letter_id)
    flash(work_wording.letter_sent_again(readdressed=readdressed), "done")
    return redirect(url_for("operations.undelivered_letters"), 303)


@bp.post("/admin/letters/retry")
@needs(Permission.OPERATE)
def retry_letters() -> ResponseReturnValue:
    with writing() as session:
        found = service.retry_letters(session, actor())
    flash(work_wording.letters_sent_again(found), "care" if found.left else "done")
    return redirect(url_for("operations.undelivered_letters"), 303)


def _jobs(refused: int | None = None, reason: str = "", why: Invalid | None = None) -> str:
    session, kind = reading(), request.args.get("kind", "")
    found = jobs.dead(session, whole_number(request.args.get("before")), kind)
    oldest, counts = jobs.overdue_since(session), jobs.counts(session)
    words = "" if why is None else str(REFUSALS[why.code].what).format_map(why.details)
    return render_template(
        "operations/jobs.html",
        counts=counts,
        recurring=jobs.recurring(session, [one.kind for one in counts]),
        running=jobs.running(session),
        waiting=jobs.waiting(session),
        dead=found[: jobs.MOST],
        more=len(found) > jobs.MOST,
        kind=kind,
        late=oldest if oldest is not None and oldest < clock.now() - LATE else None,
        typed={"job": refused, "reason": reason, "error": words},
        say=work_wording,
        plain=without_people,
    )
