"""What the pages of coordinators say, in the language of the page."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup, escape

from elearn import clock
from elearn.content.model import Language, LessonOutline, Outline, QuizOutline
from elearn.content.phrases import say
from elearn.coordinating import naming
from elearn.coordinating.funnels import Reached
from elearn.coordinating.matrix import Cell
from elearn.coordinating.rules import SOON, Heads, State, Tally
from elearn.ids import CourseSlug
from elearn.people.reach import Unit
from elearn.progress.rules import Kind as StepKind
from elearn.web.locale import NO_BREAK, day, in_language, language, long_day, number


def sentence(heads: Heads) -> Markup:
    """The page in one or two sentences, about people."""
    done = ngettext(
        "%(done)s of %(all)s person has completed every course.",
        "%(done)s of %(all)s people have completed every course.",
        heads.people,
        done=f"**{number(heads.finished)}",
        all=f"{number(heads.people)}**",
    )
    said = [str(done)]
    if heads.late:
        said.append(str(ngettext("!!%(num)s person!! is overdue.", "!!%(num)s people!! are overdue.", heads.late)))
    if heads.soon:
        until = long_day(clock.today() + SOON)
        said.append(
            str(
                ngettext(
                    "??%(num)s more?? has a deadline by %(day)s.",
                    "??%(num)s more?? have a deadline by %(day)s.",
                    heads.soon,
                    day=until,
                )
            )
        )
    return _marked(" ".join(said))


def _marked(text: str) -> Markup:
    """`**` bold, `!!` overdue, `??` near; the pairs stand in the catalogue, so that a translation may move them.

    A day of the Bulgarian page brings its own full stop."""
    html = str(escape(text)).replace("г..", "г.")
    for sign, cls in (("**", ""), ("!!", "is-late-words"), ("??", "is-soon-words")):
        parts = html.split(sign)
        opened = f'<b class="{cls}">' if cls else "<b>"
        html = "".join(part if at % 2 == 0 else f"{opened}{part}</b>" for at, part in enumerate(parts))
    return Markup(html)  # noqa: S704 - escaped above


def indented(units: Sequence[Unit]) -> list[tuple[int, str]]:
    """Options of a list of units, each set in below its parent; the highest stands at the edge."""
    least = min((unit.depth for unit in units), default=0)
    return [(unit.id, f"{NO_BREAK * 3 * (unit.depth - least)}{unit.name}") for unit in units]


def below_state(cell: Cell) -> str:
    """The second line of a cell: the day it was done, the day it is due, or how far it is."""
    if cell.state in {State.DONE, State.EXEMPT}:
        return "" if cell.done_on is None else day(cell.done_on)
    if cell.state is State.DOING:
        done, total = cell.steps_done, cell.steps_total
        return str(ngettext("%(done)s of %(num)s step", "%(done)s of %(num)s steps", total, done=done))
    return "" if cell.due is None else str(_("due %(day)s", day=day(cell.due)))


def stage(reached: Reached) -> str:
    """The name of a stage of the funnel."""
    if reached.module is not None:
        told = {"number": reached.module.number, "title": titled(reached.module.title)}
        return say(language(), naming.MODULE) % told
    return say(language(), naming.STAGES[reached.stage])


def kind_of_step(kind: StepKind) -> str:
    return str({StepKind.LESSON: _("lesson"), StepKind.QUIZ: _("test"), StepKind.EXAM: _("exam")}[kind])


def step_title(outline: Outline, step_id: str) -> str:
    """The title of a lesson or test by its id; the id where the edition has it no longer."""
    items: tuple[LessonOutline | QuizOutline, ...] = (*outline.lessons(), *outline.quizzes())
    for item in items:
        if step_id in (item.id, *item.formerly):
            return titled(item.title, outline.language)
    return step_id


def state_words() -> dict[State, str]:
    """The word of each state, in the order of every list."""
    return {state: say(language(), words) for state, words in naming.STATES.items()}


def state_options() -> list[tuple[str, str]]:
    return [(state.value, words) for state, words in state_words().items()]


def course_options(courses: Mapping[CourseSlug, Outline]) -> list[tuple[str, str]]:
    """By title."""
    named = [(str(slug), titled(one.title, one.language)) for slug, one in courses.items()]
    return sorted(named, key=lambda option: option[1].casefold())


def course_sentence(tally: Tally) -> Markup:
    """A course in one sentence, about the people in it."""
    said = [
        str(
            ngettext(
                "%(done)s of %(all)s person has completed the course.",
                "%(done)s of %(all)s people have completed the course.",
                tally.asked,
                done=f"**{number(tally[State.DONE])}",
                all=f"{number(tally.asked)}**",
            )
        )
    ]
    if late := tally[State.LATE]:
        said.append(str(ngettext("!!%(num)s person!! is overdue.", "!!%(num)s people!! are overdue.", late)))
    return _marked(" ".join(said))


def plain_day(text: str) -> str:
    """A day as evidence writes it."""
    return day(date.fromisoformat(text))


def titled(texts: Mapping[Language, str], base: str = "bg") -> str:
    """A title in the page's language, else in the course's own."""
    return in_language({str(language): text for language, text in texts.items()}, base)
