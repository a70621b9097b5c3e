"""The start page, the catalogue, a course's page, and what changed in it."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from elearn.errors import NotFound
from elearn.ids import CourseSlug, SnapshotId
from elearn.permissions import Permission
from elearn.publishing import catalogue, course_page, queries, wording
from elearn.publishing.blueprint import bp
from elearn.web.guard import actor, needs
from elearn.web.locale import in_language
from elearn.web.numbers import whole_number
from elearn.web.transaction import reading


@bp.get("/")
@needs(Permission.PUBLIC)
def start() -> ResponseReturnValue:
    """What this is, and the way in."""
    offers = queries.catalogue(reading())
    return render_template("publishing/start.html", offers=offers)


@bp.get("/courses")
@needs(Permission.PUBLIC)
def courses() -> ResponseReturnValue:
    """The catalogue, filtered by the address."""
    offers = queries.catalogue(reading())
    wish = catalogue.Wish.of(request.args)
    return render_template(
        "publishing/courses.html",
        offers=catalogue.fitting(offers, wish),
        wish=wish,
        themes=[(key, in_language(texts)) for key, texts in catalogue.themes(offers).items()],
        languages=[(key, wording.language_name(key)) for key in catalogue.languages(offers)],
    )


@bp.get("/courses/<slug>")
@needs(Permission.PUBLIC)
def course(slug: str) -> ResponseReturnValue:
    """All that one needs to decide on a course."""
    page = course_page.gather(reading(), actor(), CourseSlug(slug))
    return render_template("publishing/course.html", page=page)


@bp.get("/courses/<slug>/changes")
@needs(Permission.LEARN)
def changes(slug: str) -> ResponseReturnValue:
    """What changed since an edition: `since` is the id of a snapshot."""
    since = request.args.get("since", "")
    page = course_page.gather_changes(reading(), CourseSlug(slug), _snapshot_id(since))
    return render_template("publishing/changes.html", page=page)


def _snapshot_id(written: str) -> SnapshotId:
    """Raises NotFound("snapshot_unknown") for what no edition could be called."""
    number = whole_number(written)
    if number is None:
        raise NotFound("snapshot_unknown")
    return SnapshotId(number)
