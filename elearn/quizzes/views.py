"""The pages of tests, as one blueprint."""

from elearn.quizzes import allowance_views, attempt_views, practice_views, result_views, start_views, try_views
from elearn.quizzes.blueprint import bp

PAGES = (allowance_views, attempt_views, practice_views, result_views, start_views, try_views)

__all__ = ["bp"]
