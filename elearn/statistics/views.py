"""`/author/courses/<course>/statistics`: what attempts say of tests and questions. No page shows a person."""

from flask import Blueprint, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from elearn.ids import CourseSlug, QuestionId, QuizId
from elearn.permissions import Permission
from elearn.statistics import queries, rules, wording
from elearn.statistics.addresses import NAME, QuestionName
from elearn.statistics.takings import Counted
from elearn.web.guard import needs
from elearn.web.transaction import reading

bp = Blueprint("statistics", __name__, template_folder="templates")

ROOT = "/author/courses/<course>/statistics"


@bp.record_once
def _prepare(state: BlueprintSetupState) -> None:
    """The converter of addresses must be there before the addresses."""
    state.app.url_map.converters[NAME] = QuestionName


@bp.get(ROOT)
@needs(Permission.AUTHOR)
def course_statistics(course: str) -> ResponseReturnValue:
    """The tests of a course; `?attempts=all` counts every attempt, not each enrolment's first alone."""
    session, slug = reading(), CourseSlug(course)
    found = queries.of_course(session, slug, _counted())
    return _page("course", outline=queries.course(session, slug), tests=found, counted=_counted())


@bp.get(f"{ROOT}/<path:quiz>")
@needs(Permission.AUTHOR)
def quiz_statistics(course: str, quiz: str) -> ResponseReturnValue:
    """One test: its results, and its questions, those in most trouble first."""
    found = queries.of_quiz(reading(), CourseSlug(course), QuizId(quiz), _counted())
    return _page("quiz", found=found, outline=found.outline, counted=found.counted)


@bp.get(f"{ROOT}/<path:quiz>/<{NAME}:question>")
@needs(Permission.AUTHOR)
def question_statistics(course: str, quiz: str, question: QuestionId) -> ResponseReturnValue:
    """One question of a test: each of its versions."""
    found, versions = queries.of_question(reading(), CourseSlug(course), QuizId(quiz), question, _counted())
    return _page("question", found=found, outline=found.outline, counted=found.counted, versions=versions)


def _counted() -> Counted:
    return Counted.ALL if request.args.get("attempts") == "all" else Counted.FIRST


def _page(name: str, **given: object) -> str:
    return render_template(f"statistics/{name}.html", say=wording, rules=rules, **given)
