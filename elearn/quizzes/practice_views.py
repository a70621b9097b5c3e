"""Practising a test: a question, then how the answer did, then the next; nothing is stored."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from elearn import ids
from elearn.ids import CourseSlug, QuizId
from elearn.permissions import Permission
from elearn.quizzes import practising, trying
from elearn.quizzes.blueprint import bp
from elearn.quizzes.practising import Practice
from elearn.web.guard import actor, needs
from elearn.web.transaction import reading


@bp.get("/learn/<course>/<module>/quiz/practice")
@needs(Permission.LEARN)
def practise(course: str, module: str) -> ResponseReturnValue:
    """The next question of the draw that `?seed=` names, or a new draw."""
    seed = request.args.get("seed", "")
    if not trying.is_seed(seed):
        return redirect(f"{request.path}?seed={ids.public_code(8)}", 303)
    return _shown(_practice(course, module, seed, request.args.get("done")))


@bp.post("/learn/<course>/<module>/quiz/practice")
@needs(Permission.LEARN)
def practise_answer(course: str, module: str) -> ResponseReturnValue:
    seed = request.form.get("seed", "")
    if not trying.is_seed(seed):
        return redirect(request.path, 303)
    page = _practice(course, module, seed, request.form.get("done"))
    return _shown(practising.answered(page, request.form))


def _practice(course: str, module: str, seed: str, done: str | None) -> Practice:
    quiz_id, steps = QuizId(f"{module}/quiz"), practising.steps_of(done)
    return practising.practice(reading(), actor(), CourseSlug(course), quiz_id, seed, steps)


def _shown(page: Practice) -> ResponseReturnValue:
    template = "quizzes/practice.html" if page.one is not None else "quizzes/practised.html"
    return render_template(template, page=page)
