"""From compiled courses to published ones, each in a transaction of its own: the command line and the demo."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from elearn.content.model import Course, Outline
from elearn.errors import Refusal
from elearn.ids import CourseSlug
from elearn.publishing import media, service
from elearn.publishing.models import Change
from elearn.publishing.service import Publication
from elearn.storage.files import Files
from elearn.work import Work

Contents = Mapping[str, bytes | Path]
"""SHA-256 (hex) -> bytes or file."""


@dataclass(frozen=True, slots=True)
class Release:
    """What became of one course: published, or refused."""

    slug: CourseSlug
    publication: Publication | None
    refusal: Refusal | None = None


def release(work: Work, courses: Iterable[Course], contents: Contents, *, change: Change, note: str) -> list[Release]:
    """Store the courses' media, then publish each course; one that is refused does not hold up the others.

    `contents` holds at least the media of the courses. Raises media.WrongDigest.
    """
    files = Files.of(work.settings.data)
    done = []
    for course in courses:
        media.store(files, of_course(course.outline, contents))
        try:
            done.append(Release(course.outline.slug, _publish(work, course, files, change, note)))
        except Refusal as refusal:
            done.append(Release(course.outline.slug, None, refusal))
    return done


def of_course(outline: Outline, contents: Contents) -> Contents:
    """Those of the files that a course shows."""
    wanted = {found.sha256 for found in outline.media}
    return {sha256: content for sha256, content in contents.items() if sha256 in wanted}


def _publish(work: Work, course: Course, files: Files, change: Change, note: str) -> Publication:
    with work.writing() as session:
        return service.publish(session, work.actor, course, files, change=change, note=note)
