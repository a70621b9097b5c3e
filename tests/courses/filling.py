"""Filling in a page's forms as a browser without JavaScript would: fields are found by the words beside them."""

from collections.abc import Iterable, Iterator, Mapping

from bs4 import Tag

from elearn.content.model import Course
from elearn.content.questions import (
    ChoiceQuestion,
    EssayQuestion,
    GapsQuestion,
    MatchingQuestion,
    MatrixQuestion,
    OrderingQuestion,
    Question,
    SortingQuestion,
    SurveyQuestion,
    TextQuestion,
    Texts,
)
from elearn.demo.stories import right_answer
from elearn.questions.fields import plain
from elearn.questions.parts import full
from tests.courses.measures import all_questions

Asked = tuple[str, str, tuple[str, ...]]
"""The kind of a question, its stem and what it offers or asks row by row: short headings are used again and again."""


def one(within: Tag, selector: str) -> Tag:
    """The only element of its kind."""
    found = within.select(selector)
    assert len(found) == 1, (selector, len(found))
    return found[0]


def shown(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def every_question(course: Course, language: str) -> Mapping[Asked, Question]:
    """All that a course asks, self-checks included, as it is asked in a language."""
    questions = list(all_questions(course))
    found = {_asked(question, language): question for question in questions}
    assert len(found) == len({question.id for question in questions})
    return found


def _asked(question: Question, language: str) -> Asked:
    if isinstance(question, ChoiceQuestion | SurveyQuestion):
        rows = [choice.html for choice in question.choices]
    elif isinstance(question, MatrixQuestion):
        rows = [statement.html for statement in question.statements]
    elif isinstance(question, MatchingQuestion):
        rows = [row.left_html for row in question.rows]
    else:
        rows = [item.html for item in getattr(question, "items", ())]
    return question.kind, _letters(plain(question.stem_html)[language]), _sorted(_words(row, language) for row in rows)


def asked_by(fieldset: Tag) -> Asked:
    """What a page asks, to be found among the questions of the course."""
    stem = [one(fieldset, ":scope > legend"), *fieldset.select(":scope > [id$='-more']")]
    words = "".join(text for part in stem for text in part.find_all(string=True) if not text.find_parent("select"))
    rows = fieldset.select(".choice-text, .pair > label, .order-words, .statement > legend")
    return str(fieldset["data-kind"]), _letters(words), _sorted(map(shown, rows))


def _letters(text: str) -> str:
    return "".join(text.split())


def _sorted(rows: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(map(_letters, rows)))


def sent(form: Tag, button: Tag) -> dict[str, list[str]]:
    """What the browser sends once the button is pressed: the fields as they stand, and the button's own value."""
    fields: dict[str, list[str]] = {}
    for name, value in (*_standing(form), *_pressed(button)):
        fields.setdefault(name, []).append(value)
    return fields


def _standing(form: Tag) -> Iterator[tuple[str, str]]:
    for field in form.select("input[name], select[name], textarea[name]"):
        if field.has_attr("disabled"):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            yield str(field["name"]), str(chosen["value"]) if chosen else ""
        elif field.name == "textarea":
            yield str(field["name"]), field.get_text().removeprefix("\n")
        elif field.get("type") not in {"radio", "checkbox"} or field.has_attr("checked"):
            yield str(field["name"]), str(field.get("value", ""))


def _pressed(button: Tag) -> Iterator[tuple[str, str]]:
    if button.has_attr("name"):
        yield str(button["name"]), str(button["value"])


def answer(fieldset: Tag, question: Question, language: str) -> None:
    """Fill in the right answer; to an essay its model answer, to a survey an opinion."""
    if isinstance(question, EssayQuestion):
        one(fieldset, "textarea").string = plain(question.explanation_html)[language]
    elif isinstance(question, SurveyQuestion):
        _say(fieldset, question, language)
    elif isinstance(question, ChoiceQuestion):
        right = {_words(choice.html, language) for choice in question.choices if choice.right}
        _pick(fieldset.select(".choice label"), right)
    elif isinstance(question, GapsQuestion):
        _fill(fieldset, question, language)
    elif isinstance(question, MatrixQuestion):
        _judge(fieldset, question, language)
    elif isinstance(question, MatchingQuestion | SortingQuestion | OrderingQuestion):
        _choose(fieldset, dict(_pairs(question, language)))
    else:
        one(fieldset, ".answer-line input")["value"] = _line(question, language)


def tick(form: Tag, question: EssayQuestion, language: str) -> None:
    """Find every criterion met."""
    _pick(form.select(".essay-ticks label"), {_words(criterion.html, language) for criterion in question.criteria})


def _line(question: Question, language: str) -> str:
    """A word as it is written in the page's language, or a number with its decimal sign."""
    if isinstance(question, TextQuestion):
        forms = question.accepted.get(language) or next(iter(question.accepted.values()))
        return next(form.text for form in forms if form.share == 100)
    return _number(str(right_answer(question)["text"]), language)


def _number(text: str, language: str) -> str:
    return text.replace(".", ",") if language == "bg" else text


def _say(fieldset: Tag, question: SurveyQuestion, language: str) -> None:
    opinion = right_answer(question)
    if "text" in opinion:
        one(fieldset, "textarea").string = opinion["text"]
        return
    points = opinion.get("choices", [opinion.get("choice")])
    names = {choice.position: _words(choice.html, language) for choice in question.choices}
    _pick(fieldset.select(".choice label, .scale label"), {names.get(point, str(point)) for point in points})


def _pick(labels: Iterable[Tag], words: set[str]) -> None:
    """Tick what the labels with these words name; every word must be there, once."""
    picked = [label for label in labels if shown(label) in words]
    assert sorted(map(shown, picked)) == sorted(words)
    for label in picked:
        one(label, "input")["checked"] = ""


def _select(field: Tag, words: str) -> None:
    (option,) = (option for option in field.select("option") if shown(option) == words)
    option["selected"] = ""


def _fill(fieldset: Tag, question: GapsQuestion, language: str) -> None:
    typed = full(question)["parts"]
    for gap in question.gaps:
        field = one(fieldset, f"[data-part='{gap.position}']")
        if gap.form == "choice":
            _select(field, next(_words(option.text, language) for option in gap.options if option.right))
        elif gap.form == "number":
            field["value"] = _number(str(typed[str(gap.position)]), language)
        else:
            forms = (gap.accepted or {}).get(language, ())
            field["value"] = next((form.text for form in forms if form.share == 100), str(typed[str(gap.position)]))


def _judge(fieldset: Tag, question: MatrixQuestion, language: str) -> None:
    columns = {column.position: _words(column.html, language) for column in question.columns}
    right = {_words(one.html, language): columns[one.right] for one in question.statements}
    statements = fieldset.select("fieldset.statement")
    assert sorted(shown(one(statement, "legend")) for statement in statements) == sorted(right)
    for statement in statements:
        _pick(statement.select("label"), {right[shown(one(statement, "legend"))]})


def _pairs(question: MatchingQuestion | SortingQuestion | OrderingQuestion, language: str) -> Iterator[tuple[str, str]]:
    """What a row or an item is called, and what is right for it."""
    if isinstance(question, MatchingQuestion):
        yield from ((_words(row.left_html, language), _words(row.right_html, language)) for row in question.rows)
    elif isinstance(question, SortingQuestion):
        names = {category.position: _words(category.html, language) for category in question.categories}
        yield from ((_words(item.html, language), names[item.category]) for item in question.items)
    else:
        yield from ((_words(item.html, language), str(item.position + 1)) for item in question.items)


def _choose(fieldset: Tag, right: Mapping[str, str]) -> None:
    rows = fieldset.select(".pair, .order-item")
    names = [shown(row.select_one(".order-words") or one(row, "label")) for row in rows]
    assert sorted(names) == sorted(right)
    for row, name in zip(rows, names, strict=True):
        _select(one(row, "select"), right[name])


def _words(texts: Texts, language: str) -> str:
    return " ".join(plain(texts)[language].split())
