"""Several publishers at the same moment: one edition, one number each, nothing half-stored."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from elearn import wiring
from elearn.content.model import Course
from elearn.publishing import slots
from elearn.publishing.models import Change, Published, Snapshot, SnapshotPart
from elearn.publishing.releasing import Release, release
from elearn.settings import Settings
from elearn.work import Work
from tests.factories.content import a_course, with_lesson_text
from tests.factories.people import OPERATOR


@pytest.fixture
def at_once(settings: Settings, engine: Engine) -> Callable[[list[Course]], list[Release]]:
    """Publish each course in a thread of its own, all starting together."""

    def run(courses: list[Course]) -> list[Release]:
        wiring.connect(settings)
        work = Work(settings, engine, OPERATOR)
        gate = threading.Barrier(len(courses))
        done: list[Release] = []

        def publish(course: Course) -> None:
            gate.wait()
            done.extend(release(work, [course], {}, change=Change.EDITORIAL, note=""))

        threads = [threading.Thread(target=publish, args=(course,)) for course in courses]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return done

    return run


def test_one_course_published_by_six_at_once_is_one_edition(
    at_once: Callable[[list[Course]], list[Release]], engine: Engine
) -> None:
    done = at_once([a_course() for _ in range(6)])
    assert [one.refusal for one in done] == [None] * 6
    assert sum(one.publication.new for one in done if one.publication) == 1
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Snapshot)) == 1
        assert session.scalar(select(func.count()).select_from(Published)) == 1


def test_six_texts_at_once_are_six_numbered_editions(
    at_once: Callable[[list[Course]], list[Release]], engine: Engine
) -> None:
    done = at_once([with_lesson_text(a_course(), "basics/why", f"Текст {n}.") for n in range(6)])
    assert all(one.publication and one.publication.new for one in done)
    with Session(engine) as session:
        assert sorted(session.scalars(select(Snapshot.number))) == [1, 2, 3, 4, 5, 6]
        parts = select(func.count()).select_from(SnapshotPart).group_by(SnapshotPart.snapshot_id)
        assert len(set(session.scalars(parts))) == 1
        assert session.scalar(select(Published.snapshot_id)) in set(session.scalars(select(Snapshot.id)))


def test_one_refused_course_does_not_hold_up_the_others(settings: Settings, engine: Engine) -> None:
    wiring.connect(settings)
    slots.facts_on_ids.fill(lambda _session, slug: frozenset({"lost"} if slug == "one" else ()))
    done = release(
        Work(settings, engine, OPERATOR), [a_course("one"), a_course("two")], {}, change=Change.EDITORIAL, note=""
    )
    assert [one.refusal.code if one.refusal else None for one in done] == ["publish.id-lost", None]
