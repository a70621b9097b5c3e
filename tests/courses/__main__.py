"""`python -m tests.courses`: the measures of the shipped courses, lesson by lesson."""

from elearn import clock
from elearn.content.compiler import compile_tree
from elearn.content.model import Course
from tests.courses.conftest import ROOT
from tests.courses.measures import all_questions, readability, right_is_longest, single_choices


def lines(course: Course) -> list[str]:
    """A line for each lesson in each language, and one for the course."""
    found = [f"{course.outline.slug}", f"  {'lesson':<30} min cites    words  words/sentence  LIX, in each language"]
    for lesson in course.outline.lessons():
        texts = course.lessons[lesson.id].texts
        read = {language: readability(text) for language, text in texts.items()}
        cites = len(texts[course.outline.language].citations)
        told = "   ".join(
            f"{language} {one.words:5} {one.words / one.sentences:5.1f} {one.lix:5.1f}"
            for language, one in read.items()
        )
        found.append(f"  {lesson.id:<30} {lesson.minutes:3} {cites:5}    {told}")
    single = single_choices(course)
    longest = sum(right_is_longest(question, course.outline.language) for question in single)
    asked = sum(1 for _ in all_questions(course))
    return [*found, f"  {asked} questions; the right choice is the longest in {longest} of {len(single)}", ""]


if __name__ == "__main__":
    for course in compile_tree(ROOT / "courses", clock.today()).courses:
        print("\n".join(lines(course)))  # noqa: T201 - a report for the terminal
