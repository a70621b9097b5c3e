"""Every kind of question that is played: how a person answers it, and what a screen reader is told of it.

A new kind is a row of `KINDS` or `OPEN`; the tests of the four ways and of the accessibility tree then ask it too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from elearn.content.questions import Question
from tests.factories import kinds
from tests.factories.content import a_choice_question, a_number_question, a_text_question, both, html
from tests.factories.surveys import a_survey_question

Step = tuple[str, ...]
"""("pick", choice), ("pick", choice, of what), ("choose", field, option), ("type", field, words) or
("order", first, second, …)."""

Field = tuple[str, str]
"""Role and name."""


@dataclass(frozen=True)
class Kind:
    """`steps` give the answer `full`; `fields` are what the tree holds inside the question's group, in pieces that may
    change places. After `wrong` was answered in a lesson, each field of `told` is described by such words."""

    name: str
    stem: str
    how: str
    make: Callable[[str], Question]
    steps: Sequence[Step]
    full: Mapping[str, Any]
    fields: Sequence[Sequence[Field]]
    wrong: Mapping[str, Any] = field(default_factory=dict)
    told: Mapping[Field, str] = field(default_factory=dict)


def _choice(kind: str, stem: str, right: tuple[int, ...] = (1,)) -> Callable[[str], Question]:
    return lambda name: a_choice_question(name, kind, right=right, words=both(stem, stem))


def _parts(make: Callable[..., Question], stem: str) -> Callable[[str], Question]:
    return lambda name: make(name, title=both(stem, stem), stem_html=html(stem, stem))


def _survey(form: Literal["single", "multiple", "scale", "text"], stem: str) -> Callable[[str], Question]:
    return lambda name: replace(a_survey_question(name, form), title=both(stem, stem), stem_html=html(stem, stem))


def _each(role: str, *names: str) -> list[list[Field]]:
    return [[(role, name)] for name in names]


CHOICES = ("choice 0", "choice 1", "choice 2")
STEPS = tuple(f"step {n}" for n in range(4))

KINDS = (
    Kind(
        name="single",
        stem="Which one?",
        how="Choose one answer.",
        make=_choice("single", "Which one?"),
        steps=[("pick", "choice 1")],
        full={"choice": 1},
        fields=_each("radio", *CHOICES),
        wrong={"choice": 0},
        told={("radio", "choice 0"): "Not so. Feedback 0", ("radio", "choice 1"): "This is a right answer."},
    ),
    Kind(
        name="multiple",
        stem="Which ones?",
        how="Choose all right answers. A wrong choice takes away a part of the points.",
        make=_choice("multiple", "Which ones?", (0, 2)),
        steps=[("pick", "choice 0"), ("pick", "choice 2")],
        full={"choices": [0, 2]},
        fields=_each("checkbox", *CHOICES),
        wrong={"choices": [0, 1]},
        told={
            ("checkbox", "choice 0"): "Right. Feedback 0",
            ("checkbox", "choice 1"): "Not so.",
            ("checkbox", "choice 2"): "This is a right answer.",
        },
    ),
    Kind(
        name="true-false",
        stem="Is it so?",
        how="Decide whether it is so.",
        make=_choice("true-false", "Is it so?"),
        steps=[("pick", "choice 1")],
        full={"choice": 1},
        fields=[[("radio", "choice 0"), ("radio", "choice 1")]],
        wrong={"choice": 0},
        told={("radio", "choice 0"): "Not so.", ("radio", "choice 1"): "This is a right answer."},
    ),
    Kind(
        name="text",
        stem="What is the act's short name?",
        how="Write the answer in a word or a short phrase.",
        make=a_text_question,
        steps=[("type", "Your answer", "IPA")],
        full={"text": "IPA"},
        fields=_each("textbox", "Your answer"),
        wrong={"text": "APA"},
        told={("textbox", "Your answer"): "Not so."},
    ),
    Kind(
        name="number",
        stem="Within what time?",
        how="Write a number.",
        make=a_number_question,
        steps=[("type", "Your answer", "14")],
        full={"text": "14"},
        fields=_each("textbox", "Your answer"),
        wrong={"text": "15"},
        told={("textbox", "Your answer"): "days Partly right."},
    ),
    Kind(
        name="matching",
        stem="What is whose?",
        how="Choose for each row what belongs to it.",
        make=_parts(kinds.a_matching_question, "What is whose?"),
        steps=[("choose", name, f"power {n}") for n, name in enumerate(("Mayor", "Council", "Minister"))],
        full={"parts": {"0": 0, "1": 1, "2": 2}},
        fields=[[("combobox", name) for name in ("Mayor", "Council", "Minister")]],
        wrong={"parts": {"0": 0, "1": 3}},
        told={("combobox", "Mayor"): "Right.", ("combobox", "Council"): "Not so. Right: power 1"},
    ),
    Kind(
        name="ordering",
        stem="In what order?",
        how="Give each item its place, also where it stands right already.",
        make=_parts(kinds.an_ordering_question, "In what order?"),
        steps=[("order", *STEPS)],
        full={"parts": {"0": 0, "1": 1, "2": 2, "3": 3}},
        fields=[
            [("combobox", f"Place of: {step}"), ("button", f"{step}: up"), ("button", f"{step}: down")]
            for step in STEPS
        ],
        wrong={"parts": {"0": 0, "1": 3, "2": 2, "3": 1}},
        told={("combobox", "Place of: step 0"): "Right.", ("combobox", "Place of: step 3"): "Not so. Right: 4"},
    ),
    Kind(
        name="sorting",
        stem="What belongs where?",
        how="Choose for each item where it belongs.",
        make=_parts(kinds.a_sorting_question, "What belongs where?"),
        steps=[("choose", "class 0", "Minister"), ("choose", "class 1", "Minister"), ("choose", "class 2", "Mayor")],
        full={"parts": {"0": 0, "1": 0, "2": 1}},
        fields=_each("combobox", "class 0", "class 1", "class 2"),
        wrong={"parts": {"0": 0, "1": 1}},
        told={("combobox", "class 0"): "Right.", ("combobox", "class 1"): "Not so. Right: Minister"},
    ),
    Kind(
        name="matrix",
        stem="Which of it is so?",
        how="Choose one answer for each statement.",
        make=_parts(kinds.a_matrix_question, "Which of it is so?"),
        steps=[("pick", "True", "statement 0"), ("pick", "False", "statement 1")],
        full={"parts": {"0": 0, "1": 1}},
        fields=[
            [
                *[("group", "statement 0"), ("radio", "True"), ("radio", "False")],
                *[("group", "statement 1"), ("radio", "True"), ("radio", "False")],
            ]
        ],
        wrong={"parts": {"0": 0, "1": 0}},
        told={("group", "statement 0"): "Right.", ("group", "statement 1"): "Not so. Right: False"},
    ),
    Kind(
        name="gaps",
        stem="Q.",
        how="Fill in the gaps.",
        make=kinds.a_gaps_question,
        steps=[("type", "Gap 1", "14"), ("choose", "Gap 2", "mayor"), ("type", "Gap 3", "IPA")],
        full={"parts": {"0": "14", "1": 0, "2": "IPA"}},
        fields=[[("textbox", "Gap 1"), ("combobox", "Gap 2"), ("textbox", "Gap 3")]],
        wrong={"parts": {"0": "15", "1": 0}},
        told={("textbox", "Gap 1"): "Not so. Right: 14", ("combobox", "Gap 2"): "Right."},
    ),
)


OPINION = "Your opinion: there is no right answer and no mark. It is counted once and kept without your name."

OPEN = (
    Kind(
        name="essay",
        stem="What do you answer?",
        how="Write in your own words.",
        make=_parts(kinds.an_essay_question, "What do you answer?"),
        steps=[("type", "Your answer", "Dear Sir, yes.")],
        full={"text": "Dear Sir, yes."},
        fields=_each("textbox", "Your answer"),
    ),
    Kind(
        name="survey-of-one",
        stem="Was it useful?",
        how=OPINION,
        make=_survey("single", "Was it useful?"),
        steps=[("pick", "Partly")],
        full={"choice": 1},
        fields=[[("radio", "Yes"), ("radio", "Partly"), ("radio", "No")]],
    ),
    Kind(
        name="survey-of-several",
        stem="What was useful?",
        how=f"You may choose several answers. {OPINION}",
        make=_survey("multiple", "What was useful?"),
        steps=[("pick", "Yes"), ("pick", "No")],
        full={"choices": [0, 2]},
        fields=[[("checkbox", "Yes"), ("checkbox", "Partly"), ("checkbox", "No")]],
    ),
    Kind(
        name="survey-scale",
        stem="How useful was it?",
        how=OPINION,
        make=_survey("scale", "How useful was it?"),
        steps=[("pick", "4")],
        full={"choice": 4},
        fields=[[("radio", str(number)) for number in range(1, 6)]],
    ),
    Kind(
        name="survey-in-words",
        stem="What was missing?",
        how=OPINION,
        make=_survey("text", "What was missing?"),
        steps=[("type", "Your answer", "Time.")],
        full={"text": "Time."},
        fields=_each("textbox", "Your answer"),
    ),
)
"""What nobody's key judges: `wrong` and `told` are empty."""


def asked(name: str, of: Sequence[Kind] = KINDS) -> list[Question]:
    """A question of each kind; ids begin with `name` and a hash."""
    return [kind.make(f"{name}#{kind.name}") for kind in of]
