"""What reading a question needs: the file, its language, where problems go, and how fragments become HTML."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from elearn.content.problems import Problems
from elearn.content.questions import Question
from elearn.content.source import SourceFile

Render = Callable[[str, int], str]
"""Markdown and the 1-based line it begins at -> sanitised HTML."""


@dataclass(frozen=True)
class Context:
    """`prefix` is the file's id (`foundations/quiz`); `base` the questions of the base language by id."""

    file: SourceFile
    language: str
    prefix: str
    problems: Problems
    render: Render
    objectives: frozenset[str] = frozenset()
    base: Mapping[str, Question] = field(default_factory=dict)
    is_translation: bool = False
    in_lesson: bool = False

    def error(self, line: int, code: str, *, column: int = 1, length: int = 0, **details: object) -> None:
        """Report at a 0-based line and 1-based column."""
        self.problems.error(self.file.place(line + 1, column), code, length=length, **details)

    def warning(self, line: int, code: str, *, column: int = 1, length: int = 0, **details: object) -> None:
        self.problems.warning(self.file.place(line + 1, column), code, length=length, **details)

    def inline(self, text: str, line: int) -> str:
        """HTML of a phrase, without the paragraph around it."""
        html = self.render(text, line + 1).strip()
        if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
            return html[3:-4]
        return html

    def texts(self, text: str) -> dict[str, str]:
        """The text under this file's language; nothing for an empty one."""
        return {self.language: text} if text else {}
