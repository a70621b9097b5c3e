"""How a question is named in an address: `basics/quiz#who` is `basics.quiz.who`; a test's own name has no points."""

from werkzeug.routing import BaseConverter

from elearn.ids import QuestionId

NAME = "statistics_question"


class QuestionName(BaseConverter):
    """`<statistics_question:…>`; anything without a point is left to the address of a test."""

    regex = r"[a-z0-9-]+(?:\.[a-z0-9-]+)+"
    part_isolating = True

    def to_python(self, value: str) -> QuestionId:
        test, _, own = value.rpartition(".")
        return QuestionId(f"{test.replace('.', '/')}#{own}")

    def to_url(self, value: str) -> str:
        return value.replace("/", ".").replace("#", ".")
