"""Saving every question of a page at once, as a plain form sends it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from elearn.content.terms import Layout
from elearn.ids import AttemptId
from elearn.permissions import Actor
from elearn.questions import forms as answers
from elearn.questions.answers import Answer
from elearn.quizzes import forms, pages, queries, saving
from elearn.quizzes.queries import Asked, Sitting
from elearn.quizzes.saving import Newer, Over


@dataclass(frozen=True, slots=True)
class PageSaved:
    """How it went: `newer` by position where another page had saved since; `over` when the attempt had ended.

    `typed` is what was sent, so that none of it is lost from sight. `sitting` is as it stands afterwards.
    """

    sitting: Sitting
    typed: Mapping[int, Answer | None]
    newer: Mapping[int, Newer]
    over: Over | None

    @property
    def one(self) -> bool:
        return self.sitting.quiz.rules.layout is Layout.ONE

    @property
    def typed_words(self) -> list[tuple[Asked, str]]:
        """What was typed, question by question, in words."""
        return [
            (asked, pages.answer_words(asked.question, self.typed[asked.position], asked.sheet.order))
            for asked in self.sitting.asked
            if self.typed.get(asked.position)
        ]


def save_page(session: Session, actor: Actor, attempt_id: AttemptId, form: MultiDict[str, str]) -> PageSaved:
    """Raises NotFound("attempt_unknown"), Invalid("save_malformed" | "answer_malformed")."""
    queries.own(session, actor, attempt_id, lock=True)
    sitting = queries.sitting(session, actor, attempt_id)
    typed: dict[int, Answer | None] = {}
    newer: dict[int, Newer] = {}
    over: Over | None = None
    for position in forms.shown_positions(form, len(sitting.asked)):
        asked = sitting.asked[position - 1]
        sent = forms.save_of_form(asked.question, position, form)
        typed[position] = answers.parse(asked.question, form, f"q-{position}", asked.sheet.order)
        done = saving.save(session, actor, attempt_id, sent)
        if isinstance(done, Over):
            over = done
        elif isinstance(done, Newer):
            newer[position] = done
    return PageSaved(queries.sitting(session, actor, attempt_id), typed, newer, over)
