"""Statistics as documents for other programs: JSON, and CSV with a line for each test, question and answer.

Shares, means and deviations are per cent, as in Moodle's report; errors and points are points. What does not exist, or
is withheld of few attempts, is null, or empty. A question's numbers go by the key of the version that was met; a test's
by the points that count now, after decisions: `regraded` and `dropped` are the attempts that these touched.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from elearn.content.model import Language
from elearn.content.problems import Place
from elearn.content.questions import Texts
from elearn.statistics.computing import VersionStatistics
from elearn.statistics.queries import QuizStatistics
from elearn.statistics.rules import Flag
from elearn.statistics.taken import Counts, Line, Table

Document = dict[str, Any]
Places = Mapping[str, Place]
"""By question id; the paths as they are to be printed."""

THIRDS = ("top", "middle", "bottom")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TEST = (
    "attempts", "graded", "people", "passed", "max_points", "mean", "median", "standard_deviation", "items",
    "internal_consistency", "alpha", "error_ratio", "standard_error",
)  # fmt: skip
_QUESTION = (
    "question", "version", "editions", "current", "file", "line", "type", "points", "attempts", "people", "unanswered",
    "facility", "standard_deviation", "right", "right_share", "right_low", "right_high", "discrimination",
    "discriminative_efficiency", "regraded", "dropped", "flags",
)  # fmt: skip
_ANSWER = ("part", "answer", "words", "key", "partial", "taken", *THIRDS)
COLUMNS = ("row", "test", *dict.fromkeys((*_QUESTION, *_TEST, *_ANSWER)))


def document(found: QuizStatistics, places: Places, language: str) -> Document:
    """A test with its questions, those in most trouble first."""
    whole = found.summary
    return {
        "test": found.quiz.id,
        "title": words(found.quiz.title, language),
        "counted": found.counted.value,
        "attempts": whole.attempts,
        "graded": found.graded,
        "people": whole.takers,
        "passed": whole.passed,
        "max_points": _points(whole.max_points),
        "mean": whole.mean,
        "median": whole.median,
        "standard_deviation": whole.deviation,
        "histogram": list(whole.histogram),
        "items": whole.basis,
        "internal_consistency": whole.consistency,
        "alpha": None if whole.consistency is None else whole.consistency / 100,
        "error_ratio": whole.error_ratio,
        "standard_error": _points(whole.standard_error),
        "questions": [_question(one, found, places, language) for one in found.versions],
    }


def as_json(tests: Sequence[Document], course: str) -> str:
    return json.dumps({"course": course, "tests": tests}, ensure_ascii=False, indent=2)


def as_csv(tests: Sequence[Document]) -> str:
    """Lines of three kinds, told by `row`: test, question, answer."""
    written = io.StringIO()
    writer = csv.DictWriter(written, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for line in _lines(tests):
        writer.writerow({name: _cell(value) for name, value in line.items()})
    return written.getvalue()


def words(texts: Texts | Mapping[Language, str], language: str) -> str:
    """In the language asked for, else in whichever there is."""
    return {str(key): text for key, text in texts.items()}.get(language) or next(iter(texts.values()), "")


def name_of(table: Table, line: Line, at: int) -> str:
    """A choice by its letter in the author's order, anything else by its number in the table."""
    lettered = table.form in {"choice", "choices"} and line.position < len(LETTERS)
    return LETTERS[line.position] if lettered else str(at + 1)


def _question(one: VersionStatistics, found: QuizStatistics, places: Places, language: str) -> Document:
    place, interval = places.get(one.text.id), one.right_interval
    return {
        "question": one.text.id,
        "title": words(one.text.question.title, language),
        "type": one.text.question.kind,
        "version": one.text.version,
        "editions": list(one.editions),
        "current": found.is_current(one),
        "file": str(place.path) if place else None,
        "line": place.line if place else None,
        "points": _points(one.text.question.points),
        "attempts": one.attempts,
        "people": one.takers,
        "few": one.few,
        "unanswered": one.unanswered,
        "facility": _percent(one.mean),
        "standard_deviation": _percent(one.deviation),
        "right": one.right,
        "right_share": _percent(one.right_share),
        "right_low": _percent(interval.low if interval else None),
        "right_high": _percent(interval.high if interval else None),
        "discrimination": one.discrimination,
        "discriminative_efficiency": one.efficiency,
        "regraded": one.regraded,
        "dropped": one.dropped,
        "thirds": dict(zip(THIRDS, one.sizes, strict=True)) if one.thirds_tell else None,
        "flags": [_flag(flag, language) for flag in one.flags],
        "tables": [_table(table, one, language) for table in one.tables],
    }


def _flag(flag: Flag, language: str) -> Document:
    return {"kind": flag.kind, "part": words(flag.part, language), "answer": words(flag.answer, language)}


def _table(table: Table, one: VersionStatistics, language: str) -> Document:
    told = one.thirds_tell
    return {
        "part": words(table.words, language),
        "answers": [
            {
                "answer": name_of(table, line, at),
                "words": words(line.words, language),
                "key": line.right,
                "partial": line.partial,
                **_taken(line.taken, told=told),
            }
            for at, line in enumerate(table.lines)
        ],
        "other": _taken(table.other, told=told),
        "no_answer": _taken(table.blank, told=told),
    }


def _taken(counts: Counts, *, told: bool) -> Document:
    return {"taken": sum(counts), **dict(zip(THIRDS, counts if told else (None, None, None), strict=True))}


def _lines(tests: Sequence[Document]) -> Iterator[Document]:
    for test in tests:
        yield {"row": "test", **test}
        for question in test["questions"]:
            named = {"test": test["test"], "question": question["question"], "version": question["version"]}
            flags = " ".join(dict.fromkeys(flag["kind"] for flag in question["flags"]))
            editions = " ".join(str(number) for number in question["editions"])
            yield {"row": "question", **question, "test": test["test"], "flags": flags, "editions": editions}
            for table in question["tables"]:
                part = {"row": "answer", **named, "part": table["part"]}
                yield from ({**part, **answer} for answer in table["answers"])
                yield {**part, "answer": "other", **table["other"]}
                yield {**part, "answer": "none", **table["no_answer"]}


def _cell(value: object) -> object:
    """What a spreadsheet would run as a formula is marked as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t"} else value


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _points(hundredths: float | None) -> float | None:
    return None if hundredths is None else hundredths / 100
