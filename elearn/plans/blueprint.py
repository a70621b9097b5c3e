"""The blueprint of plans: their own pages, projects, what stands in a course's place, and ways into a plan."""

from flask import Blueprint

bp = Blueprint("plans", __name__, template_folder="templates")
