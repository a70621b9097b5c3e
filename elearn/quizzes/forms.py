"""What browsers send while a test is taken, read into values. Untrusted: everything is checked."""

import uuid
from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from elearn.content.questions import Question
from elearn.errors import Invalid
from elearn.questions import forms as answers
from elearn.quizzes.saving import Save
from elearn.web.numbers import whole_number


def save_of_json(position: int, sent: object) -> Save:
    """`{"save_id": uuid, "base": 3, "answer": …, "flagged": bool?}`. Raises Invalid("save_malformed")."""
    if not isinstance(sent, Mapping) or "answer" not in sent:
        raise Invalid("save_malformed")
    flagged = sent.get("flagged")
    if flagged is not None and not isinstance(flagged, bool):
        raise Invalid("save_malformed")
    save_id, base = _save_id(sent.get("save_id")), _base(sent.get("base"))
    return Save(position, sent["answer"], save_id, base, flagged, labelled=True)


def save_of_form(question: Question, position: int, form: MultiDict[str, str]) -> Save:
    """The fields of the question at `position`: `q-7`, `base-7`, `save-7`, `flag-7`. Raises Invalid."""
    return Save(
        position,
        answers.read(question, form, f"q-{position}"),
        _save_id(form.get(f"save-{position}")),
        _base(whole_number(form.get(f"base-{position}"))),
        f"flag-{position}" in form,
        labelled=True,
    )


def shown_positions(form: MultiDict[str, str], total: int) -> list[int]:
    """The questions that the sent page held, each once. Raises Invalid("save_malformed")."""
    positions = [whole_number(text) or 0 for text in dict.fromkeys(form.getlist("shown"))]
    if not all(1 <= position <= total for position in positions):
        raise Invalid("save_malformed")
    return positions


def flag_of_json(sent: object) -> bool:
    """`{"flagged": bool}`. Raises Invalid("save_malformed")."""
    flagged = sent.get("flagged") if isinstance(sent, Mapping) else None
    if not isinstance(flagged, bool):
        raise Invalid("save_malformed")
    return flagged


def next_place(form: MultiDict[str, str], total: int) -> str | int:
    """Where to go after saving: `submit`, or the number of a question."""
    wish = form.get("go", "")
    if wish == "submit":
        return wish
    number = whole_number(wish) or 1
    return number if number <= total else 1


def _save_id(sent: Any) -> str:
    try:
        return str(uuid.UUID(sent))
    except (ValueError, TypeError, AttributeError):
        raise Invalid("save_malformed") from None


def _base(sent: Any) -> int:
    if type(sent) is not int or not 0 <= sent < 2**31:
        raise Invalid("save_malformed")
    return sent
