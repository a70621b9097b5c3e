"""The pages of plans, as one blueprint."""

from elearn.plans import project_views
from elearn.plans.blueprint import bp

PAGES = (project_views,)

__all__ = ["bp"]
