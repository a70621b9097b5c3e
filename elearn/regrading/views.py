"""All pages of objections and regrades."""

from elearn.regrading import objection_views, regrade_views
from elearn.regrading.blueprint import bp

__all__ = ["bp", "objection_views", "regrade_views"]
