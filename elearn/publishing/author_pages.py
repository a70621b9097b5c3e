"""What trainers see of published courses, of drafts, and of what rests on a source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Literal

from sqlalchemy.orm import Session

from elearn.content import reviews
from elearn.content.citing import Resting, resting
from elearn.content.model import Course, Language, Outline, Source
from elearn.content.problems import Severity
from elearn.errors import NotFound
from elearn.ids import CourseSlug
from elearn.publishing import library, queries, rules, slots
from elearn.publishing.compiling import Finding, Result
from elearn.publishing.manifest import take_apart
from elearn.publishing.queries import Edition, Pointer


@dataclass(frozen=True, slots=True)
class AuthoredCourse:
    """A course that was ever published, with all its editions, newest first."""

    pointer: Pointer
    outline: Outline
    current: Edition
    editions: tuple[Edition, ...]
    open_reports: int

    def near_reviews(self, today: date) -> int:
        """How many of its sources must be read anew soon."""
        return sum(reviews.near(source.review_by, today) for source in self.outline.sources)


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A course of the courses folder. `digest` is empty where it has errors; `unplayable` names questions.

    `is_current`: the published edition says the same.
    """

    slug: CourseSlug
    title: Mapping[Language, str]
    base: Language
    edition: str
    errors: int
    warnings: int
    digest: str
    is_current: bool
    is_new: bool
    unplayable: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Whether publishing it would be granted and would change something."""
        return bool(self.digest) and not self.is_current and not self.unplayable and not self.lost


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source of the ledger and the courses whose current editions cite it; `as_of` may differ between them."""

    source: Source
    courses: tuple[Outline, ...]

    def review(self, today: date) -> Literal["", "soon", "late"]:
        """Whether the day of its review is near or past."""
        day = self.source.review_by
        if day is None or not reviews.near(day, today):
            return ""
        return "late" if day < today else "soon"


@dataclass(frozen=True, slots=True)
class RestingText:
    """A lesson or test, and each place of it that cites the source, in one language: translations cite alike.

    `address` is empty where a trainer has none.
    """

    outline: Outline
    text_id: str
    title: Mapping[Language, str]
    address: str
    places: tuple[Resting, ...]


def courses(session: Session) -> tuple[AuthoredCourse, ...]:
    """Every course that was ever published, withdrawn ones too."""
    reports = slots.open_reports.call(session)
    return tuple(_course(session, pointer, reports) for pointer in queries.pointers(session))


def drafts(session: Session, result: Result) -> tuple[CheckedDraft, ...]:
    """The courses of the courses folder beside what is published of them."""
    checked = [_draft(session, course, result) for course in result.courses]
    broken = [_broken(course, result) for course in result.unfinished]
    return tuple(sorted([*checked, *broken], key=lambda draft: draft.slug))


def sources(session: Session) -> tuple[CitedSource, ...]:
    """Every source that a current edition cites: what must be reviewed soonest first, then by key."""
    cited: dict[str, tuple[Source, list[Outline]]] = {}
    for offer in queries.catalogue(session):
        for source in offer.outline.sources:
            cited.setdefault(source.key, (source, []))[1].append(offer.outline)
    found = (CitedSource(source, tuple(outlines)) for source, outlines in cited.values())
    return tuple(sorted(found, key=lambda one: (one.source.review_by or date.max, one.source.key)))


def citing(sources: Iterable[CitedSource]) -> dict[CourseSlug, dict[str, str]]:
    """The courses that cite them, with their titles."""
    outlines = {outline.slug: outline for cited in sources for outline in cited.courses}
    return {slug: dict(outline.title.items()) for slug, outline in sorted(outlines.items())}


def resting_on(
    session: Session, key: str, article: str, language: Language
) -> tuple[CitedSource, tuple[RestingText, ...]]:
    """The source, and each lesson and test of the current editions that rests on it or on its article.

    Places are those of `language`, or of the course's own where it has no text in it.
    Raises NotFound("source_unknown").
    """
    found = next((cited for cited in sources(session) if cited.source.key == key), None)
    if found is None:
        raise NotFound("source_unknown")
    texts: list[RestingText] = []
    for outline in found.courses:
        course = library.course(session, queries.current(session, outline.slug))
        shown = language if language in outline.languages else outline.language
        texts += _resting(course, [one for one in resting(course, key, article) if one.language == shown])
    return found, tuple(texts)


def _course(session: Session, pointer: Pointer, reports: Mapping[CourseSlug, int]) -> AuthoredCourse:
    editions = tuple(queries.editions(session, pointer.course_slug))
    current = next(edition for edition in editions if edition.id == pointer.snapshot_id)
    outline = library.outline(session, pointer.snapshot_id)
    return AuthoredCourse(pointer, outline, current, editions, reports.get(pointer.course_slug, 0))


def _draft(session: Session, course: Course, result: Result) -> CheckedDraft:
    outline = course.outline
    pointer = queries.pointer(session, outline.slug)
    manifest = take_apart(course)
    unplayable = rules.not_playable(course, slots.playable_kinds.call())
    errors, warnings = _counts(outline.slug, result.findings)
    return CheckedDraft(
        slug=outline.slug,
        title=outline.title,
        base=outline.language,
        edition=outline.edition,
        errors=errors,
        warnings=warnings,
        digest=manifest.digest,
        is_current=pointer is not None and pointer.snapshot_id == manifest.snapshot_id,
        is_new=pointer is None,
        unplayable=tuple(question.id for question in unplayable),
        lost=rules.lost_ids(course, slots.facts_on_ids.call(session, outline.slug)),
    )


def _broken(course: Course, result: Result) -> CheckedDraft:
    outline = course.outline
    errors, warnings = _counts(outline.slug, result.findings)
    return CheckedDraft(
        slug=outline.slug,
        title=outline.title,
        base=outline.language,
        edition=outline.edition,
        errors=errors,
        warnings=warnings,
        digest="",
        is_current=False,
        is_new=False,
        unplayable=(),
        lost=(),
    )


def _counts(slug: CourseSlug, findings: tuple[Finding, ...]) -> tuple[int, int]:
    own = [finding for finding in findings if finding.path.parts[:1] == PurePosixPath(slug).parts]
    errors = sum(finding.severity is Severity.ERROR for finding in own)
    return errors, len(own) - errors


def _resting(course: Course, places: list[Resting]) -> list[RestingText]:
    outline = course.outline
    titles: dict[str, Mapping[Language, str]] = {lesson.id: lesson.title for lesson in outline.lessons()}
    titles.update((quiz.id, quiz.title) for quiz in outline.quizzes())
    return [
        RestingText(
            outline=outline,
            text_id=text_id,
            title=title,
            address=_address(outline, text_id),
            places=tuple(place for place in places if place.text == text_id),
        )
        for text_id, title in titles.items()
        if any(place.text == text_id for place in places)
    ]


def _address(outline: Outline, text_id: str) -> str:
    """Where a trainer tries a test; empty for a lesson, which opens to those who are enrolled."""
    if any(quiz.id == text_id for quiz in outline.quizzes()):
        return f"/author/courses/{outline.slug}/try/{text_id}"
    return ""
