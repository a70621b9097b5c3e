"""A lesson or test as a unit of work: what it is compiled from, what it depends on, what comes of it."""

import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from elearn.content.links import Places
from elearn.content.media import MediaFile
from elearn.content.model import Language, Lesson, LessonOutline, Quiz, Source, Term
from elearn.content.problems import Place, Problem
from elearn.content.source import SourceFile
from elearn.content.terms import QuizRules
from elearn.ids import LessonId


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


class Body:
    """A lesson or test that a cache gives back packed: opened when somebody reads it."""

    def __init__(self, value: Lesson | Quiz) -> None:
        self._value: Lesson | Quiz | None = value
        self._packed = b""

    @property
    def value(self) -> Lesson | Quiz:
        if self._value is None:
            opened: Lesson | Quiz = pickle.loads(self._packed)  # noqa: S301 - packed by a child or an earlier run of ours
            self._value = opened
        return self._value

    def __getstate__(self) -> bytes:
        return self._packed or pickle.dumps(self._value)

    def __setstate__(self, packed: bytes) -> None:
        self._packed, self._value = packed, None


@dataclass(frozen=True)
class Unit:
    """What came of a job."""

    id: str
    body: Body
    digest: str
    """SHA-256 (hex) of the body and what its outline says."""
    problems: tuple[Problem, ...]
    anchors: Mapping[Language, frozenset[str]]
    links: tuple[AnchorLink, ...]
    cited: tuple[str, ...]
    """Keys of the sources that it rests on, in the order of first citation."""
    media: Mapping[str, Mapping[Language, str]]
    """Path of each file used -> words of the links to it; none for an image."""
    drawings: Mapping[str, MediaFile]
    drawn: Mapping[str, bytes]
    """Path of each drawn diagram -> its SVG."""
    title: Mapping[Language, str]
    outline: LessonOutline | None = None
    rules: QuizRules | None = None
    rule_places: Mapping[str, Place] = field(default_factory=dict)
    formerly: tuple[str, ...] = ()

    @property
    def lesson(self) -> Lesson | None:
        return self.body.value if self.outline is not None and isinstance(self.body.value, Lesson) else None

    @property
    def quiz(self) -> Quiz | None:
        return self.body.value if self.rules is not None and isinstance(self.body.value, Quiz) else None


class Lessons(Mapping[LessonId, Lesson]):
    """The lessons among units, each opened when it is asked for."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = {LessonId(unit.id): unit for unit in units if unit.outline is not None}

    def __getitem__(self, name: LessonId) -> Lesson:
        lesson = self._units[name].lesson
        if lesson is None:
            raise KeyError(name)
        return lesson

    def __iter__(self) -> Iterator[LessonId]:
        return iter(self._units)

    def __len__(self) -> int:
        return len(self._units)
