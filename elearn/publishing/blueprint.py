"""The blueprint of courses: the catalogue, course pages, media, and what trainers do with editions."""

from flask import Blueprint

bp = Blueprint("publishing", __name__, template_folder="templates")
