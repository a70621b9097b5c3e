"""The pages of plans, as one blueprint."""

from elearn.plans import credit_views, entry_views, group_views, plan_views, project_views, together_views
from elearn.plans.blueprint import bp

PAGES = (credit_views, entry_views, group_views, plan_views, project_views, together_views)

__all__ = ["bp"]
