"""The pages of tests, as one blueprint."""

from elearn.quizzes import attempt_views, practice_views, result_views, start_views, try_views
from elearn.quizzes.blueprint import bp

PAGES = (attempt_views, practice_views, result_views, start_views, try_views)

__all__ = ["bp"]
