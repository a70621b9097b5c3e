"""What reading a question needs: the file, its language, where problems go, and how fragments become HTML."""

from collections.abc import Callable
from dataclasses import dataclass

from elearn.content.problems import Place, Problems
from elearn.content.source import SourceFile

Render = Callable[[str, int], str]
"""Markdown and the 1-based line it begins at -> sanitised HTML."""


@dataclass(frozen=True)
class Context:
    """`prefix` is the id of the file (`foundations/quiz`). Lines and columns count from 1."""

    file: SourceFile
    language: str
    prefix: str
    problems: Problems
    render: Render
    in_lesson: bool = False
    is_translation: bool = False
    """A translation need not repeat types, marks and numbers."""

    def place(self, line: int, typed: str = "") -> Place:
        """The place of what was typed on a line; the first sign of the line when it is not found there."""
        text = self.file.lines[line - 1] if 0 < line <= len(self.file.lines) else ""
        at = text.find(typed) if typed else -1
        return self.file.place(line, (at if at >= 0 else len(text) - len(text.lstrip())) + 1)

    def error(self, line: int, code: str, typed: str = "", **details: object) -> None:
        """Report at what was typed on the line."""
        self.problems.error(self.place(line, typed), code, length=len(typed), **details)

    def block(self, text: str, line: int) -> str:
        """HTML of whole blocks; nothing for nothing."""
        return self.render(text, line).strip() if text.strip() else ""

    def inline(self, text: str, line: int) -> str:
        """HTML of a phrase, without the paragraph around it; of several blocks as they are."""
        html = self.block(text, line)
        if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
            return html[3:-4]
        return html
