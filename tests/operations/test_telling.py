"""The page of the record and the files of it tell an entry in the same words."""

from html import unescape

import pytest
from sqlalchemy.orm import Session

from elearn.audit.service import record
from elearn.db import begin_writing
from elearn.operations import telling
from elearn.permissions import Actor
from tests.factories.people import OPERATOR, an_actor
from tests.factories.publishing import a_snapshot
from tests.operations.conftest import Cast

TOLD = {
    "points": 150,
    "upheld": True,
    "due": "2026-11-27",
    "due_before": "2026-11-20",
    "ends": None,
    "until": "2026-11-27T10:30:00+00:00",
    "role": "coordinator",
    "reason": "заповед № 5",
    "changes": {"family": None},
}
WORDS = {
    "bg": (
        "1,5",
        "да",
        "20.11.2026 г.",
        "27.11.2026 г.",
        "27.11.2026 г., 12:30",
        "координатор",
        "заповед № 5",
        "фамилно име",
    ),
    "en": (
        "1.5",
        "yes",
        "20 November 2026",
        "27 November 2026",
        "27 November 2026, 12:30",
        "coordinator",
        "заповед № 5",
        "family name",
    ),
}


@pytest.mark.parametrize("language", ["bg", "en"])
def test_details_are_words_in_the_language_asked_for(session: Session, cast: Cast, language: str) -> None:
    begin_writing(session)
    record(session, OPERATOR, "essay.mark", ("attempt", 1), about=cast.anna, **TOLD)
    (told, *_), _ = telling.acts(session, an_actor(session, cast.coordinator), {"act": "results"}, None, language)
    words = [value for _, value in told.details]
    assert set(words) == set(WORDS[language])


@pytest.mark.parametrize(("language", "title"), [("bg", "Примерен курс"), ("en", "Sample course")])
def test_a_course_is_called_by_its_title_and_one_never_published_by_its_sign(
    session: Session, cast: Cast, language: str, title: str
) -> None:
    begin_writing(session)
    a_snapshot(session)
    for course in ("sample", "gone"):
        record(session, OPERATOR, "essay.mark", ("attempt", 1), about=cast.anna, course=course)
    (gone, known, *_), _ = telling.acts(
        session, an_actor(session, cast.coordinator), {"act": "results"}, None, language
    )
    assert [value for told in (known, gone) for _, value in told.details] == [title, "gone"]


@pytest.mark.parametrize("language", ["bg", "en"])
def test_the_file_says_what_the_page_says(session: Session, cast: Cast, client, sign_in, language: str) -> None:
    begin_writing(session)
    record(session, OPERATOR, "essay.mark", ("attempt", 1), about=cast.anna, **TOLD)
    record(session, Actor(), "sign_in_refused", ("person", cast.anna))
    gone = 10**6
    record(session, Actor(person_id=gone), "attempt.grant", ("enrolment", 1), about=cast.anna, minutes=5)
    record(session, OPERATOR, "an.act.of.tomorrow", ("person", cast.anna))
    session.commit()
    sign_in(client, cast.coordinator)
    client.application.config["WTF_CSRF_ENABLED"] = False
    asked = {"kind": "audit", "form": "csv", "person": str(cast.anna)}
    made = client.post(f"/coordinate/files?lang={language}", data=asked).data.decode("utf-8-sig")
    shown = unescape(client.get(f"/coordinate/record?lang={language}").text)
    rows = [line.split(";", 6) for line in made.splitlines()[3:]]
    assert {row[1] for row in rows} >= {"an.act.of.tomorrow"}
    for _, act, about, unit, by, door, details in rows:
        assert all(words in shown for words in (act, about, unit, by, door)), (act, by, door)
        assert all(words in shown for words in details.strip('"').split("; ") if words)
    assert any(str(gone) in row[4] for row in rows)
