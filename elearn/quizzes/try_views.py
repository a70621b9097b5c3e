"""A trainer tries a test: drawn, answered and graded in one answer; nothing is stored."""

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from elearn import ids
from elearn.ids import CourseSlug, QuizId
from elearn.permissions import Permission
from elearn.quizzes import trying
from elearn.quizzes.blueprint import bp
from elearn.web.guard import needs
from elearn.web.transaction import reading


@bp.get("/author/courses/<course>/try/<path:quiz>")
@needs(Permission.AUTHOR)
def try_quiz(course: str, quiz: str) -> ResponseReturnValue:
    """Another draw with every visit, unless `?seed=` asks for the same."""
    seed = request.args.get("seed", "")
    if not trying.is_seed(seed):
        return redirect(f"{request.path}?seed={ids.public_code(8)}", 303)
    page = trying.trial(reading(), CourseSlug(course), QuizId(quiz), seed)
    return render_template("quizzes/try.html", page=page)


@bp.post("/author/courses/<course>/try/<path:quiz>")
@needs(Permission.AUTHOR)
def try_answers(course: str, quiz: str) -> ResponseReturnValue:
    seed = request.form.get("seed", "")
    if not trying.is_seed(seed):
        abort(400)
    page = trying.graded(trying.trial(reading(), CourseSlug(course), QuizId(quiz), seed), request.form)
    return render_template("quizzes/try.html", page=page)
