"""What the pages of one course show."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from elearn.content.model import Language, Outline
from elearn.errors import NotFound
from elearn.ids import CourseSlug, LessonId, SnapshotId
from elearn.permissions import Actor
from elearn.publishing import changes, library, media, queries, slots
from elearn.publishing.changes import LessonChange, QuizChange, What
from elearn.publishing.differences import Difference, differences
from elearn.publishing.queries import Edition
from elearn.web.locale import language


@dataclass(frozen=True, slots=True)
class CoursePage:
    """`about` goes on from the summary, which stands above. `logos`: addresses of the project's pictures; `eu` stands
    for the emblem, which the interface has. `plans`: id and name of those that the reader may come into."""

    outline: Outline
    edition: Edition
    taken_up: bool
    completed: bool
    minutes: int
    about: Mapping[Language, str]
    logos: tuple[str, ...]
    plans: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class ChangedLesson:
    """A lesson that differs, with the words that do, in the page's language or the course's own."""

    change: LessonChange
    differences: tuple[Difference, ...]
    language: str


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """`editions`: those published after `since`, newest first, up to the current one."""

    outline: Outline
    since: Edition
    current: Edition
    editions: tuple[Edition, ...]
    lessons: tuple[ChangedLesson, ...]
    quizzes: tuple[QuizChange, ...]


def gather(session: Session, actor: Actor, slug: CourseSlug) -> CoursePage:
    """Raises NotFound("course_unknown" or "course_withdrawn")."""
    snapshot_id = queries.current(session, slug)
    outline = library.outline(session, snapshot_id)
    who = actor.person_id
    taken_up = who is not None and slots.taken_up.call(session, who, slug)
    minutes = sum(lesson.minutes for lesson in outline.lessons()) + sum(quiz.minutes for quiz in outline.quizzes())
    completed = who is not None and taken_up and slots.completed.call(session, who, slug)
    edition, about = queries.edition(session, snapshot_id), _after_summary(outline)
    plans = () if who is None else tuple(slots.plans_to_join.call(session, who, slug))
    return CoursePage(outline, edition, taken_up, completed, minutes, about, _logos(outline), plans)


def _after_summary(outline: Outline) -> dict[Language, str]:
    """The description without its first paragraph, which is the summary; languages that say no more are left out."""
    parts = {name: html.partition("</p>") for name, html in outline.description_html.items()}
    rest = {name: after if before.startswith("<p") else before for name, (before, _, after) in parts.items()}
    return {name: html for name, html in rest.items() if html.strip()}


def gather_changes(session: Session, slug: CourseSlug, since: SnapshotId) -> ChangesPage:
    """Raises NotFound for a course that is not given, or for an edition that is not one of the course's."""
    current = queries.current(session, slug)
    older, newer = queries.edition(session, since), queries.edition(session, current)
    if older.course_slug != slug:
        raise NotFound("snapshot_unknown")
    found = changes.between(session, since, current)
    return ChangesPage(
        outline=library.outline(session, current),
        since=older,
        current=newer,
        editions=tuple(e for e in queries.editions(session, slug) if older.number < e.number <= newer.number),
        lessons=tuple(_changed(session, since, current, change) for change in found),
        quizzes=changes.quizzes_between(session, since, current),
    )


def _changed(session: Session, old: SnapshotId, new: SnapshotId, change: LessonChange) -> ChangedLesson:
    shown = language()
    if What.TEXT in change.what and shown not in change.languages:
        shown = change.languages[0]
    if What.TEXT not in change.what or change.lesson_id is None or change.before is None:
        return ChangedLesson(change, (), shown)
    return ChangedLesson(change, _differences(session, (old, change.before), (new, change.lesson_id), shown), shown)


def _differences(
    session: Session, old: tuple[SnapshotId, LessonId], new: tuple[SnapshotId, LessonId], lang: str
) -> tuple[Difference, ...]:
    return differences(library.lesson_text(session, *old, lang), library.lesson_text(session, *new, lang))


def _logos(outline: Outline) -> tuple[str, ...]:
    if outline.project is None:
        return ()
    addresses = media.addresses(outline)
    return tuple("eu" if logo == "eu" else addresses[logo] for logo in outline.project.logos if _known(logo, addresses))


def _known(logo: str, addresses: dict[str, str]) -> bool:
    return logo == "eu" or logo in addresses
