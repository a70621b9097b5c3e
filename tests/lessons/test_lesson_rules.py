"""The way through a course, and its lists of sources."""

from dataclasses import replace

import pytest

from elearn.content.model import Citation
from elearn.errors import NotFound
from elearn.ids import LessonId
from elearn.lessons.rules import references, spot, today_name, way
from tests.factories.content import BG, a_course

OUTLINE = a_course().outline


def test_lessons_come_before_the_test_of_their_module_and_the_exam_last() -> None:
    assert [stop.id for stop in way(OUTLINE)] == [
        "basics/why",
        "basics/how",
        "basics/quiz",
        "practice/start",
        "practice/finish",
        "practice/quiz",
        "exam",
    ]


def test_the_first_lesson_has_nothing_before_it_and_the_last_leads_to_the_test() -> None:
    first, last = spot(OUTLINE, LessonId("basics/why")), spot(OUTLINE, LessonId("practice/finish"))
    assert first.before is None
    assert last.after is not None
    assert last.after.id == "practice/quiz"


def test_a_test_is_not_a_lesson() -> None:
    with pytest.raises(NotFound, match="lesson_unknown"):
        spot(OUTLINE, LessonId("basics/quiz"))


def test_a_name_in_use_today_is_never_taken_for_a_former_one() -> None:
    first, second = OUTLINE.modules
    swapped = replace(first.lessons[1], formerly=(first.lessons[0].id, LessonId("basics/old")))
    outline = replace(OUTLINE, modules=(replace(first, lessons=(first.lessons[0], swapped)), second))
    assert today_name(outline, LessonId("basics/why")) is None
    assert today_name(outline, LessonId("basics/old")) == "basics/how"
    assert today_name(outline, LessonId("basics/never")) is None


def test_places_of_a_source_stand_in_the_order_of_their_numbers() -> None:
    text = a_course().lessons[LessonId("basics/why")].texts[BG]
    loci = ("чл. 19а", "чл. 9", "чл. 18, ал. 5", "чл. 19", "чл. 18, ал. 2", "чл. 9", "")
    cited = replace(text, citations=tuple(Citation("zni", locus, n) for n, locus in enumerate(loci)))
    (reference,) = references(OUTLINE, cited)
    assert reference.loci == ("чл. 9", "чл. 18, ал. 2", "чл. 18, ал. 5", "чл. 19", "чл. 19а")


def test_a_citation_of_a_source_that_the_course_lacks_is_left_out() -> None:
    text = a_course().lessons[LessonId("basics/why")].texts[BG]
    assert references(OUTLINE, replace(text, citations=(Citation("ghost", "чл. 1", 1),))) == ()
