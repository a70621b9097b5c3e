"""An attempt as a document: plain values, their canonical JSON and its digest. Pure.

Texts are in the document's one language; instants are ISO 8601 in UTC; points are hundredths. What may not be told to
whom the document is for is None or empty, and `told` says so.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

FORMAT = "elearn-attempt-evidence/1"


class Told(StrEnum):
    """How much of the grading the document tells: `answers` alone, how the own answers `did`, or the right ones too."""

    ANSWERS = "answers"
    DID = "did"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Line:
    """One choice, row, item, statement or gap, in the order shown. `given` is what was chosen or typed for it.

    `right` is None where it is not told or not judged; `right_words` say what would be right.
    """

    words: str
    given: str
    picked: bool = False
    right: bool | None = None
    right_words: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A criterion of an essay's rubric and what it earned. `words` are empty where the rubric is not told."""

    words: str
    earned: int
    points: int


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as shown, its answer, what it earned and why.

    `quiz` is the test it was drawn from, `html` its stem. `version` names its exact text and key, and is empty where
    the key is not told: whoever guesses a key could try it. `text` is a typed answer. `opinion`: a survey's question,
    whose answer is not kept. `points` None: not told, or, as `why` then says, it does not count. Of an essay that was
    marked: `rubric` (empty where it was marked as a whole), who marked it, as the test names them, and when.
    """

    number: int
    id: str
    quiz: str
    version: str
    kind: str
    title: str
    case: str
    html: str
    lines: tuple[Line, ...]
    text: str
    answered: bool
    opinion: bool
    saved_at: str | None
    revision: int
    points: int | None
    max_points: int
    why: str
    right_words: tuple[str, ...]
    rubric: tuple[Measure, ...]
    marked_by: str
    marked_at: str | None
    comment: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A regrade that changed the attempt, with its reason; the question's points are None where they are not told."""

    at: str
    question: str
    policy: str
    reason: str
    by: str
    question_before: int | None
    question_after: int | None
    points_before: int
    points_after: int
    max_before: int
    max_after: int
    passed_before: bool
    passed_after: bool


@dataclass(frozen=True, slots=True)
class Objected:
    """An objection of the learner and what was answered; `upheld` None while it is open."""

    at: str
    number: int
    text: str
    upheld: bool | None
    answer: str
    answered_at: str | None


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody else opened the answers."""

    at: str
    by: str
    purpose: str
    reason: str


@dataclass(frozen=True, slots=True)
class Taken:
    """The attempt itself. `points` and `passed` are None while it waits for marking."""

    id: int
    number: int
    state: str
    started_at: str
    due_at: str | None
    submitted_at: str | None
    ended_by: str
    graded_at: str | None
    points: int | None
    max_points: int
    pass_percent: int
    passed: bool | None


@dataclass(frozen=True, slots=True)
class Text:
    """The course and the test, by the very edition that was taken. `digest` is the SHA-256 of the snapshot."""

    slug: str
    course: str
    edition: str
    number: int
    published_at: str
    digest: str
    quiz: str
    quiz_title: str


@dataclass(frozen=True, slots=True)
class Logo:
    sha256: str
    mime: str


@dataclass(frozen=True, slots=True)
class Project:
    """The project that paid. `emblem`: of the European Union; what nobody has stated is empty."""

    code: str
    name: str
    funder: str
    statement: str
    basis: str
    emblem: bool
    logos: tuple[Logo, ...]


@dataclass(frozen=True, slots=True)
class Document:
    language: str
    issuer: str
    project: Project | None
    learner: str
    told: Told
    taken: Taken
    text: Text
    questions: tuple[AskedQuestion, ...]
    decisions: tuple[Decision, ...]
    objections: tuple[Objected, ...]
    looked: tuple[Looked, ...]

    def as_json(self) -> dict[str, Any]:
        """The document with its format and digest, as the file holds it."""
        return {"format": FORMAT, **asdict(self), "digest": self.digest}

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the canonical JSON without the digest itself."""
        return hashlib.sha256(canonical({"format": FORMAT, **asdict(self)})).hexdigest()


def canonical(value: Mapping[str, Any]) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces: equal documents have equal bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def intact(sent: Mapping[str, Any]) -> bool:
    """Whether a document's JSON still is what its digest was made of."""
    plain = {key: value for key, value in sent.items() if key != "digest"}
    return sent.get("digest") == hashlib.sha256(canonical(plain)).hexdigest()
