"""Statistics for a terminal, from the same documents as JSON and CSV."""

from collections.abc import Iterator

from elearn.statistics.documents import THIRDS, Document
from elearn.statistics.rules import FEW, LEAST

WIDEST = 48
"""Letters of an answer that a line of a table repeats."""


def as_text(course: str, tests: list[Document]) -> str:
    """Every test, question and table in lines."""
    return "\n".join(line for test in tests for line in (*_test(course, test), ""))


def _test(course: str, test: Document) -> Iterator[str]:
    yield f"{course} {test['test']}: {test['title']}"
    people = _many(test["people"], "person", "people")
    yield f"  {_counted(test)} of {test['graded']} graded, {people}, {test['passed']} passed"
    if not test["attempts"]:
        return
    named = {"mean": "mean", "median": "median", "SD": "standard_deviation"}
    yield "  " + ", ".join(f"{name} {_number(test[key])} %" for name, key in named.items() if test[key] is not None)
    if test["attempts"] < LEAST:
        yield f"  alpha withheld: under {LEAST} attempts"
    elif test["alpha"] is None:
        yield "  alpha not stated: results do not differ, or attempts differ in number of questions or points"
    else:
        yield f"  alpha {_number(test['alpha'], 3)} by {test['items']}, error ratio {_number(test['error_ratio'])} %"
        yield f"  standard error {_number(test['standard_error'], 2)} of {_number(test['max_points'], 2)} points"
    for question in test["questions"]:
        yield ""
        yield from _question(question)


def _counted(test: Document) -> str:
    which = "first " if test["counted"] == "first" else ""
    return _many(test["attempts"], f"{which}attempt", f"{which}attempts")


def _question(question: Document) -> Iterator[str]:
    place = f"{question['file']}:{question['line']}: " if question["file"] else ""
    yield f"  {place}{question['question']}: {question['title']}"
    editions = ", ".join(str(number) for number in question["editions"])
    met = "edition" if len(question["editions"]) == 1 else "editions"
    current = "asked now" if question["current"] else "earlier text"
    yield f"    {question['type']}, version {question['version']}, {current}, met in {met} {editions}"
    attempts = _many(question["attempts"], "attempt", "attempts")
    yield (
        f"    {attempts}{_few(question['attempts'])}, facility {_number(question['facility'])} %,"
        f" right {_number(question['right_share'])} %"
        f" ({_number(question['right_low'])} to {_number(question['right_high'])})"
    )
    yield (
        f"    discrimination {_number(question['discrimination'])},"
        f" efficiency {_number(question['discriminative_efficiency'])}, no answer {question['unanswered']}"
    )
    if question["regraded"] or question["dropped"]:
        yield (
            f"    by decisions {question['regraded']} have other points and {question['dropped']} none;"
            " all numbers here go by this version's own key"
        )
    for flag in question["flags"]:
        about = " / ".join(words for words in (flag["part"], flag["answer"]) if words)
        yield f"    ! {flag['kind']}" + (f": {about}" if about else "")
    for table in question["tables"]:
        yield from _table(table, question["thirds"])


def _few(attempts: int) -> str:
    if attempts >= FEW:
        return ""
    return f" (few: under {LEAST}, discrimination is withheld)" if attempts < LEAST else f" (few: under {FEW})"


def _table(table: Document, thirds: Document | None) -> Iterator[str]:
    head = "".join(f"{f'{name} {thirds[name]}':>12}" for name in THIRDS) if thirds else ""
    yield f"    {table['part'][: WIDEST + 4]:<{WIDEST + 4}}{'all':>8}{head}"
    for answer in table["answers"]:
        mark = "*" if answer["key"] else "~" if answer["partial"] else " "
        yield f"    {mark}{answer['answer']:>2} {answer['words'][:WIDEST]:<{WIDEST}}{_counts(answer, thirds)}"
    for name, counts in (("other answers", table["other"]), ("no answer", table["no_answer"])):
        if counts["taken"]:
            yield f"        {name:<{WIDEST}}{_counts(counts, thirds)}"


def _counts(counts: Document, thirds: Document | None) -> str:
    return f"{counts['taken']:>8}" + ("".join(f"{counts[name]:>12}" for name in THIRDS) if thirds else "")


def _many(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _number(value: float | None, digits: int = 1) -> str:
    return "–" if value is None else f"{value:.{digits}f}"
