"""The front matter of each kind of file as values, and a translation's front matter beside its base."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from elearn.content import agreement, frontmatter, keywords, lengths, schema
from elearn.content.alphabets import left_over
from elearn.content.figures import Prose
from elearn.content.model import CertificateRule, CompletionRule, HoursKind, Language, Project
from elearn.content.node import Node
from elearn.content.problems import Place, Problems
from elearn.content.schema import Reading, Schema, Value
from elearn.content.source import SourceFile, split_language
from elearn.content.terms import Counts, Layout, QuizRules, Review

COMPLETION: Schema = {
    "lessons": schema.words(keywords.COMPLETIONS),
    "quizzes": schema.words(keywords.COMPLETIONS),
    "exam": schema.words(keywords.COMPLETIONS),
    "test_out": schema.yes_no,
}
PROJECT: Schema = {
    "code": schema.text,
    "name": schema.text,
    "funder": schema.text,
    "statement": schema.text,
    "basis": schema.text,
    "logos": schema.list_of(schema.text),
}
COURSE: Schema = {
    "title": schema.text,
    "theme": schema.text,
    "language": schema.language,
    "translations": schema.list_of(schema.language),
    "level": schema.words(keywords.LEVELS),
    "hours": schema.decimal,
    "hours_kind": schema.words(keywords.HOURS_KINDS),
    "owner": schema.text,
    "edition": schema.text,
    "review_by": schema.day,
    "completion": schema.mapping(COMPLETION),
    "certificate": schema.mapping({"valid": lengths.months, "show_score": schema.yes_no}),
    "project": schema.mapping(PROJECT),
    "formerly": schema.list_of(schema.text),
}
MODULE: Schema = {
    "title": schema.text,
    "objectives": schema.texts_by_id,
    "requires": schema.list_of(schema.text),
    "formerly": schema.list_of(schema.text),
}
LESSON: Schema = {
    "title": schema.text,
    "objectives": schema.list_of(schema.text),
    "minutes": schema.whole(1, 600),
    "formerly": schema.list_of(schema.text),
}
QUIZ: Schema = {
    "title": schema.text,
    "pass": schema.percent,
    "attempts": schema.whole(1, 100),
    "wait": lengths.duration(least=0),
    "counts": schema.words(keywords.COUNTS),
    "time": lengths.duration(least=1),
    "grace": schema.whole(0, 3600),
    "review": schema.words(keywords.REVIEWS),
    "show_key": schema.yes_no,
    "shuffle": schema.yes_no,
    "layout": schema.words(keywords.LAYOUTS),
    "practice": schema.yes_no,
    "negative": schema.yes_no,
    "anonymous": schema.yes_no,
    "marker": schema.text,
    "marking_days": lengths.working_days,
    "draw": schema.whole(1, 500),
    "draw_by": schema.words(keywords.DRAW_BY),
    "pool": schema.list_of(schema.text),
    "formerly": schema.list_of(schema.text),
}
GLOSSARY: Schema = {"title": schema.text}
_TRANSLATED = frozenset({"title", "theme", "name", "funder", "statement", "basis", "owner", "marker"})
_NEEDED = ("theme", "name", "funder", "statement", "basis", "marker")
"""What a translation must say in its own language; the title is asked for by `read`."""


@dataclass(frozen=True)
class Head:
    """What a file's front matter says, and the line (0-based) its body begins at."""

    file: SourceFile
    values: Mapping[str, Value]
    body: int
    reading: Reading
    typed: frozenset[str] = field(default_factory=frozenset)
    """Canonical keys that were typed, right or wrong."""

    def get(self, key: str, default: Any = None) -> Any:
        return self.values[key].value if key in self.values else default

    def node(self, key: str) -> Node:
        """Where a key's value stands; the top of the file when it is not there."""
        return self.values[key].node if key in self.values else Node(1, 1)

    def place(self, node: Node) -> Place:
        return self.file.place(node.line, node.column)

    def wrong(self, key: str, code: str, /, **details: object) -> None:
        self.reading.wrong(self.node(key), code, **details)

    def lost(self, key: str, code: str, /, **details: object) -> None:
        """Warn of what a translation does not say."""
        self.reading.problems.warning(self.place(self.node(key)), code, length=0, **details)


def read(file: SourceFile, kind: Schema, problems: Problems, needed: tuple[str, ...] = ("title",)) -> Head:
    """Read the front matter of a file of that kind. What is needed and not typed is a problem."""
    head = frontmatter.split(file, problems)
    reading = Reading(file, problems)
    values = schema.read(head.root, kind, reading)
    typed = frozenset(keywords.canonical(keywords.KEYS, key) or "" for key in (head.root.entries if head.root else ()))
    missing = [key for key in needed if key not in typed]
    if head.root is None and missing and not any(problem.place.path == file.path for problem in problems):
        problems.error(file.place(), "front.none", keys=", ".join(keywords.pair(key) for key in missing))
    elif head.root is not None:
        for key in missing:
            problems.error(file.place(), "front.missing-key", key=keywords.pair(key))
    return Head(file, values, head.body_line - 1, reading, typed)


def check_translation(base: Head, translation: Head) -> None:
    """A translation only translates: what it repeats must say the same as the base."""
    _compare(base.values, translation.values, translation.reading)
    lost = [key for key in _NEEDED if key in base.values and key not in translation.values]
    mine, theirs = base.get("project", {}), translation.get("project", {})
    lost += [key for key in _NEEDED if key in mine and key not in theirs]
    for key in lost:
        translation.lost("project" if key in mine else key, "translation.lost-value", key=keywords.pair(key))
    worded = base.get("objectives", {})  # a module words its objectives, a lesson only names them
    for name in set(worded) - set(translation.get("objectives", {})) if isinstance(worded, dict) else ():
        translation.lost("objectives", "translation.lost-objective", name=name)
    language = split_language(translation.file.path.stem)[1] or ""
    _compare_words(base.values, translation.values, language, translation)


def _compare_words(base: Mapping[str, Value], other: Mapping[str, Value], language: str, translation: Head) -> None:
    """Warn of titles, objectives and the like that were left in the base language or state other numbers."""
    for key in base.keys() & other.keys():
        mine, theirs = base[key].value, other[key].value
        if isinstance(mine, dict) and isinstance(theirs, dict):
            _compare_words(mine, theirs, language, translation)
        elif isinstance(mine, str) and isinstance(theirs, str):
            place, problems = translation.place(other[key].node), translation.reading.problems
            if left_over(mine, theirs, language):
                problems.warning(place, "translation.untranslated", length=len(theirs))
            agreement.check_numbers(Prose(mine, ""), Prose(theirs, language), place, problems)


def _compare(base: Mapping[str, Value], other: Mapping[str, Value], reading: Reading) -> None:
    for key, value in other.items():
        if key in _TRANSLATED:
            continue
        mine = base[key].value if key in base else None
        if isinstance(value.value, dict):
            if key == "objectives":
                _compare_objectives(mine or {}, value.value, reading)
            else:
                _compare(mine or {}, value.value, reading)
        elif value.value != mine:
            reading.wrong(value.key, "translation.other-value", key=value.key.text or key)


def _compare_objectives(base: Mapping[str, Value], other: Mapping[str, Value], reading: Reading) -> None:
    for name, value in other.items():
        if name not in base:
            near = schema.near(name, list(base))
            reading.wrong(value.key, "translation.unknown-objective", name=name, near=near)


def languages(head: Head) -> tuple[Language, ...]:
    """The base language of a course, then those of its translations; one that is named again is a problem."""
    found = [Language(head.get("language", "bg"))]
    for node in schema.listed(head.node("translations")):
        code = Language(node.text or "")
        if code == found[0]:
            head.reading.wrong(node, "translation.into-itself")
        elif code in found:
            head.reading.wrong(node, "translation.doubled-language")
        elif code in head.get("translations", ()):
            found.append(code)
    return tuple(found)


# --- values ----------------------------------------------------------------------------------------


def by_language(heads: Mapping[Language, Head], key: str) -> dict[Language, str]:
    """A text in each language that has it."""
    return {language: head.get(key) for language, head in heads.items() if head.get(key)}


def completion(head: Head) -> CompletionRule:
    """What `completion` asks for; lessons, tests and exam when it is not there."""
    rules: Mapping[str, Value] = head.get("completion", {})

    def asked(key: str) -> bool:
        return key not in rules or rules[key].value != "none"

    test_out = rules["test_out"].value if "test_out" in rules else False
    return CompletionRule(asked("lessons"), asked("quizzes"), asked("exam"), test_out)


def certificate(head: Head) -> CertificateRule:
    values: Mapping[str, Value] = head.get("certificate", {})
    valid = values["valid"].value if "valid" in values else None
    return CertificateRule(valid, values["show_score"].value if "show_score" in values else False)


def project(heads: Mapping[Language, Head], base: Language) -> Project | None:
    """The project with its texts in every language; None where the course names none."""
    own: Mapping[str, Value] = heads[base].get("project", {})
    if not own:
        return None

    def texts(key: str) -> dict[Language, str]:
        found = {language: head.get("project", {}).get(key) for language, head in heads.items()}
        return {language: value.value for language, value in found.items() if value is not None}

    code = own["code"].value if "code" in own else ""
    logos = own["logos"].value if "logos" in own else ()
    return Project(code, texts("name"), texts("funder"), texts("statement"), texts("basis"), logos)


def hours(head: Head) -> tuple[Decimal, HoursKind]:
    return head.get("hours", Decimal(1)), HoursKind(head.get("hours_kind", "astronomical"))


def review_by(head: Head, today: date) -> date | None:
    """The day by which the course must be looked through; a day gone by is a warning."""
    day: date | None = head.get("review_by")
    if day is not None and day < today:
        head.reading.problems.warning(head.place(head.node("review_by")), "course.past-review", day=day.isoformat())
    return day


def quiz_rules(heads: Mapping[Language, Head], base: Language) -> QuizRules:
    """The terms of a test; what it does not state is the default."""
    head = heads[base]
    marker: Mapping[Language, str] = by_language(heads, "marker") if head.get("marker") else {}
    return QuizRules(
        pass_percent=head.get("pass", 80),
        attempts=head.get("attempts"),
        wait_minutes=head.get("wait", 0),
        counts=Counts(head.get("counts", "best")),
        time_minutes=head.get("time"),
        grace_seconds=head.get("grace", 30),
        review=Review(head.get("review", "after-attempt")),
        show_key=head.get("show_key", False),
        shuffle=head.get("shuffle", True),
        layout=Layout(head.get("layout", "one")),
        practice=head.get("practice", False),
        anonymous=head.get("anonymous", False),
        draw=head.get("draw"),
        draw_by=head.get("draw_by"),
        pool=tuple(pool_name(name) for name in head.get("pool", ())),
        negative=head.get("negative", False),
        marker={str(language): name for language, name in marker.items()},
        marking_days=head.get("marking_days"),
    )


def pool_name(typed: str) -> str:
    """`изпит` -> `exam`; ids of tests stay as they are."""
    return keywords.canonical(keywords.POOLS, typed) or typed
