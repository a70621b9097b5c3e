"""The worked examples of the guide on scoring are what the grader gives, in both languages."""

from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from elearn.content.questions import Choice, Question
from elearn.help.compiling import compile_guides
from elearn.help.shelf import guides
from elearn.questions.grading import grade, passed, total, whole_percent
from tests.factories.content import a_choice_question, a_number_question, a_text_question, both
from tests.factories.kinds import a_gaps_question, a_sorting_question, an_ordering_question

Row = tuple[Question, dict[str, Any]]


def several(penalty: int = 0) -> Question:
    """Three right choices and two wrong ones, 3 points."""
    choices = tuple(Choice(n, n < 3, both("избор", "choice"), {}) for n in range(5))
    return replace(a_choice_question("t#m", "multiple", points=300, penalty=penalty), choices=choices)


def placed(*items: int) -> dict[str, Any]:
    return {"parts": {str(item): place for place, item in enumerate(items)}}


SINGLE = a_choice_question("t#s", points=200)
TEXT, NUMBER = a_text_question("t#t"), a_number_question("t#n")
SORTING = a_sorting_question(points=200)
TAKING = replace(SORTING, penalty=50)
GAPS, ORDERING = a_gaps_question(points=300), an_ordering_question(points=300)
TABLES: list[list[Row]] = [
    [(SINGLE, {"choice": 1}), (SINGLE, {"choice": 0})],
    [
        (several(), {"choices": [0, 1]}),
        (several(), {"choices": [0, 1, 3]}),
        (several(50), {"choices": [0, 1, 3]}),
        (several(), {"choices": [0, 1, 2, 3, 4]}),
    ],
    [(TEXT, {"text": "зни"}), (TEXT, {"text": "Закона"}), (TEXT, {"text": "закон"})],
    [(NUMBER, {"text": "14,0"}), (NUMBER, {"text": "13.5"}), (NUMBER, {"text": "16"})],
    [
        (SORTING, {"parts": {"0": 0, "1": 0, "2": 0}}),
        (TAKING, {"parts": {"0": 0, "1": 0, "2": 0}}),
        (TAKING, {"parts": {"0": 0, "1": 0}}),
    ],
    [(GAPS, {"parts": {"0": "14", "1": 0}})],
    [(ORDERING, placed(0, 2, 1, 3)), (ORDERING, placed(3, 0, 1, 2)), (ORDERING, placed(3, 2, 1, 0))],
]


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    compile_guides()
    guides.cache_clear()


@pytest.fixture(params=["bg", "en"])
def tables(request: pytest.FixtureRequest) -> list[list[Tag]]:
    """The body rows of each table of the guide."""
    page = BeautifulSoup(guides(request.param)["scoring"].html, "html.parser")
    return [table.select("tbody tr") for table in page.select("table")]


def earned(row: Tag) -> int:
    """What a row's last cell says, in hundredths: `1,33 т.` is 133, and of `1 + 1 = 2 т.` 200."""
    number = row.select("td")[-1].get_text().split("=")[-1].split()[0]
    return round(float(number.replace(",", ".")) * 100)


def test_every_example_earns_what_the_guide_says(tables: list[list[Tag]]) -> None:
    for stated, rows in zip(tables, TABLES, strict=False):
        assert [earned(row) for row in stated] == [grade(question, answer).points for question, answer in rows]


def test_an_essay_earns_the_sum_of_its_criteria(tables: list[list[Tag]]) -> None:
    (row,) = tables[len(TABLES)]
    assert earned(row) == 100 * sum(int(part) for part in row.select_one("th").get_text().split("+"))


def test_the_example_of_a_test_below_zero_adds_up(tables: list[list[Tag]]) -> None:
    question = a_choice_question("t#s", points=100, penalty=50)
    right, wrong = {"choice": 1}, {"choice": 0}
    tried = [((right, right, wrong), False), ((right, right, wrong), True), ((right, right, None), True)]
    tried.append(((wrong, wrong, wrong), True))
    found = [total(grade(question, answer, negative=below).points for answer in sent) for sent, below in tried]
    assert [earned(row) for row in tables[len(TABLES) + 1]] == found == [200, 150, 200, 0]


def test_the_examples_of_passing_are_decided_as_the_guide_says(tables: list[list[Tag]]) -> None:
    said = [row.select("td")[-1].get_text() for row in tables[len(TABLES) + 2]]
    decided = [passed(8000, 10000, 80), passed(7999, 10000, 80), passed(200, 300, 67)]
    assert [word.startswith(("да", "yes")) for word in said] == decided == [True, False, False]
    assert whole_percent(7999, 10000) == 79
