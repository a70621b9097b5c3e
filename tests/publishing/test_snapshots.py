"""An edition never changes, the same content is stored once, and the pointer alone moves."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from elearn.audit.models import AuditEntry
from elearn.content.model import Course, Language, Media
from elearn.db import begin_writing
from elearn.errors import Conflict, Invalid, NotAllowed, NotFound
from elearn.ids import CourseSlug, LessonId, QuestionId, SnapshotId
from elearn.permissions import Actor, Permission, Role, may
from elearn.publishing import library, media, queries, service, slots
from elearn.publishing.manifest import take_apart
from elearn.publishing.models import Change, NeverChanges, Part, Snapshot, SnapshotPart
from elearn.storage.files import Files
from tests.factories.content import a_choice_question, a_course, with_lesson_text
from tests.factories.people import OPERATOR, a_person, an_actor, an_organisation
from tests.factories.publishing import a_snapshot

SLUG = CourseSlug("sample")


def count(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_an_edition_reads_back_as_it_was_compiled(session: Session) -> None:
    course = a_course()
    snapshot_id = a_snapshot(session, course)
    library.forget()
    assert library.course(session, snapshot_id) == replace(course, digest="")


def test_the_order_of_objectives_survives_storing(session: Session) -> None:
    course = a_course()
    words = {Language("bg"): "Умее"}
    module = replace(course.outline.modules[0], objectives={"zeta": words, "alpha": words, "mid": words})
    changed = replace(course, outline=replace(course.outline, modules=(module, *course.outline.modules[1:])))
    snapshot_id = a_snapshot(session, changed)
    library.forget()
    assert list(library.outline(session, snapshot_id).modules[0].objectives) == ["zeta", "alpha", "mid"]


def test_the_same_content_is_no_new_edition_and_no_new_entry(session: Session) -> None:
    first = a_snapshot(session)
    written = count(session, AuditEntry)
    assert a_snapshot(session) == first
    assert (count(session, Snapshot), count(session, AuditEntry)) == (1, written)


def test_the_git_revision_alone_makes_no_new_edition(session: Session) -> None:
    course = a_course()
    first = a_snapshot(session, course)
    assert a_snapshot(session, replace(course, outline=replace(course.outline, revision="f00d"))) == first


def test_one_changed_lesson_stores_one_new_part(session: Session) -> None:
    a_snapshot(session)
    before = count(session, Part)
    a_snapshot(session, with_lesson_text(a_course(), "basics/why", "Нов текст."))
    assert count(session, Part) == before + 1


def test_any_difference_a_learner_could_meet_is_a_new_edition() -> None:
    course = a_course()
    quiz_id, quiz = next(iter(course.quizzes.items()))
    other_key = replace(quiz, items=(replace(quiz.items[0], choices=quiz.items[0].choices[::-1]), *quiz.items[1:]))  # type: ignore[union-attr]  # the first is a choice
    variants = [
        course,
        with_lesson_text(course, "basics/why", "Друг."),
        with_lesson_text(course, "basics/why", "Other.", lang=Language("en")),
        replace(course, quizzes={**course.quizzes, quiz_id: other_key}),
        replace(course, outline=replace(course.outline, edition="2")),
        replace(course, outline=replace(course.outline, owner="Друг")),
    ]
    assert len({take_apart(variant).snapshot_id for variant in variants}) == len(variants)


def test_an_id_is_exact_in_every_reader_of_json() -> None:
    assert 0 < take_apart(a_course()).snapshot_id < 2**53


def test_the_same_content_of_two_courses_are_two_editions_sharing_parts(session: Session) -> None:
    first, second = a_snapshot(session, a_course("one")), a_snapshot(session, a_course("two"))
    assert first != second
    links = count(session, SnapshotPart)
    assert count(session, Part) <= links // 2


@pytest.mark.parametrize("model", [Snapshot, Part, SnapshotPart])
def test_rows_of_an_edition_cannot_be_changed_or_deleted(session: Session, model: type) -> None:
    a_snapshot(session)
    row = session.scalars(select(model)).first()
    session.delete(row)
    with pytest.raises(NeverChanges):
        session.flush()
    session.rollback()
    begin_writing(session)
    a_snapshot(session)
    session.flush()
    row = session.scalars(select(model)).first()
    column = {Snapshot: "note", Part: "size", SnapshotPart: "language"}[model]
    setattr(row, column, 7 if column == "size" else "x")
    with pytest.raises(NeverChanges):
        session.flush()


def test_bytes_changed_behind_our_back_are_never_shown(session: Session) -> None:
    snapshot_id = a_snapshot(session)
    library.forget()
    session.execute(text("UPDATE part SET data = :data"), {"data": b"x\x9c\x03\x00\x00\x00\x00\x01"})
    with pytest.raises(library.Tampered):
        library.lesson_text(session, snapshot_id, LessonId("basics/why"), "bg")


def test_an_edition_rolled_back_leaves_nothing_in_memory_that_another_could_meet(
    session: Session, engine: Engine
) -> None:
    first = a_snapshot(session, with_lesson_text(a_course(), "basics/why", "Никога."))
    library.lesson_text(session, first, LessonId("basics/why"), "bg")
    session.rollback()
    with Session(engine) as other:
        begin_writing(other)
        second = a_snapshot(other, with_lesson_text(a_course(), "basics/why", "Наистина."))
        assert second != first
        assert "Наистина." in library.lesson_text(other, second, LessonId("basics/why"), "bg").lead_html
        other.rollback()


def test_going_back_moves_the_pointer_and_keeps_both_editions(session: Session) -> None:
    old = a_snapshot(session)
    new = a_snapshot(session, with_lesson_text(a_course(), "basics/why", "Нов."), change=Change.LAW, note="ДВ 50")
    assert queries.current(session, SLUG) == new
    service.roll_back(session, OPERATOR, SLUG, old, why="грешка")
    assert queries.current(session, SLUG) == old
    numbers = [(edition.number, edition.id, edition.change) for edition in queries.editions(session, SLUG)]
    assert numbers == [(2, new, Change.LAW), (1, old, Change.EDITORIAL)]


def test_publishing_an_old_text_again_goes_back_to_its_edition(session: Session) -> None:
    old = a_snapshot(session)
    a_snapshot(session, with_lesson_text(a_course(), "basics/why", "Нов."))
    again = service.publish(session, OPERATOR, a_course(), Files(Path("unused")), change=Change.EDITORIAL)
    assert (again.snapshot_id, again.new, again.moved) == (old, False, True)


def test_nobody_goes_back_to_an_edition_of_another_course(session: Session) -> None:
    a_snapshot(session)
    foreign = a_snapshot(session, a_course("other"))
    with pytest.raises(NotFound):
        service.roll_back(session, OPERATOR, SLUG, foreign)
    with pytest.raises(NotFound):
        service.roll_back(session, OPERATOR, SLUG, SnapshotId(1))


def test_a_withdrawn_course_says_why_and_keeps_its_editions(session: Session) -> None:
    snapshot_id = a_snapshot(session)
    service.withdraw(session, OPERATOR, SLUG, why="Законът е отменен.")
    with pytest.raises(NotFound) as refusal:
        queries.current(session, SLUG)
    assert (refusal.value.code, refusal.value.details["why"]) == ("course_withdrawn", "Законът е отменен.")
    assert queries.catalogue(session) == []
    assert library.outline(session, snapshot_id).slug == SLUG
    service.give_again(session, OPERATOR, SLUG)
    assert queries.current(session, SLUG) == snapshot_id


def test_a_course_is_not_withdrawn_without_saying_why(session: Session) -> None:
    a_snapshot(session)
    with pytest.raises(Invalid):
        service.withdraw(session, OPERATOR, SLUG, why="  ")


def test_a_course_with_a_question_nobody_could_answer_is_refused_by_name(session: Session) -> None:
    slots.playable_kinds.fill(lambda: frozenset({"single"}))
    with pytest.raises(Invalid) as refusal:
        a_snapshot(session)
    assert refusal.value.code == "publish.kind-not-playable"
    assert "basics/quiz#multiple (multiple)" in str(refusal.value.details["questions"])
    assert count(session, Snapshot) == 0


def without_lesson(course: Course) -> Course:
    first, second = course.outline.modules[0].lessons
    module = replace(course.outline.modules[0], lessons=(second,))
    lessons = {name: lesson for name, lesson in course.lessons.items() if name != first.id}
    outline = replace(course.outline, modules=(module, *course.outline.modules[1:]))
    return replace(course, outline=outline, lessons=lessons)


def test_facts_are_looked_at_when_it_is_the_publishers_turn(session: Session) -> None:
    """Before it, another publisher may still be moving the pointer to an edition on whose texts facts are stored."""
    turns: list[object] = []

    def facts(session: Session, _slug: str) -> frozenset[str]:
        on_postgresql = session.get_bind().dialect.name == "postgresql"
        locks = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()")
        turns.append(session.scalar(locks) if on_postgresql else 1)
        return frozenset()

    slots.facts_on_ids.fill(facts)
    a_snapshot(session)
    assert turns == [1]


def test_a_lesson_with_facts_on_it_cannot_disappear(session: Session) -> None:
    a_snapshot(session)
    slots.facts_on_ids.fill(lambda _session, _slug: frozenset({"basics/why"}))
    with pytest.raises(Conflict) as refusal:
        a_snapshot(session, without_lesson(a_course()))
    assert (refusal.value.code, refusal.value.details["ids"]) == ("publish.id-lost", "basics/why")


def test_a_lesson_without_facts_may_disappear(session: Session) -> None:
    old = a_snapshot(session)
    slots.facts_on_ids.fill(lambda _session, _slug: frozenset({"basics/how"}))
    assert a_snapshot(session, without_lesson(a_course())) != old


def test_a_renamed_lesson_and_question_are_named_by_formerly(session: Session) -> None:
    a_snapshot(session)
    slots.facts_on_ids.fill(lambda _session, _slug: frozenset({"basics/why", "exam#gone"}))
    course = without_lesson(a_course())
    kept = replace(course.outline.modules[0].lessons[0], formerly=(LessonId("basics/why"),))
    module = replace(course.outline.modules[0], lessons=(kept,))
    exam = course.quizzes[course.outline.exam.id]  # type: ignore[union-attr]  # the sample course has one
    renamed = replace(a_choice_question("exam#first"), formerly=(QuestionId("exam#gone"),))
    quizzes = {**course.quizzes, exam.id: replace(exam, items=(renamed, *exam.items[1:]))}
    outline = replace(course.outline, modules=(module, *course.outline.modules[1:]))
    a_snapshot(session, replace(course, outline=outline, quizzes=quizzes))


@pytest.mark.parametrize("role", [Role.LEARNER, Role.COORDINATOR])
def test_only_those_who_may_publish_do(session: Session, role: Role) -> None:
    who = an_actor(session, a_person(session, roles=(role,), organisation_id=an_organisation(session)))
    with pytest.raises(NotAllowed):
        service.publish(session, who, a_course(), Files(Path("unused")), change=Change.EDITORIAL)
    snapshot_id = a_snapshot(session)
    for act in (
        lambda: service.roll_back(session, who, SLUG, snapshot_id),
        lambda: service.withdraw(session, who, SLUG, why="x"),
        lambda: service.give_again(session, who, SLUG),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_an_edition_names_its_author(session: Session) -> None:
    trainer = an_actor(session, a_person(session, roles=(Role.TRAINER,)))
    assert may(trainer, Permission.PUBLISH)
    service.publish(session, trainer, a_course(), Files(Path("unused")), change="law", note=" нова редакция ")
    [edition] = queries.editions(session, SLUG)
    assert (edition.author, edition.change, edition.note) == ("Мария Иванова", Change.LAW, "нова редакция")


def test_an_unknown_kind_of_change_and_a_long_note_are_refused(session: Session) -> None:
    for change, note in (("minor", ""), (Change.LAW, "я" * 2001)):
        with pytest.raises(Invalid):
            service.publish(session, OPERATOR, a_course(), Files(Path("unused")), change=change, note=note)


def test_a_course_whose_picture_was_not_stored_is_refused(session: Session, tmp_path: Path) -> None:
    course, files = a_course(), Files(tmp_path)
    sha256 = files.put(b"picture")
    known = Media("media/a.png", sha256, "image/png", 7)
    lost = Media("media/b.png", "ab" * 32, "image/png", 7)
    shown = replace(course, outline=replace(course.outline, media=(known, lost)))
    with pytest.raises(NotFound):
        service.publish(session, OPERATOR, shown, files, change=Change.EDITORIAL)
    session.rollback()
    begin_writing(session)
    shown = replace(course, outline=replace(course.outline, media=(known,)))
    service.publish(session, OPERATOR, shown, files, change=Change.EDITORIAL)
    assert queries.media(session, sha256).mime == "image/png"


def test_bytes_that_are_not_what_they_say_are_not_stored(tmp_path: Path) -> None:
    with pytest.raises(media.WrongDigest):
        media.store(Files(tmp_path), {"ab" * 32: b"something else"})


def test_a_visitor_publishes_nothing(session: Session) -> None:
    with pytest.raises(NotAllowed):
        service.publish(session, Actor(), a_course(), Files(Path("unused")), change=Change.EDITORIAL)
