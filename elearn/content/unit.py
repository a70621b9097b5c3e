"""A lesson or test as a unit of work: what it is compiled from, what it depends on, what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from elearn.content.links import Places
from elearn.content.media import MediaFile
from elearn.content.model import Language, Lesson, LessonOutline, Quiz, QuizRules, Source, Term
from elearn.content.problems import Place, Problem
from elearn.content.source import SourceFile


@dataclass(frozen=True, slots=True)
class Setting:
    """What every unit of a course reads beside its own files."""

    base: Language
    languages: tuple[Language, ...]
    sources: Mapping[str, Source]
    places: Places
    terms: Mapping[Language, tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class Job:
    """A lesson or test to compile: its id, its files by language, the objectives that it may name."""

    kind: str
    id: str
    number: int
    files: Mapping[Language, SourceFile]
    objectives: tuple[str, ...]
    confirmed: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    """What the lock says of each translation: the digests of the blocks that it reflects."""


@dataclass(frozen=True, slots=True)
class AnchorLink:
    """A link to a heading: checked when the headings of all texts are known."""

    place: Place
    page: str
    language: Language
    anchor: str


@dataclass(frozen=True, slots=True)
class Unit:
    """What came of a job. `lesson` or `quiz` is None where its base text cannot be read."""

    id: str
    problems: tuple[Problem, ...]
    anchors: Mapping[Language, frozenset[str]]
    links: tuple[AnchorLink, ...]
    media: Mapping[str, Mapping[Language, str]]
    """Path of each file used -> words of the links to it; none for an image."""
    drawings: Mapping[str, MediaFile]
    drawn: Mapping[str, bytes]
    """Path of each drawn diagram -> its SVG."""
    lesson: Lesson | None = None
    outline: LessonOutline | None = None
    quiz: Quiz | None = None
    rules: QuizRules | None = None
    title: Mapping[Language, str] = field(default_factory=dict)
    rule_places: Mapping[str, Place] = field(default_factory=dict)
    formerly: tuple[str, ...] = ()
    digest: str = ""
    """SHA-256 (hex) of the lesson or test."""
