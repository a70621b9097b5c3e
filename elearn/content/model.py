"""What a compiled course is: frozen values that hold all of its languages.

A `Course` is an `Outline` (everything a catalogue, a contents page or a rule needs) and bodies,
keyed by id, which publishing stores apart. HTML is sanitised. Points are hundredths of a point,
shares and pass marks whole percents, minutes whole minutes. Texts are keyed by language code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal, NewType

from elearn.content.questions import Question
from elearn.content.terms import QuizRules
from elearn.ids import CourseSlug, LessonId, ModuleId, QuestionId, QuizId

Language = NewType("Language", str)
"""`bg`, `en`."""


class HoursKind(StrEnum):
    ASTRONOMICAL = "astronomical"
    ACADEMIC = "academic"


# --- the outline -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CompletionRule:
    """What must be met: every lesson, every module's test, the exam; `test_out` lets a test stand for its lessons."""

    lessons: bool = True
    quizzes: bool = True
    exam: bool = True
    test_out: bool = False


@dataclass(frozen=True, slots=True)
class CertificateRule:
    """`valid_months` is None where the certificate does not expire."""

    valid_months: int | None = None
    show_score: bool = False


@dataclass(frozen=True, slots=True)
class Project:
    """The funded project on whose behalf the course is given; texts by language."""

    code: str
    name: Mapping[Language, str]
    funder: Mapping[Language, str]
    statement: Mapping[Language, str]
    basis: Mapping[Language, str]
    logos: tuple[str, ...] = ()
    """`eu` or the address of a course's own media (`media/<file>`)."""


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of the ledger that the course cites. `as_of` is the date of the text it reflects."""

    key: str
    title: Mapping[Language, str]
    short: Mapping[Language, str]
    url: str
    as_of: date
    review_by: date | None
    gazette: str = ""
    is_law: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry: the word as defined, its forms to look for, its meaning (HTML)."""

    name: str
    meaning_html: str


@dataclass(frozen=True, slots=True)
class Media:
    """A file of the course: `path` inside the course, its SHA-256 (hex), MIME type and size in bytes."""

    path: str
    sha256: str
    mime: str
    size: int
    name: Mapping[Language, str] = field(default_factory=dict)
    """The words of its link where it is attached to a lesson: "Контролен списък"."""
    attachment: bool = False
    """Linked as a document for the learner's own use: a checklist, a template."""


@dataclass(frozen=True, slots=True)
class LessonOutline:
    id: LessonId
    number: int
    title: Mapping[Language, str]
    minutes: int
    self_checks: tuple[QuestionId, ...]
    """Self-check questions in order; a lesson with any is done when each has been answered."""
    objectives: tuple[str, ...]
    law_as_of: date | None
    """The latest date among the sources the lesson cites."""
    formerly: tuple[LessonId, ...] = ()


@dataclass(frozen=True, slots=True)
class QuizOutline:
    id: QuizId
    title: Mapping[Language, str]
    rules: QuizRules
    question_count: int
    """How many questions one attempt asks."""
    points: int
    """What one attempt can earn, in hundredths."""
    minutes: int
    """A fair guess of how long it takes: the limit, or from the number and kind of questions."""
    question_ids: tuple[QuestionId, ...]
    """Every question that an attempt may draw, other pools included."""
    kinds: frozenset[str]
    formerly: tuple[QuizId, ...] = ()


@dataclass(frozen=True, slots=True)
class ModuleOutline:
    id: ModuleId
    number: int
    title: Mapping[Language, str]
    summary_html: Mapping[Language, str]
    objectives: Mapping[str, Mapping[Language, str]]
    """Objective id -> its words."""
    requires: tuple[ModuleId, ...]
    lessons: tuple[LessonOutline, ...]
    quiz: QuizOutline | None


@dataclass(frozen=True, slots=True)
class Outline:
    slug: CourseSlug
    language: Language
    languages: tuple[Language, ...]  # the base language first
    title: Mapping[Language, str]
    summary: Mapping[Language, str]
    """The first paragraph of `course.md` as plain text, for the catalogue."""
    description_html: Mapping[Language, str]
    theme: Mapping[Language, str]
    level: str
    """`basic`, `intermediate` or `advanced`."""
    hours: Decimal
    hours_kind: HoursKind
    owner: str
    edition: str
    review_by: date | None
    completion: CompletionRule
    certificate: CertificateRule
    project: Project | None
    modules: tuple[ModuleOutline, ...]
    exam: QuizOutline | None
    sources: tuple[Source, ...]
    law_as_of: date | None  # the latest date among the laws the course cites
    glossary: Mapping[Language, tuple[Term, ...]]
    media: tuple[Media, ...]
    revision: str = ""  # of Git, where the course was read from a repository

    def quizzes(self) -> tuple[QuizOutline, ...]:
        """The modules' tests in order, then the exam."""
        tests = tuple(module.quiz for module in self.modules if module.quiz is not None)
        return (*tests, self.exam) if self.exam is not None else tests

    def lessons(self) -> tuple[LessonOutline, ...]:
        return tuple(lesson for module in self.modules for lesson in module.lessons)


# --- the bodies ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a text rests on a source: for "Sources" and `elearn cites`. `locus` is `чл. 22в, ал. 1` or empty."""

    source: str
    locus: str
    block: int
    question: QuestionId | None = None


@dataclass(frozen=True, slots=True)
class LessonText:
    """A lesson in one language. `segments` are HTML; self-check i stands between segments i and i + 1.

    Every top-level block carries `data-block="n"`, numbered alike in all languages. `lead_html` is the
    opening paragraph, set apart by typography; it is not repeated in the segments.
    """

    title: str
    lead_html: str
    segments: tuple[str, ...]
    terms: tuple[Term, ...]
    """Glossary terms that occur, in the order of first use."""
    citations: tuple[Citation, ...]
    words: int


@dataclass(frozen=True, slots=True)
class Lesson:
    id: LessonId
    texts: Mapping[Language, LessonText]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A text with questions about it, drawn and shown as one; every draw of its own test takes it if `always`."""

    title: Mapping[Language, str]
    html: Mapping[Language, str]
    questions: tuple[Question, ...]
    kind: Literal["case"] = "case"
    always: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of which `draw` are asked (None: all), optionally from another test's pool."""

    title: Mapping[Language, str]
    draw: int | None
    objective: str | None
    pool: QuizId | None
    items: tuple["Question | Case", ...]
    kind: Literal["group"] = "group"


QuizItem = Question | Case | Group


@dataclass(frozen=True, slots=True)
class Quiz:
    """A test with its key: never sent to a browser as it stands. In its citations `block` counts questions, from 1."""

    id: QuizId
    intro_html: Mapping[Language, str]
    items: tuple[QuizItem, ...]
    citations: Mapping[Language, tuple[Citation, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Course:
    outline: Outline
    lessons: Mapping[LessonId, Lesson]
    quizzes: Mapping[QuizId, Quiz]
    digest: str
    """SHA-256 (hex) over all that a learner can meet: texts, questions, rules, media."""
