"""`/author/courses` and `/author/sources`: editions, drafts, and what rests on a law."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn import clock
from elearn.content.model import Language
from elearn.errors import Conflict, Invalid
from elearn.ids import CourseSlug
from elearn.permissions import Permission
from elearn.publishing import author_pages, check_page, compiling, media, queries, service, slots, wording
from elearn.publishing.blueprint import bp
from elearn.publishing.compiling import Result
from elearn.publishing.drafts import Draft, Sent
from elearn.publishing.manifest import take_apart
from elearn.publishing.models import Change
from elearn.publishing.releasing import of_course
from elearn.storage.files import Files
from elearn.web.guard import actor, needs
from elearn.web.locale import in_language, language
from elearn.web.numbers import whole_number
from elearn.web.paging import paged
from elearn.web.settings import settings
from elearn.web.transaction import reading, writing

SOURCES_ON_A_PAGE = 40


@bp.get("/author/courses")
@needs(Permission.AUTHOR)
def author_courses() -> ResponseReturnValue:
    """Published courses with their editions."""
    return render_template("publishing/author.html", courses=author_pages.courses(reading()), today=clock.today())


@bp.get("/author/drafts")
@needs(Permission.AUTHOR)
def drafts_again() -> ResponseReturnValue:
    """The address of a check that is gone: where the next one begins."""
    return redirect("/author/courses", 303)


@bp.post("/author/drafts")
@needs(Permission.AUTHOR)
def check_drafts() -> ResponseReturnValue:
    """Compile the courses folder and show what would be published; stores nothing. What stands as published already
    is listed without its texts."""
    courses = settings().courses
    with _compiled() as result:
        drafts = author_pages.drafts(reading(), result)
        draft = Draft(courses, Sent.COURSE, str(courses.name))
        page = check_page.gather(draft, result, [one.slug for one in drafts if one.is_current])
        return render_template(
            "publishing/drafts.html",
            page=page,
            drafts=drafts,
            change_options=[(change.value, wording.change_name(change)) for change in Change],
            playable=slots.playable_kinds.call(),
        )


@bp.post("/author/courses/<slug>/publish")
@needs(Permission.PUBLISH)
def publish(slug: str) -> ResponseReturnValue:
    """Publish the course as it was checked: `digest` says which text that was."""
    files = Files.of(settings().data)
    with _compiled(slug) as result:
        course = next((course for course in result.courses if course.outline.slug == slug), None)
        if course is None:
            raise Invalid("publish.has-errors")
        if take_apart(course).digest != request.form.get("digest"):
            raise Conflict("publish.draft-moved")
        media.store(files, of_course(course.outline, result.contents()))
    change, note = request.form.get("change", ""), request.form.get("note", "")
    with writing() as session:
        service.publish(session, actor(), course, files, change=change, note=note)
    flash(_("The edition is published."), "done")
    return _back()


@bp.post("/author/courses/<slug>/roll-back")
@needs(Permission.PUBLISH)
def roll_back(slug: str) -> ResponseReturnValue:
    """Make the edition with the number `number` current again."""
    course, number = CourseSlug(slug), whole_number(request.form.get("number")) or 0
    with writing() as session:
        edition = queries.edition_by_number(session, course, number)
        service.roll_back(session, actor(), course, edition.id, why=request.form.get("why", ""))
    flash(_("Edition %(edition)s is current again.", edition=edition.edition), "done")
    return _back()


@bp.post("/author/courses/<slug>/withdraw")
@needs(Permission.PUBLISH)
def withdraw(slug: str) -> ResponseReturnValue:
    """Stop giving the course."""
    with writing() as session:
        service.withdraw(session, actor(), CourseSlug(slug), why=request.form.get("why", ""))
    flash(_("The course is withdrawn."), "done")
    return _back()


@bp.post("/author/courses/<slug>/give-again")
@needs(Permission.PUBLISH)
def give_again(slug: str) -> ResponseReturnValue:
    """Take a withdrawal back."""
    with writing() as session:
        service.give_again(session, actor(), CourseSlug(slug))
    flash(_("The course is given again."), "done")
    return _back()


@bp.get("/author/sources")
@needs(Permission.AUTHOR)
def author_sources() -> ResponseReturnValue:
    """The laws and sources that published courses cite, narrowed to `?course=`."""
    found, course = author_pages.sources(reading()), request.args.get("course", "")
    shown = [cited for cited in found if course in ("", *(outline.slug for outline in cited.courses))]
    return render_template(
        "publishing/sources.html",
        page=paged(shown, SOURCES_ON_A_PAGE),
        courses=[(slug, in_language(title)) for slug, title in author_pages.citing(found).items()],
        course=course,
        today=clock.today(),
    )


@bp.get("/author/sources/<key>")
@needs(Permission.AUTHOR)
def resting_on(key: str) -> ResponseReturnValue:
    """Each place that rests on a source, or on `?article=` of it."""
    article = request.args.get("article", "").strip()[:80]
    found, texts = author_pages.resting_on(reading(), key, article, Language(language()))
    return render_template("publishing/resting.html", cited=found, texts=texts, article=article)


@contextmanager
def _compiled(*only: str) -> Iterator[Result]:
    """The courses folder, compiled; its files are there until the end of the block."""
    with tempfile.TemporaryDirectory(prefix="elearn-drafts-") as folder:
        yield compiling.compile_folder(settings().courses.resolve(), Path(folder), language(), only)


def _back() -> ResponseReturnValue:
    return redirect(url_for("publishing.author_courses"), 303)
